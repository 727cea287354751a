// Records what datacontract-cli says of the cases of test/fixtures/datacontract, which a test holds ours against.
//   node bench/peers/record-datacontract.mjs <python with datacontract-cli[duckdb]>
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { stringify } from 'yaml';
import { loadTypescript } from '../../scripts/load-typescript.mjs';

const [python = 'python3'] = process.argv.slice(2);
const { CASES, contractOf } = await loadTypescript('test/fixtures/datacontract/cases.ts');
const { csvText, parquetStatement } = await loadTypescript('test/fixtures/validate/data-text.ts');
const top = mkdtempSync(join(tmpdir(), 'modelyard-datacontract-'));
const connection = await (await DuckDBInstance.create(':memory:')).connect();

const written = CASES.flatMap((each) => each.formats.map((format) => ({ each, format })));
for (const [index, { each, format }] of written.entries()) {
  const folder = join(top, String(index).padStart(4, '0'));
  mkdirSync(folder);
  writeFileSync(join(folder, 'contract.yaml'), stringify(contractOf(each, format)));
  for (const [name, { types, rows }] of Object.entries(each.tables)) {
    const path = join(folder, `${name}.${format}`);
    if (format === 'csv') writeFileSync(path, csvText(Object.keys(types), rows));
    else await connection.run(parquetStatement(path, types, rows));
  }
}

const script = fileURLToPath(new URL('datacontract_verdicts.py', import.meta.url));
const { stdout, stderr, status } = spawnSync(python, [script, top], {
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
if (status !== 0) throw new Error(stderr);
const { version, verdicts } = JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1));
const found = written.map(({ each, format }, index) => {
  const { verdict, told } = verdicts[String(index).padStart(4, '0')];
  return {
    name: each.name,
    format,
    verdict,
    told: told.map((text) => text.replaceAll(top, '…').slice(0, 160)),
  };
});
writeFileSync(
  fileURLToPath(new URL('../../test/fixtures/datacontract/verdicts.json', import.meta.url)),
  `{"tool": "datacontract-cli ${version}", "verdicts": [\n${found.map((each) => JSON.stringify(each)).join(',\n')}\n]}\n`,
);
rmSync(top, { recursive: true });
console.log(`${found.length} verdicts of datacontract-cli ${version}`);
