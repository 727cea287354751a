import { z } from 'zod';
import { fileEntrySchema, headerShape, verdictSchema } from './common.ts';
import { comparisonSchema } from './comparison.ts';

export const checkVerdictSchema = z.enum(['pass', 'fail', 'warn', 'insufficient', 'error']);
export type CheckVerdict = z.infer<typeof checkVerdictSchema>;

export const checkResultSchema = z.object({
  /** Unique in the dataset, e.g. `age.range`; checks on the whole dataset have no dot prefix: `row_count`. */
  id: z.string(),
  column: z.string().nullable(),
  kind: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  verdict: checkVerdictSchema,
  expected: z.string(),
  /** Rows that break the rule; null when the check could not count, with the reason. */
  failing: z.number().int().nonnegative().nullable(),
  checked: z.number().int().nonnegative().nullable(),
  /** At most five; `row` counts data rows from 1 over the dataset's files in their order, null where unknown. */
  examples: z.array(z.object({ row: z.number().int().nullable(), value: z.string() })),
  reason: z.string().optional(),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

/** A broken check of severity info is recorded and no more; one that could not run is told all the same. */
export function isTold({ severity, verdict }: Pick<CheckResult, 'severity' | 'verdict'>): boolean {
  return severity !== 'info' || verdict === 'fail' || verdict === 'error';
}

export const datasetResultSchema = z.object({
  /** train, evaluation, monitor … */
  role: z.string(),
  /** Of one of several evaluation datasets. */
  name: z.string().optional(),
  files: z.array(fileEntrySchema),
  rows: z.number().int().nonnegative(),
  checks: z.array(checkResultSchema),
});
export type DatasetResult = z.infer<typeof datasetResultSchema>;

export const validateRecordSchema = z.object({
  schema: z.literal('modelyard/validate/1'),
  verdict: verdictSchema,
  ...headerShape,
  /** null: no contract is configured; the built-in checks ran alone. */
  contract: fileEntrySchema.nullable(),
  datasets: z.array(datasetResultSchema),
  /** Datasets held against others; absent in records of older versions. */
  comparisons: z.array(comparisonSchema).optional(),
  /** YAML lines: the smallest change of the contract under which the data would pass; null where it fits them. */
  contractPatch: z.array(z.string()).nullable().optional(),
  /** Where the profile of the training data was written. */
  profile: fileEntrySchema.nullable(),
});
export type ValidateRecord = z.infer<typeof validateRecordSchema>;
