// The bare engine on the seventeen rules: one DuckDB query, tuned by hand, that answers with counts alone.
import { DuckDBInstance } from '@duckdb/node-api';

const [file] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const sites = Array.from({ length: 200 }, (_, index) => `'k${index}'`);
const asked = [
  'count(*)',
  'count(*) - count(DISTINCT id)',
  'count(*) - count(id)',
  'count(*) FILTER (WHERE f0 IS NULL OR isnan(f0))',
  'count(*) FILTER (WHERE isnan(f0) OR f0 < 0 OR f0 > 200)',
  'count(*) FILTER (WHERE f1 IS NULL OR isnan(f1))',
  'count(*) FILTER (WHERE f2 IS NULL OR isnan(f2))',
  'count(*) - count(age)',
  'count(*) FILTER (WHERE age < 0 OR age > 120)',
  'count(*) - count(n)',
  'count(*) - count(plan)',
  "count(*) FILTER (WHERE NOT list_contains(['a', 'b', 'c', 'd', 'e'], plan))",
  `count(*) FILTER (WHERE NOT list_contains([${sites.join(', ')}], site))`,
  'count(*) - count(flag)',
  'count(*) - count(day)',
  'count(*) - count("at")',
  "count(*) FILTER (WHERE NOT regexp_matches(mail, '^[^@]+@[^@]+$'))",
];
const answer = await connection.runAndReadAll(`SELECT ${asked.join(', ')} FROM '${file}'`);
console.log(answer.getRows()[0].join(' '));
connection.closeSync();
instance.closeSync();
