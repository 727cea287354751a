import { quoted } from './column-facts.ts';
import type { DataGroup, DataPair } from './data-names.ts';
import type { Question } from './found.ts';

const SPLIT =
  'Candidate and release are compared on rows that training never sees. Split the data once, by person where one has several rows, and name both files. Where training splits one file itself and leaves a metrics file, name that file for both.';

export function severalPairs(pairs: readonly DataPair[]): Question {
  const choices = [...new Set(pairs.map(({ train }) => train.written))];
  return {
    option: 'train-data',
    text: `several files may be the training data: ${quoted(choices)}`,
    choices,
  };
}

/** Asks for the datasets that nobody named and no name gives away. `absent`: what DVC holds and is not here. */
export function missingData(
  groups: readonly DataGroup[],
  named: { readonly train: string | null; readonly evaluation: string | null },
  absent: readonly string[],
): Question[] {
  const learnt = groups.filter(({ role }) => role === 'train').map(({ written }) => written);
  const judged = groups.filter(({ role }) => role !== 'train' && role !== null).map(({ written }) => written);
  const names = groups.map(({ written }) => written);
  const isTrainOpen = named.train === null && learnt.length !== 1;
  return [
    ...(isTrainOpen ? [trainQuestion(names, learnt, absent)] : []),
    ...(named.evaluation === null ? [evaluationQuestion(names, judged)] : []),
  ];
}

function trainQuestion(
  names: readonly string[],
  learnt: readonly string[],
  absent: readonly string[],
): Question {
  const text =
    names.length === 0
      ? 'no data file was found (CSV, Parquet or JSON Lines)'
      : `of ${quoted(names)} none alone is named like the training data`;
  const pull = absent.length === 0 ? {} : { hint: `DVC holds ${quoted(absent)}: run dvc pull first.` };
  return { option: 'train-data', text, choices: learnt.length > 0 ? learnt : names, ...pull };
}

function evaluationQuestion(names: readonly string[], judged: readonly string[]): Question {
  const text =
    names.length === 0
      ? 'no rows to judge by were found'
      : `of ${quoted(names)} none is named like rows to judge by, beside the training data`;
  return { option: 'evaluation-data', text, choices: judged, hint: SPLIT };
}
