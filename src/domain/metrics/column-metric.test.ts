import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measureMetrics } from './measure-metrics.ts';
import { type Predictions, tableOf } from './observations.ts';
import type { OwnColumn } from './own-numbers.ts';

interface OwnCase {
  readonly name: string;
  readonly candidate: number[];
  readonly baseline: number[];
  readonly mean: number;
  readonly difference: number;
  readonly standardError: number;
  readonly quantiles: Readonly<Record<string, number>>;
}

const fixture = new URL('../../../test/fixtures/metrics/own-numbers.json', import.meta.url);
const CASES: readonly OwnCase[] = JSON.parse(readFileSync(fixture, 'utf8'));
const AGGREGATES: Readonly<Record<string, number>> = {
  median: 0.5,
  p5: 0.05,
  p90: 0.9,
  p95: 0.95,
  'p99.9': 0.999,
};

const column = (name: string, aggregate: OwnColumn['aggregate'] = 'mean'): OwnColumn => ({
  name,
  column: 'mark',
  better: 'higher',
  aggregate,
});

function scores(values: readonly number[], columns: readonly OwnColumn[]): Predictions {
  return { task: 'scores', own: { columns, ...tableOf([['mark', Float64Array.from(values)]]) } };
}

function measure({ candidate, baseline }: Pick<OwnCase, 'candidate' | 'baseline'>, columns: OwnColumn[]) {
  return measureMetrics({
    truth: { task: 'scores', rows: candidate.length },
    candidate: scores(candidate, columns),
    baseline: scores(baseline, columns),
    groups: null,
    metrics: columns.map(({ name }) => name),
    threshold: 0.5,
    confidence: 0.95,
    subset: null,
  });
}

const near = (value: number) => expect.closeTo(value, 11);

describe.each(CASES)('numbers of one column: $name', (given) => {
  it('have the mean, and the paired standard error of the difference', () => {
    const [measured] = measure(given, [column('mark')]);
    expect(measured?.candidate).toEqual(near(given.mean));
    expect(measured?.contrast(1)).toMatchObject({
      method: 'paired-mean',
      estimate: near(given.difference),
      standardError: near(given.standardError),
    });
  });

  it('have the quantiles of NumPy, compared by bootstrap', () => {
    const columns = Object.entries(AGGREGATES).map(([name, q]) => column(name, q));
    const measured = measure(given, columns);
    expect(Object.fromEntries(measured.map(({ name, candidate }) => [name, candidate]))).toEqual(
      Object.fromEntries(Object.entries(given.quantiles).map(([name, value]) => [name, near(value)])),
    );
    expect(measured[0]?.contrast(1)?.method).toBe('bootstrap');
  });
});

describe('own columns', () => {
  const rows = CASES[0] as OwnCase;

  it('that hold a NaN have no value, and say nothing of the others', () => {
    const broken = [Number.NaN, ...rows.candidate.slice(1)];
    const columns = [column('mark'), { ...column('other'), column: 'other' }];
    const own = (values: readonly number[]) => ({
      columns,
      ...tableOf([
        ['mark', Float64Array.from(values)],
        ['other', Float64Array.from(rows.candidate)],
      ]),
    });
    const [mark, other] = measureMetrics({
      truth: { task: 'scores', rows: broken.length },
      candidate: { task: 'scores', own: own(broken) },
      baseline: { task: 'scores', own: own(rows.baseline) },
      groups: null,
      metrics: ['mark', 'other'],
      threshold: 0.5,
      confidence: 0.95,
      subset: null,
    });
    expect(mark).toMatchObject({ candidate: null, reason: 'the model gave a score that is NaN or infinite' });
    expect(other?.candidate).toEqual(near(rows.mean));
  });

  it('stand beside the metrics of a task, in the order that was asked', () => {
    const own = (values: readonly number[]) => ({
      columns: [column('mark')],
      ...tableOf([['mark', Float64Array.from(values)]]),
    });
    const values = Float64Array.from(rows.baseline);
    const measured = measureMetrics({
      truth: { task: 'regression', values },
      candidate: { task: 'regression', values, own: own(rows.candidate) },
      baseline: { task: 'regression', values },
      groups: null,
      metrics: ['mae', 'mark', 'rmse'],
      threshold: 0.5,
      confidence: 0.95,
      subset: Int32Array.from([0, 1, 2]),
    });
    expect(measured.map(({ name, rows: count }) => [name, count])).toEqual([
      ['mae', 3],
      ['mark', 3],
      ['rmse', 3],
    ]);
    // The release is older than the column.
    expect(measured[1]).toMatchObject({ baseline: null });
    expect(measured[1]?.contrast(1)).toBeNull();
  });

  it('with groups are compared by groups', () => {
    const index = Int32Array.from(rows.candidate, (_, row) => Math.floor(row / 5));
    const columns = [column('mark')];
    const [measured] = measureMetrics({
      truth: { task: 'scores', rows: rows.candidate.length },
      candidate: scores(rows.candidate, columns),
      baseline: scores(rows.baseline, columns),
      groups: { index, count: 40 },
      metrics: ['mark'],
      threshold: 0.5,
      confidence: 0.95,
      subset: null,
    });
    const d = rows.candidate.map((value, row) => value - (rows.baseline[row] as number));
    const mean = d.reduce((sum, each) => sum + each, 0) / d.length;
    const sums = Array.from({ length: 40 }, (_, group) =>
      d.slice(group * 5, group * 5 + 5).reduce((sum, each) => sum + (each - mean) / d.length, 0),
    );
    const expected = Math.sqrt((40 / 39) * sums.reduce((sum, each) => sum + each * each, 0));
    expect(measured?.contrast(1)).toMatchObject({
      method: 'paired-mean-clustered',
      standardError: near(expected),
    });
  });
});
