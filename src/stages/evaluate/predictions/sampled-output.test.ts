import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ModelOutput } from '../../../ports/model-runtime.ts';
import { saidOf, sampleOutput, spreadRows } from './sampled-output.ts';

it('rows are spread evenly, and few are among many', () => {
  expect([...spreadRows(10, 4)]).toEqual([0, 2, 5, 7]);
  expect([...spreadRows(3, 50)]).toEqual([0, 1, 2]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000_000 }), (rows) => {
      const many = new Set(spreadRows(rows, 2000));
      for (const most of [50, 500]) for (const row of spreadRows(rows, most)) expect(many).toContain(row);
    }),
    { numRuns: 50 },
  );
});

it('what was said of the sampled rows is found by their numbers', () => {
  const rows = 5000;
  const probabilities = Float64Array.from({ length: 2 * rows }, (_, at) => at / (2 * rows));
  const output: ModelOutput = {
    kind: 'classes',
    classes: ['no', 'yes'],
    probabilities,
    scoreType: 'float64',
    labels: null,
    notes: [],
  };
  const sample = sampleOutput(output, rows);
  expect(sample.sampled.length).toBe(2000);
  const asked = Int32Array.of(0, 2500, 4997);
  expect([...saidOf(sample, asked)]).toEqual(
    [...asked].flatMap((row) => [(2 * row) / 10_000, (2 * row + 1) / 10_000]),
  );
  expect(() => saidOf(sample, Int32Array.of(1))).toThrow('row 1 was not sampled');
});
