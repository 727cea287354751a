import type { LabelTable } from './survey.ts';

export interface Association {
  /**
   * How well the column alone tells the label, 0 … 1: two classes, 2·AUC − 1; several, (accuracy − share of the
   * largest class) / (1 − that share); a number, R² of its place. Not below 0.
   */
  readonly strength: number;
  /** AUC of the column alone; null unless there are two classes. */
  readonly auc: number | null;
  /**
   * More than two classes: the lowest AUC of one class against all others. Bins of a number that tells every class lie across
   * two of them here and there, which costs accuracy and hardly any AUC. null unless there are more than two.
   */
  readonly lowestAuc: number | null;
  readonly rows: number;
  /** Rows of the rarest class. */
  readonly rarest: number;
}

/**
 * What one half of the rows says of the label by the column's cells is tried on the other half, and the other way
 * round: a column of names that never repeat tells nothing, however many it has. null where there is nothing to tell.
 */
export function associationOf(table: LabelTable): Association | null {
  const [left, right] = table.counts;
  const totals = classTotals(table);
  const rows = sum(totals);
  const present = totals.filter((count) => count > 0);
  if (present.length < 2) return null;
  const skills = [tryOut(table, left, right), tryOut(table, right, left)].filter((skill) => skill !== null);
  if (skills.length < 2) return null;
  const mean = sum(skills) / skills.length;
  const isBinary = !table.isOrdered && table.classes.length === 2;
  return {
    strength: Math.min(1, Math.max(0, isBinary ? 2 * mean - 1 : mean)),
    auc: isBinary ? mean : null,
    lowestAuc: table.isOrdered || isBinary ? null : lowestAuc(table, totals),
    rows,
    rarest: Math.min(...present),
  };
}

type Counts = LabelTable['counts'][number];

function lowestAuc({ counts: [left, right] }: LabelTable, totals: readonly number[]): number | null {
  const present = totals.flatMap((rows, place) => (rows > 0 ? [place] : []));
  const found = present.flatMap((place) => {
    const [one, other] = [againstOthers(left, place), againstOthers(right, place)];
    return [auc(one, other), auc(other, one)].filter((each) => each !== null);
  });
  return found.length === 0 ? null : Math.min(...found);
}

/** Of each cell the rows of all other classes and those of one. */
function againstOthers(counts: Counts, place: number): Counts {
  return counts.map((row) => {
    const own = row[place] ?? 0;
    return [sum(row) - own, own];
  });
}

function tryOut(table: LabelTable, learnt: Counts, tried: Counts): number | null {
  if (table.isOrdered) return placesExplained(learnt, tried);
  return table.classes.length === 2 ? auc(learnt, tried) : accuracySkill(learnt, tried);
}

/** Area under the curve of the share of class 1 in each cell, shrunk to the whole by one row. null without both classes. */
function auc(learnt: Counts, tried: Counts): number | null {
  const overall = shareOfSecond(columnSums(learnt));
  const cells = tried
    .map((counts, cell) => ({ counts, score: shrunkShare(learnt[cell] ?? [], overall) }))
    .sort((a, b) => a.score - b.score);
  let [below, wins] = [0, 0];
  for (let start = 0; start < cells.length; ) {
    let [zeros, ones, end] = [0, 0, start];
    for (; end < cells.length && cells[end]?.score === cells[start]?.score; end += 1) {
      zeros += cells[end]?.counts[0] ?? 0;
      ones += cells[end]?.counts[1] ?? 0;
    }
    wins += ones * (below + zeros / 2);
    below += zeros;
    start = end;
  }
  const ones = sum(tried.map((counts) => counts[1] ?? 0));
  return below === 0 || ones === 0 ? null : wins / (below * ones);
}

function shrunkShare(counts: readonly number[], overall: number): number {
  return ((counts[1] ?? 0) + overall) / (sum(counts) + 1);
}

function shareOfSecond(totals: readonly number[]): number {
  return (totals[1] ?? 0) / Math.max(1, sum(totals));
}

/** How much of the way from always saying the largest class to being always right. */
function accuracySkill(learnt: Counts, tried: Counts): number | null {
  const usual = largest(columnSums(learnt));
  const totals = columnSums(tried);
  const rows = sum(totals);
  const base = (totals[usual] ?? 0) / rows;
  if (rows === 0 || base === 1) return null;
  const right = sum(
    tried.map((counts, cell) => {
      const known = learnt[cell] ?? [];
      return counts[sum(known) === 0 ? usual : largest(known)] ?? 0;
    }),
  );
  return (right / rows - base) / (1 - base);
}

/** R² of the class's place by the mean place of the cell. */
function placesExplained(learnt: Counts, tried: Counts): number | null {
  const overall = meanPlace(columnSums(learnt));
  const totals = columnSums(tried);
  const centre = meanPlace(totals);
  const spread = sum(totals.map((count, place) => count * (place - centre) ** 2));
  if (spread === 0) return null;
  const left = tried.map((counts, cell) => {
    const known = learnt[cell] ?? [];
    const told = (sum(known) * meanPlace(known) + overall) / (sum(known) + 1);
    return sum(counts.map((count, place) => count * (place - told) ** 2));
  });
  return 1 - sum(left) / spread;
}

function meanPlace(counts: readonly number[]): number {
  return sum(counts.map((count, place) => count * place)) / Math.max(1, sum(counts));
}

function largest(counts: readonly number[]): number {
  return counts.reduce((best, count, index) => (count > (counts[best] ?? -1) ? index : best), 0);
}

/** Rows of each class, both halves together. */
export function classTotals({ counts: [left, right], classes }: LabelTable): number[] {
  const sums = [columnSums(left), columnSums(right)];
  return classes.map((_, place) => sum(sums.map((each) => each[place] ?? 0)));
}

function columnSums(counts: Counts): number[] {
  const width = counts.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: width }, (_, place) => sum(counts.map((row) => row[place] ?? 0)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
