import { z } from 'zod';
import { perturbations } from './perturbation.ts';
import { fairness } from './slice.ts';

const tolerance = z.strictObject({
  absolute: z.number().nonnegative().default(1e-5).meta({ description: 'Of every score.' }),
  relative: z
    .number()
    .nonnegative()
    .lt(1)
    .default(1e-4)
    .meta({ description: 'Of the size of the score, on top.' }),
});

/** Keys of `evaluate` that try a model beyond its metrics. */
export const modelTestKeys = {
  perturbations: perturbations.default({}).meta({
    description: 'Changes of single columns by name, and what must come of them.',
  }),
  tolerance: tolerance.optional().meta({
    description: 'How much the same model may say otherwise of the same row: golden rows, and determinism.',
  }),
  determinism: z.enum(['off', 'warn', 'block']).default('warn').meta({
    description:
      'The candidate is run again, and in other batches. Other scores are told (warn), fail (block), or nobody looks (off).',
  }),
  fairness: fairness.optional().meta({ description: 'Groups whose rates are told and held side by side.' }),
};
