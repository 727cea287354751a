import { z } from 'zod';
import { duration, text } from './parts.ts';

export const train = z.strictObject({
  run: text.meta({ description: 'The training command, in any language; it runs in root.' }),
  inputs: z.array(text).min(1).optional().meta({
    description:
      'Narrows the files that determine the trained bytes. Without it: everything in git under root.',
  }),
  params: text.optional().meta({ description: 'Parameters of the training, a YAML, JSON or TOML file.' }),
  model: text.optional().meta({ description: 'File or folder that training writes; what a release holds.' }),
  predictions: text
    .optional()
    .meta({ description: 'Predictions on the evaluation rows that training writes.' }),
  metrics: text.optional().meta({ description: 'Metrics that training writes: numbers without intervals.' }),
  timeout: duration
    .default('6h')
    .meta({ description: 'Time limit such as 90s, 30m or 2h; a bare number is seconds.' }),
  env: z
    .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'expected the name of a variable' }))
    .default([])
    .meta({ description: 'Secrets that training may see; tokens and secrets are removed otherwise.' }),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0)
    .meta({ description: 'Given to training as MODELYARD_SEED.' }),
  seeds: z.number().int().min(2).max(50).optional().meta({
    description:
      'Trains with so many seeds from train.seed on, to tell how far they differ; the first is the candidate.',
  }),
});
