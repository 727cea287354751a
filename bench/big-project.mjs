// A project with a table of a million rows and twelve columns, and two ONNX models that take eight of them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { model, node } from '../examples/quickstart/trainer/onnx.mjs';

export const ROWS = 1_000_000;
export const FEATURES = ['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7'];
/** Slopes of the two models; the label follows the first. */
export const SLOPES = {
  candidate: [0.9, -0.7, 0.5, -0.3, 0.2, -0.1, 0.05, 0.4],
  baseline: [0.8, -0.8, 0.4, -0.2, 0.3, 0, 0, 0.4],
};

const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: big
version: 1.0.0
status: active
schema:
  - name: big
    properties:
      - { name: id, logicalType: integer, primaryKey: true, required: true }
      - { name: household, logicalType: integer, required: true }
      - name: region
        logicalType: string
        required: true
        quality: [{ metric: invalidValues, arguments: { validValues: [north, south, east, west] }, mustBe: 0 }]
      - { name: y, logicalType: integer, required: true, logicalTypeOptions: { minimum: 0, maximum: 1 } }
${FEATURES.map((name) => `      - { name: ${name}, logicalType: number, required: true, logicalTypeOptions: { minimum: -100, maximum: 100 } }`).join('\n')}
`;

/** Writes all of it into a folder; `format` is that of the large table: parquet or csv. */
export async function writeBigProject(folder, format, rows = ROWS) {
  mkdirSync(folder, { recursive: true });
  await writeTables(folder, format, rows);
  for (const [name, slopes] of Object.entries(SLOPES))
    writeFileSync(join(folder, `${name}.onnx`), logisticModel(slopes));
  writeFileSync(join(folder, 'big.contract.yaml'), CONTRACT);
  writeFileSync(join(folder, 'modelyard.yml'), config(format));
  writeFileSync(join(folder, '.gitignore'), '.modelyard/\nout/\n*.csv\n*.parquet\n');
}

const config = (format) => `version: 1
models:
  big:
    task: binary
    data:
      train: small.parquet
      evaluation: big.${format}
      contract: big.contract.yaml
      target: y
      positive: 1
      id: id
      group_by: household
      features: [${FEATURES.join(', ')}]
    train: { run: mkdir -p out && cp candidate.onnx out/big.onnx, model: out/big.onnx }
    baseline: { from: 'file:baseline.onnx' }
    evaluate: { metrics: [roc_auc, log_loss, brier, accuracy, f1], slices: [region, { column: f0, bins: [-2, -1, 0, 1, 2] }] }
    gates: { roc_auc: { min: 0.7, max_worse: 0.005 }, log_loss: { max_worse: 1% }, accuracy: { max_worse: 0.01 } }
`;

async function writeTables(folder, format, count) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  // A hash of row and column, as a number in −2 … 2: the same table everywhere, whatever the number of threads.
  const number = (row, column) => `((hash(${row} * 16 + ${column}) % 4000001)::DOUBLE / 1000000 - 2)`;
  const columns = FEATURES.map((name, index) => `${number('i', index)} AS ${name}`);
  const score = SLOPES.candidate.map((slope, index) => `${slope} * f${index}`).join(' + ');
  const table = (prefix, rows) => `
    SELECT i AS id, i // 4 AS household, ['north', 'south', 'east', 'west'][1 + (hash(i * 16 + 9) % 4)::INT] AS region,
      (hash(i * 16 + 8) % 1000000 < 1000000 / (1 + exp(-(${score}))))::INT AS y, ${FEATURES.join(', ')}
    FROM (SELECT i + ${prefix} AS i, ${columns.join(', ').replaceAll('hash(i', `hash((i + ${prefix})`)} FROM range(${rows}) t(i))`;
  await connection.run(`COPY (${table(0, count)}) TO '${folder}/big.parquet' (FORMAT parquet)`);
  if (format === 'csv')
    await connection.run(`COPY (FROM '${folder}/big.parquet') TO '${folder}/big.csv' (HEADER)`);
  await connection.run(`COPY (${table(100 * ROWS, 2000)}) TO '${folder}/small.parquet' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

function logisticModel(slopes) {
  return model({
    name: 'logistic',
    nodes: [
      node({
        type: 'LinearClassifier',
        inputs: ['features'],
        outputs: ['label', 'probabilities'],
        attributes: {
          classlabels_ints: ['ints', [0, 1]],
          coefficients: ['floats', [...slopes.map((slope) => -slope), ...slopes]],
          intercepts: ['floats', [0, 0]],
          post_transform: ['string', 'LOGISTIC'],
        },
      }),
    ],
    inputs: [{ name: 'features', type: 'float', shape: ['N', slopes.length] }],
    outputs: [
      { name: 'label', type: 'int64', shape: ['N'] },
      { name: 'probabilities', type: 'float', shape: ['N', 2] },
    ],
  });
}
