import { counted } from '../report/counted.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { wilsonLimits } from '../statistics/tango.ts';
import { associationOf } from './association.ts';
import { type Judgement, MOST_SHOWN, shareText } from './judgement.ts';
import type { ColumnSurvey, LabelTable } from './survey.ts';

interface Group {
  readonly name: string;
  readonly rows: number;
  readonly positive: number;
}

/** Rows below which a slice says nothing of its own, whatever its share. */
const LEAST_ROWS = 30;

export function judgeRepresentation(table: LabelTable | null, limit: number): Judgement {
  if (table === null) return NO_SLICES;
  const groups = groupsOf(table, 0);
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  const small = groups.filter((group) => group.rows < LEAST_ROWS || group.rows < limit * rows);
  const failing = small.reduce((sum, group) => sum + group.rows, 0);
  const examples = small
    .slice(0, MOST_SHOWN)
    .map(({ name, rows: count }) => ({ row: null, value: `${name}: ${counted(count, 'row')}` }));
  const reason = `${small.length} of ${groups.length} slices`;
  return small.length === 0
    ? { isMet: true, failing: 0, checked: rows }
    : { isMet: false, failing, checked: rows, reason, examples };
}

export interface LabelRateOptions {
  readonly positive: string;
  readonly limit: number;
  /** Rows of a group on average; 1 where rows are independent. */
  readonly rowsOfGroup: number;
}

/**
 * The lowest label rate of a slice is at least `limit` times the highest (the "four-fifths rule" has 0.8), or their
 * intervals (Wilson's, 95 % over all slices by Bonferroni) overlap. `positive` is the name of the class; of `rowsOfGroup` rows,
 * which belong together, all may have one label, so that they count as one.
 */
export function judgeLabelRate(
  table: LabelTable | null,
  { positive, limit, rowsOfGroup }: LabelRateOptions,
): Judgement {
  if (table === null) return NO_SLICES;
  const place = table.classes.indexOf(positive);
  if (place < 0)
    return { isMet: null, failing: null, checked: null, reason: 'no row is of the positive class' };
  const groups = groupsOf(table, place).filter(({ rows }) => rows >= LEAST_ROWS);
  const checked = groups.reduce((sum, { rows }) => sum + rows, 0);
  if (groups.length < 2)
    return { isMet: null, failing: null, checked, reason: 'fewer than two slices have 30 rows' };
  const z = normalQuantile(1 - 0.025 / groups.length);
  const rated = groups
    .map((group) => ({ ...group, interval: wilsonLimits(rate(group), group.rows / rowsOfGroup, z) }))
    .sort(byRate);
  const [low, high] = [rated[0], rated.at(-1)];
  if (low === undefined || high === undefined) return { isMet: null, failing: null, checked };
  const isApart = low.interval[1] < high.interval[0];
  const isMet = !isApart || rate(low) >= limit * rate(high);
  const text = (group: typeof low) =>
    `${shareText(rate(group))} (${group.interval.map(shareText).join(' … ')})`;
  return {
    isMet,
    failing: null,
    checked,
    ...(isMet ? {} : { reason: `from ${text(low)} to ${text(high)}`, examples: namesOf([low, high]) }),
  };
}

function namesOf(groups: readonly Group[]): { readonly row: null; readonly value: string }[] {
  return groups.map(({ name }) => ({ row: null, value: name }));
}

function byRate(a: Group, b: Group): number {
  return rate(a) - rate(b);
}

function rate({ positive, rows }: Group): number {
  return positive / rows;
}

function groupsOf({ cells, counts }: LabelTable, positive: number): Group[] {
  return cells.flatMap((cell, index) => {
    const lines = counts.map((half) => half[index] ?? []);
    const rows = lines.flat().reduce((sum, count) => sum + count, 0);
    const found = lines.reduce((sum, line) => sum + (line[positive] ?? 0), 0);
    return rows === 0 ? [] : [{ name: cell ?? '(no value)', rows, positive: found }];
  });
}

/** Standard errors by which two strengths must differ. */
const CLEARLY = 4;

/** Whether a column tells as much of the label in both datasets. */
export function judgeLabelLink(train: ColumnSurvey, evaluation: ColumnSurvey, limit: number): Judgement {
  const [known, seen] = [train, evaluation].map(({ label }) =>
    label === null ? null : associationOf(label),
  );
  if (known === null || known === undefined || seen === null || seen === undefined)
    return { isMet: null, failing: null, checked: null, reason: 'the label has one value' };
  const difference = Math.abs(known.strength - seen.strength);
  const error = 1 / Math.sqrt(known.rarest) + 1 / Math.sqrt(seen.rarest);
  const isApart = difference > limit && difference > (CLEARLY * error) / 2;
  const told = `tells ${shareText(known.strength)} of the label in training, ${shareText(seen.strength)} in evaluation`;
  return { isMet: !isApart, failing: null, checked: seen.rows, ...(isApart ? { reason: told } : {}) };
}

const NO_SLICES: Judgement = {
  isMet: null,
  failing: null,
  checked: null,
  reason: 'a column of groups or times makes no slices here',
};
