import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedZstd } from '../../../test/fixtures/validate/stored-zstd.ts';
import { type CsvForm, USUAL_CSV, USUAL_FORM } from '../../domain/data-form.ts';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

let folder: string;
let engine: DataEngine;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelyard-dialects-'));
  engine = createDuckdbEngine({ memoryLimitMb: 512 });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function source(name: string, content: string | Uint8Array, csv: Partial<CsvForm> = {}): DataSource {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  const form = { ...USUAL_FORM, csv: { ...USUAL_CSV, ...csv } };
  return { files: [path], types: {}, base: folder, form };
}

/** Cells by column, as text; null where there is none. */
async function texts(from: DataSource): Promise<Record<string, (string | null)[]>> {
  const columns = await engine.describe(from);
  const wanted = columns.map(({ name }) => ({ name, as: 'text' as const }));
  const table = await engine.read(from, { columns: wanted, orderBy: null });
  return Object.fromEntries(
    table.columns.map(({ name, missing, data }) => [
      name,
      Array.from(missing, (gone, row) => (gone === 1 ? null : String(data.at(row)))),
    ]),
  );
}

async function numbers(from: DataSource, name: string): Promise<(number | null)[]> {
  const { columns } = await engine.read(from, { columns: [{ name, as: 'number' }], orderBy: null });
  const [column] = columns;
  return Array.from(column?.missing ?? [], (gone, row) => (gone === 1 ? null : Number(column?.data.at(row))));
}

async function types(from: DataSource): Promise<string[]> {
  return (await engine.describe(from)).map(({ logicalType }) => logicalType);
}

async function message(from: DataSource): Promise<string> {
  return engine.describe(from).then(
    () => 'it was read',
    (error: unknown) => {
      expect(error).toMatchObject({ code: 'input', hint: expect.stringMatching(/./) });
      return (error as Error).message;
    },
  );
}

describe('separators, quotes and nulls', () => {
  it.each<[string, string, Partial<CsvForm>]>([
    ['a declared separator', 'a~b\n1~2\n', { delimiter: '~' }],
    ['a declared tab', 'a\tb\n1\t2\n', { delimiter: '\t' }],
    ['single quotes', "'a';'b'\n'1';'2'\n", { quote: "'", escape: "'" }],
    ['a separator that not every line could have', 'a,b;c\n1;2\n', {}],
  ])('%s', async (what, content, csv) => {
    expect(Object.values(await texts(source(`${what}.csv`, content, csv)))).toEqual([['1'], ['2']]);
  });

  it('quotes that are escaped, and quotes that mean nothing', async () => {
    const escaped = source('escaped.csv', 'a;b\n"x\\"y";2\n', { escape: '\\' });
    expect(await texts(escaped)).toEqual({ a: ['x"y'], b: ['2'] });
    const bare = source('bare.csv', 'a;b\n5";"x\n', { quote: '', escape: '' });
    expect(await texts(bare)).toEqual({ a: ['5"'], b: ['"x'] });
  });

  it('between separators that could be, all rows decide, not the first', async () => {
    const rows = '1,5;x\n'.repeat(30_000);
    const from = source('late.csv', `price,net;name\n${rows}2;y\n`);
    expect(Object.keys(await texts(from))).toEqual(['price,net', 'name']);
  });

  it.each([
    [
      'a name with a line feed in it, lines that end as Windows ends them',
      '"two\nlines",b\r\n1,x\r\n2,y\r\n',
    ],
    ['the same, and the same break in a cell', '"two\r\nlines",b\r\n1,x\r\n2,"y\r\nz"\r\n'],
    ['a name with a line feed in it', '"two\nlines",b\n1,x\n2,y\n'],
  ])('reads %s', async (what, content) => {
    const found = await texts(source(`${what}.csv`, content));
    expect(Object.keys(found)).toEqual(['two\nlines', 'b']);
    expect(found['two\nlines']).toEqual(['1', '2']);
    expect(found.b?.[1]?.[0]).toBe('y');
  });

  it.each([
    ['index.csv', ',a\n0,1\n', /pandas writes its index/],
    ['behind.csv', 'a,b,\n1,2,\n', /no separator behind the last name/],
    ['excel.csv', 'sep=;\na;b\n1;2\n', /Delete the first line: it tells Excel/],
  ])('%s: a column without a name is told with what to do', async (name, content, hint) => {
    await expect(engine.describe(source(name, content))).rejects.toMatchObject({
      hint: expect.stringMatching(hint),
    });
  });

  it('reads names with signs that nobody sees', async () => {
    expect(await texts(source('unseen.csv', 'a\u0001b,\u2028c\n1,2\n'))).toEqual({
      'a\u0001b': ['1'],
      '\u2028c': ['2'],
    });
  });

  it('spellings of null are declared; in quotes they are text', async () => {
    const content = 'a,b\nNA,1\n,2\n"NA",3\n-,4\n';
    expect(await texts(source('null.csv', content, { nulls: ['NA', '-'] }))).toMatchObject({
      a: [null, '', 'NA', null],
    });
    expect(await texts(source('none.csv', content, { nulls: [] }))).toMatchObject({
      a: ['NA', '', 'NA', '-'],
    });
  });

  it('a file without a header', async () => {
    const from = source('bare names.csv', '1,x\n2,y\n', { names: ['n', 'a b'] });
    expect(await texts(from)).toEqual({ n: ['1', '2'], 'a b': ['x', 'y'] });
    expect(await message(source('few names.csv', '1,x\n', { names: ['n'] }))).toBe(
      'few names.csv: line 1 has 2 cells, csv.names has 1',
    );
  });

  it('comment lines: whole ones, outside of quotes, with LF and CR LF', async () => {
    const content = '# made by x\r\na,b\r\n1,2#3\r\n# more\r\n"l\r\n# in",5\r\n';
    const from = source('comments.csv', content, { comment: '#' });
    expect(await texts(from)).toEqual({ a: ['1', 'l\r\n# in'], b: ['2#3', '5'] });
  });

  it('errors name the line of the file with its comments', async () => {
    const content = '# one\na,b\n# two\n1,2\n3\n';
    expect(await message(source('ragged.csv', content, { comment: '#' }))).toBe(
      'ragged.csv: line 5 has 1 cells, the header has 2',
    );
  });
});

