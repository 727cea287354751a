import { NO_SPREAD } from '../metrics/guards.ts';
import { acceptLimit } from './accept-limit.ts';
import { criterionOf, headroom } from './criterion.ts';
import { WANTED_CHANCE } from './equal-model.ts';
import { narrowGateRemedy, timesOf100 } from './equal-model-text.ts';
import type { GateOutcome, GateVerdict } from './gate.ts';
import { type GateWords, isComparative, isOfPair } from './gate-words.ts';

type Template = (words: GateWords) => string;

/** Ends every advice that changes a gate. */
export const APPROVAL =
  'That changes how this pull request is judged, so somebody with write access who is not the author must approve it.';
export const AS_WARNING = 'set severity: warn, so that this gate only warns';

const NEXT: Readonly<Record<GateOutcome, Template>> = {
  kept: () => 'Nothing.',
  broken: (words) =>
    `${wayOut(words)} If this is acceptable after all, one of: ${options(acceptLimit(words), AS_WARNING)}. ${APPROVAL}`,
  undecided: (words) =>
    `${oneOf(words.row)} ${options(moreRows(words), acceptLimit(words), AS_WARNING)}. ${APPROVAL}`,
  guarded: ({ row, base }) =>
    `${row.seen.note === NO_SPREAD ? `If only the file was written anew, keep the model of ${base}: there is nothing to release. Otherwise one of:` : 'One of:'} evaluate on more ${row.seen.groups === null ? 'rows' : 'rows, of more groups'} · ${AS_WARNING}. ${APPROVAL}`,
  identical: ({ row }) =>
    row.rule === 'max_worse' || isOfPair(row)
      ? 'Nothing.'
      : 'Train a candidate that differs, or remove min_better from this gate.',
  'first-release': ({ row }) =>
    isOfPair(row)
      ? 'Nothing now: the next candidate is compared with this one.'
      : `Nothing now: the next candidate is compared with this one. Add a ${row.seen.better === 'higher' ? 'min' : 'max'} to judge the first one as well.`,
  'baseline-missing': () =>
    'Make a first release, or set baseline.when_absent: absolute-only, which asks only the min and max gates of a first release.',
  'not-finite': () =>
    'Look for missing or infinite features, a division by zero or an overflow in the model, and train again.',
  'not-measured': ({ row }) =>
    `Make sure that ${row.metric} is measured (a model that can be run here, a metrics file that holds it), or remove the gate.`,
  'no-value': () =>
    'Evaluate on rows that can show it (for a classification metric: rows of every class), or remove the gate.',
  'no-baseline-value': ({ base }) =>
    `Use min or max, which need no comparison, or compare with a release that has the metric instead of ${base}.`,
  'points-only': () =>
    `Let the training leave a model in ONNX or its predictions, so that both models are compared row by row; or set on: point, which compares two numbers and leaves their uncertainty out. ${APPROVAL}`,
};

/** What to do about one gate. */
export function gateAdvice(words: GateWords): string {
  const advice = NEXT[words.row.outcome](words);
  return words.row.outcome === 'kept' ? lowPowerAdvice(words, advice) : advice;
}

/** A pass is no reason to leave a gate as it is that an equal model would often not pass. */
function lowPowerAdvice(words: GateWords, otherwise: string): string {
  const remedy = narrowGateRemedy(words);
  return remedy === null
    ? otherwise
    : `Nothing for this candidate. The gate is narrow for so few rows: ${remedy}.`;
}

/** A limit that the release does not keep either is not broken by this change. */
function wayOut({ row, base, metric, baseline }: GateWords): string {
  const { seen, rule, limit, relative } = row;
  const criterion = criterionOf(rule, { value: limit, relative }, seen.better);
  if (
    isComparative(row) ||
    isOfPair(row) ||
    seen.baseline === null ||
    headroom(criterion, seen.baseline) >= 0
  )
    return 'Improve the candidate.';
  return seen.baseline === seen.candidate
    ? `${base} has the same ${metric} on these rows, so nothing became worse here: the limit or the rows are other ones, or it was let pass before. Train a model that keeps the limit.`
    : `Improve the candidate; ${base} does not keep this limit on these rows either (${baseline}).`;
}

function oneOf(row: GateVerdict): string {
  const likelier = likelierWay(row);
  return likelier === '' ? 'One of:' : `${likelier} Otherwise one of:`;
}

/** More rows would only confirm a loss that the point already shows, or that an equal model would hardly show. */
function likelierWay(row: GateVerdict): string {
  const { seen, rule, limit, relative } = row;
  const criterion = criterionOf(rule, { value: limit, relative }, seen.better);
  if (seen.estimate === null) return '';
  if (headroom(criterion, seen.estimate) <= 0)
    return 'The measured value itself is beyond the limit, so improve the candidate first.';
  if (!isWideEnough(row)) return '';
  return `On as many rows an equal model would pass ${timesOf100(row.equalModelPasses ?? 0)}, so the candidate is probably a little worse: improve it first.`;
}

/** Then it is not for want of rows that nothing can be told. */
function isWideEnough({ equalModelPasses }: GateVerdict): boolean {
  return equalModelPasses !== null && equalModelPasses >= WANTED_CHANCE;
}

function moreRows({ needed, row }: GateWords): string {
  if (needed === null || isWideEnough(row))
    return `evaluate on more rows${row.seen.groups === null ? '' : ', of more groups'}`;
  return `evaluate on ${needed} or more, where an equal model would pass 80 times of 100`;
}

function options(...texts: readonly (string | null)[]): string {
  return texts.filter((text) => text !== null).join(' · ');
}
