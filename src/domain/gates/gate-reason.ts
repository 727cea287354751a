import type { GateOutcome, GateVerdict } from './gate.ts';
import {
  besideReference,
  changedBy,
  type GateNaming,
  type GateWords,
  gateWords,
  isComparative,
  isOfPair,
  remark,
} from './gate-words.ts';

type Template = (words: GateWords) => string;

/** The verdict's reason in one sentence without a full stop. */
export function gateReason(row: GateVerdict, naming: GateNaming): string {
  return REASONS[row.outcome](gateWords(row, naming));
}

const JUDGED_REASON: Template = (words) => {
  const { row, metric, difference, range, asked, reference, base, format } = words;
  const shownRange = range === null ? '' : ` (${range})`;
  if (!isComparative(row)) {
    return `${metric} is ${difference}${shownRange}; ${asked} is asked${straddleRemark(words)}`;
  }
  const isLoss = row.outcome === 'broken' && row.rule === 'max_worse' && reference === null;
  if (isLoss) return lossReason(words);
  const what =
    reference === null
      ? `differs from ${base} by ${difference}${shownRange}`
      : besideReference(row.seen.estimate ?? 0, row.seen.interval, { format, reference });
  return `${metric} ${what}; ${asked} is ${row.rule === 'max_worse' ? 'allowed' : 'asked'}`;
};

function lossReason({ row, metric, format, asked }: GateWords): string {
  return `${metric} ${changedBy(row.seen.estimate ?? 0, row.seen.interval, format)}; ${asked} is allowed`;
}

function straddleRemark({ row, straddles }: GateWords): string {
  return straddles && row.on === 'point' ? ', and the range reaches across that limit' : '';
}

const REASONS: Readonly<Record<GateOutcome, Template>> = {
  kept: JUDGED_REASON,
  broken: JUDGED_REASON,
  undecided: ({ row, metric, difference, range, asked, reference, base, format }) => {
    const what =
      reference === null
        ? `${isComparative(row) ? `differs from ${base} by` : 'is'} ${difference} (${range})`
        : besideReference(row.seen.estimate ?? 0, row.seen.interval, { format, reference });
    return `${metric} ${what}; these rows cannot show whether it is ${asked}`;
  },
  guarded: ({ metric, asked, row }) =>
    `These rows cannot show whether ${metric} is ${asked}${remark(row.seen.note)}`,
  identical: ({ row, base, metric }) =>
    isOfPair(row)
      ? `The candidate is the same bytes as ${base}, so ${metric} is nothing`
      : `The candidate is the same bytes as ${base}, so it is not ${row.rule === 'max_worse' ? 'worse' : 'better'}`,
  'first-release': () => 'There is no release to compare with yet',
  'baseline-missing': () => 'There is no release to compare with, and baseline.when_absent is fail',
  'not-finite': ({ metric, row }) =>
    `The candidate gave values that are no finite numbers, so ${metric} says nothing${remark(row.seen.note)}`,
  'not-measured': ({ metric, row }) => `${metric} was not measured${remark(row.seen.note)}`,
  'no-value': ({ metric, row }) => `${metric} has no value on these rows${remark(row.seen.note)}`,
  'no-baseline-value': ({ metric, base, row }) =>
    `${base} has no value for ${metric}${remark(row.seen.note)}`,
  'points-only': ({ metric, asked }) =>
    `${metric} is known without its uncertainty, which cannot show whether it is ${asked}`,
};
