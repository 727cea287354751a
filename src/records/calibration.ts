import { z } from 'zod';
import { intervalSchema } from './metric-row.ts';

/** How often what the candidate gives a chance to comes true. */
export const calibrationSchema = z.object({
  /** What the chances are of: `yes`, or `the decided class`. */
  of: z.string(),
  /** Of all intervals of the table at once. */
  confidence: z.number(),
  bins: z.array(
    z.object({
      low: z.number(),
      high: z.number(),
      rows: z.number().int(),
      claimed: z.number(),
      observed: z.number(),
      interval: intervalSchema,
      verdict: z.enum(['too-high', 'too-low', 'fits', 'unknown']),
    }),
  ),
});
export type Calibration = z.infer<typeof calibrationSchema>;
