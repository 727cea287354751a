import type { ColumnFacts } from './column-facts.ts';
import type { Found, Question } from './found.ts';

/** Pairs in which the first is what a score usually speaks of. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['true', 'false'],
  ['1', '0'],
  ['1', '-1'],
  ['1.0', '0.0'],
  ['yes', 'no'],
  ['y', 'n'],
  ['t', 'f'],
  ['positive', 'negative'],
  ['pos', 'neg'],
];
const DENIED = /^(not?|non|un)[\s_-]*/i;

export type Label = string | number | boolean;

/** The class that a score speaks of; a question where neither the sources nor the words say it. */
export function choosePositive(target: ColumnFacts, compared: readonly string[]): Found<Label> | Question {
  const values = target.train.values.map(({ text }) => text);
  const found = byWords(values) ?? byComparison(values, compared);
  if (found !== null) return { value: asLabel(found.value, target.logicalType), because: found.because };
  const text = `which of ${values.join(' and ')} a score speaks of is not clear`;
  return { option: 'positive', text, choices: values };
}

function byWords(values: readonly string[]): Found<string> | null {
  const folded = values.map((value) => value.trim().toLowerCase());
  for (const pair of PAIRS) {
    const at = folded.indexOf(pair[0]);
    if (at >= 0 && folded.includes(pair[1]) && values[at] !== undefined)
      return { value: values[at], because: `of ${values.join(' and ')} the one that says yes` };
  }
  const plain = folded.findIndex((value, index) =>
    folded.some((other, at) => at !== index && DENIED.test(other) && other.replace(DENIED, '') === value),
  );
  if (plain < 0 || values[plain] === undefined) return null;
  return { value: values[plain], because: 'the other value denies it' };
}

function byComparison(values: readonly string[], compared: readonly string[]): Found<string> | null {
  const [only, another] = values.filter((value) => compared.includes(value));
  if (only === undefined || another !== undefined) return null;
  return { value: only, because: 'the value that the sources compare the target with' };
}

/** A label as modelyard.yml writes it: of the type that the data have. */
export function asLabel(text: string, logicalType: string): Label {
  if (logicalType === 'boolean') return text.toLowerCase() === 'true';
  const isNumber = logicalType === 'integer' || logicalType === 'number';
  return isNumber && Number.isFinite(Number(text)) ? Number(text) : text;
}
