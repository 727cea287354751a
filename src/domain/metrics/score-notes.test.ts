import { expect, it } from 'vitest';
import { inOneGo } from '../steps.ts';
import { decisionNotes, sumNotes } from './score-notes.ts';

const binary = (...scores: number[]) =>
  ({ task: 'binary', scores: Float64Array.from(scores), scoreType: 'float64' }) as const;

it.each([
  [[0.25, 0.75, 0.5, 0.5], []],
  [[0.2504, 0.75, 0.5, 0.5], []],
  [[0.26, 0.75, 0.5, 0.5], ['the probabilities of 1 row do not add up to 1']],
  [[0.2, 0.2, 0.3, 0.9], ['the probabilities of 2 rows do not add up to 1']],
])('sums of %j', (probabilities, notes) => {
  expect(inOneGo(sumNotes(Float64Array.from(probabilities), 2))).toEqual(notes);
});

it('scores that are nothing but 0 and 1 are told', () => {
  expect(decisionNotes(binary(0, 1, 1))).toEqual([
    expect.stringMatching(/^every score is 0 or 1: these are decisions/),
  ]);
  expect(decisionNotes(binary(0, 1, 0.999))).toEqual([]);
  expect(decisionNotes(binary(0, 1, Number.NaN))).toEqual([]);
  expect(
    decisionNotes({ task: 'multiclass', probabilities: Float64Array.of(0, 1, 0), scoreType: 'float32' }),
  ).toHaveLength(1);
  expect(decisionNotes({ task: 'regression', values: Float64Array.of(0, 1) })).toEqual([]);
});
