import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { metricLabel, quantityFormat } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';

type Seeds = NonNullable<EvaluateRecord['seeds']>;

/** How much each metric hangs on the seed, one line each; null where one seed was trained. Escaped. */
export function seedsLines({ seeds }: EvaluateRecord): string | null {
  if (seeds === undefined) return null;
  const numbers = seeds.trained.map(({ seed }) => seed);
  const lines = seeds.metrics.map(
    (row) => `- ${escapeMarkdown(metricLabel(row.name, row.target))}: ${said(row)}`,
  );
  return [
    `The recipe was trained with ${numbers.length} seeds (${numbers.join(', ')}); the candidate is that of seed ${numbers[0]}, whatever the others gave.`,
    ...notKept(seeds),
    ...(lines.length === 0 ? [] : ['', ...lines]),
  ].join('\n');
}

/** What the lines below do not rest on. */
function notKept({ trained }: Seeds): readonly string[] {
  const kept = trained.filter((each) => each.kept !== false).map(({ seed }) => seed);
  if (kept.length === trained.length) return [];
  const again = 'What the others gave is not kept any more; `modelyard train` makes it anew.';
  const rests =
    kept.length < 2
      ? `Only seed ${kept[0]} is at hand, so how far they differ is not known.`
      : `What follows rests on ${kept.length} of ${trained.length} seeds (${kept.join(', ')}).`;
  return ['', `⚠️ ${rests} ${again}`];
}

function said(row: Seeds['metrics'][number]): string {
  const { name, mean, standardDeviation, another, baseline, baselineIsLikeASeed } = row;
  if (mean === null || standardDeviation === null) return 'not known for every seed';
  const halfWidth = standardDeviation === 0 ? null : standardDeviation;
  const { measured } = quantityFormat({ metric: name, halfWidth, values: [mean], comparisons: [] });
  if (another === null) return `${measured(mean)} with every seed: it does not hang on it`;
  const spread = `mean ${measured(mean)}, standard deviation ${measured(standardDeviation)}`;
  if (baseline === null || baselineIsLikeASeed === null) return spread;
  const range = `${measured(another[0])} … ${measured(another[1])}`;
  return baselineIsLikeASeed
    ? `${spread}; the baseline (${measured(baseline)}) is no further off than another seed of this recipe might be (${range})`
    : `${spread}; the baseline (${measured(baseline)}) is further off than another seed of this recipe would be (${range})`;
}
