type Words = readonly [pattern: RegExp, words: string];

/** What a metric says, in words that need no statistics; the first that fits. `$1` is the number in its name. */
const WORDS: readonly Words[] = [
  [
    /^roc_auc$/,
    'Take one row of each class: how often the right one has the higher score. 1 is perfect, 0.5 is guessing.',
  ],
  [
    /^roc_auc_ovr_macro$/,
    'How well each class is told from the others, averaged. 1 is perfect, 0.5 is guessing.',
  ],
  [
    /^average_precision$/,
    'Going down the rows from the highest score: which share of those so far is right, on average. 1 is perfect.',
  ],
  [
    /^log_loss$/,
    'How far the given chances are from what came true; sure mistakes count most. 0 is perfect, lower is better.',
  ],
  [/^brier$/, 'How far the given chances are from what came true, squared. 0 is perfect, lower is better.'],
  [
    /^ece_\d+$/,
    'How far the given chances are from how often they come true. Few rows alone make it large; lower is better.',
  ],
  [
    /^(accuracy|(precision|recall|f1)_micro|recall_weighted)$/,
    'The share of the rows that is decided right.',
  ],
  [/^top_(\d+)_accuracy$/, 'The share of the rows whose true class is among the $1 likeliest.'],
  [
    /^balanced_accuracy$/,
    'The share that is decided right, class by class and then averaged: rare classes count as much as others.',
  ],
  [/^precision/, 'Of the rows that are decided as a class, the share that is of it.'],
  [/^recall@(\d+)$/, 'Of all that is relevant, the share among the first $1.'],
  [/^recall/, 'Of the rows that are of a class, the share that is found.'],
  [/^f1/, 'Precision (decided so, and right) and recall (right, and found) in one number. 1 is perfect.'],
  [/^mcc$/, 'How well decisions and labels agree: 1 is perfect, 0 is guessing.'],
  [/^cohen_kappa$/, 'How much better than by chance decisions and labels agree: 1 is perfect, 0 is chance.'],
  [
    /^rmse$/,
    'How far predictions are off, in the unit of the target; large misses count more. Lower is better.',
  ],
  [/^mae$/, 'How far predictions are off on average, in the unit of the target. Lower is better.'],
  [/^median_ae$/, 'Half of the predictions are off by less than this, in the unit of the target.'],
  [/^mape$/, 'How far predictions are off on average, as a share of the true value: 0.1 is a tenth.'],
  [
    /^r2$/,
    'How much of the spread of the true values is explained: 1 is all, 0 is no better than always saying the mean.',
  ],
  [
    /^pinball_([\d.]+)$/,
    'How well a prediction fits that a share of $1 of the true values should stay below.',
  ],
  [/^ndcg/, 'How near the order is to the best one; the first places count most. 1 is perfect.'],
  [/^mrr/, 'How early the first relevant one comes: 1 is always first, 0.5 always second.'],
  [/^map/, 'How many of those down to each relevant one are relevant, on average. 1 is perfect.'],
  [/^churn$/, 'The share of the rows whose decision is another one than before, for better or worse.'],
  [/^negative_flip_rate$/, 'The share of the rows that were decided right before and are decided wrong now.'],
  [/^mean_absolute_change$/, 'How far the predictions move from what they were, on average.'],
  [/^latency_p95_ms$/, 'Of 100 calls with one row, 95 take no longer.'],
  [/^latency_p50_ms$/, 'Of 100 calls with one row, 50 take no longer.'],
];

/** null for a metric that the user made: its name is all that is known of it. */
export function metricWords(metric: string): string | null {
  for (const [pattern, words] of WORDS) {
    const found = pattern.exec(metric);
    if (found !== null) return words.replace('$1', found[1] ?? '');
  }
  return null;
}
