import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type QueryRows, watchQuery } from './watch-query.ts';

describe('the rows of a query', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are told some times a second while it runs, and never before the engine knows how many there are', () => {
    const progress = { percentage: -1, rows_processed: 0n, total_rows_to_process: 0n };
    const told: QueryRows[] = [];
    const stop = watchQuery({ progress }, (rows) => told.push(rows));
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([]);
    Object.assign(progress, { rows_processed: 30n, total_rows_to_process: 100n });
    vi.advanceTimersByTime(250);
    // What an engine estimates may be passed.
    Object.assign(progress, { rows_processed: 130n });
    vi.advanceTimersByTime(250);
    stop();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([
      { done: 30, total: 100 },
      { done: 100, total: 100 },
    ]);
  });
});
