import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeData } from '../fixtures/validate/write-data.ts';
import { type Bundle, buildBundle, environment, gitRepository, run } from './bundle.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

const CSV = ['id,x,y', ...Array.from({ length: 60 }, (_, row) => `a${row},${row},${row % 2}`), ''].join('\n');
const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: c
version: 1.0.0
status: active
schema:
  - name: rows
    properties:
      - {name: id, logicalType: string, primaryKey: true}
      - {name: x, logicalType: integer, relationships: [{to: sites.x}]}
      - {name: y, logicalType: integer}
  - name: sites
    customProperties: [{property: files, value: sites.FORMAT}]
    properties: [{name: x, logicalType: integer}]
`;

/** A project whose evaluation data or table of keys is what `spoil` makes of a good file. */
async function project(
  format: 'csv' | 'parquet' | 'jsonl',
  file: 'evaluation' | 'sites',
  spoil: (path: string) => void,
): Promise<string> {
  const cwd = bundle.folder();
  mkdirSync(cwd, { recursive: true });
  const rows = (prefix: string) =>
    Array.from({ length: 60 }, (_, row) => ({ id: `${prefix}${row}`, x: row, y: row % 2 }));
  const types = { id: 'VARCHAR', x: 'BIGINT', y: 'BIGINT' };
  for (const name of ['train', 'evaluation', 'sites'])
    await writeData(cwd, { name, format, rows: rows(name), types });
  const data = { train: `train.${format}`, evaluation: `evaluation.${format}`, contract: 'contract.yaml' };
  const model = {
    task: 'binary',
    data: { ...data, target: 'y', positive: 1, id: 'id' },
    train: { run: 'true', metrics: 'm.json' },
    evaluate: { metrics: ['accuracy'] },
  };
  writeFileSync(join(cwd, 'modelyard.yml'), JSON.stringify({ version: 1, models: { m: model } }));
  writeFileSync(join(cwd, 'contract.yaml'), CONTRACT.replace('FORMAT', format));
  await gitRepository(cwd);
  spoil(join(cwd, `${file}.${format}`));
  return cwd;
}

const LONGEST_MS = 60_000;

/** Ends the program where it does not end itself: a pipe that nobody writes to would be waited for. */
function limited(child: ChildProcess): void {
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  child.on('close', () => clearTimeout(timer));
}

const replace = (path: string, text: string | Uint8Array) => {
  rmSync(path, { recursive: true, force: true });
  writeFileSync(path, text);
};
const cut = (part: number) => (path: string) =>
  truncateSync(path, Math.floor(readFileSync(path).length * part));

const REFUSED: readonly (readonly [
  what: string,
  format: 'csv' | 'parquet' | 'jsonl',
  spoil: (path: string) => void,
  told: RegExp,
])[] = [
  ['0 bytes', 'csv', (path) => replace(path, ''), /is empty: 0 bytes/],
  ['0 bytes of Parquet', 'parquet', (path) => replace(path, ''), /is empty: 0 bytes/],
  ['Parquet without its end', 'parquet', cut(0.6), /is a Parquet file that was cut off/],
  ['Parquet of a few bytes', 'parquet', (path) => replace(path, 'PAR1'), /Parquet/],
  ['a ragged row', 'csv', (path) => replace(path, `${CSV}a99,1\n`), /line 62 has 2 cells, the header has 3/],
  ['one cell too many', 'csv', (path) => replace(path, `${CSV}a99,1,1,1\n`), /line 62 has 4 cells/],
  [
    'half a line of JSON',
    'jsonl',
    (path) => replace(path, '{"id": "a", "x": 1, "y": 1}\n{"id": "b", '),
    /line 2/,
  ],
  [
    'bytes that are no text',
    'csv',
    (path) => replace(path, new Uint8Array([0x69, 0x64, 0x0a, 0xff, 0xfe, 0x80])),
    /is not UTF-8 text/,
  ],
  [
    'a directory',
    'csv',
    (path) => {
      rmSync(path);
      mkdirSync(path);
    },
    /is a folder/,
  ],
  [
    'a pipe that nobody writes to',
    'csv',
    (path) => {
      rmSync(path);
      execFileSync('mkfifo', [path]);
    },
    /is no plain file/,
  ],
  ['no file', 'parquet', (path) => rmSync(path), /no such file/],
];

describe.each(['evaluation', 'sites'] as const)('%s data that are none', (file) => {
  it.each(REFUSED)('%s', async (_what, format, spoil, told) => {
    const cwd = await project(format, file, spoil);
    const { code, stdout, stderr } = await run(process.execPath, [bundle.main, 'validate'], {
      cwd,
      during: limited,
    });
    expect([code, stdout]).toEqual([expect.toBeOneOf([2, 3]), '']);
    const [error = '', hint] = stderr.split('\n').filter((line) => /^(error|hint):/.test(line));
    expect(error).toContain(`${file}.${format}`);
    expect(stderr).toMatch(told);
    expect(hint).toBeDefined();
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('little data, and odd ones, are judged', () => {
  const ACCEPTED: readonly (readonly [string, string, number, RegExp])[] = [
    ['a header without rows', 'id,x,y\n', 1, /rows|at least one row/],
    ['one row', 'id,x,y\nz1,1,1\n', 0, /evaluation 1 row/],
    ['NUL bytes in cells', 'id,x,y\na\0b,1,1\nc,2,0\n', 0, /evaluation 2 rows/],
    ['a cell of ten megabytes', `id,x,y\n${'z'.repeat(10_000_000)},1,1\nc,2,0\n`, 0, /evaluation 2 rows/],
  ];
  it.each(ACCEPTED)('%s', async (_what, text, code, told) => {
    const cwd = await project('csv', 'evaluation', (path) => replace(path, text));
    const ended = await run(process.execPath, [bundle.main, 'validate', '--checks', 'contract,roles'], {
      cwd,
      during: limited,
    });
    expect(ended.code, ended.stderr).toBe(code);
    expect(ended.stdout + ended.stderr).toMatch(told);
    expect((ended.stdout + ended.stderr).length).toBeLessThan(20_000);
  });
});

describe('a file that may not be read', () => {
  const isRoot = process.getuid?.() === 0;

  /** Root may read everything: then the program runs as nobody. */
  function runAsNobody(cwd: string): Promise<{ readonly code: number | null; readonly stderr: string }> {
    return new Promise((resolve, reject) => {
      const own = {
        HOME: cwd,
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'safe.directory',
        GIT_CONFIG_VALUE_0: '*',
      };
      const child = spawn(process.execPath, [bundle.main, 'validate'], {
        cwd,
        env: environment(own),
        stdio: ['ignore', 'ignore', 'pipe'],
        ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
      });
      limited(child);
      let stderr = '';
      child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
        stderr += chunk;
      });
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, stderr }));
    });
  }

  it.each(['csv', 'parquet'] as const)('%s', async (format) => {
    const cwd = await project(format, 'evaluation', (path) => chmodSync(path, 0o000));
    if (isRoot) execFileSync('chmod', ['a+rx', join(cwd, '..')]);
    const { code, stderr } = await runAsNobody(cwd);
    expect(code, stderr).toBe(3);
    expect(stderr).toMatch(/evaluation\.(csv|parquet).*(permission|EACCES)/i);
  });
});

describe('a file that another program writes to', () => {
  /** Replaces the file, or writes it over where it lies, by turns in two states, until it is ended. */
  const WRITER = `
