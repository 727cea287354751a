import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type EvaluationGiven,
  openEvaluation,
  type Row,
} from '../../../../test/fixtures/evaluate/evaluation-case.ts';
import { seededRandom } from '../../../../test/fixtures/gates/fake-measurement.ts';
import type { Perturbation } from '../../../domain/perturbations/perturbation.ts';
import { perturbationsTable } from '../../report/perturbations-section.ts';

let evaluation: Awaited<ReturnType<typeof openEvaluation>>;
beforeAll(async () => {
  evaluation = await openEvaluation();
});
afterAll(() => evaluation.close());

const random = seededRandom(9);
const ROWS: readonly Row[] = Array.from({ length: 200 }, (_, row) => ({
  row_id: `r${String(row).padStart(3, '0')}`,
  sex: row % 4 === 0 ? 'f' : row % 4 === 1 ? 'm' : 'x',
  income: row,
  x: Math.round(1000 * random()) / 1000,
})).map((row) => ({ ...row, visited: random() < row.x ? 'yes' : 'no' }));

/** Rises with income up to 150, and looks at sex where x is above 0.9. */
const model = (row: Row) => {
  const income = Math.min(150, Number(row.income)) / 300;
  const bias = row.sex === 'f' && Number(row.x) > 0.9 ? 0.1 : 0;
  return Math.min(1, 0.4 * Number(row.x) + income - bias + 0.1);
};

const BASE: Perturbation = {
  name: 'sex_is_nothing',
  column: 'sex',
  change: { kind: 'swap', values: ['f', 'm'] },
  expect: 'same',
  of: null,
  tolerance: 0.01,
  minShare: 1,
  severity: 'block',
};

function judge(perturbations: readonly Perturbation[], given: Partial<EvaluationGiven> = {}) {
  const evaluate = { metrics: ['accuracy'], threshold: 0.5, slices: [], confidence: 0.95, perturbations };
  return evaluation.judge({
    rows: ROWS,
    features: ['x', 'sex', 'income'],
    candidate: model,
    ...given,
    config: { gates: [], evaluate },
  });
}

describe('changed rows', () => {
  it('that break what is expected fail the verdict, and say which they are', async () => {
    const record = await judge([BASE]);
    const swapped = ROWS.filter(({ sex }) => sex !== 'x');
    const biased = swapped.filter(({ x }) => Number(x) > 0.9).map(({ row_id }) => String(row_id));
    expect(biased.length).toBeGreaterThan(3);
    expect(record.perturbations).toEqual([
      {
        name: 'sex_is_nothing',
        change: 'sex: f ↔ m',
        expect: 'same',
        tolerance: 0.01,
        minShare: 1,
        changed: swapped.length,
        rows: swapped.length,
        held: swapped.length - biased.length,
        largest: expect.closeTo(record.perturbations?.[0]?.largest ?? 0, 1),
        failing: biased.slice(0, 10),
      },
    ]);
    expect(Math.abs(record.perturbations?.[0]?.largest ?? 0)).toBeCloseTo(0.1, 5);
    expect(record.gates[0]).toMatchObject({ rule: 'min', limit: 1, verdict: 'fail', severity: 'block' });
    expect(record.gates[0]?.reason).toMatch(
      /^share that keeps sex_is_nothing is 0\.\d+; at least 1 is asked$/,
    );
    expect(record.verdict).toBe('fail');
  });

  it('may be few, may be only told, and may go one way', async () => {
    const income = { ...BASE, column: 'income', change: { kind: 'add', amount: 10 } } as const;
    const record = await judge([
      { ...BASE, minShare: 0.5 },
      { ...income, name: 'more', expect: 'not_lower', tolerance: 0 },
      { ...income, name: 'much_more', expect: 'higher', tolerance: 0, severity: 'warn' },
      { ...income, name: 'decides', expect: 'same_decision', tolerance: 0, minShare: 0.8 },
    ]);
    expect(record.gates.map(({ metric, verdict }) => `${metric} ${verdict}`)).toEqual([
      'share that keeps sex_is_nothing pass',
      'share that keeps more pass',
      'share that keeps much_more fail',
      'share that keeps decides pass',
    ]);
    expect(record.perturbations?.[2]?.held).toBe(150);
    expect(record.verdict).toBe('pass');
  });

  it('that are none leave it open', async () => {
    const record = await judge([{ ...BASE, change: { kind: 'swap', values: ['a', 'b'] } }]);
    expect(record.gates[0]).toMatchObject({ verdict: 'inconclusive' });
    expect(record.gates[0]?.reason).toContain('the change touches none of the rows');
  });

  it('in a column that the model does not look at are a mistake', async () => {
    await expect(judge([{ ...BASE, column: 'visited' }])).rejects.toThrow(
      'evaluate.perturbations.sex_is_nothing: visited is no feature of the model',
    );
    await expect(judge([{ ...BASE, change: { kind: 'add', amount: 1 } }])).rejects.toThrow(
      'column sex holds text values; add needs numbers',
    );
  });

  it('stand in the report', async () => {
    const table = perturbationsTable(await judge([BASE]), 10);
    expect(table).toMatch(
      /\| sex\\?_is\\?_nothing \| sex: f ↔ m \| the same score \(within 0\.01\) \| 100 \| \d+ \| [+−]0\.1000 \| r\d+/,
    );
  });
});
