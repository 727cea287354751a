import { expect, it } from 'vitest';
import { restingIn } from './resting.ts';

it('a rest lets other work have its turn, and ends work after a signal', async () => {
  const stopped = new AbortController();
  const rest = restingIn({ signal: stopped.signal });
  let turns = 0;
  setImmediate(() => {
    turns += 1;
  });
  await rest();
  expect(turns).toBe(1);
  stopped.abort();
  await expect(rest()).rejects.toMatchObject({ code: 'interrupted' });
});
