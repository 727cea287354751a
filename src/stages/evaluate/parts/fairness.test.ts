import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type EvaluationGiven,
  openEvaluation,
  type Row,
} from '../../../../test/fixtures/evaluate/evaluation-case.ts';
import { amount, fakeGate, seededRandom } from '../../../../test/fixtures/gates/fake-measurement.ts';
import type { FairnessConfig, GateConfig } from '../../../config/resolved.ts';
import { fairnessDetails, fairnessLine } from '../../report/fairness-section.ts';

let evaluation: Awaited<ReturnType<typeof openEvaluation>>;
beforeAll(async () => {
  evaluation = await openEvaluation();
});
afterAll(() => evaluation.close());

const random = seededRandom(5);
/** 600 of each sex, and 30 rows that say nothing of themselves; households hold one of each. */
const ROWS: readonly Row[] = Array.from({ length: 1230 }, (_, row) => ({
  row_id: `r${row}`,
  household: Math.floor(row / 2),
  sex: row >= 1200 ? '' : row % 2 === 0 ? 'f' : 'm',
  x: random(),
})).map((row) => ({ ...row, visited: random() < row.x ? 'yes' : 'no' }));

const fair = (row: Row) => Number(row.x);
/** Women need 0.2 more. */
const unfair = (row: Row) => Math.max(0, Number(row.x) - (row.sex === 'f' ? 0.2 : 0));

const SEX = { name: 'sex', cut: { kind: 'category', column: 'sex' } } as const;
const gate = (metric: string, changes: Partial<GateConfig>) =>
  fakeGate({ metric: `${metric} by sex`, ...changes });

function judge(gates: readonly GateConfig[], given: Partial<EvaluationGiven> = {}) {
  const fairness: FairnessConfig = { by: [SEX], positive: null, leastRows: 50, gates };
  const evaluate = { metrics: ['accuracy'], threshold: 0.5, slices: [], confidence: 0.95, fairness };
  return evaluation.judge({
    rows: ROWS,
    features: ['x', 'sex'],
    candidate: unfair,
    baseline: fair,
    ...given,
    config: { gates: [], evaluate },
  });
}

describe('fairness by group', () => {
  it('tells the rates of every group, of the baseline too, and who has too few rows', async () => {
    const record = await judge([]);
    const [row] = record.fairness ?? [];
    expect(row).toMatchObject({ by: 'sex', positive: 'yes' });
    const [women, men, others] = row?.groups ?? [];
    const [selected, , , gap] = women?.rates ?? [];
    expect(selected?.candidate).toBeCloseTo(0.3, 1);
    expect(selected?.baseline).toBeCloseTo(0.5, 1);
    expect(men?.rates[0]?.candidate).toBe(men?.rates[0]?.baseline);
    expect(gap?.candidate).toBeLessThan(-0.1);
    expect(others).toMatchObject({ group: 'sex is missing', rows: 30 });
    expect(others?.rates.map(({ candidate }) => candidate)).toEqual([null, null, null, null]);
    expect(record.notes).toContain(
      'fairness by sex: insufficient data, so nothing is said of sex is missing (30 rows)',
    );
  });

  it('is judged on the value or on its interval', async () => {
    const record = await judge([
      gate('demographic_parity_difference', { max: amount(0.1), on: 'bound' }),
      gate('demographic_parity_ratio', { min: amount(0.8) }),
      gate('equalized_odds_difference', { max: amount(0.6) }),
      gate('equal_opportunity_difference', { max: amount(0.25), on: 'bound', severity: 'warn' }),
    ]);
    expect(record.gates.map(({ metric, rule, verdict }) => `${metric} ${rule} ${verdict}`)).toEqual([
      'demographic_parity_difference by sex max fail',
      'demographic_parity_ratio by sex min fail',
      'equalized_odds_difference by sex max pass',
      'equal_opportunity_difference by sex max inconclusive',
    ]);
    expect(record.verdict).toBe('fail');
    expect(record.gates[0]?.reason).toMatch(
      /^demographic_parity_difference by sex is 0\.\d+ \(0\.\d+ … 0\.\d+\); at most 0\.1 is asked$/,
    );
  });

  it('of rows that belong together rests on groups', async () => {
    const record = await judge([], { data: { groupBy: 'household' } });
    expect(record.fairness?.[0]?.groups[0]?.rates[0]).toMatchObject({ rows: 600, groups: 600 });
    const alike = ROWS.map((row, index) => ({ ...row, household: index % 15 }));
    const few = await judge([gate('demographic_parity_ratio', { min: amount(0.1) })], {
      rows: alike,
      data: { groupBy: 'household' },
    });
    expect(few.gates[0]).toMatchObject({ verdict: 'inconclusive' });
    expect(few.fairness?.[0]?.groups[0]?.rates[0]?.reason).toBe(
      'insufficient data: rows of 15 groups; at least 20 are needed',
    );
  });

  it('is not measured where scores are no numbers', async () => {
    const gates = [gate('demographic_parity_difference', { max: amount(0.9) })];
    const record = await judge(gates, { candidate: (_, { index }) => (index === 3 ? Number.NaN : 0.5) });
    expect(record.gates[0]).toMatchObject({ verdict: 'fail', outcome: 'not-finite' });
    expect(record.fairness?.[0]?.groups).toEqual([]);
  });

  it('of several classes asks about one of them', async () => {
    const rows = ROWS.map((row, index) => ({ ...row, visited: ['a', 'b', 'c'][index % 3] ?? 'a' }));
    const fairness: FairnessConfig = { by: [SEX], positive: 'c', leastRows: 50, gates: [] };
    const evaluate = { metrics: ['accuracy'], threshold: 0.5, slices: [], confidence: 0.95, fairness };
    const asked = {
      rows,
      features: ['x', 'sex'],
      classes: ['a', 'b', 'c'],
      candidate: (row: Row) => (row.sex === 'f' ? [0.2, 0.3, 0.5] : [0.4, 0.4, 0.2]),
    };
    const config = { task: 'multiclass', gates: [], evaluate } as const;
    const data = { positive: null };
    const { fairness: found } = await evaluation.judge({ ...asked, config, data });
    expect(found?.[0]?.positive).toBe('c');
    expect(found?.[0]?.groups.slice(0, 2).map(({ rates }) => rates[0]?.candidate)).toEqual([1, 0]);
    expect(found?.[0]?.groups[0]?.rates[3]?.candidate).toBeCloseTo(0.5 - 1 / 3, 2);
    const wrong = { ...config, evaluate: { ...evaluate, fairness: { ...fairness, positive: 'd' } } };
    await expect(evaluation.judge({ ...asked, config: wrong, data })).rejects.toThrow(
      'evaluate.fairness.positive: there is no class d',
    );
  });

  it('stands in the report', async () => {
    const record = await judge([]);
    expect(fairnessLine(record)).toMatch(
      /^by sex: yes is decided for \d+(\.\d)? % … \d+(\.\d)? % of the rows of 2 groups, insufficient data in 1$/,
    );
    const text = fairnessDetails(record, 20) ?? '';
    expect(text).toContain('| sex = f | 600 | 0.');
    expect(text).toContain('insufficient data: 30 rows; at least 50 are needed');
    expect(text).toMatch(
      /demographic\\?_parity\\?_difference \| 0\.\d+ \(0\.\d+ … 0\.\d+\); v1\.0\.0 0\.\d+ \| largest difference in how often yes is decided/,
    );
  });
});
