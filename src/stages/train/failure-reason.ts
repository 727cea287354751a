import type { TrainRecord } from '../../records/train.ts';

/** How a training command ended that did not end well, in a few words. */
export function failureReason({
  timedOut,
  signal,
  exitCode,
}: Pick<TrainRecord, 'timedOut' | 'signal' | 'exitCode'>): string {
  if (timedOut) return 'ran out of time';
  return signal === null ? `exit code ${exitCode}` : `signal ${signal}`;
}
