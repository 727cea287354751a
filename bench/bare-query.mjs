// The peer of validate: nulls, smallest and largest value of every column and the number of distinct ids, asked of DuckDB directly.
import { DuckDBInstance } from '@duckdb/node-api';

const [file] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${file}'`);
const columns = described.getRows().map(([name]) => `"${name}"`);
const asked = columns.map((name) => `count(*) FILTER (WHERE ${name} IS NULL), min(${name}), max(${name})`);
const answer = await connection.runAndReadAll(
  `SELECT count(DISTINCT id), ${asked.join(', ')} FROM '${file}'`,
);
if (answer.getRows().length !== 1) throw new Error('no answer');
connection.closeSync();
instance.closeSync();
