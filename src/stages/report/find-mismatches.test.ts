import { describe, expect, it } from 'vitest';
import {
  digestOf,
  evaluateRecord,
  trainRecord,
  validateRecord,
} from '../../../test/fixtures/report/records.ts';
import { findMismatches } from './find-mismatches.ts';

const together = { validate: validateRecord(), train: trainRecord(), evaluate: evaluateRecord() };

describe('records of one run', () => {
  it('belong together', () => {
    expect(findMismatches(together)).toEqual([]);
    expect(findMismatches({ validate: null, train: null, evaluate: null })).toEqual([]);
  });

  it('without a commit belong together', () => {
    expect(findMismatches({ ...together, train: trainRecord({ commit: null }) })).toEqual([]);
  });

  it.each([
    [
      'commit',
      { train: trainRecord({ commit: 'b'.repeat(40) }) },
      /different commits: validate at a1b2c3d, train at bbbbbbb/,
    ],
    [
      'inputs',
      { train: trainRecord({ inputDigest: digestOf('6') }) },
      /with inputs 55555555….*with inputs 66666666…/,
    ],
    [
      'candidate',
      { train: trainRecord({ candidate: digestOf('6') }) },
      /candidate 33333333…, train made 66666666…/,
    ],
    ['missing candidate', { train: trainRecord({ candidate: null }) }, /train made none/],
    [
      'data',
      {
        evaluate: evaluateRecord({
          record: { read: [{ path: 'data/evaluation.csv', sha256: 'f'.repeat(64) }] },
        }),
      },
      /data\/evaluation.csv changed between validate and evaluate/,
    ],
  ] as const)('another %s is told', (_, changes, message) => {
    const problems = findMismatches({ ...together, ...changes });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });
});
