import { z } from 'zod';
import { duration, text } from './schema-parts.ts';

/** Keys of `evaluate` for models that are not run here. */
export const predictKeys = {
  link: z.enum(['logit', 'softmax'], { error: 'expected logit or softmax' }).optional().meta({
    description: 'Predictions files hold logits: log-odds of a binary task, or one logit per class.',
  }),
  metrics_map: z.record(z.string(), text).optional().meta({
    description: 'Where metrics stand in train.metrics, by our names: {roc_auc: test.auc}.',
  }),
  predict: text.optional().meta({
    description: 'Command that predicts with a model that is not ONNX; run for candidate and baseline.',
  }),
  predict_code: z.enum(['release', 'head']).default('release').meta({
    description: "Code that the baseline is run with: its release's commit, or this checkout.",
  }),
  predict_timeout: duration.default('1h').meta({ description: 'Time limit of one run of evaluate.predict.' }),
};