describe('numbers as people write them', () => {
  it.each<[string, CsvForm['numbers'], string[], number[]]>([
    ['a comma', { decimal: ',', thousands: null }, ['1,5', '-2', '1e3', ',5'], [1.5, -2, 1000, 0.5]],
    [
      'points between thousands',
      { decimal: ',', thousands: '.' },
      ['1.234,5', '12', '-1.234.567'],
      [1234.5, 12, -1234567],
    ],
    ['commas between thousands', { decimal: '.', thousands: ',' }, ['1,234.5', '1234'], [1234.5, 1234]],
    ['Swiss', { decimal: '.', thousands: "'" }, ["1'234.5", 'NaN'], [1234.5, Number.NaN]],
    ['spaces', { decimal: ',', thousands: '\u202f' }, ['1\u202f234,5'], [1234.5]],
  ])('%s', async (what, form, cells, expected) => {
    const from = source(`${what}.csv`, `n\n${cells.map((cell) => `"${cell}"`).join('\n')}\n`, {
      numbers: form,
    });
    expect(await types(from)).toEqual(['number']);
    expect(await numbers(from, 'n')).toEqual(expected);
  });

  it('whole numbers with thousands are integers, and codes with leading zeros stay text', async () => {
    const form = { numbers: { decimal: ',', thousands: '.' } };
    expect(await types(source('whole.csv', 'n;c\n1.234;007\n', form))).toEqual(['integer', 'string']);
  });

  it('what is not of the declared form is no number: nothing is guessed', async () => {
    const form = { numbers: { decimal: ',', thousands: '.' } };
    expect(await types(source('mixed.csv', 'n\n"1,5"\n1.5\n', form))).toEqual(['string']);
    const declared = { ...source('declared.csv', 'n\n"1,5"\n1.5\n', form), types: { n: 'number' } };
    await expect(numbers(declared, 'n')).rejects.toThrow(
      'declared.csv: column n should hold numbers; 1 cell does not, the first in row 2',
    );
  });
});

