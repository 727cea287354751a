// How often gates pass at their limit, and how often an equal model passes, is blocked or is told to harm: docs/gate-calibration.md.
//   node bench/gate-calibration.mjs [scale, 1 for some twenty minutes] [pattern of names, such as ' rows$' or ' 300 ']
import { loadTypescript } from '../scripts/load-typescript.mjs';

const [scale = '1', pattern = ''] = process.argv.slice(2);
const { CASES, simulate } = await loadTypescript('bench/gate-cases.ts');
const percent = (share) => (Number.isFinite(share) ? (100 * share).toFixed(1) : '–');

/** Name of the column, the gate, and the share of samples in which it says so. */
const COLUMNS = [
  ['`max_worse`', /^max_worse, at/, 'pass'],
  ['in percent', /^max_worse, relative, at/, 'pass'],
  ['`min_better`', /^min_better, at/, 'pass'],
  ['in percent', /^min_better, relative, at/, 'pass'],
  ['`on: bound`', /on: bound/, 'pass'],
  ['no verdict', /^max_worse, at/, 'guarded'],
  ['… `on: bound`', /on: bound/, 'guarded'],
  ['equal: passes', /^max_worse as advised/, 'pass'],
  ['as told', /^max_worse as advised/, 'told'],
  ['blocked', /^max_worse as advised/, 'fail'],
  ['by `max_worse: 0`', /^max_worse: 0/, 'fail'],
  ['better', /^min_better: 0, an equal/, 'pass'],
  ['slices harmed', /slices/, 'fail'],
  ['power', /really better/, 'pass'],
];

console.log(`| data | metric | samples | ${COLUMNS.map(([name]) => name).join(' | ')} |`);
console.log(`|---|---|---:|${COLUMNS.map(() => '---:|').join('')}`);
for (const each of CASES.filter(({ name }) => new RegExp(pattern).test(name))) {
  const times = Math.max(20, Math.round(each.times * Number(scale)));
  const lines = simulate({ ...each, times });
  for (const metric of each.metrics) {
    const own = lines.filter((line) => line.metric === metric);
    const cells = COLUMNS.map(([, gate, share]) =>
      percent(own.find(({ kind }) => gate.test(kind))?.[share] ?? Number.NaN),
    );
    console.log(`| ${[each.name, `\`${metric}\``, times.toLocaleString('en'), ...cells].join(' | ')} |`);
  }
}
