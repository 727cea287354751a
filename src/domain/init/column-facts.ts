/** What one file says of one column. */
export interface ColumnCounts {
  readonly rows: number;
  readonly nulls: number;
  readonly distinct: number;
  /** The most frequent values as text, at most 60, most frequent first. */
  readonly values: readonly { readonly text: string; readonly rows: number }[];
}

/** A column that stands in the training and in the evaluation data. */
export interface ColumnFacts {
  readonly name: string;
  readonly logicalType: string;
  readonly train: ColumnCounts;
  readonly evaluation: ColumnCounts;
  /** Distinct values that stand in both. */
  readonly shared: number;
}

export function hasEveryCell({ train, evaluation }: ColumnFacts): boolean {
  return train.nulls === 0 && evaluation.nulls === 0;
}

/** No value twice, neither in one file nor in both. */
export function isUnique({ train, evaluation, shared }: ColumnFacts): boolean {
  return shared === 0 && isUniqueInEach({ train, evaluation });
}

export function isUniqueInEach({ train, evaluation }: Pick<ColumnFacts, 'train' | 'evaluation'>): boolean {
  return [train, evaluation].every(({ rows, nulls, distinct }) => distinct === rows - nulls);
}

export function quoted(names: readonly string[], most = 12): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
