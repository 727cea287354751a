import { describe, expect, it } from 'vitest';
import { fakeMeasurement } from '../../../test/fixtures/gates/fake-measurement.ts';
import {
  check,
  evaluateRecord,
  ROC_AUC,
  reportFacts,
  validateRecord,
} from '../../../test/fixtures/report/records.ts';
import type { CheckResult } from '../../records/validate.ts';
import { dataWarnings } from './data-warnings.ts';
import { ownNumberWarnings } from './own-number-warnings.ts';
import { renderReport } from './render-report.ts';
import { tooGoodWarnings } from './too-good.ts';
import { wrongWayWarnings } from './wrong-way.ts';

const leak = check('visit_cost.label_leak', {
  kind: 'label_leak',
  column: 'visit_cost',
  verdict: 'warn',
  severity: 'warning',
  reason: 'alone: AUC 1.000',
});
const repeated = check('duplicate_rows', {
  kind: 'duplicate_rows',
  column: null,
  verdict: 'warn',
  severity: 'warning',
  failing: 400,
});
const data = (...checks: CheckResult[]) =>
  validateRecord({ datasets: [{ role: 'train', files: [], rows: 4186, checks }] });

describe('warnings about what the numbers are worth', () => {
  it('stand open in the report, though the data only warn', () => {
    const { markdown } = renderReport(reportFacts({ validate: data(leak, repeated) }));
    const open = markdown.slice(0, markdown.indexOf('<details>'));
    expect(open).toContain(
      '⚠️ `visit_cost` alone tells the label in the train data (alone: AUC 1.000). If it is known only after the label is',
    );
    expect(open).toContain('⚠️ 400 rows of the train data stand there twice.');
  });

  it('are none where such a check passes or could not tell, and few of many', () => {
    expect(
      dataWarnings(data({ ...leak, verdict: 'pass' }, { ...repeated, verdict: 'insufficient' })),
    ).toEqual([]);
    const many = Array.from({ length: 9 }, (_, at) => ({ ...leak, id: `c${at}`, column: `c${at}` }));
    expect(dataWarnings(data(...many)).at(-1)).toBe('⚠️ 4 more of the kind stand under *Data checks*.');
  });

  it('say of a model that is worse than guessing that something is swapped', () => {
    const wrong = fakeMeasurement({ ...ROC_AUC, candidate: 0.309, candidateHalfWidth: 0.02 });
    expect(wrongWayWarnings(evaluateRecord({ measurements: [wrong] }))).toEqual([
      expect.stringContaining('roc_auc is 0.309, and guessing has 0.5. Are two classes swapped'),
    ]);
    const unsure = fakeMeasurement({ ...ROC_AUC, candidate: 0.49, candidateHalfWidth: 0.02 });
    expect(wrongWayWarnings(evaluateRecord({ measurements: [unsure] }))).toEqual([]);
  });

  it('say of a model that is half of the way to perfect that it may have seen the answers', () => {
    const judged = (baseline: number, candidate: number) =>
      tooGoodWarnings(
        evaluateRecord({ measurements: [fakeMeasurement({ ...ROC_AUC, baseline, candidate })] }),
      );
    expect(judged(0.7, 0.9)).toEqual([
      expect.stringMatching(
        /roc_auc went more than half of the way from v1\.0\.0 to perfect: 0\.7\d* → 0\.9/,
      ),
    ]);
    expect(judged(0.7, 0.8)).toEqual([]);
    expect(judged(0.7, 0.5)).toEqual([]);
  });

  it('say of own numbers that are all the same, or ten times those of the release', () => {
    const marks = { name: 'helpful', method: 'paired-mean', baseline: 3.6 } as const;
    const told = (numbers: Parameters<typeof fakeMeasurement>[0]) =>
      ownNumberWarnings(evaluateRecord({ measurements: [fakeMeasurement({ ...marks, ...numbers })] }));
    expect(told({ candidate: 4, candidateHalfWidth: null })).toEqual([
      '⚠️ helpful is 4.0000 in every row of the candidate. Was it measured, or filled in?',
    ]);
    expect(told({ candidate: 71 })).toEqual([
      expect.stringMatching(
        /^⚠️ helpful is 71\.\d+, and v1\.0\.0 has 3\.6\d*: more than 10 times apart\. Is it in/,
      ),
    ]);
    expect(told({ candidate: 4 })).toEqual([]);
    expect(told({ name: 'roc_auc', candidate: 0.72, candidateHalfWidth: null })).toEqual([]);
  });
});
