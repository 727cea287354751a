import type { Skipped } from '../../stages/experiments/experiment-store.ts';
import type { CommandContext } from '../command-context.ts';

const MOST_TOLD = 5;

/** What cannot be read is named and left out; a hundred of one kind are told by the first few. */
export function tellSkipped({ reporter }: CommandContext, skipped: readonly Skipped[]): void {
  for (const { where, reason } of skipped.slice(0, MOST_TOLD))
    reporter.warn(reason.includes(where) ? `left out: ${reason}` : `left out: ${where}: ${reason}`);
  const left = skipped.length - MOST_TOLD;
  if (left > 0) reporter.warn(`left out: ${left} more of such; --json names them`);
}
