import { expect, it } from 'vitest';
import { atOnce, inOneGo, inTurn, portions, STEP_ROWS } from './steps.ts';
import { ROWS_OF_A_TEXT } from './texts/packed-texts.ts';
import { indexInSteps } from './texts/text-index.ts';
import { repeatedRow, textOrder, textOrderInSteps } from './texts/text-order.ts';

function* counting(to: number, rows?: number) {
  let sum = 0;
  for (let step = 1; step <= to; step++) {
    sum += step;
    yield rows;
  }
  return sum;
}

/** What the steps give, and how often they rest. */
async function rested<T>(steps: Parameters<typeof inTurn<T>>[0]): Promise<[T, number]> {
  let rests = 0;
  const found = await inTurn(steps, async () => {
    rests += 1;
  });
  return [found, rests];
}

it('steps give their result in one go, or with a rest after each', async () => {
  expect(inOneGo(counting(4))).toBe(10);
  expect(await rested(counting(4))).toEqual([10, 4]);
  await expect(inTurn(counting(2), () => Promise.reject(new Error('interrupted')))).rejects.toThrow(
    'interrupted',
  );
});

it('small steps rest once they are enough rows together', async () => {
  expect(await rested(counting(8, STEP_ROWS / 4))).toEqual([36, 2]);
  expect(await rested(counting(3, STEP_ROWS / 4))).toEqual([6, 0]);
  expect(await rested(counting(3, 2 * STEP_ROWS))).toEqual([6, 3]);
  expect(await rested(atOnce('known'))).toEqual(['known', 0]);
});

it('portions are of a step each, whatever one of them costs', () => {
  expect([...portions(0)]).toEqual([]);
  expect([...portions(STEP_ROWS + 1)]).toEqual([
    [0, STEP_ROWS],
    [STEP_ROWS, STEP_ROWS + 1],
  ]);
  const half = STEP_ROWS / 2;
  expect([...portions(half + 1, 2)]).toEqual([
    [0, half],
    [half, half + 1],
  ]);
});

it('many texts are put in order, compared and indexed in several steps', async () => {
  const rows = STEP_ROWS / 4;
  const leastRests = rows / (STEP_ROWS / ROWS_OF_A_TEXT);
  const texts = Array.from({ length: rows }, (_, row) => String((row * 7919) % rows));
  const [order, rests] = await rested(textOrderInSteps(texts));
  expect(order).toEqual(textOrder(texts));
  expect(rests).toBeGreaterThanOrEqual(leastRests);
  const ordered = Array.from(order ?? [], (row) => texts[row] as string);
  expect(await rested(repeatedRow(ordered))).toEqual([-1, leastRests]);
  const [index, indexRests] = await rested(indexInSteps(texts));
  expect(index.firsts.at(-1)).toBe(rows - 1);
  expect(indexRests).toBeGreaterThanOrEqual(leastRests);
});
