import { z } from 'zod';
import { text } from './parts.ts';

export const release = z.strictObject({
  first_version: z
    .string()
    .regex(/^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/, {
      error: 'expected a version such as 1.0.0',
    })
    .default('1.0.0')
    .meta({ description: 'Version of the first release.' }),
  from: z.enum(['reviewed', 'retrain']).default('reviewed').meta({
    description:
      'reviewed: the very bytes that were evaluated are released; retrain: trained again after the merge.',
  }),
  approval: z.enum(['merge', 'review']).default('merge').meta({
    description:
      'What approves a candidate: the merge itself, or a review of the last commit by somebody else.',
  }),
  on_mismatch: z.enum(['refuse', 'retrain']).default('refuse').meta({
    description:
      'When what was merged is not what the candidate was trained from, or no candidate is found. What a fork brought is always trained again.',
  }),
  renamed_from: text
    .optional()
    .meta({ description: 'Earlier name of this model, whose releases it continues.' }),
  new: z.boolean().default(false).meta({
    description: 'Says that this is a new model where another one disappears at the same time.',
  }),
});
