// The statistics of evaluate alone: two models' metrics with paired intervals, from scores in memory. CPU seconds and bytes a row.
//   node --expose-gc bench/metric-speed.mjs [rows] [json: the five metrics alone, as a number]
import { loadTypescript } from '../scripts/load-typescript.mjs';

const rows = Number(process.argv[2] ?? 1_000_000);
const { measureMetrics } = await loadTypescript('src/domain/metrics/measure-metrics.ts');

let state = 7;
const random = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};
const labels = new Uint8Array(rows);
const [candidate, baseline] = [new Float64Array(rows), new Float64Array(rows)];
for (let row = 0; row < rows; row++) {
  const hidden = random() + random() + random() - 1.5;
  labels[row] = hidden + 0.3 * random() > 0.6 ? 1 : 0;
  for (const scores of [candidate, baseline])
    scores[row] = Math.fround(1 / (1 + Math.exp(-4 * (hidden + 0.4 * random() - 0.7))));
}
const FIVE = ['roc_auc', 'log_loss', 'brier', 'accuracy', 'f1'];

/** CPU seconds of one measurement with its contrasts, as evaluate asks for them. */
function measure(metrics) {
  const before = process.cpuUsage();
  const predictions = (scores) => ({ task: 'binary', scores: scores.slice(), scoreType: 'float32' });
  const request = {
    truth: { task: 'binary', labels },
    candidate: predictions(candidate),
    baseline: predictions(baseline),
    groups: null,
    metrics,
    threshold: 0.5,
    confidence: 0.95,
    subset: null,
  };
  const measured = measureMetrics(request);
  for (const each of measured) each.contrast(1);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, measured };
}

if (process.argv[3] === 'json') {
  console.log(JSON.stringify({ cpuSeconds: measure(FIVE).seconds }));
  process.exit(0);
}
globalThis.gc?.();
const empty = process.memoryUsage();
const used = ({ arrayBuffers, heapUsed }) => arrayBuffers + heapUsed;
console.log('| metrics | CPU s | bytes a row kept |\n|---|---:|---:|');
for (const metrics of [
  ...FIVE.map((name) => [name]),
  ['average_precision'],
  FIVE,
  [...FIVE, 'average_precision'],
]) {
  const { seconds, measured } = measure(metrics);
  globalThis.gc?.();
  const kept = (used(process.memoryUsage()) - used(empty)) / rows;
  console.log(`| ${metrics.join(', ')} | ${seconds.toFixed(2)} | ${Math.round(kept)} |`);
  if (measured.length === 0) throw new Error('nothing was measured');
}
console.log(
  `\n${rows.toLocaleString('en')} rows, the most memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
);
