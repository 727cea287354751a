import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  type CrashGround,
  makeCrashGround,
  releasedOnceAfter,
  releasedOnceByTwoAfter,
} from '../fixtures/forge/crash-points.ts';

let ground: CrashGround;
beforeAll(async () => {
  ground = await makeCrashGround();
});
afterAll(() => ground.remove());

const points = () => Array.from({ length: ground.mutations }, (_, index) => index + 1);

describe('a release that is killed just before any of its changes, and run again', () => {
  it('ends in the same state, by one run on the same machine', async () => {
    for (const point of points()) await releasedOnceAfter(ground, { kill: 'killBeforeMutation', point });
  });

  it('ends in the same state, by two runs at once on new machines', async () => {
    for (const point of points()) await releasedOnceByTwoAfter(ground, { kill: 'killBeforeMutation', point });
  });
});
