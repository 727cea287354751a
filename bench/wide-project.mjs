// A project for benchmarks of validate: ten million rows of twelve columns with seventeen rules, or twenty thousand rows of five thousand columns.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const PLANS = ['a', 'b', 'c', 'd', 'e'];
const SITES = Array.from({ length: 200 }, (_, index) => `k${index}`);

const TALL = (rows, first) => {
  const h = (salt) => `hash((i + ${first}) * 16 + ${salt})`;
  return `SELECT i + ${first} AS id, (${h(1)} % 1000000)::DOUBLE / 10000 AS f0,
    CASE WHEN ${h(2)} % 200 = 0 THEN NULL WHEN ${h(3)} % 200 = 0 THEN 'nan'::DOUBLE ELSE (${h(4)} % 1000000)::DOUBLE / 5000 END AS f1,
    (${h(5)} % 2000001)::DOUBLE / 1000000 - 1 AS f2, (18 + ${h(6)} % 70)::INT AS age, (${h(7)} % 100000)::INT AS n,
    [${PLANS.map((plan) => `'${plan}'`)}][1 + (${h(8)} % 5)::INT] AS plan, 'k' || (${h(9)} % 200) AS site,
    ${h(10)} % 2 = 0 AS flag, DATE '2020-01-01' + (${h(11)} % 1000)::INT AS day,
    TIMESTAMP '2020-01-01' + INTERVAL (${h(12)} % 86400000) SECOND AS "at", 'u' || (i + ${first}) || '@example.org' AS mail
    FROM range(${rows}) t(i)`;
};

const PLANTED = `REPLACE (CASE WHEN id = 1 THEN 0 ELSE id END AS id, CASE WHEN id = 2 THEN NULL ELSE f0 END AS f0,
  CASE WHEN id = 3 THEN 'nan'::DOUBLE ELSE f2 END AS f2, CASE WHEN id = 4 THEN 350 WHEN id = 5 THEN NULL ELSE age END AS age,
  CASE WHEN id = 6 THEN 'x' ELSE plan END AS plan, CASE WHEN id = 7 THEN 'k200' ELSE site END AS site,
  CASE WHEN id = 8 THEN NULL ELSE flag END AS flag, CASE WHEN id = 9 THEN NULL ELSE day END AS day,
  CASE WHEN id = 10 THEN 'nobody' ELSE mail END AS mail)`;

const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: tall
version: 1.0.0
status: active
schema:
  - name: tall
    properties:
      - { name: id, logicalType: integer, required: true, unique: true }
      - { name: f0, logicalType: number, required: true, logicalTypeOptions: { minimum: 0, maximum: 200 } }
      - { name: f1, logicalType: number, quality: [{ metric: nullValues, mustBeLessThan: 2, unit: percent }] }
      - { name: f2, logicalType: number, required: true }
      - { name: age, logicalType: integer, required: true, logicalTypeOptions: { minimum: 0, maximum: 120 } }
      - { name: n, logicalType: integer, required: true }
      - name: plan
        logicalType: string
        required: true
        quality: [{ metric: invalidValues, arguments: { validValues: [${PLANS}] }, mustBe: 0 }]
      - name: site
        logicalType: string
        quality: [{ metric: invalidValues, arguments: { validValues: [${SITES}] }, mustBe: 0 }]
      - { name: flag, logicalType: boolean, required: true }
      - { name: day, logicalType: date, required: true }
      - { name: at, logicalType: timestamp }
      - { name: mail, logicalType: string, logicalTypeOptions: { pattern: '^[^@]+@[^@]+$' } }
    quality:
      - { metric: rowCount, mustBeGreaterThan: 1000 }
`;

const config = ({ files, target, positive }) => `version: 1
models:
  big:
    task: binary
    data: ${JSON.stringify({ ...files, target, positive })}
    train: { run: 'true', model: model.onnx }
`;

/** Writes `big.parquet` or `big.csv` with `rows` rows, `faulty.parquet` with ten planted faults, a contract and a config. */
export async function writeTallProject(folder, { rows, format }) {
  await writeProject(folder, async (run) => {
    await run(`COPY (${TALL(rows, 0)}) TO '${folder}/big.${format}' (FORMAT ${format})`);
    await run(
      `COPY (SELECT * ${PLANTED} FROM (${TALL(100_000, 0)})) TO '${folder}/faulty.parquet' (FORMAT parquet)`,
    );
    await run(`COPY (${TALL(2000, 10 * rows)}) TO '${folder}/small.parquet' (FORMAT parquet)`);
  });
  writeFileSync(join(folder, 'contract.yaml'), CONTRACT);
  const files = { train: 'small.parquet', evaluation: `big.${format}`, contract: 'contract.yaml' };
  writeFileSync(join(folder, 'modelyard.yml'), config({ files, target: 'flag', positive: true }));
}

/** Twelve columns, as many rows before as now: `before.parquet` is trained on, `now.parquet` evaluated on. */
export async function writeDriftProject(folder, { rows }) {
  await writeProject(folder, async (run) => {
    for (const [name, first] of Object.entries({ before: 0, now: rows }))
      await run(`COPY (${TALL(rows, first)}) TO '${folder}/${name}.parquet' (FORMAT parquet)`);
  });
  const files = { train: 'before.parquet', evaluation: 'now.parquet', id: 'id' };
  writeFileSync(join(folder, 'modelyard.yml'), config({ files, target: 'flag', positive: true }));
}

/** Twenty thousand rows of five thousand numbers and a label. */
export async function writeWideProject(folder, { rows, columns, format }) {
  const numbers = Array.from(
    { length: columns },
    (_, c) => `(hash(i * ${columns} + ${c}) % 1000)::DOUBLE AS x${c}`,
  );
  const table = (first, count) =>
    `SELECT hash(i) % 2 AS y, ${numbers.join(', ')} FROM (SELECT i + ${first} AS i FROM range(${count}) t(i))`;
  await writeProject(folder, async (run) => {
    await run(`COPY (${table(0, rows)}) TO '${folder}/big.${format}' (FORMAT ${format})`);
    await run(`COPY (${table(10 * rows, 200)}) TO '${folder}/small.${format}' (FORMAT ${format})`);
  });
  const files = { train: `small.${format}`, evaluation: `big.${format}` };
  writeFileSync(join(folder, 'modelyard.yml'), config({ files, target: 'y', positive: 1 }));
}

async function writeProject(folder, tables) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.gitignore'), '.modelyard/\n*.csv\n*.parquet\n');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await tables((sql) => connection.run(sql));
  connection.closeSync();
  instance.closeSync();
}
