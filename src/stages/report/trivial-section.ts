import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import { metricLabel } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { TrivialRow } from '../../records/model-tests.ts';
import { metricCells } from './metrics-table.ts';

const VERDICTS: Readonly<Record<TrivialRow['verdict'], string>> = {
  better: 'better',
  'not-shown': 'not shown to be better',
  worse: '**worse**',
};

/** What the candidate is beside models that anybody could make, one line each; null where none was made. Escaped. */
export function trivialLines({ trivial }: EvaluateRecord): string | null {
  if (trivial === undefined || trivial.length === 0) return null;
  const lines = trivial.map(({ model, metric, verdict }) => {
    const { baseline, candidate, difference } = metricCells(metric);
    const name = escapeMarkdown(metricLabel(metric.name));
    return `- ${escapeMarkdown(model)}: ${VERDICTS[verdict]}; ${name} ${candidate} against ${baseline}, difference ${difference}`;
  });
  const rows = formatCount(trivial[0]?.learntRows ?? 0);
  return [`Is it better than what anybody could make of ${rows} of the training rows?`, '', ...lines].join(
    '\n',
  );
}

/** A candidate that is not shown to have learnt anything, or that a linear model beats; never decides. Escaped. */
export function trivialWarnings({ trivial = [] }: EvaluateRecord): string[] {
  const [constant, linear] = trivial;
  const lines: string[] = [];
  if (constant !== undefined && constant.verdict !== 'better' && constant.metric.candidate !== null)
    lines.push(warning(constant, 'is not shown to be better than'));
  if (linear?.verdict === 'worse') lines.push(warning(linear, 'is provably worse than'));
  return lines;
}

function warning({ model, metric }: TrivialRow, what: string): string {
  const { baseline, candidate } = metricCells(metric);
  const name = escapeMarkdown(metricLabel(metric.name));
  return `⚠️ The candidate ${what} ${escapeMarkdown(model)} of the training data: ${name} ${candidate} against ${baseline} (only a warning).`;
}
