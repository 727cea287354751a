import { codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { VERDICT_MARK } from '../../domain/report/headline.ts';
import type { JudgeChange, JudgeRecord } from '../../records/judge.ts';

const MOST_CHANGES = 12;
const NEEDS_APPROVAL = ' It needs the approval of somebody with write access who is not the author.';

/** Added to the first line of a report whose judge was changed; plain text. */
export const JUDGE_CHANGED = ' — ⚠️ this change also changes how it is judged';

export function isJudgeChanged(judge: JudgeRecord | null): judge is JudgeRecord {
  return judge !== null && judge.changes.length > 0;
}

/** What of the judge changed, and the verdict under the old rules: Markdown; '' where nothing did. */
export function judgeSection(judge: JudgeRecord | null): string {
  if (!isJudgeChanged(judge)) return '';
  const { changes, verdict, reason, approvedBy } = judge;
  const shown = changes.slice(0, MOST_CHANGES).map((change) => `- ${changeText(change)}`);
  const left = changes.length - shown.length;
  return [
    '**How this is judged has changed**',
    '',
    ...shown,
    ...(left > 0 ? [`- and ${left} more`] : []),
    '',
    underText({ verdict, reason, approvedBy }),
  ].join('\n');
}

function changeText({ kind, what, base, head }: JudgeChange): string {
  const value = (text: string | null) => (text === null ? 'none' : codeSpan(text, 80));
  if (kind === 'config') return `${codeSpan(what)} ${value(base)} → ${value(head)}`;
  const how = base === null ? 'is new' : head === null ? 'is gone' : 'has changed';
  return `${codeSpan(what)} ${how}`;
}

/** Without a reason nothing had to be judged again: only workflows changed. */
function underText({
  verdict,
  reason,
  approvedBy,
}: Pick<JudgeRecord, 'verdict' | 'reason' | 'approvedBy'>): string {
  if (reason === null) return 'The rules themselves are as before; look at the workflow with care.';
  const words = { pass: 'would **pass**, too', fail: 'would **fail**', inconclusive: '**cannot be told**' }[
    verdict
  ];
  const approved = approvedBy === null ? NEEDS_APPROVAL : ` Approved by ${escapeMarkdown(approvedBy)}.`;
  const approval = verdict === 'pass' ? '' : approved;
  return `${VERDICT_MARK[verdict]} Under the rules of the base it ${words}: ${escapeMarkdown(reason, 300)}.${approval}`;
}
