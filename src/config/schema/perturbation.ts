import { z } from 'zod';
import { EXPECTATIONS } from '../../domain/perturbations/perturbation.ts';
import { columnName, text } from './parts.ts';

const value = z.union([z.string(), z.number(), z.boolean()], {
  error: 'expected text, a number, true or false',
});

/** One change of one column, and what must come of it; `checkPerturbations` holds that it is one change. */
export const perturbation = z.strictObject({
  column: columnName.meta({ description: 'The feature that is changed.' }),
  set: value.optional().meta({ description: 'Every row gets this value.' }),
  add: z.number().optional().meta({ description: 'This is added to every number.' }),
  scale: z.number().optional().meta({ description: 'Every number is multiplied by this.' }),
  swap: z.array(value).min(2).max(100).optional().meta({
    description: 'Each of these values becomes the next one, the last the first; other rows are left out.',
  }),
  typos: z
    .number()
    .int()
    .min(1)
    .max(10)
    .optional()
    .meta({ description: 'So many pairs of neighbouring characters change places.' }),
  expect: z.enum(EXPECTATIONS, { error: `expected ${EXPECTATIONS.slice(0, -1).join(', ')} or lower` }).meta({
    description:
      'What must come of it: same and same_decision, or the score is not_lower, not_higher, higher or lower.',
  }),
  of: text.optional().meta({
    description: 'The class of a multiclass task, or of several targets the one, whose number is looked at.',
  }),
  tolerance: z.number().nonnegative().optional().meta({
    description:
      'Changes up to this count as none, in the unit of the score. Without it: 0.01 for same of a classification, else 0.',
  }),
  min_share: z.number().gt(0).max(1).default(1).meta({
    description: 'Share of the changed rows that must keep it.',
  }),
  severity: z.enum(['block', 'warn']).default('block').meta({
    description: 'warn: shown, and never decides the verdict.',
  }),
});

export const perturbations = z.record(
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, {
    error: 'expected a name of letters, digits, dash and underscore, at most 63 characters',
  }),
  perturbation,
);

export type WrittenPerturbation = z.output<typeof perturbation>;
