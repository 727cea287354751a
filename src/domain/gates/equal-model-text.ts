import { WANTED_CHANCE } from './equal-model.ts';
import type { GateWords } from './gate-words.ts';

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

/** What would make a narrow gate wide enough; null where it is, or where the chance is not known. */
export function narrowGateRemedy(words: GateWords): string | null {
  const needs = narrowGateNeeds(words);
  return needs === null ? null : `${needs}, an equal model would pass 80 times of 100`;
}

/** `with 7,400 persons or more, or max_worse: 0.023`. */
export function narrowGateNeeds({ row, needed, margin }: GateWords): string | null {
  if (row.equalModelPasses === null || row.equalModelPasses >= WANTED_CHANCE || margin === null) return null;
  const more = needed === null ? '' : `${needed} or more, or `;
  return `with ${more}max_worse: ${margin}`;
}
