// What each guard is for: how often a candidate exactly at the margin passes without the guards and with them, and how often they
// give no verdict; the numbers of docs/metrics.md, "Guards".
//   node bench/guard-calibration.mjs [scale, 1 for some ten minutes] [pattern of guards]
import { loadTypescript } from '../scripts/load-typescript.mjs';

const [scale = '1', pattern = ''] = process.argv.slice(2);
const { CASES, simulate } = await loadTypescript('bench/guard-cases.ts');
const percent = (share) => (100 * share).toFixed(1);

console.log('| guard | data | metric | passes without guards % | with % | ± | no verdict % |');
console.log('|---|---|---|---:|---:|---:|---:|');
for (const each of CASES.filter(({ guard }) => guard.includes(pattern))) {
  const times = Math.max(20, Math.round(each.times * Number(scale)));
  const error = percent(1.96 * Math.sqrt((0.025 * 0.975) / times));
  for (const [metric, { falsePass, unguardedFalsePass, guarded }] of Object.entries(
    simulate({ ...each, times }),
  ))
    console.log(
      `| ${[each.guard, each.data, metric, percent(unguardedFalsePass), percent(falsePass), error, percent(guarded)].join(' | ')} |`,
    );
}
