import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedZstd } from '../../../test/fixtures/validate/stored-zstd.ts';
import { FORMATS, writeData } from '../../../test/fixtures/validate/write-data.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

let folder: string;
let engine: DataEngine;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelyard-open-'));
  engine = createDuckdbEngine({ memoryLimitMb: 512 });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function failure(
  files: readonly string[],
  types: Record<string, string> = {},
): Promise<ModelyardError> {
  const error = await engine
    .describe({ files, types })
    .then(() =>
      engine.measure(
        { files, types },
        { rules: [], profile: [], maxCategories: 0, groupBy: null, maxExamples: 0 },
      ),
    )
    .then(
      () => new Error('it was read'),
      (cause: unknown) => cause,
    );
  expect(error).toBeInstanceOf(ModelyardError);
  return error as ModelyardError;
}

async function typesOf(files: readonly string[], types: Record<string, string> = {}) {
  const columns = await engine.describe({ files, types });
  return Object.fromEntries(columns.map(({ name, logicalType }) => [name, logicalType]));
}

async function texts(path: string, columns: readonly string[]) {
  const wanted = columns.map((name) => ({ name, as: 'text' as const }));
  const table = await engine.read({ files: [path], types: {} }, { columns: wanted, orderBy: null });
  return table.columns.map(({ missing, data }) =>
    Array.from(missing, (gone, row) => (gone === 1 ? null : data.at(row))),
  );
}

