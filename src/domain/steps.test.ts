import { expect, it } from 'vitest';
import { inOneGo, inTurn, STEP_ROWS } from './steps.ts';
import { indexInSteps } from './texts/text-index.ts';
import { textOrder, textOrderInSteps } from './texts/text-order.ts';

function* counting(to: number) {
  let sum = 0;
  for (let step = 1; step <= to; step++) {
    sum += step;
    yield;
  }
  return sum;
}

it('steps give their result in one go, or with a rest after each', async () => {
  let rests = 0;
  const rest = async () => {
    rests += 1;
  };
  expect(inOneGo(counting(4))).toBe(10);
  expect(await inTurn(counting(4), rest)).toBe(10);
  expect(rests).toBe(4);
  await expect(inTurn(counting(2), () => Promise.reject(new Error('interrupted')))).rejects.toThrow(
    'interrupted',
  );
});

it('many texts are put in order and indexed in several steps', async () => {
  const texts = Array.from({ length: STEP_ROWS + 1000 }, (_, row) =>
    String((row * 7919) % (STEP_ROWS + 1000)),
  );
  let rests = 0;
  const rest = async () => {
    rests += 1;
  };
  const order = await inTurn(textOrderInSteps(texts), rest);
  expect(order).toEqual(textOrder(texts));
  expect(rests).toBeGreaterThan(1);
  rests = 0;
  expect((await inTurn(indexInSteps(texts), rest)).firsts.at(-1)).toBe(STEP_ROWS + 999);
  expect(rests).toBe(1);
});
