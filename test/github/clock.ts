import { toIso } from './git/git-objects.ts';

/** Time moves only when something changes or a test says so: runs are equal to the second. */
export interface Clock {
  now(): Date;
  /** Now, as GitHub writes it. */
  iso(): string;
  advance(seconds: number): void;
}

export function startClock(start = '2026-03-02T09:00:00Z'): Clock {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    iso: () => toIso(new Date(time)),
    advance: (seconds) => {
      time += seconds * 1000;
    },
  };
}
