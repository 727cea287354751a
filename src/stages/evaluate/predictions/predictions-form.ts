import { canonicalLabel, labelReader } from '../../../domain/metrics/canonical-label.ts';
import type { Predictions } from '../../../domain/metrics/observations.ts';
import type { Reshape } from '../../../domain/reshape.ts';
import { ModelyardError } from '../../../errors.ts';
import type { DataSource } from '../../../ports/data-engine.ts';
import type { PredictionsRequest } from './predictions-file.ts';

/** More different texts are no classes. */
const MOST_CLASSES = 10_000;

/** What makes one row per id of a file, with a score or a column per class; null where it is so already. */
export async function reshapeOf(request: PredictionsRequest, source: DataSource): Promise<Reshape | null> {
  const { form = null, idColumn: id, truth } = request;
  if (form === null || form.form === 'chosen') return null;
  if (form.form === 'ranked') return { kind: 'unnest', id, value: null };
  if (form.form === 'long') {
    const columns = await classesIn(request, { source, column: form.class });
    return { kind: 'pivot', id, key: form.class, value: form.score, columns };
  }
  if (truth.task === 'ranking') return { kind: 'unnest', id, value: form.score };
  return { kind: 'elements', id, list: form.score, names: form.classes ?? [] };
}

/** The classes that a column names, each with all of its spellings. */
async function classesIn(
  request: PredictionsRequest,
  { source, column }: { readonly source: DataSource; readonly column: string },
): Promise<{ readonly name: string; readonly keys: readonly string[] }[]> {
  const { kind } = request.reading;
  const counted = await request.engine.countValues(source, column, MOST_CLASSES);
  if (counted.distinct > MOST_CLASSES)
    throw unfit(request, `column ${column} holds ${counted.distinct} different texts, these are no classes`);
  const spellings = new Map<string, string[]>();
  for (const { text } of counted.values) {
    const meaning = canonicalLabel(text, kind);
    spellings.set(meaning, [...(spellings.get(meaning) ?? []), text]);
  }
  assertKnown(request, { column, present: spellings });
  return [...spellings.values()].sort(bySpelling).map((keys) => ({ name: keys[0] ?? '', keys }));
}

function bySpelling([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : 1;
}

/** A class that the data do not know takes its share of the probability. */
function assertKnown(
  request: PredictionsRequest,
  { column, present }: { readonly column: string; readonly present: ReadonlyMap<string, readonly string[]> },
): void {
  const { truth, reading, labels } = request;
  const known = truth.task === 'multiclass' ? truth.classes : labels;
  const meaning = labelReader(reading.kind);
  const meanings = new Set([meaning(reading.positive ?? '')]);
  for (const each of known) meanings.add(meaning(each));
  const strange = [...present].flatMap(([meaning, [first = '']]) => (meanings.has(meaning) ? [] : [first]));
  if (strange.length === 0) return;
  const named = strange.slice(0, 5).map((each) => JSON.stringify(each));
  throw unfit(request, `column ${column} names classes that no evaluation row has: ${named.join(', ')}`, {
    hint: 'List every class that the model knows in data.classes.',
  });
}

/**
 * Scores of the positive class out of those of the chosen label: 1 − p, or −z of a logit, where another label was chosen.
 * Throws `input` for labels that are none of the two classes, and where the scores are those of the positive class all along.
 */
export function scoresOfPositive(
  request: PredictionsRequest,
  { predictions, chosen }: { readonly predictions: Predictions; readonly chosen: readonly string[] },
): Predictions {
  if (predictions.task !== 'binary')
    throw new ModelyardError('internal', 'the score of a chosen label needs a binary task');
  const { reading, link = null, ids } = request;
  const meaning = labelReader(reading.kind);
  const positive = meaning(reading.positive ?? '');
  const known = new Set([positive, ...Array.from(request.labels, meaning)]);
  const strange = chosen.findIndex((label) => !known.has(meaning(label)));
  if (strange !== -1)
    throw unfit(
      request,
      `for id ${JSON.stringify(ids.at(strange))} the chosen label is ${JSON.stringify(chosen[strange])}, which no evaluation row has`,
    );
  const isPositive = chosen.map((label) => meaning(label) === positive);
  assertOfChosen(request, { scores: predictions.scores, isPositive });
  const turned = (score: number) => (link === 'logit' ? -score : 1 - score);
  const scores = predictions.scores.map((score, row) => (isPositive[row] === true ? score : turned(score)));
  return { ...predictions, scores };
}

/** Nobody chooses a label every time that its score is below one half, and the other one every time that it is not. */
function assertOfChosen(
  request: PredictionsRequest,
  { scores, isPositive }: { readonly scores: Float64Array; readonly isPositive: readonly boolean[] },
): void {
  const half = request.link === 'logit' ? 0 : 0.5;
  const isOfPositive = scores.every((score, row) => score >= half === isPositive[row]);
  if (!isOfPositive || !isPositive.includes(false)) return;
  throw unfit(
    request,
    'every score of the other label is below one half, and every score of the positive one is not: these are scores of the positive class, not of the chosen label',
    { hint: 'Leave evaluate.predictions out: a score is then that of the positive class.' },
  );
}

function unfit(request: PredictionsRequest, problem: string, options: { readonly hint?: string } = {}) {
  return new ModelyardError('input', `${request.label}: ${problem}`, {
    hint: 'evaluate.predictions says how the file is laid out.',
    ...options,
  });
}
