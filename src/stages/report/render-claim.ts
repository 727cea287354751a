import { COMMENT } from '../../domain/report/fit-report.ts';
import type { HandedRecords } from './handed-records.ts';
import { type RenderedReport, renderReport } from './render-report.ts';
import type { ForeignRun } from './report-facts.ts';

export interface ClaimSource {
  readonly by: ForeignRun['by'];
  readonly repository: string;
  /** Commit that was judged. */
  readonly head: string;
  readonly pull: number;
  readonly runUrl: string;
}

/**
 * A comment made anew from what a stranger's run left, which must hold nothing but checked and escaped facts: no text of
 * theirs is Markdown, no value out of the data is shown, no approval that they claim counts, and nothing of a release is said.
 */
export function renderClaim(
  { model, records, judge }: HandedRecords,
  { by, repository, head, pull, runUrl }: ClaimSource,
): RenderedReport {
  return renderReport(
    {
      ...records,
      model,
      judge: judge === null ? null : { ...judge, approvedBy: null },
      release: null,
      next: null,
      environments: [],
      showValues: false,
      reproduce: [
        `git fetch origin pull/${pull}/head`,
        `git checkout ${head}`,
        `modelyard run --model ${model}`,
      ],
      folder: `.modelyard/${model}`,
      runUrl,
      foreign: { by, claim: { repository, commit: head } },
    },
    COMMENT,
  );
}
