import { describe, expect, it } from 'vitest';
import type { Column, Table } from '../table.ts';
import { encodeRows, learnEncoding } from './encode-features.ts';
import { type Design, fitLogistic, fitRidge, predictLinear } from './fit-linear.ts';
import { constantModel, type LearntFrom, learnLinear } from './trivial-models.ts';

function linearModel(learnt: LearntFrom, train: Table, rows: Table) {
  const linear = learnLinear(learnt, train);
  const numbers = linear?.numbersOf(rows) ?? null;
  return linear === null || numbers === null ? null : linear.predictionsOf(numbers);
}

const ROWS = 40;
const each = (value: (row: number) => number) => Float64Array.from({ length: ROWS }, (_, row) => value(row));
const A = each((row) => ((row * 7) % 11) / 10 - 0.5);
const B = each((row) => ((row * 5) % 13) / 12 - 0.5);
const DESIGN: Design = {
  rows: ROWS,
  width: 2,
  values: Float64Array.from({ length: 2 * ROWS }, (_, at) => (at % 2 === 0 ? A : B)[at >> 1] ?? 0),
};
const LABELS = each((row) => (((row * 3) % 7) / 7 + (A[row] ?? 0) > 0.6 ? 1 : 0));

const column = (name: string, data: Float64Array, missing: readonly number[] = []): Column => ({
  name,
  kind: 'number',
  data,
  missing: Uint8Array.from(data, (_, row) => (missing.includes(row) ? 1 : 0)),
});
const text = (name: string, data: readonly string[]): Column => ({
  name,
  kind: 'text',
  data,
  missing: new Uint8Array(data.length),
});
const table = (...columns: Column[]): Table => ({ rows: columns[0]?.missing.length ?? 0, columns });

describe('the linear solvers', () => {
  it('give what scikit-learn 1.9.1 gives: LogisticRegression(C=1), Ridge(alpha=1)', () => {
    const logistic = fitLogistic(DESIGN, LABELS);
    expect(logistic.intercept).toBeCloseTo(-0.45188392, 6);
    expect([...logistic.weights]).toEqual([expect.closeTo(1.90808748, 6), expect.closeTo(0.13149373, 6)]);
    const ridge = fitRidge(
      DESIGN,
      each((row) => 3 * (A[row] ?? 0) - 2 * (B[row] ?? 0) + ((row * 3) % 5) / 5),
    );
    expect(ridge.intercept).toBeCloseTo(0.40734435011338666, 12);
    expect([...ridge.weights]).toEqual([expect.closeTo(2.43159663, 7), expect.closeTo(-1.63981334, 7)]);
  });

  it('end with finite weights on classes that a line separates, and on one class', () => {
    const separated = each((row) => ((A[row] ?? 0) > 0 ? 1 : 0));
    for (const labels of [separated, each(() => 1)]) {
      const model = fitLogistic(DESIGN, labels);
      expect([model.intercept, ...model.weights].every(Number.isFinite)).toBe(true);
      expect(predictLinear(DESIGN, model).every(Number.isFinite)).toBe(true);
    }
  });
});

describe('the encoding', () => {
  it('standardises numbers, opens text, leaves out what is constant or a name, and takes what is missing as the mean', () => {
    const names = Array.from({ length: ROWS }, (_, row) => `n${row}`);
    const region = names.map((_, row) => (row % 3 === 0 ? 'north' : 'south'));
    const train = table(
      column('a', A, [0]),
      column(
        'same',
        each(() => 4),
      ),
      text('name', names),
      text('region', region),
    );
    const encoding = learnEncoding(train);
    expect(encoding.parts.map(({ name }) => name)).toEqual(['a', 'region']);
    const design = encodeRows(encoding, train);
    expect(design).toMatchObject({ width: 3 });
    expect([...(design?.values.slice(0, 3) ?? [])]).toEqual([0, 0, 1]);
    const unseen = table(column('a', Float64Array.of(Number.NaN)), text('region', ['elsewhere']));
    expect([...(encodeRows(encoding, unseen)?.values ?? [])]).toEqual([0, 0, 0]);
    expect(encodeRows(encoding, table(column('a', A)))).toBeNull();
  });

  it('has at most 100 columns', () => {
    const many = Array.from({ length: 150 }, (_, index) => column(`c${index}`, A));
    expect(learnEncoding(table(...many)).width).toBe(100);
  });
});

describe('trivial models', () => {
  it('say the shares of the classes, or the mean', () => {
    const binary = { task: 'binary', labels: Uint8Array.of(1, 0, 0, 0) } as const;
    expect(constantModel(binary, 2)).toMatchObject({ scores: Float64Array.of(0.25, 0.25) });
    const classes = {
      task: 'multiclass',
      labels: Int32Array.of(0, 2, 2, 2),
      classes: ['a', 'b', 'c'],
    } as const;
    expect(constantModel(classes, 1)).toMatchObject({ probabilities: Float64Array.of(0.25, 0, 0.75) });
    const values = { task: 'regression', values: Float64Array.of(1, 2, 6) } as const;
    expect(constantModel(values, 1)).toMatchObject({ values: Float64Array.of(3) });
  });

  it('of several classes add up to 1, and know what a line can know', () => {
    const labels = Int32Array.from(A, (value) => (value < -0.2 ? 0 : value < 0.2 ? 1 : 2));
    const learnt = { task: 'multiclass', labels, classes: ['a', 'b', 'c'] } as const;
    const made = linearModel(learnt, table(column('a', A)), table(column('a', Float64Array.of(-0.5, 0.5))));
    if (made?.task !== 'multiclass') throw new Error('no probabilities');
    const p = [...made.probabilities.slice(0, 3)];
    const q = [...made.probabilities.slice(3)];
    expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    expect(Math.max(...p)).toBe(p[0]);
    expect(Math.max(...q)).toBe(q[2]);
  });

  it('are not made of features that say nothing', () => {
    const learnt = { task: 'binary', labels: Uint8Array.from(LABELS) } as const;
    expect(
      linearModel(
        learnt,
        table(
          column(
            'same',
            each(() => 1),
          ),
        ),
        table(column('same', A)),
      ),
    ).toBeNull();
  });
});
