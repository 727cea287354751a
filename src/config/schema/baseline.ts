import { z } from 'zod';

const FROM = /^(latest-release|live:[A-Za-z0-9._-]+|file:.+)$/;

export const baseline = z.strictObject({
  from: z
    .string()
    .regex(FROM, { error: 'expected latest-release, live:<environment> or file:<path>' })
    .default('latest-release')
    .meta({
      description: 'What the candidate is compared with: latest-release, live:<environment> or file:<path>.',
    }),
  when_absent: z.enum(['fail', 'absolute-only']).default('absolute-only').meta({
    description: 'When there is provably no baseline: fail, or judge by min and max alone.',
  }),
  beside: z
    .array(z.string().regex(FROM, { error: 'expected latest-release, live:<environment> or file:<path>' }))
    .default([])
    .meta({ description: 'Models that the metrics are shown against as well; no gate looks at them.' }),
  trivial: z.boolean().default(true).meta({
    description:
      'Whether the report says if the candidate is better than class frequencies (or the mean) and a linear model.',
  }),
  anchor: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,62}@v\d+\.\d+\.\d+$/, {
      error: 'expected the tag of a release: name@v1.0.0',
    })
    .optional()
    .meta({
      description:
        'Tag of a release that every max_worse must also be kept against, so that small losses do not add up.',
    }),
});