/** The same bytes but for one; a negative place counts from the end. */
function withBrokenByte(bytes: Buffer, at: number): Buffer {
  const place = at < 0 ? bytes.length + at : at;
  bytes.writeUInt8(bytes.readUInt8(place) ^ 0xff, place);
  return bytes;
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('files that are no data are refused: what, where, what next', () => {
  const parquet = () =>
    readFileSync(
      fileURLToPath(new URL('../../../test/fixtures/validate/nan-pyarrow.parquet', import.meta.url)),
    );
  const CASES: readonly (readonly [
    what: string,
    name: string,
    content: () => string | Uint8Array,
    message: RegExp,
  ])[] = [
    ['0 bytes', 'zero.csv', () => '', /zero\.csv is empty: 0 bytes/],
    ['0 bytes of Parquet', 'zero.parquet', () => '', /zero\.parquet is empty: 0 bytes/],
    [
      'an empty first line',
      'blank.csv',
      () => '\n\na,b\n1,2\n',
      /blank\.csv: line 1 is empty, the header is missing/,
    ],
    [
      'a Git LFS pointer',
      'lfs.parquet',
      () => 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
      /lfs\.parquet is a Git LFS pointer/,
    ],
    ['a web page', 'page.csv', () => '<!DOCTYPE html><html></html>', /page\.csv is a web page/],
    ['CSV named Parquet', 'text.parquet', () => 'a,b\n1,2\n', /text\.parquet is not a Parquet file/],
    [
      'truncated Parquet',
      'cut.parquet',
      () => parquet().subarray(0, 3000),
      /cut\.parquet is a Parquet file that was cut off/,
    ],
    [
      'Parquet with a broken middle',
      'broken.parquet',
      () => Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(900, 7), Buffer.from('PAR1')]),
      /broken\.parquet is a damaged Parquet file/,
    ],
    [
      'UTF-16 without a mark',
      'wide2.csv',
      () => Buffer.from('a,b\n1,é\n', 'utf16le'),
      /wide2\.csv holds NUL bytes in its first line/,
    ],
    [
      'half a sign of UTF-16',
      'wide3.csv',
      () => Buffer.from('fffe6100', 'hex').subarray(0, 3),
      /wide3\.csv is not utf-16le text/,
    ],
    [
      'Latin-1',
      'latin.csv',
      () => latin1('a,b\n1,x\n"2\n",caf\xe9\n'),
      /latin\.csv is not UTF-8 text \(line 4, row 2, column "b"\)/,
    ],
    [
      'Latin-1 in the header',
      'latin2.csv',
      () => latin1('a,caf\xe9\n1,2\n'),
      /latin2\.csv is not UTF-8 text \(line 1, the header, column 2\)/,
    ],
    [
      'Latin-1 in JSON',
      'latin.jsonl',
      () => latin1('{"a": "caf\xe9"}\n'),
      /latin\.jsonl is not UTF-8 text \(line 1\)/,
    ],
    [
      'a line with too few cells',
      'few.csv',
      () => 'a,b\n1,2\n3\n',
      /few\.csv: line 3 has 1 cells, the header has 2/,
    ],
    [
      'a line with too many cells',
      'more.csv',
      () => `a,b\n${'1,2\n'.repeat(3000)}1,2,3\n`,
      /more\.csv: line 3002 has 3 cells, the header has 2/,
    ],
    [
      'a quote that is never closed',
      'quote.csv',
      () => 'a,b\n1,"x\n2,3\n',
      /quote\.csv has a quote that is never closed/,
    ],
    [
      'a quote in the header',
      'quote2.csv',
      () => 'a,"b\n1,2\n',
      /quote2\.csv: a quote in the header is never closed/,
    ],
    [
      'text after a quote',
      'after.csv',
      () => 'a,b\n1,"x"y\n',
      /after\.csv has a quote that is never closed, text after a closing quote, or a line of more than 16 MB/,
    ],
    ['mixed line endings', 'mixed.csv', () => 'a,b\n1,2\r\n3,4\n', /mixed\.csv mixes line endings/],
    [
      'a column twice',
      'twice.csv',
      () => 'a,b,a\n1,2,3\n',
      /twice\.csv: column "a" stands twice .*: as column 1 and as column 3/,
    ],
    [
      'a column twice in another case',
      'case.csv',
      () => 'a,A\n1,2\n',
      /case\.csv: column "A" stands twice .*: as column 1 it is "a", as column 2 "A"/,
    ],
    [
      'a key twice in another case',
      'case.jsonl',
      () => '{"a": 1, "A": 2}\n',
      /case\.jsonl: column "[aA]" stands twice/,
    ],
    [
      'a key twice',
      'twice.jsonl',
      () => '{"a": 1, "a": 2}\n',
      /twice\.jsonl has an object with the same key twice/,
    ],
    [
      'a list in five thousand lists',
      'deep.jsonl',
      () => `{"a": ${'['.repeat(5000)}${']'.repeat(5000)}}\n`,
      /deep\.jsonl has a list that is nested too deeply/,
    ],
    [
      'a column without a name',
      'index.csv',
      () => ',a\n0,1\n',
      /index\.csv: column 1 has no name in the header/,
    ],
    ['a JSON list named lines', 'list.jsonl', () => '[{"a": 1}]\n', /list\.jsonl is not JSON Lines/],
    ['a JSON list of numbers', 'numbers.json', () => '[1, 2]\n', /numbers\.json is not JSON Lines/],
    ['a JSON list that was cut off', 'cut.json', () => '[{"a": 1},{"a"', /cut\.json is not JSON Lines/],
    ['JSON named CSV', 'json.csv', () => '{"a": 1, "b": 2}\n', /json\.csv is JSON, and its name says CSV/],
    ['Parquet named CSV', 'parquet.csv', parquet, /parquet\.csv is a Parquet file, and its name says CSV/],
    [
      'gzip without its ending',
      'packed.csv',
      () => gzipSync('a\n1\n'),
      /packed\.csv is compressed with gzip, and its name says CSV/,
    ],
    [
      'Excel named CSV',
      'sheet.csv',
      () => 'PK\x03\x04 and so on',
      /sheet\.csv is an archive or an Excel file, and its name says CSV/,
    ],
    [
      'plain text named gzip',
      'plain.csv.gz',
      () => 'a,b\n1,2\n',
      /plain\.csv\.gz is not compressed with gzip/,
    ],
    [
      'gzip that was cut off',
      'short.csv.gz',
      () => gzipSync(`a,b\n${'1,2\n'.repeat(5000)}`).subarray(0, 60),
      /short\.csv\.gz is a gzip file that was cut off/,
    ],
    [
      'gzip with broken bytes',
      'bits.csv.gz',
      () => withBrokenByte(gzipSync(`a,b\n${'1,2\n'.repeat(5000)}`), -6),
      /bits\.csv\.gz is a damaged gzip file/,
    ],
    [
      'Zstandard that was cut off between blocks',
      'short.csv.zst',
      () => storedZstd(Buffer.from(`a,b\n${'1,2\n'.repeat(100_000)}`)).subarray(0, 131_085),
      /short\.csv\.zst is a Zstandard file that was cut off/,
    ],
    ['plain text named Zstandard', 'plain.csv.zst', () => 'a,b\n1,2\n', /is not compressed with Zstandard/],
    [
      'a web page in gzip',
      'page.csv.gz',
      () => gzipSync('<!DOCTYPE html><html></html>'),
      /page\.csv\.gz is a web page/,
    ],
    ['XML', 'xml.csv', () => '<?xml version="1.0"?><Error/>', /xml\.csv is XML/],
    [
      'a DVC pointer',
      'dvc.csv',
      () => 'outs:\n- md5: d41d8cd98f00b204e9800998ecf8427e\n  path: a.csv\n',
      /dvc\.csv is a DVC pointer/,
    ],
    ['nothing but NUL bytes', 'zeros.csv', () => Buffer.alloc(100_000), /zeros\.csv holds NUL bytes/],
    ['text named DuckDB', 'text.duckdb', () => 'a,b\n', /text\.duckdb is not a DuckDB file/],
    [
      'two separators that both fit',
      'both.csv',
      () => 'a,x;b\n1,5;2\n',
      /both\.csv: , and ; could both separate the cells of every line/,
    ],
    ['a line that is no object', 'scalar.jsonl', () => '{"a": 1}\n5\n', /scalar\.jsonl is not JSON Lines/],
    [
      'broken JSON',
      'broken.jsonl',
      () => '{"a": 1}\n{"a": \n',
      /broken\.jsonl is not JSON Lines.* \(line 2\)/,
    ],
    ['only line breaks', 'breaks.jsonl', () => '\n\n', /breaks\.jsonl is not JSON Lines/],
    [
      'a line of 17 MB',
      'long.csv',
      () => `a,b\n1,${'z'.repeat(17_000_000)}\n`,
      /long\.csv has .*a line of more than 16 MB/,
    ],
    [
      'a name that says no format',
      'data.xlsx',
      () => 'x',
      /data\.xlsx: the name does not say what format it is/,
    ],
  ];
  it.each(CASES)('%s', async (_what, name, content, message) => {
    const error = await failure([file(name, content())]);
    expect(error.message).toMatch(message);
    expect(error).toMatchObject({ code: 'input', exitCode: 2 });
    expect(error.hint ?? '').not.toBe('');
    expect(error.message.split('\n')).toHaveLength(1);
  });

  it('a folder', async () => {
    mkdirSync(join(folder, 'folder.csv'));
    expect((await failure([join(folder, 'folder.csv')])).message).toMatch(/folder\.csv is a folder/);
    mkdirSync(join(folder, 'folder'));
    expect((await failure([join(folder, 'folder')])).message).toMatch(/folder is a folder/);
  });

  it.skipIf(process.platform === 'win32')('a pipe that nobody writes to does not hang', async () => {
    const path = join(folder, 'pipe.csv');
    execFileSync('mkfifo', [path]);
    expect(await failure([path])).toMatchObject({
      code: 'input',
      message: expect.stringContaining('pipe.csv is not a regular file'),
    });
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'a file without permission',
    async () => {
      const path = file('secret.csv', 'a\n1\n');
      chmodSync(path, 0);
      expect(await failure([path])).toMatchObject({
        code: 'unreadable',
        message: expect.stringMatching(/^cannot read .*secret\.csv: EACCES: permission denied$/),
        hint: expect.stringContaining('chmod'),
      });
    },
  );

  it('a file that is not there', async () => {
    expect(await failure([join(folder, 'absent.csv')])).toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/cannot read .*absent\.csv/),
    });
  });
});

