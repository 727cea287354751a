import { expect, it } from 'vitest';
import { amount, fakeGate, fakeMeasurement } from '../../../test/fixtures/gates/fake-measurement.ts';
import { evaluateRecord, LOG_LOSS, ROC_AUC } from '../../../test/fixtures/report/records.ts';
import type { SliceRow } from '../../records/gate-row.ts';
import { evidenceSentence } from './judged-section.ts';
import { slowerLine } from './metrics-table.ts';
import { summaryText, whatToDo } from './summary-text.ts';

/** Worse by both rules of one metric and by two of another. */
const worse = evaluateRecord({
  measurements: [
    fakeMeasurement({ ...ROC_AUC, candidate: 0.6, baseline: 0.7 }),
    fakeMeasurement({ ...LOG_LOSS, candidate: 0.7, baseline: 0.6 }),
  ],
  gates: [
    fakeGate({ min: amount(0.65), maxWorse: amount(0.01) }),
    fakeGate({ metric: 'log_loss', max: amount(0.65), maxWorse: amount(0.01) }),
  ],
});
const HARM: Omit<SliceRow, 'slice' | 'groups'> = {
  verdict: 'harm',
  severity: 'block',
  reason: 'roc_auc fell',
  rows: 80,
  metrics: [],
};
const site = (number: number) => ({ ...HARM, slice: `site = ${number}`, groups: null });

it('says what it leaves out: gates, and slices', () => {
  expect(summaryText(worse)).toMatch(/ And 1 more gate fails or cannot tell\.$/);
  const harmed = { ...worse, slices: [site(1), site(2)] };
  expect(summaryText(harmed)).toMatch(/ And 1 more gate fails or cannot tell, and 2 slices are harmed\.$/);
});

it('names the rule where one metric broke two, and the slices that are harmed', () => {
  const [first, second] = whatToDo(worse);
  expect(first).toMatch(/^roc_auc, min: Improve the candidate/);
  expect(second).toMatch(/^roc_auc, max_worse: Improve the candidate/);
  const slices = [1, 2, 3, 4].map(site);
  expect(whatToDo({ ...worse, slices })).toContainEqual(
    expect.stringMatching(/^Slices: improve the candidate on site = 1, site = 2, site = 3 and 1 more\. /),
  );
});

it('says once what holds for several gates', () => {
  const unusable = evaluateRecord({ nonFinite: true, record: { nonFiniteScores: 3 } });
  expect(whatToDo(unusable)).toEqual([
    'roc_auc, log_loss: Look for missing or infinite features, a division by zero or an overflow in the model, and train again.',
  ]);
  expect(summaryText(unusable).match(/so roc_auc says nothing/g)).toHaveLength(1);
});

it('says how strict gates are that do not fail, and of none that does', () => {
  expect(evidenceSentence(worse)).not.toContain('would pass');
});

it('says of a candidate that fails what cannot be told besides', () => {
  const unsure = fakeMeasurement({ ...LOG_LOSS, candidate: 0.605, baseline: 0.6, standardError: 0.01 });
  const gates = [
    fakeGate({ maxWorse: amount(0.01) }),
    fakeGate({ metric: 'log_loss', maxWorse: amount(0.01) }),
  ];
  const measurements = [fakeMeasurement({ ...ROC_AUC, candidate: 0.6, baseline: 0.7 }), unsure];
  expect(summaryText(evaluateRecord({ measurements, gates }))).toMatch(
    /at most 0\.01 worse is allowed\.\*\* These rows cannot tell whether log_loss passes\.$/,
  );
});

it('says where a call takes several times as long as of the release, whether a gate asks or not', () => {
  const took = (p50: number) => ({ batch1: { p50, p95: p50 }, batch256: { p50: 1, p95: 1 } });
  const slower = (now: number, before = 0.5) =>
    slowerLine({
      ...evaluateRecord(),
      latencyMs: took(now),
      baselineCosts: { latencyMs: took(before), sizeBytes: null, trainSeconds: null },
    });
  expect(slower(2)).toBe('⚠️ a call with one row takes 2.00 ms, that of v1.0.0 0.500 ms');
  expect(slower(1.2)).toBeNull();
  // Three times as long, and less than anybody notices.
  expect(slower(0.9, 0.1)).toBeNull();
});
