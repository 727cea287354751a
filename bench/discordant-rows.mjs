// Differences of F1, precision, MCC … where few rows are decided differently, all to one side or mixed: how often a candidate exactly at
// the margin passes or fails by the interval that there is, and by ± t · se. The numbers of docs/metrics.md, "Few differing rows".
//   node bench/discordant-rows.mjs [scale, 1 for some ten minutes] [pattern of data] [all: every line, not the worst alone]
import { loadTypescript } from '../scripts/load-typescript.mjs';

const [scale = '1', pattern = '', all] = process.argv.slice(2);
const { CASES, simulate } = await loadTypescript('bench/discordant-cases.ts');
const percent = (share) => (100 * share).toFixed(1);

console.log('| data | metric | passes % | by ± t · se | fails % | by ± t · se | no verdict % | width |');
console.log('|---|---|---:|---:|---:|---:|---:|---:|');
const worst = new Map();
for (const each of CASES.filter(({ data }) => new RegExp(pattern).test(data))) {
  const times = Math.max(20, Math.round(each.times * Number(scale)));
  for (const found of simulate({ ...each, times })) {
    const { metric, pass, straightPass, fail, straightFail, guarded, width } = found;
    const shares = [pass, straightPass, fail, straightFail, guarded].map(percent);
    if (all !== undefined) console.log(`| ${[each.data, metric, ...shares, width.toFixed(2)].join(' | ')} |`);
    if (guarded > 0.5) continue;
    const key = each.data
      .split(',')
      .slice(0, each.data.startsWith('1,') ? 4 : 3)
      .join(',');
    const before = worst.get(key) ?? [0, 0, 0, 0, 0, 0, 0];
    const largest = [pass, straightPass, fail, straightFail, guarded].map((share, at) =>
      Math.max(share, before[at]),
    );
    worst.set(key, [...largest, before[5] + width, before[6] + 1]);
  }
}
console.log('\nThe largest of all metrics and places, and the mean width:\n');
for (const [key, [pass, straightPass, fail, straightFail, guarded, width, count]] of worst)
  console.log(
    `| ${[key, ...[pass, straightPass, fail, straightFail, guarded].map(percent), (width / count).toFixed(2)].join(' | ')} |`,
  );