describe('encodings', () => {
  const text = 'name,b\nça "va",2\nŠkoda €,3\n'.replace('ça "va"', '"ça ""va"""');
  const expected = { name: ['ça "va"', 'Škoda €'], b: ['2', '3'] };
  const swapped = (bytes: Buffer) => bytes.swap16();

  it.each<[string, () => Uint8Array, string | null]>([
    ['UTF-16 LE with its mark', () => Buffer.from(`\ufeff${text}`, 'utf16le'), null],
    ['UTF-16 BE with its mark', () => swapped(Buffer.from(`\ufeff${text}`, 'utf16le')), null],
    ['UTF-16 declared, with a mark', () => Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16'],
    ['UTF-16 LE without a mark', () => Buffer.from(text, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE without a mark', () => swapped(Buffer.from(text, 'utf16le')), 'utf-16be'],
    [
      'Windows-1252',
      () => Buffer.from(text.replace('Š', '\x8a').replace('€', '\x80'), 'latin1'),
      'windows-1252',
    ],
    ['UTF-8', () => Buffer.from(text), 'utf-8'],
  ])('%s', async (what, bytes, encoding) => {
    expect(await texts(source(`${what}.csv`, bytes(), { encoding }))).toEqual(expected);
    expect(await texts(source(`${what}.csv.gz`, gzipSync(bytes()), { encoding }))).toEqual(expected);
    expect(await texts(source(`${what}.csv.zst`, storedZstd(bytes()), { encoding }))).toEqual(expected);
  });

  it('Latin-1, when it is declared', async () => {
    const from = source('latin.csv', Buffer.from('a\ncafé\n', 'latin1'), { encoding: 'latin-1' });
    expect(await texts(from)).toEqual({ a: ['café'] });
  });

  it('Cyrillic and Japanese', async () => {
    const cyrillic = source('koi.csv', Buffer.from([97, 10, 0xd4, 0xc5, 0xd3, 0xd4, 10]), {
      encoding: 'koi8-r',
    });
    expect(await texts(cyrillic)).toEqual({ a: ['тест'] });
    const japanese = source('sjis.csv', Buffer.from([97, 10, 0x93, 0xfa, 0x96, 0x7b, 10]), {
      encoding: 'shift_jis',
    });
    expect(await texts(japanese)).toEqual({ a: ['日本'] });
  });

  it.each<[string, Uint8Array, string, string]>([
    [
      'a byte that Latin-1 has no sign for',
      Buffer.from('a,b\nx,“y”\n'.replace('“', '\x93').replace('”', '\x94'), 'latin1'),
      'latin-1',
      'is not latin-1 text (line 2, row 1, column "b")',
    ],
    [
      'a byte that Windows-1252 has no sign for',
      Buffer.from('a\n\x81\n', 'latin1'),
      'windows-1252',
      'is not windows-1252 text (line 2, row 1, column "a")',
    ],
    [
      'UTF-8 that is said to be Latin-1',
      Buffer.from('a\ncafé\n'),
      'latin-1',
      'is UTF-8 text, and csv.encoding says latin-1',
    ],
    [
      'UTF-16 that is said to be Latin-1',
      Buffer.from('\ufeffa\n1\n', 'utf16le'),
      'latin-1',
      'begins with the byte order mark of utf-16le, and csv.encoding says latin-1',
    ],
    [
      'marked UTF-8 that is said to be UTF-16',
      Buffer.from('\ufeffa\n1\n'),
      'utf-16',
      'begins with the byte order mark of utf-8, and csv.encoding says utf-16',
    ],
    [
      'UTF-16 that does not say which',
      Buffer.from('a\n1\n', 'utf16le'),
      'utf-16',
      'has no byte order mark, so its UTF-16 can be read two ways',
    ],
    ['half a pair of UTF-16', Buffer.from('\ufeffa\n\ud800\n', 'utf16le'), 'utf-16', 'is not utf-16le text'],
  ])('%s is refused', async (what, bytes, encoding, expected) => {
    expect(await message(source(`${what}.csv`, bytes, { encoding }))).toBe(`${what}.csv ${expected}`);
  });

  it('text larger than a chunk, with signs across its borders', async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => `é${row}`);
    const bytes = Buffer.from(`\ufeffa\n${rows.join('\n')}\n`, 'utf16le');
    expect((await texts(source('large.csv', bytes))).a).toEqual(rows);
  });

  it('UTF-16 JSON Lines', async () => {
    const path = join(folder, 'wide.jsonl');
    writeFileSync(path, Buffer.from('\ufeff{"a": "é"}\n', 'utf16le'));
    expect(await texts({ files: [path], types: {} })).toEqual({ a: ['é'] });
  });

  it.each(['marked.jsonl', 'marked.json', 'marked.jsonl.gz'])('%s with the mark of UTF-8', async (name) => {
    const path = join(folder, name);
    const text = Buffer.from(name.endsWith('.json') ? '\ufeff[{"a": "é"}]' : '\ufeff{"a": "é"}\r\n');
    writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
    expect(await texts({ files: [path], types: {} })).toEqual({ a: ['é'] });
  });
});

describe('compressed text', () => {
  const content = `a,b\n${'1,2\n'.repeat(100_000)}`;

  it('is read whole, in one member or several', async () => {
    const several = Buffer.concat([gzipSync('a\n1\n'), gzipSync('2\n')]);
    expect(await texts(source('several.csv.gz', several))).toEqual({ a: ['1', '2'] });
    const stored = Buffer.concat([storedZstd(Buffer.from('a\n1\n')), storedZstd(Buffer.from('2\n'))]);
    expect(await texts(source('several.csv.zst', stored))).toEqual({ a: ['1', '2'] });
  });

  it('that was cut off anywhere is never taken for fewer rows', async () => {
    const packed = { gz: gzipSync(content), zst: storedZstd(Buffer.from(content)) };
    for (const [ending, bytes] of Object.entries(packed))
      for (const part of [0.2, 0.5, 0.9, 0.999]) {
        const name = `cut ${part}.csv.${ending}`;
        const text = await message(source(name, bytes.subarray(0, Math.floor(bytes.length * part))));
        expect(text).toMatch(/file that was cut off$/);
      }
  });

  it('that was cut off is told where it is decoded, too', async () => {
    const wide = gzipSync(Buffer.from(`\ufeff${content}`, 'utf16le'));
    expect(await message(source('wide cut.csv.gz', wide.subarray(0, wide.length - 20)))).toMatch(
      /cut off|damaged/,
    );
  });
});
