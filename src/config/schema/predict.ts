import { z } from 'zod';
import { PREDICTIONS_FORMS } from '../../domain/predictions-form.ts';
import { duration, text } from './parts.ts';

const predictions = z.strictObject({
  form: z
    .enum(PREDICTIONS_FORMS, { error: `expected ${PREDICTIONS_FORMS.slice(0, -1).join(', ')} or ranked` })
    .meta({
      description:
        'list: a list with a probability per class of data.classes, or of a ranking lists of ids and scores per query; long: a row for each id and class; chosen: the chosen label with its score; ranked: a list of ids per query, the best first.',
    }),
  score: text.default('score').meta({ description: 'Column of the scores or lists of them.' }),
  class: text.default('class').meta({ description: 'Column that names the class; long and chosen.' }),
});

/** Keys of `evaluate` for models that are not run here. */
export const predictKeys = {
  output: text.optional().meta({
    description: 'Output of an ONNX model that holds the probabilities or the value, where several could.',
  }),
  link: z.enum(['logit', 'softmax'], { error: 'expected logit or softmax' }).optional().meta({
    description: 'Predictions files hold logits: log-odds of a binary task, or one logit per class.',
  }),
  predictions: predictions.optional().meta({
    description:
      'How predictions files are laid out. Without it: a row per id with a score, a column per class or a value.',
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
  predict_timeout: duration.optional().meta({
    description:
      'Time limit of one run of evaluate.predict, or of an ONNX model for any thousand rows; without it 1h.',
  }),
};
