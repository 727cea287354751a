import type { Verdict } from '../../domain/gates/gate.ts';
import type { ReportCase } from '../../domain/report/headline.ts';
import type { ValidateRecord } from '../../records/validate.ts';
import { findMismatches } from './find-mismatches.ts';
import type { StageRecords } from './report-facts.ts';

export interface Judgement {
  readonly reportCase: ReportCase;
  readonly verdict: Verdict;
  /** Why the records may not be read together. */
  readonly problems: readonly string[];
}

/**
 * How far the stages came and what follows. The first stage that said no decides; a stage that has not run and records
 * that do not belong together are never a pass.
 */
export function judgeRecords(records: StageRecords): Judgement {
  const { validate, train, evaluate } = records;
  const decided = (reportCase: ReportCase, verdict: Verdict) => ({ reportCase, verdict, problems: [] });
  if (validate?.verdict === 'fail')
    return decided(isDrift(validate) ? 'data-drifted' : 'data-broken', 'fail');
  if (validate?.verdict === 'inconclusive') return decided('data-unclear', 'inconclusive');
  if (train !== null && train.verdict !== 'pass') return decided('training-failed', 'fail');
  const problems = findMismatches(records);
  if (problems.length > 0) return { reportCase: 'mixed', verdict: 'inconclusive', problems };
  if (validate === null) return decided('not-validated', 'inconclusive');
  if (train === null) return decided('not-trained', 'inconclusive');
  if (evaluate === null) return decided('not-evaluated', 'inconclusive');
  return decided(evaluate.identical ? 'identical' : 'judged', evaluate.verdict);
}

/** No check is broken; a comparison that blocks is what says no. */
function isDrift({ datasets, comparisons = [] }: ValidateRecord): boolean {
  const isNo = ({ verdict }: { readonly verdict: string }) => verdict === 'fail' || verdict === 'error';
  const blocking = comparisons.filter(({ severity }) => severity === 'error');
  return blocking.some(isNo) && !datasets.some(({ checks }) => checks.some(isNo));
}
