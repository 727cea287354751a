import { z } from 'zod';
import { THRESHOLD_METRICS } from '../../domain/metrics/choose-threshold.ts';
import { metricName } from './metric-names.ts';
import { modelTestKeys } from './model-test.ts';
import { columnName, duration, text } from './parts.ts';
import { predictKeys } from './predict.ts';
import { slice } from './slice.ts';

const AGGREGATE = /^(mean|median|p(0\.\d{1,2}|[1-9]\d?(\.\d{1,2})?))$/;

const ownColumn = z.strictObject({
  column: columnName.meta({
    description: 'Column of the predictions file with a number per row: the name of the metric.',
  }),
  better: z.enum(['higher', 'lower']).meta({ description: 'Which numbers are good ones.' }),
  aggregate: z
    .string()
    .regex(AGGREGATE, { error: 'expected mean, median or a percentile such as p95' })
    .default('mean')
    .meta({
      description:
        'Of all rows: mean, median or a percentile such as p95; the metric is then called <column>_p95.',
    }),
});

const customMetric = z.strictObject({
  run: text.meta({
    description: 'Command that prints one number, for the model in MODELYARD_MODEL; it runs in root.',
  }),
  better: z.enum(['higher', 'lower']).meta({ description: 'Which numbers are good ones.' }),
  timeout: duration.default('10m').meta({ description: 'The most that one run may take.' }),
});

const reportedMetric = z.union([text.meta(metricName), ownColumn], {
  error: 'expected the name of a metric, or {column, better} for numbers of your own',
});

const threshold = z.union(
  [
    z.number().gt(0).lt(1),
    z.strictObject({
      choose: z.enum(THRESHOLD_METRICS).meta({ description: 'What it is to be best for.' }),
      on: z.literal('tuning').meta({ description: 'The rows of data.tuning.' }),
    }),
  ],
  {
    error: `expected a number above 0 and below 1, or {choose, on: tuning} with one of ${THRESHOLD_METRICS.join(', ')}`,
  },
);

export const evaluate = z.strictObject({
  custom: z.record(z.string(), customMetric).default({}).meta({
    description: 'Metrics by name that a command of yours prints, one number each: points without intervals.',
  }),
  metrics: z.array(reportedMetric).min(1).optional().meta({
    description:
      'Metrics to report, the primary first: names, or {column, better} for numbers of your own. Without it: the usual ones of the task.',
  }),
  threshold: threshold.default(0.5).meta({
    description:
      'Binary: a score from here on is the positive class. {choose: f1, on: tuning}: the best one on data.tuning.',
  }),
  slices: z.array(slice).default([]).meta({
    description: 'Subsets that must not be harmed: column names, or {column, bins}.',
  }),
  ...modelTestKeys,
  confidence: z.number().gt(0.5).lt(1).default(0.95).meta({ description: 'Level of every interval.' }),
  ...predictKeys,
});
