// How often gates pass at their limit, how often an equal model passes and is blocked: the numbers of docs/gates.md.
//   node bench/gate-calibration.mjs [scale, 1 for some half an hour] [pattern of names, such as ' rows$' or ' 300 ']
import { loadTypescript } from '../scripts/load-typescript.mjs';

const [scale = '1', pattern = ''] = process.argv.slice(2);
const { CASES, simulate } = await loadTypescript('bench/gate-cases.ts');
const percent = (share) => (Number.isNaN(share) || share === null ? '' : (100 * share).toFixed(1));

console.log('| data | metric | gate | passes % | fails % | ± | no verdict % | told % |');
console.log('|---|---|---|---:|---:|---:|---:|---:|');
for (const each of CASES.filter(({ name }) => new RegExp(pattern).test(name))) {
  const times = Math.max(20, Math.round(each.times * Number(scale)));
  const error = 1.96 * Math.sqrt((0.025 * 0.975) / times);
  for (const { metric, kind, pass, fail, guarded, told } of simulate({ ...each, times })) {
    const cells = [each.name, metric, kind, pass, fail, error, guarded, told];
    console.log(`| ${cells.map((cell) => (typeof cell === 'string' ? cell : percent(cell))).join(' | ')} |`);
  }
}
