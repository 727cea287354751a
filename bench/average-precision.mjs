// The standard error of a difference in average precision, in closed form and over 10,000 draws: docs/metrics.md.
//   node bench/average-precision.mjs [draws]
import { loadTypescript } from '../scripts/load-typescript.mjs';

const draws = Number(process.argv[2] ?? 10_000);
const { CURVES, standardErrors } = await loadTypescript('test/fixtures/metrics/full-bootstrap.ts');

console.log('| data | closed form | over draws | ratio | ± |\n|---|---:|---:|---:|---:|');
for (const [name, make] of CURVES) {
  const { linearised, drawn } = standardErrors(make(2), draws);
  const cells = [name, linearised.toPrecision(4), drawn.toPrecision(4), (linearised / drawn).toFixed(3)];
  console.log(`| ${[...cells, (1.96 / Math.sqrt(2 * draws)).toFixed(3)].join(' | ')} |`);
}
