import { acceptLimit } from './accept-limit.ts';
import { criterionOf, headroom } from './criterion.ts';
import type { GateOutcome, GateVerdict } from './gate.ts';
import { type GateNaming, type GateWords, gateWords, isComparative } from './gate-words.ts';

/** Four answers per gate, each one to three plain sentences; not escaped. */
export interface GateExplanation {
  readonly asked: string;
  readonly seen: string;
  readonly means: string;
  readonly do: string;
}

/** What was asked, what was seen, what it means and what to do; the same words in the report and in `explain`. */
export function explainGate(row: GateVerdict, naming: GateNaming): GateExplanation {
  const words = gateWords(row, naming);
  return {
    asked: askedSentence(words),
    seen: seenSentence(words),
    means: joined(MEANS[row.outcome](words), equalModelSentence(words)),
    do: nextSentence(words),
  };
}

/** The verdict's reason in one sentence without a full stop. */
export function gateReason(row: GateVerdict, naming: GateNaming): string {
  return REASONS[row.outcome](gateWords(row, naming));
}

type Template = (words: GateWords) => string;

const JUDGED_REASON: Template = (words) => {
  const { row, metric, difference, range, asked, reference, base } = words;
  const shownRange = range === null ? '' : ` (${range})`;
  if (!isComparative(row)) {
    return `${metric} is ${difference}${shownRange}; ${asked} is asked${straddleRemark(words)}`;
  }
  const isLoss = row.outcome === 'broken' && row.rule === 'max_worse' && reference === null;
  if (isLoss) return lossReason(words);
  const what =
    reference === null ? `differs from ${base} by ${difference}` : `lies ${difference} from ${reference}`;
  return `${metric} ${what}${shownRange}; ${asked} is ${row.rule === 'max_worse' ? 'allowed' : 'asked'}`;
};

function lossReason({ row, metric, format, asked }: GateWords): string {
  const { estimate, interval } = row.seen;
  const verb = (estimate ?? 0) < 0 ? 'fell' : 'rose';
  const ends = interval?.map(Math.abs).sort((a, b) => a - b);
  const range =
    ends === undefined ? '' : ` (${ends.map((end) => format.measured(end, { unit: false })).join(' … ')})`;
  return `${metric} ${verb} by ${format.measured(Math.abs(estimate ?? 0))}${range}; ${asked} is allowed`;
}

function straddleRemark({ row, straddles }: GateWords): string {
  return straddles && row.on === 'point' ? ', and the range reaches across that limit' : '';
}

