// How often drift alarms without drift, and how often it misses one: the tables of docs/drift.md.
//   node bench/drift-calibration.mjs [scale, 1 for some ten minutes] [pattern of names]
import { loadTypescript } from '../scripts/load-typescript.mjs';

const [scale = '1', pattern = ''] = process.argv.slice(2);
const { QUIET, MOVED, simulate } = await loadTypescript('bench/drift-cases.ts');

const count = (number) => number.toLocaleString('en');
const percent = (share) => `${(100 * share).toFixed(1)} %`;

console.log(
  '| data | before | now | alarms | significant | ± | datasets |\n|---|---:|---:|---:|---:|---:|---:|',
);
for (const each of [...QUIET, ...MOVED].filter(({ name }) => name.includes(pattern))) {
  const times = Math.max(5, Math.round(each.times * Number(scale)));
  const { alarms, significant } = simulate({ ...each, times });
  const error = 1.96 * Math.sqrt(Math.max(0.05 * 0.95, alarms * (1 - alarms)) / times);
  const cells = [
    each.name,
    count(each.before),
    count(each.now),
    percent(alarms),
    percent(significant),
    percent(error),
    count(times),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
