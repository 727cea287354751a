import { equalModelSentence } from './equal-model-text.ts';
import type { GateOutcome, GateVerdict } from './gate.ts';
import { gateAdvice } from './gate-advice.ts';
import { type GateNaming, type GateWords, gateWords, isComparative, isOfPair, remark } from './gate-words.ts';

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
    do: gateAdvice(words),
  };
}

type Template = (words: GateWords) => string;

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
  const meaning = MEANING[row.metric] ?? '';
  if (row.on === 'point') {
    return `${QUESTIONS[row.rule](words)}${comparative ? ', going by the measured values alone' : ''}?${meaning}`;
  }
  return `${QUESTIONS[row.rule](words)}, with ${confidence} confidence${comparative ? ' and on the same rows' : ''}?${meaning}`;
}

/** Said of names that do not speak for themselves. */
const MEANING: Readonly<Record<string, string>> = {
  churn: ' Churn is the share of rows whose decision changes, for better or worse.',
  negative_flip_rate: ' That is the share of rows that were decided right before and are decided wrong now.',
  mean_absolute_change:
    ' That is how far the answers move from what they were, on average and in either direction.',
};

function seenSentence(words: GateWords): string {
  const { candidate, baseline, base, metric, onRows, row, difference, confidence, range } = words;
  if (candidate === null && isOfPair(row)) return `There is no ${metric}${remark(row.seen.note)}.`;
  if (candidate === null) return `There is no ${metric} of the candidate${remark(row.seen.note)}.`;
  if (!isComparative(row)) {
    const between =
      row.seen.interval === null ? '' : `, and with ${confidence} confidence it lies in ${range}`;
    return `${isOfPair(row) ? `Beside ${base} the` : 'The'} candidate has ${candidate}${onRows}${between}.`;
  }
  if (baseline === null)
    return `The candidate has ${candidate}${onRows}; there is no value to compare it with.`;
  const what =
    words.reference === null ? `a difference of ${difference}` : `${difference} from ${words.reference}`;
  const between =
    row.seen.interval === null ? '' : `. With ${confidence} confidence the true difference lies in ${range}`;
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
    row.rule === 'max_worse' || isOfPair(row)
      ? 'Both are the same bytes and answer alike; nothing can have become worse.'
      : 'Both are the same bytes and answer alike; nothing can have become better.',
  'first-release': () =>
    'This is the first release, so there is nothing that it could be worse than. This gate did not judge the model.',
  'baseline-missing': () =>
    'Without a release to compare with the question has no answer, and the config asks for one.',
  'not-finite': () =>
    'A model that answers with something that is no finite number cannot be used, whatever its other answers are.',
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

function joined(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
