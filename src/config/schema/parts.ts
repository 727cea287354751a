import { z } from 'zod';

/** Marks a key whose stage comes later: known, refused, never ignored. */
export function notBuilt(what: string) {
  return z
    .unknown()
    .refine((value) => value === undefined, { error: `${what} is not built yet` })
    .optional()
    .meta({ description: `Not built yet: ${what}.`, not: {} });
}

/** Names of environments become part of commands, paths and log lines. */
export const ENVIRONMENT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

export const text = z.string({ error: 'expected text' }).min(1, { error: 'expected text that is not empty' });
export const columnName = text.max(200, { error: 'expected the name of a column, at most 200 characters' });

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/;
const MS: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };
const LONGEST_MS = 20 * 8.64e7;

/** Milliseconds of a written duration; NaN for what is none. */
export function durationMs(written: string | number): number {
  if (typeof written === 'number') return written * 1000;
  const [, amount = 'none', unit = ''] = DURATION.exec(written) ?? [];
  return Math.round(Number(amount) * (MS[unit] ?? Number.NaN));
}

/** Timers of Node end at 24 days, and would fire at once beyond. */
export const duration = z
  .union([z.number(), z.string()], { error: 'expected a time such as 90s, 30m or 2h' })
  .refine((written) => durationMs(written) > 0 && durationMs(written) <= LONGEST_MS, {
    error: 'expected a time such as 90s, 30m or 2h, at most 20d',
  });

const PERCENTAGE = /^\d+(?:\.\d+)?%$/;

export const limit = z.number({
  error: ({ input }) =>
    typeof input === 'string' && PERCENTAGE.test(input)
      ? 'expected a number: a percentage needs a baseline, so it belongs to max_worse or min_better'
      : 'expected a number',
});

export const margin = z.union([z.number().min(0), z.string().regex(PERCENTAGE)], {
  error: 'expected an amount of 0 or more, or a percentage such as 1%',
});
