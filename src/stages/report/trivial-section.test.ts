import { expect, it } from 'vitest';
import { fakeMeasurement } from '../../../test/fixtures/gates/fake-measurement.ts';
import { evaluateRecord } from '../../../test/fixtures/report/records.ts';
import type { TrivialRow } from '../../records/model-tests.ts';
import { metricRows } from '../evaluate/points/metric-rows.ts';
import { trivialLines, trivialWarnings } from './trivial-section.ts';

function row(model: string, verdict: TrivialRow['verdict'], baseline: number): TrivialRow {
  const measured = fakeMeasurement({ candidate: 0.72, baseline, standardError: 0.01 });
  const [metric] = metricRows([measured], { dataset: 'evaluation', against: `trivial:${model}` });
  if (metric === undefined) throw new Error('no row');
  return { model, learntRows: 12_678, verdict, metric };
}

const withRows = (...trivial: TrivialRow[]) => ({ ...evaluateRecord(), trivial });

it('says of each model whether the candidate is better, and warns only where it has learnt nothing', () => {
  const good = withRows(
    row('class frequencies', 'better', 0.5),
    row('a logistic regression', 'not-shown', 0.715),
  );
  expect(trivialLines(good)).toBe(
    [
      'Is it better than what anybody could make of 12,678 of the training rows?',
      '',
      '- class frequencies: better; roc_auc 0.720 against 0.500, difference +0.220 (+0.200 … +0.240)',
      '- a logistic regression: not shown to be better; roc_auc 0.720 against 0.715, difference +0.005 (−0.015 … +0.025)',
    ].join('\n'),
  );
  expect(trivialWarnings(good)).toEqual([]);
  const guessing = withRows(
    row('class frequencies', 'not-shown', 0.715),
    row('a logistic regression', 'worse', 0.8),
  );
  expect(trivialWarnings(guessing)).toEqual([
    '⚠️ The candidate is not shown to be better than class frequencies of the training data: roc_auc 0.720 against 0.715 (only a warning).',
    '⚠️ The candidate is provably worse than a logistic regression of the training data: roc_auc 0.720 against 0.800 (only a warning).',
  ]);
  expect(trivialLines(evaluateRecord())).toBeNull();
});