describe('files of one dataset', () => {
  it.each([
    ['a column less', 'a,b\n1,2\n', 'a\n1\n', /b is missing in 1 of 2 files \(.*a column less 2\.csv\)/],
    ['a column more', 'a\n1\n', 'a,b\n1,2\n', /b is missing in 1 of 2 files \(.*a column more 1\.csv\)/],
    [
      'another column',
      'a,b\n1,2\n',
      'a,c\n1,2\n',
      /b is missing in .* 2\.csv\); c is missing in .* 1\.csv\)/,
    ],
  ])('%s', async (what, first, second, message) => {
    const files = [file(`${what} 1.csv`, first), file(`${what} 2.csv`, second)];
    expect(await failure(files)).toMatchObject({ code: 'input', message: expect.stringMatching(message) });
  });

  it('other formats or types', async () => {
    const rows = [{ a: 1 }];
    const csv = await writeData(folder, { name: 'p', format: 'csv', rows, types: { a: 'BIGINT' } });
    const whole = await writeData(folder, { name: 'p', format: 'parquet', rows, types: { a: 'BIGINT' } });
    const text = await writeData(folder, { name: 'q', format: 'parquet', rows, types: { a: 'VARCHAR' } });
    const short = await writeData(folder, { name: 'r', format: 'parquet', rows, types: { a: 'INTEGER' } });
    expect((await failure([csv, whole])).message).toMatch(/must have one format; found csv, parquet/);
    expect((await failure([whole, text])).message).toMatch(
      /column a is VARCHAR in .*q\.parquet and BIGINT in .*p\.parquet/,
    );
    expect(await typesOf([whole, short])).toEqual({ a: 'integer' });
  });

  it('keys of JSON Lines may be absent anywhere', async () => {
    const files = [file('keys1.jsonl', '{"a": 1}\n'), file('keys2.jsonl', '{"b": "x"}\n')];
    expect(await typesOf(files)).toEqual({ a: 'integer', b: 'string' });
  });

  it('a name that looks like a pattern is one file', async () => {
    file('x1.csv', 'a\n1\n2\n');
    expect(await texts(file('x[1].csv', 'a\n7\n'), ['a'])).toEqual([['7']]);
    expect(await texts(file('x*.csv', 'a\n8\n'), ['a'])).toEqual([['8']]);
    expect(await texts(file("x'; DROP TABLE kept_1; --.csv", 'a\n9\n'), ['a'])).toEqual([['9']]);
  });
});

