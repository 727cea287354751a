import type { Verdict } from '../gates/gate.ts';

/** What a report is about, decided by how far the stages came. */
export type ReportCase =
  | 'judged'
  | 'identical'
  | 'data-broken'
  | 'data-drifted'
  | 'data-unclear'
  | 'training-failed'
  | 'not-validated'
  | 'not-trained'
  | 'not-evaluated'
  | 'mixed'; // the records speak of different runs

export interface HeadlineFacts {
  readonly model: string;
  readonly reportCase: ReportCase;
  readonly verdict: Verdict;
  /** `v1.0.0`; null when there is none. */
  readonly baseline: string | null;
  readonly hasContract: boolean;
}

export const VERDICT_MARK: Readonly<Record<Verdict, string>> = { pass: '✅', fail: '⛔', inconclusive: '❔' };

/** The first line of a report, plain text without mark: who, and what the verdict is. */
export function headline(facts: HeadlineFacts): string {
  return HEADLINES[facts.reportCase](facts);
}

const JUDGED: Readonly<Record<Verdict, (model: string, baseline: string | null) => string>> = {
  pass: (model, baseline) =>
    baseline === null ? `${model} may become the first release` : `${model} may replace ${baseline}`,
  fail: (model, baseline) =>
    baseline === null ? `${model} must not be released` : `${model} must not replace ${baseline}`,
  inconclusive: (model, baseline) =>
    baseline === null
      ? `${model}: it cannot be told whether it may be released`
      : `${model}: it cannot be told whether it may replace ${baseline}`,
};

const HEADLINES: Readonly<Record<ReportCase, (facts: HeadlineFacts) => string>> = {
  judged: ({ model, verdict, baseline }) => JUDGED[verdict](model, baseline),
  identical: ({ model, verdict, baseline }) =>
    verdict === 'pass'
      ? `${model} is unchanged: the same bytes as ${baseline ?? 'the baseline'}`
      : JUDGED[verdict](model, baseline),
  'data-broken': ({ model, hasContract }) =>
    `${model}: the data ${hasContract ? 'do not fit the contract' : 'fail the built-in checks'}; nothing was trained on them`,
  'data-drifted': ({ model }) =>
    `${model}: the data are not like those that they are held against; nothing was trained on them`,
  'data-unclear': ({ model }) => `${model}: the data could not be checked`,
  'training-failed': ({ model }) => `${model}: the training failed`,
  'not-validated': ({ model }) => `${model}: its data were not checked`,
  'not-trained': ({ model }) => `${model}: nothing was trained yet`,
  'not-evaluated': ({ model }) => `${model}: the candidate was not evaluated`,
  mixed: ({ model }) => `${model}: the records do not belong together`,
};
