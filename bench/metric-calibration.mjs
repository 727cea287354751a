// How often a candidate exactly at the margin passes, and how often the guards give no verdict: the numbers of docs/metrics.md.
//   node bench/metric-calibration.mjs [scale, 1 for some twenty minutes] [pattern of names]
import { loadTypescript } from '../scripts/load-typescript.mjs';

const [scale = '1', pattern = ''] = process.argv.slice(2);
const { CASES, simulate } = await loadTypescript('bench/metric-cases.ts');
const percent = (share) => (100 * share).toFixed(1);

console.log(
  '| data | metric | false passes % | false fails % | ± | no verdict % |\n|---|---|---:|---:|---:|---:|',
);
for (const each of CASES.filter(({ name }) => name.includes(pattern))) {
  const times = Math.max(20, Math.round(each.times * Number(scale)));
  const error = 1.96 * Math.sqrt((0.025 * 0.975) / times);
  const found = simulate({ ...each, times });
  for (const [metric, { falsePass, falseFail, guarded }] of Object.entries(found)) {
    const cells = [
      each.name,
      metric,
      percent(falsePass),
      percent(falseFail),
      percent(error),
      percent(guarded),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