describe('types come from all cells', () => {
  it('numbers that turn into text after row 20,000', async () => {
    const path = file('late.csv', `a,b\n${'1,\n'.repeat(25_000)}x,2.5\n`);
    expect(await typesOf([path])).toEqual({ a: 'string', b: 'number' });
    const jsonl = file('late.jsonl', `${'{"a": 1, "b": null}\n'.repeat(25_000)}{"a": "x", "b": 2.5}\n`);
    expect(await typesOf([jsonl])).toEqual({ a: 'string', b: 'number' });
  });

  it.each([
    ['integer', ['1', '-2', '0']],
    ['number', ['1', '2.5', 'NaN']],
    ['boolean', ['true', 'False']],
    ['date', ['2020-01-01', '2020-12-31']],
    ['timestamp', ['2020-01-01 10:00:00', '2020-01-01T10:00:00']],
    ['string', ['1', 'x']],
    ['string', ['007', '12']],
    ['string', ['+4930123456', '+14152000000']],
    ['integer', ['+1', '-2', '+9999999']],
    ['number', ['+0.5', '-12345678.5']],
    ['string', ['1_000', '2']],
    ['string', ['yes', 'no']],
    ['string', ['2020-02-30', '2020-01-01']],
    ['string', ['""', '1']],
  ])('%s: %j', async (type, cells) => {
    expect(
      await typesOf([file(`${type}-${cells.join('').replace(/\W/g, '')}.csv`, `a\n${cells.join('\n')}\n`)]),
    ).toEqual({ a: type });
  });

  it('text that looks like a number or a date stays text in Parquet and JSON Lines', async () => {
    const rows = [{ a: '1', b: '2020-01-01' }];
    for (const format of ['parquet', 'jsonl'] as const) {
      const path = await writeData(folder, {
        name: 'looks',
        format,
        rows,
        types: { a: 'VARCHAR', b: 'VARCHAR' },
      });
      expect((await typesOf([path])).a, format).toBe('string');
      expect(await texts(path, ['a', 'b']), format).toEqual([['1'], ['2020-01-01']]);
    }
  });

  it('a column without a value is text; a declared type goes first', async () => {
    const path = file('void.csv', 'a,b\n,\n,\n');
    expect(await typesOf([path], { b: 'number' })).toEqual({ a: 'string', b: 'number' });
  });
});

