import { z } from 'zod';
import { metricRowSchema } from './metric-row.ts';

/** What the candidate says of rows in which one column was changed. */
export const perturbationRowSchema = z.object({
  name: z.string(),
  /** `sex: f ↔ m`, `income + 1000`. */
  change: z.string(),
  expect: z.string(),
  /** Class or target that is looked at. */
  of: z.string().optional(),
  tolerance: z.number(),
  minShare: z.number(),
  /** Rows that the change speaks of, those of them that were tried, and those that keep what is expected. */
  changed: z.number().int(),
  rows: z.number().int(),
  held: z.number().int(),
  /** The largest change of a score, with its sign; null where a score is no number. */
  largest: z.number().nullable(),
  /** The first rows that do not keep it, by id where ids may be shown, else by place. */
  failing: z.array(z.string()),
});
export type PerturbationRow = z.infer<typeof perturbationRowSchema>;

/** The candidate, loaded anew, on rows of which it said something already. */
export const determinismRowSchema = z.object({
  /** Rows of one batch; null: as many as usual. */
  batchRows: z.number().int().nullable(),
  rows: z.number().int(),
  /** Rows whose score moved by more than the tolerance, and the first of them. */
  differing: z.number().int(),
  first: z.array(z.string()),
  /** The largest change of a score; 0: the same to the last digit; null: one is no number. */
  largest: z.number().nullable(),
  tolerance: z.object({ absolute: z.number(), relative: z.number() }),
});
export type DeterminismRow = z.infer<typeof determinismRowSchema>;

/** The candidate beside a model that anybody could make of the training rows; nothing is decided by it. */
export const trivialRowSchema = z.object({
  /** `class frequencies`, `the mean`, `a logistic regression`, `a ridge regression`. */
  model: z.string(),
  learntRows: z.number().int(),
  verdict: z.enum(['better', 'not-shown', 'worse']),
  metric: metricRowSchema,
});
export type TrivialRow = z.infer<typeof trivialRowSchema>;
