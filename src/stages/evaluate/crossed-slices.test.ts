import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEvaluation, type Row } from '../../../test/fixtures/evaluate/evaluation-case.ts';
import { amount, fakeGate, seededRandom } from '../../../test/fixtures/gates/fake-measurement.ts';
import type { SliceConfig } from '../../config/resolved.ts';

let evaluation: Awaited<ReturnType<typeof openEvaluation>>;
beforeAll(async () => {
  evaluation = await openEvaluation();
});
afterAll(() => evaluation.close());

const random = seededRandom(7);
const ROWS: readonly Row[] = Array.from({ length: 1600 }, (_, row) => ({
  row_id: `r${row}`,
  region: row % 2 === 0 ? 'north' : 'south',
  age: row % 4 < 2 ? 20 : 50,
  x: random(),
})).map((row) => ({ ...row, visited: random() < row.x ? 'yes' : 'no' }));

const CROSSED: SliceConfig = {
  kind: 'crossing',
  parts: [
    { kind: 'category', column: 'region' },
    { kind: 'bins', column: 'age', edges: [0, 30, 60] },
  ],
};
const YOUNG_NORTH = 'region = north & age 0 … 30';
const evaluate = (slices: readonly SliceConfig[]) => ({
  metrics: ['accuracy'],
  threshold: 0.5,
  slices,
  confidence: 0.95,
});
const right = (row: Row) => Number(row.x);
/** Wrong where both hold, and a little better elsewhere than in the whole: harm that no single column shows. */
const wrongForYoungNorth = (row: Row) =>
  row.region === 'north' && Number(row.age) < 30 ? 1 - Number(row.x) : Number(row.x);

const judge = (slices: readonly SliceConfig[], gates: readonly object[]) =>
  evaluation.judge({
    rows: ROWS,
    features: ['x', 'region', 'age'],
    candidate: wrongForYoungNorth,
    baseline: right,
    config: {
      evaluate: evaluate(slices),
      gates: gates.map((gate) => fakeGate({ metric: 'accuracy', ...gate })),
    },
  });

describe('crossed slices', () => {
  it('show harm where two columns meet', async () => {
    const record = await judge([CROSSED], [{ maxWorse: amount(0.2) }]);
    expect(record.slices.map(({ slice, rows, verdict }) => [slice, rows, verdict])).toEqual([
      [YOUNG_NORTH, 400, 'harm'],
      ['region = north & age 30 … 60', 400, 'no-proof-of-harm'],
      ['region = south & age 0 … 30', 400, 'no-proof-of-harm'],
      ['region = south & age 30 … 60', 400, 'no-proof-of-harm'],
    ]);
    expect(record.verdict).toBe('fail');
  });

  it('may be proven, and named by a gate', async () => {
    const record = await judge(
      [{ ...CROSSED, prove: true }],
      [
        { maxWorse: amount(0.2), severity: 'warn' },
        { min: amount(0.7), slice: YOUNG_NORTH },
      ],
    );
    const onSlices = record.gates.filter(({ slice }) => slice !== undefined);
    expect(onSlices.filter(({ rule }) => rule === 'max_worse')).toHaveLength(4);
    expect(
      onSlices.filter(({ verdict }) => verdict === 'fail').map(({ slice, rule }) => [slice, rule]),
    ).toEqual([
      [YOUNG_NORTH, 'min'],
      [YOUNG_NORTH, 'max_worse'],
    ]);
  });

  it('that no row is in are a mistake of the config', async () => {
    await expect(
      judge([CROSSED], [{ min: amount(0.7), slice: 'region = east & age 0 … 30' }]),
    ).rejects.toThrow('no evaluation row is in a slice region = east & age 0 … 30');
  });
});