describe('CSV as people write it', () => {
  it.each([
    ['a byte order mark and CRLF', '\ufeffa,b\r\n1,2\r\n3,4\r\n'],
    ['semicolons', 'a;b\n1;2\n3;4\n'],
    ['tabs', 'a\tb\n1\t2\n3\t4\n'],
    ['bars', 'a|b\n1|2\n3|4\n'],
    ['quotes', '"a","b"\n"1","2"\n"3","4"'],
    ['CR alone', 'a,b\r1,2\r3,4\r'],
    ['empty lines at the end', 'a,b\n1,2\n3,4\n\n\n'],
  ])('%s', async (what, content) => {
    expect(await texts(file(`${what}.csv`, content), ['a', 'b'])).toEqual([
      ['1', '3'],
      ['2', '4'],
    ]);
  });

  it('compressed', async () => {
    expect(await texts(file('packed.csv.gz', gzipSync('a,b\n1,2\n')), ['a', 'b'])).toEqual([['1'], ['2']]);
  });

  it('nothing is taken for a comment, a preamble or a null', async () => {
    const path = file('plain.csv', 'a,b\n#1,NULL\n# x,NA\n,""\n');
    expect(await texts(path, ['a', 'b'])).toEqual([
      ['#1', '# x', null],
      ['NULL', 'NA', ''],
    ]);
  });

  it('a header only has no rows', async () => {
    for (const [name, content] of [
      ['head1.csv', 'a,b\n'],
      ['head2.csv', 'a,b'],
    ] as const)
      expect(await texts(file(name, content), ['a', 'b'])).toEqual([[], []]);
  });

  it('NUL bytes, long cells and line breaks in cells stay what they are', async () => {
    const long = 'z'.repeat(200_000);
    const path = file('cells.csv', `a,b\n1,x\0y\n2,${long}\n3,"l1\nl2"\n`);
    expect(await texts(path, ['b'])).toEqual([['x\0y', long, 'l1\nl2']]);
  });

  it('quoted line feeds between lines that end with CR LF, as Python writes them', async () => {
    const path = file('python.csv', 'a,b\r\n1,"l1\nl2"\r\n2,plain\r\n"3","x\r\ny"\r\n');
    expect(await texts(path, ['a', 'b'])).toEqual([
      ['1', '2', '3'],
      ['l1\nl2', 'plain', 'x\r\ny'],
    ]);
  });

  it('more rows than fit the memory that DuckDB may take', async () => {
    const path = file('narrow.csv', `a,b,c,d\n${'1,2,3,4\n'.repeat(1_000_000)}`);
    const small = createDuckdbEngine({ memoryLimitMb: 100 });
    const rule = { kind: 'range', column: 'a', minimum: 2 } as const;
    const plan = { rules: [{ id: 'r', rule }], profile: [], maxCategories: 0, groupBy: null, maxExamples: 1 };
    const found = await small.measure({ files: [path], types: {} }, plan);
    await small.close();
    expect(found).toMatchObject({ rows: 1_000_000, rules: [{ failing: 1_000_000 }] });
  });
});

describe('hostile names and values are only text', () => {
  const NAMES = [
    'a"b',
    "it's",
    'a|b',
    `$${'{{ x }}'}`,
    '</details>',
    '🙂',
    '"; DROP TABLE kept_1; --',
    'line\nbreak',
    'r0',
    't0',
    'row',
    ' a ',
    'select',
  ];
  it.each(FORMATS)('%s', async (format) => {
    const rows = [0, 1].map((row) => Object.fromEntries(NAMES.map((name) => [name, `${name}${row}`])));
    const types = Object.fromEntries(NAMES.map((name) => [name, 'VARCHAR']));
    const path = await writeData(folder, { name: 'hostile', format, rows, types });
    expect(Object.keys(await typesOf([path]))).toEqual(NAMES);
    expect(await texts(path, NAMES)).toEqual(NAMES.map((name) => [`${name}0`, `${name}1`]));
    const rules = NAMES.map((name) => ({
      id: name,
      rule: { kind: 'one-of', column: name, values: [`${name}0`] } as const,
    }));
    const plan = { rules, profile: [], maxCategories: 0, groupBy: NAMES[0] ?? null, maxExamples: 5 };
    const measured = await engine.measure({ files: [path], types: {} }, plan);
    expect(measured.groups).toBe(2);
    expect(measured.rules.map(({ failing, examples }) => [failing, examples])).toEqual(
      NAMES.map((name) => [1, [{ row: 2, value: `${name}1` }]]),
    );
  });
});
