import { stringify } from 'yaml';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { metricLabel } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { MetricRow } from '../../records/metric-row.ts';
import type { TrainRecord } from '../../records/train.ts';
import type { ValidateRecord } from '../../records/validate.ts';

export interface CardFacts {
  readonly tag: string;
  readonly model: string;
  readonly digest: string;
  readonly commit: string;
  readonly targets: readonly string[];
  readonly train: TrainRecord;
  readonly validate: ValidateRecord;
  readonly evaluate: EvaluateRecord;
}

const PIPELINE: Readonly<Record<string, string>> = {
  binary: 'tabular-classification',
  multiclass: 'tabular-classification',
  regression: 'tabular-regression',
  ranking: 'other',
  scores: 'other',
};

/** MODEL_CARD.md: front matter as the Hugging Face hub reads it, then the facts for people. */
export function modelCard(facts: CardFacts): string {
  const { evaluate, train, validate } = facts;
  const rows = (role: string) => validate.datasets.find((dataset) => dataset.role === role)?.rows ?? null;
  const metrics = evaluate.metrics.filter((row) => row.candidate !== null);
  const datasets = [...new Set(metrics.map(({ dataset }) => dataset))];
  const named = (row: MetricRow) => {
    const name = metricLabel(row.name, row.target);
    return datasets.length > 1 ? `${name} on ${row.dataset}` : name;
  };
  const front = {
    pipeline_tag: PIPELINE[evaluate.task],
    tags: ['modelyard', facts.model],
    metrics: [...new Set(metrics.map((row) => row.name))],
    'model-index': [
      {
        name: facts.tag,
        results: datasets.map((dataset) => ({
          task: { type: PIPELINE[evaluate.task] },
          dataset: { name: dataset, type: 'private' },
          metrics: metrics.filter((row) => row.dataset === dataset).map(cardMetric),
        })),
      },
    ],
  };
  const lines = [
    `# ${escapeMarkdown(facts.tag)}`,
    '',
    `| | |`,
    `|---|---|`,
    `| Predicts | ${escapeMarkdown([facts.targets.join(', '), `(${evaluate.task})`].join(' ').trim())} |`,
    `| Digest | \`${facts.digest}\` |`,
    `| Commit | \`${facts.commit}\` |`,
    `| Training data | ${rows('train') ?? 'unknown'} rows |`,
    `| Evaluation data | ${evaluate.rows ?? 'unknown'} rows${evaluate.groups === null ? '' : ` of ${evaluate.groups} groups`} |`,
    `| Trained in | ${train.trainSeconds.toFixed(1)} s by ${escapeMarkdown(train.command)} |`,
    '',
    '## Metrics on the evaluation data',
    '',
    '| metric | value | interval |',
    '|---|--:|---|',
    ...metrics.map(
      (row) =>
        `| ${escapeMarkdown(named(row))} | ${row.candidate?.toPrecision(6)} | ${intervalText(row.candidateInterval)} |`,
    ),
    '',
    '`release.json` lists every file of this release with its SHA-256; `sha256sum -c SHA256SUMS` checks them.',
    '',
  ];
  return `---\n${stringify(front)}---\n\n${lines.join('\n')}`;
}

/** As the hub reads them; a name only where the type is not enough. */
function cardMetric({ name: type, target, candidate: value }: MetricRow) {
  return target === undefined ? { type, value } : { type, name: metricLabel(type, target), value };
}

function intervalText(interval: readonly [number, number] | null): string {
  return interval === null ? '' : `${interval[0].toPrecision(4)} … ${interval[1].toPrecision(4)}`;
}
