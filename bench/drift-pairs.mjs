// Training and evaluation data drawn from one distribution, many times, written to files and profiled by the engine as
// `validate` does: how often do they differ? At most 5 of 100 pairs should alarm. And how often is seen what was moved.
//   node bench/drift-pairs.mjs [pairs, 200] [rows of each, 1000] [pattern of names] [rows of the evaluation data, as many]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { loadTypescript } from '../scripts/load-typescript.mjs';
import { COLUMNS, PAIRS, tableSql, variablesOf } from './drift-pair-cases.mjs';

const [pairs, rows] = [200, 1000].map((usual, index) => Number(process.argv[index + 2] ?? usual));
const pattern = new RegExp(process.argv[4] ?? '');
const evaluationRows = Number(process.argv[5] ?? rows);
const { ALPHA, comparePairs } = await loadTypescript('bench/drift-pair-stage.ts', [
  '@duckdb/node-api',
  'onnxruntime-node',
]);
/** Data sets that stand side by side in one file. */
const atOnce = (each) =>
  Math.max(
    1,
    Math.min(50, Math.floor((each.weights === null ? 500_000 : 50_000) / Math.max(rows, evaluationRows))),
  );

const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();
await connection.run('SELECT setseed(0.42)');

async function signalsOf(each, sets) {
  const folder = mkdtempSync(join(tmpdir(), 'modelyard-drift-pairs-'));
  try {
    await connection.run('SET VARIABLE draw = (random() * 1e9)::INTEGER');
    for (const [role, size] of Object.entries({ train: rows, evaluation: evaluationRows })) {
      const select = tableSql(each, { role, rows: size, sets });
      await connection.run(`COPY (${select}) TO '${join(folder, role)}.parquet' (FORMAT parquet)`);
    }
    const isGrouped = each.groups !== undefined && each.isUntold !== true;
    return await comparePairs({ folder, groupBy: isGrouped ? 'person' : null, columns: COLUMNS });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const percent = (count) => `${((100 * count) / pairs).toFixed(1)} %`;
console.log('| data | rows | against | alarms | significant | too few rows | pairs | what alarms |');
console.log('|---|---:|---:|---:|---:|---:|---:|---|');
for (const each of PAIRS.filter(({ name }) => pattern.test(name))) {
  for (const [name, values] of Object.entries(variablesOf(each)))
    await connection.run(`SET VARIABLE ${name} = [${values.join(', ')}]`);
  const found = [];
  while (found.length < pairs)
    found.push(...(await signalsOf(each, Math.min(atOnce(each), pairs - found.length))));
  const count = (is) => found.filter(is).length;
  const kinds = new Map();
  for (const { statistic, verdict } of found.flat())
    if (verdict === 'fail') kinds.set(statistic, (kinds.get(statistic) ?? 0) + 1);
  const cells = [
    each.name,
    rows,
    evaluationRows,
    percent(count((signals) => signals.some(({ verdict }) => verdict === 'fail'))),
    percent(count((signals) => signals.some(({ pValue }) => (pValue ?? 1) < ALPHA))),
    percent(count((signals) => signals.every(({ verdict }) => verdict === 'insufficient'))),
    pairs,
    [...kinds].map(([statistic, times]) => `${statistic} ${times}`).join(', '),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
