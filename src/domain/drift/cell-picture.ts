import { cutMiddle, MOST_CHARACTERS } from '../report/escape-markdown.ts';
import type { ColumnProfile } from './profile.ts';

/** Shares of cells before and now, few enough to look at. */
export interface CellPicture {
  readonly before: number[];
  readonly now: number[];
  /** Categories, the last for all others; null for bins, which ascend. */
  readonly labels: string[] | null;
}

const MOST_BINS = 10;
const MOST_CATEGORIES = 8;
const DIGITS = 4;

/** What a change of shape looks like; null where there is one cell only, or nothing in it. */
export function cellPicture(reference: ColumnProfile, current: ColumnProfile): CellPicture | null {
  const before = reference.heldOut ?? reference;
  const shares = { before: sharesOf(before.counts), now: sharesOf(current.counts) };
  if (shares.before === null || shares.now === null || shares.before.length < 2) return null;
  return reference.categories === null
    ? bins(shares.before, shares.now)
    : mostFrequent([...reference.categories, 'other'], shares.before, shares.now);
}

function sharesOf(counts: readonly number[]): number[] | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total === 0 ? null : counts.map((count) => count / total);
}

/** Neighbours are merged, as many for each bar. */
function bins(before: readonly number[], now: readonly number[]): CellPicture {
  const width = Math.ceil(before.length / MOST_BINS);
  const merged = (shares: readonly number[]) =>
    Array.from({ length: Math.ceil(shares.length / width) }, (_, bar) =>
      rounded(sum(shares.slice(bar * width, (bar + 1) * width))),
    );
  return { before: merged(before), now: merged(now), labels: null };
}

/** The most frequent of both, in the order of their frequency before; the rest in the last cell. */
function mostFrequent(
  labels: readonly string[],
  before: readonly number[],
  now: readonly number[],
): CellPicture {
  const other = labels.length - 1;
  const size = (index: number) => (before[index] ?? 0) + (now[index] ?? 0);
  const order = labels.map((_, index) => index).filter((index) => index !== other);
  const kept = order.sort((a, b) => size(b) - size(a)).slice(0, MOST_CATEGORIES);
  kept.sort((a, b) => (before[b] ?? 0) - (before[a] ?? 0));
  const pick = (shares: readonly number[]) => {
    const own = kept.map((index) => shares[index] ?? 0);
    return [...own, 1 - sum(own)].map(rounded);
  };
  const picture = { before: pick(before), now: pick(now) };
  const hasOthers = (picture.before.at(-1) ?? 0) > 0 || (picture.now.at(-1) ?? 0) > 0;
  const last = hasOthers ? kept.length + 1 : kept.length;
  return {
    before: picture.before.slice(0, last),
    now: picture.now.slice(0, last),
    labels: [...kept.map((index) => cutMiddle(labels[index] ?? '', MOST_CHARACTERS)), 'all others'].slice(
      0,
      last,
    ),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rounded(share: number): number {
  return Math.max(0, Number(share.toFixed(DIGITS)));
}
