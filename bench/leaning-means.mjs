// How often an interval of a mean misses it on either side, by four methods and with the guard of rows that lean at several limits: the
// numbers of docs/metrics.md ("One model alone") and the reason of MOST_LEAN and LEAST_ROWS_OF_A_MEAN.
//   node bench/leaning-means.mjs [scale, 1 for some two minutes] [pattern of names] [units, as 30,60,200]
import { loadTypescript } from '../scripts/load-typescript.mjs';

const [scale = '1', pattern = '', sizes = '20,30,60,200,1000'] = process.argv.slice(2);
const { CASES, METHODS, simulate } = await loadTypescript('bench/mean-cases.ts');
const LIMITS = [0.1, 0.15, 0.2, 0.3, Number.POSITIVE_INFINITY];
const percent = (share) => (100 * share).toFixed(1);

console.log('Of 100 samples: intervals wholly below / above the true mean, which should be 2.5 each.\n');
console.log(
  `| data | rows (groups) | method | ${LIMITS.map((limit) => `lean up to ${limit}`).join(' | ')} | ± |`,
);
console.log(`|---|---:|---|${LIMITS.map(() => '---:|').join('')}---:|`);
for (const { name, values } of CASES.filter((each) => each.name.includes(pattern))) {
  const all = values();
  for (const units of sizes.split(',').map(Number)) {
    const times = Math.max(100, Math.round(Number(scale) * (units <= 200 ? 20_000 : 4000)));
    const { below, above, guarded } = simulate(all, { units, times, limits: LIMITS });
    const line = (method, cells, error) =>
      console.log(`| ${[name, units, method, ...cells, error].join(' | ')} |`);
    const error = percent(1.96 * Math.sqrt((0.025 * 0.975) / times));
    METHODS.forEach((method, place) => {
      const cells = LIMITS.map((_, at) => `${percent(below[place][at])} / ${percent(above[place][at])}`);
      line(method, cells, error);
    });
    line('no verdict', guarded.map(percent), '');
  }
}