import { renameSync, writeFileSync } from 'node:fs';
const [path, how, ...states] = process.argv.slice(1);
for (let turn = 0; ; turn += 1) {
  writeFileSync(how === 'replaced' ? path + '.new' : path, states[turn % 2]);
  if (how === 'replaced') renameSync(path + '.new', path);
  if (turn === 0) process.stdout.write('writing');
  await new Promise((resolve) => setTimeout(resolve, 20));
}`;

  it.each(['replaced', 'written over'])('%s again and again: told, and no record is left', async (how) => {
    const cwd = await project('csv', 'evaluation', () => undefined);
    const path = join(cwd, 'evaluation.csv');
    const states = [readFileSync(path, 'utf8'), readFileSync(path, 'utf8').replaceAll(/,1\n/g, ',0\n')];
    const args = ['--input-type=module', '--eval', WRITER, path, how, ...states];
    const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => writer.once('close', resolve));
    try {
      await new Promise((resolve) => writer.stdout.once('data', resolve));
      const { code, stdout, stderr } = await run(process.execPath, [bundle.main, 'validate'], {
        cwd,
        during: limited,
      });
      expect([code, stdout]).toEqual([2, '']);
      // Of a file that is just being written over there may be nothing at all.
      expect(stderr).toMatch(/evaluation\.csv (changed while it was read|is empty: 0 bytes)\nhint: /);
      expect(existsSync(join(cwd, '.modelyard/m/validate.json'))).toBe(false);
    } finally {
      writer.kill();
      await ended;
    }
  });
});
