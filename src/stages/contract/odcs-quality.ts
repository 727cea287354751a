import { z } from 'zod';
import { nearest } from '../../config/nearest.ts';
import type { LibraryMetric } from '../../domain/contract/contract.ts';
import { ruleDescription } from './odcs-description.ts';

const number = z.number({ error: 'expected a number' });
const pair = z.tuple([number, number], { error: 'expected two numbers' });
const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'expected one value' });
/** A query may also answer true or false. */
const answer = z.union([z.number(), z.boolean()], { error: 'expected a number' });

const operators = {
  mustBe: answer.optional(),
  mustNotBe: answer.optional(),
  mustBeGreaterThan: number.optional(),
  mustBeGreaterOrEqualTo: number.optional(),
  mustBeLessThan: number.optional(),
  mustBeLessOrEqualTo: number.optional(),
  mustBeBetween: pair.optional(),
  mustNotBeBetween: pair.optional(),
};
export const OPERATORS = Object.keys(operators) as (keyof typeof operators)[];

const METRICS: readonly LibraryMetric[] = [
  'nullValues',
  'missingValues',
  'invalidValues',
  'duplicateValues',
  'rowCount',
];

/** Names of 3.0, which had no fixed list, and what they became in 3.1. */
export const METRIC_BY_RULE: Readonly<Record<string, LibraryMetric>> = {
  ...Object.fromEntries(METRICS.map((metric) => [metric, metric])),
  nullCheck: 'nullValues',
  validValues: 'invalidValues',
  duplicateCount: 'duplicateValues',
  unique: 'duplicateValues',
};

const metric = z.enum(METRICS as [LibraryMetric, ...LibraryMetric[]], {
  error: ({ input }) =>
    input === undefined ? undefined : `${String(input)} is no library metric; expected ${METRICS.join(', ')}`,
});

const rule = z.enum(Object.keys(METRIC_BY_RULE), {
  error: ({ input }) =>
    `a library rule ${JSON.stringify(input)} cannot be checked; known are ${Object.keys(METRIC_BY_RULE).join(', ')}`,
});

/** Words of other tools for the three severities. */
const SEVERITIES: Readonly<Record<string, 'error' | 'warning' | 'info'>> = {
  error: 'error',
  fail: 'error',
  critical: 'error',
  blocker: 'error',
  high: 'error',
  major: 'error',
  medium: 'error',
  warning: 'warning',
  warn: 'warning',
  low: 'warning',
  minor: 'warning',
  trivial: 'warning',
  info: 'info',
  information: 'info',
};

const severity = z
  .string()
  .refine((word) => word.toLowerCase() in SEVERITIES, {
    error: ({ input }) => {
      const near = nearest(String(input), ['error', 'warning', 'info']);
      return `expected error, warning or info, found ${JSON.stringify(input)}${near === null ? '' : `; did you mean ${near}?`}`;
    },
  })
  .transform((word) => SEVERITIES[word.toLowerCase()] ?? 'error')
  .default('error');

const UNITS: Readonly<Record<string, 'rows' | 'percent'>> = {
  rows: 'rows',
  percent: 'percent',
  percentage: 'percent',
  '%': 'percent',
};

const unit = z
  .string()
  .refine((word) => word.toLowerCase() in UNITS, { error: 'expected rows or percent' })
  .transform((word) => UNITS[word.toLowerCase()] ?? 'rows')
  .default('rows');

/** A quality rule of a property or an object. Which keys go together is told by `ruleProblems`. */
export const quality = z.strictObject({
  ...ruleDescription,
  type: z.enum(['library', 'text', 'sql', 'custom']).optional(),
  metric: metric.optional(),
  rule: rule.optional(),
  arguments: z
    .strictObject({
      validValues: z.array(scalar.nullable()).min(1).optional(),
      missingValues: z.array(scalar.nullable()).min(1).optional(),
      pattern: z.string().optional(),
      properties: z.array(z.string()).min(1).optional(),
    })
    .optional(),
  validValues: z.array(scalar.nullable()).min(1).optional(),
  unit,
  severity,
  ...operators,
  query: z.string().optional(),
  engine: z.string().optional(),
  implementation: z.union([z.string(), z.looseObject({})]).optional(),
});

export type WrittenQuality = z.output<typeof quality>;
