import { quantityFormat } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';

/** A model that is provably worse than guessing has learnt something, and reads it the wrong way around. Escaped. */
export function wrongWayWarnings({ metrics }: EvaluateRecord): string[] {
  const row = metrics.find(({ name, candidateInterval: range }) => name === 'roc_auc' && range !== null);
  const range = row?.candidateInterval;
  if (row === undefined || row.candidate === null || range == null || range[1] >= 0.5) return [];
  const format = quantityFormat({
    metric: row.name,
    halfWidth: (range[1] - range[0]) / 2,
    values: [row.candidate],
    comparisons: [{ value: row.candidate, limit: 0.5 }],
  });
  return [
    `⚠️ The scores run the wrong way: roc_auc is ${format.measured(row.candidate)}, and guessing has 0.5. Are two classes swapped, in the labels, in data.positive or in the model's outputs?`,
  ];
}
