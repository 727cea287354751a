// How often the check `outliers` accuses clean columns, and how often it finds a fault: the tables of docs/data-checks.md.
//   node bench/outlier-calibration.mjs [columns, 2000]
import { loadTypescript } from '../scripts/load-typescript.mjs';

const columns = Number(process.argv[2] ?? 2000);
const { CLEAN, FAULTS, accusedShare } = await loadTypescript('bench/outlier-cases.ts');
const percent = (share) => `${(100 * share).toFixed(1)} %`;
/** Of so many rows, so many times fewer columns. */
const SIZES = { 100: 1, 1000: 1, 10000: 10 };

console.log(`| clean columns | ${Object.keys(SIZES).join(' rows | ')} rows |\n|---|${'---:|'.repeat(3)}`);
for (const [name, draw] of Object.entries(CLEAN)) {
  const shares = Object.entries(SIZES).map(([rows, fewer]) =>
    accusedShare(draw, Number(rows), Math.ceil(columns / fewer)),
  );
  console.log(`| ${name} | ${shares.map(percent).join(' | ')} |`);
}
console.log('\n| fault in 1,000 rows | found |\n|---|---:|');
for (const [name, fault] of Object.entries(FAULTS))
  console.log(`| ${name} | ${percent(accusedShare(fault.draw, 1000, Math.ceil(columns / 10), fault))} |`);