const REASONS: Readonly<Record<GateOutcome, Template>> = {
  kept: JUDGED_REASON,
  broken: JUDGED_REASON,
  undecided: ({ row, metric, difference, range, asked, reference, base }) => {
    const what = isComparative(row)
      ? reference === null
        ? `differs from ${base} by`
        : `lies from ${reference} by`
      : 'is';
    return `${metric} ${what} ${difference} (${range}); these rows cannot show whether it is ${asked}`;
  },
  guarded: ({ metric, asked, row }) =>
    `These rows cannot show whether ${metric} is ${asked}${remark(row.seen.note)}`,
  identical: ({ row, base }) =>
    `The candidate is the same bytes as ${base}, so it is not ${row.rule === 'max_worse' ? 'worse' : 'better'}`,
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

function remark(note: string | null): string {
  return note === null ? '' : `: ${note}`;
}

const QUESTIONS: Readonly<Record<GateVerdict['rule'], Template>> = {
  min: ({ metric, limit }) => `Is ${metric} at least ${limit}`,
  max: ({ metric, limit }) => `Is ${metric} at most ${limit}`,
  max_worse: ({ row, metric, asked, base }) =>
    `Is ${metric} ${asked}${sense(row, 'worse')} than that of ${base}`,
  min_better: ({ row, metric, asked, base }) =>
    `Is ${metric} ${asked}${sense(row, 'better')} than that of ${base}`,
};

/** Which way is worse is not known to everybody for a loss or an error. */
function sense({ seen, rule }: GateVerdict, word: 'worse' | 'better'): string {
  if (seen.better === 'higher') return '';
  return rule === 'max_worse' && word === 'worse' ? ' (higher)' : ' (lower)';
}

function askedSentence(words: GateWords): string {
  const { row, confidence } = words;
  const comparative = isComparative(row);
  if (row.on === 'point') {
    return `${QUESTIONS[row.rule](words)}${comparative ? ', going by the measured values alone' : ''}?`;
  }
  return `${QUESTIONS[row.rule](words)}, with ${confidence} confidence${comparative ? ' and on the same rows' : ''}?`;
}

function seenSentence(words: GateWords): string {
  const { candidate, baseline, base, metric, onRows, row, difference, confidence, range } = words;
  if (candidate === null) return `There is no ${metric} of the candidate${remark(row.seen.note)}.`;
  if (!isComparative(row)) {
    const between =
      row.seen.interval === null ? '' : `, and with ${confidence} confidence it lies in ${range}`;
    return `The candidate has ${candidate}${onRows}${between}.`;
  }
  if (baseline === null)
    return `The candidate has ${candidate}${onRows}; there is no value to compare it with.`;
  const what =
    words.reference === null ? `a difference of ${difference}` : `${difference} from ${words.reference}`;
  const between =
    row.seen.interval === null ? '' : `. With ${confidence} confidence the true number lies in ${range}`;
  return `The candidate has ${candidate} and ${base} has ${baseline}${onRows}: ${what}${between}.`;
}

const JUDGED_BY: Readonly<Record<GateVerdict['on'], Readonly<Record<'kept' | 'broken', string>>>> = {
  point: { kept: 'The measured value keeps the limit.', broken: 'The measured value breaks the limit.' },
  bound: {
    kept: 'Even the unfavourable end of that range keeps the limit.',
    broken: 'Even the favourable end of that range breaks the limit.',
  },
};

const MEANS: Readonly<Record<GateOutcome, Template>> = {
  kept: (words) => joined(JUDGED_BY[words.row.on].kept, uncertainPoint(words)),
  broken: (words) => joined(JUDGED_BY[words.row.on].broken, uncertainPoint(words)),
  undecided: () =>
    'The range reaches across the limit: one end keeps it and the other breaks it, so these rows cannot tell. That is no pass.',
  guarded: ({ row }) => `No verdict may be read off these numbers${remark(row.seen.note)}. That is no pass.`,
  identical: ({ row }) =>
    row.rule === 'max_worse'
      ? 'Both are the same bytes and answer alike; nothing can have become worse.'
      : 'Both are the same bytes and answer alike; nothing can have become better.',
  'first-release': () =>
    'This is the first release, so there is nothing that it could be worse than. This gate did not judge the model.',
  'baseline-missing': () =>
    'Without a release to compare with the question has no answer, and the config asks for one.',
  'not-finite': () =>
    'A model that answers with NaN or an infinity cannot be used, whatever its other answers are.',
  'not-measured': () => 'A number that is missing cannot keep a limit. That is no pass.',
  'no-value': () => 'The metric is not defined on these rows, for any model. That is no pass.',
  'no-baseline-value': () =>
    'Without a number of the model to compare with the question has no answer. That is no pass.',
  'points-only': () =>
    'How far the number may be off by chance is not known, so it cannot be shown that the limit is kept. That is no pass.',
};

function uncertainPoint({ straddles, row }: GateWords): string {
  if (!straddles || row.on !== 'point') return '';
  return 'Its range reaches across the limit, so other rows might say the opposite.';
}

/** The chance is told only where it is known; "equal" means: exactly as good as the baseline. */
export function equalModelSentence({ row, base }: GateWords): string {
  if (row.equalModelPasses === null) return '';
  return `A model exactly as good as ${base} would pass ${timesOf100(row.equalModelPasses)} on rows like these.`;
}

/** `97 times of 100`; never a certainty that is none. */
export function timesOf100(chance: number): string {
  const times = Math.round(chance * 100);
  if (times >= 100) return chance === 1 ? 'always' : 'more than 99 times of 100';
  if (times === 0) return 'less than once in 100 times';
  return times === 1 ? 'once in 100 times' : `${times} times of 100`;
}

const APPROVAL =
  'That changes how this pull request is judged, so somebody with write access who is not the author must approve it.';
const AS_WARNING = 'set severity: warn, and the gate is told and does not decide';

const NEXT: Readonly<Record<GateOutcome, Template>> = {
  kept: () => 'Nothing.',
  broken: (words) =>
    `Improve the candidate. If this is acceptable after all, one of: ${options(acceptLimit(words), AS_WARNING)}. ${APPROVAL}`,
  undecided: (words) =>
    `${likelierWay(words.row)}One of: ${options(moreRows(words), acceptLimit(words), AS_WARNING)}. ${APPROVAL}`,
  guarded: ({ row }) =>
    `One of: evaluate on more ${row.seen.groups === null ? 'rows' : 'rows, of more groups'} · ${AS_WARNING}. ${APPROVAL}`,
  identical: ({ row }) =>
    row.rule === 'max_worse'
      ? 'Nothing.'
      : 'Train a candidate that differs, or remove min_better from this gate.',
  'first-release': ({ row }) =>
    `Nothing now: the next candidate is compared with this one. Add a ${row.seen.better === 'higher' ? 'min' : 'max'} to judge the first one as well.`,
  'baseline-missing': () =>
    'Make a first release, or set baseline.when_absent: absolute-only, which asks only the min and max gates of a first release.',
  'not-finite': () =>
    'Look for NaN in the features, a division by zero or an overflow in the model, and train again.',
  'not-measured': ({ row }) =>
    `Make sure that ${row.metric} is measured (a model that can be run here, a metrics file that holds it), or remove the gate.`,
  'no-value': () =>
    'Evaluate on rows that can show it (for a classification metric: rows of every class), or remove the gate.',
  'no-baseline-value': ({ base }) =>
    `Use min or max, which need no comparison, or compare with a release that has the metric instead of ${base}.`,
  'points-only': () =>
    'Let the training leave a model in ONNX or its predictions, so that both models are compared row by row; or set on: point, which compares two numbers and leaves their uncertainty out.',
};

function nextSentence(words: GateWords): string {
  const advice = NEXT[words.row.outcome](words);
  return words.row.outcome === 'kept' ? lowPowerAdvice(words, advice) : advice;
}

const LOW_CHANCE = 0.8;

function lowPowerAdvice({ row, needed, margin }: GateWords, otherwise: string): string {
  if (row.equalModelPasses === null || row.equalModelPasses >= LOW_CHANCE || margin === null)
    return otherwise;
  const more = needed === null ? '' : `${needed} or more, or `;
  return `Nothing for this candidate. The gate is narrow for so few rows: with ${more}a margin of ${margin}, an equal model would pass 80 times of 100.`;
}

/** More rows would only confirm a loss that the point already shows. */
function likelierWay({ seen, rule, limit, relative }: GateVerdict): string {
  const criterion = criterionOf(rule, { value: limit, relative }, seen.better);
  if (seen.estimate === null || headroom(criterion, seen.estimate) > 0) return '';
  return 'The measured value itself is beyond the limit, so improve the candidate first. Otherwise: ';
}

function moreRows({ needed, row }: GateWords): string {
  if (needed === null) return `evaluate on more rows${row.seen.groups === null ? '' : ', of more groups'}`;
  return `evaluate on ${needed} or more, where an equal model would pass 80 times of 100`;
}

function options(...texts: readonly (string | null)[]): string {
  return texts.filter((text) => text !== null).join(' · ');
}

function joined(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
