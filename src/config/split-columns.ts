import type { DataConfig } from './resolved.ts';

/** Columns by which datasets choose their rows: they say which dataset a row is of, nothing about the row. */
export function splitColumns({
  train,
  evaluation,
  evaluationSets = [],
  tuning,
}: DataConfig): readonly string[] {
  const datasets = [train, evaluation, ...evaluationSets.map(({ paths }) => paths), tuning];
  const columns = datasets.flatMap((paths) => (paths?.form?.rows ?? []).map(({ column }) => column));
  return [...new Set(columns)];
}
