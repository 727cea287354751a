// The pairs of bench/null-pairs.mjs in the thousands, without the command line: how often two equal models are told apart, and how often
// any of five slices is told to be harmed. 2.5 of 100 should be told to be worse, 1.25 better (the second candidate on these rows), 2.5 harmed.
//   node bench/null-differences.mjs [pairs, 2000] [task] [rows, 400] [rows of a group, 1]
import { loadTypescript } from '../scripts/load-typescript.mjs';

const [pairs = '2000', task = 'binary', rows = '400', groupSize = '1'] = process.argv.slice(2);
const { simulate } = await loadTypescript('bench/null-cases.ts');
const percent = (share) => (100 * share).toFixed(2);
const error = (level) => percent(1.96 * Math.sqrt((level * (1 - level)) / Number(pairs)));

const alarms = simulate({
  task,
  rows: Number(rows),
  groupSize: Number(groupSize),
  pairs: Number(pairs),
  strict: 0.975,
});
console.log(`${pairs} pairs of ${rows} rows (${task}), ${groupSize} to a group, %\n`);
console.log(
  `| metric | worse, 2.5 ± ${error(0.025)} | better, 1.25 ± ${error(0.0125)} | any slice harmed, 2.5 ± ${error(0.025)} | no verdict |`,
);
console.log('|---|---:|---:|---:|---:|');
for (const [name, { worse, better, harm, guarded }] of alarms)
  console.log(`| ${[name, ...[worse, better, harm, guarded].map(percent)].join(' | ')} |`);
