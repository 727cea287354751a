import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { USUAL_CSV } from '../../domain/data-form.ts';
import { cutColumns } from './cut-columns.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-cut-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function cut(text: string, { names = ['a', 'b', 'c'], parts = 2, hasHeader = true } = {}) {
  const path = join(folder, 'whole.csv');
  writeFileSync(path, text);
  const cuts = Array.from({ length: parts }, (_, part) => ({
    path: join(folder, `part-${part}`),
    last: Math.round(((part + 1) * names.length) / parts),
  }));
  const form = { ...USUAL_CSV, names: hasHeader ? null : names };
  const isCut = await cutColumns({
    path,
    reading: { format: 'csv', delimiter: ',', names, form },
    parts: cuts,
  });
  return isCut ? cuts.map((part) => readFileSync(part.path, 'utf8')) : null;
}

test('lines are cut after the same columns, without the header', async () => {
  expect(await cut('a,b,c\n1,2,3\n4,,6\n')).toEqual(['1,2\n4,\n', '3\n6\n']);
  expect(await cut('1,2,3\n4,5,6\n', { hasHeader: false })).toEqual(['1,2\n4,5\n', '3\n6\n']);
});

test('a last line need not end, and lines may end in CR LF', async () => {
  expect(await cut('a,b,c\n1,2,3')).toEqual(['1,2\n', '3']);
  expect(await cut('a,b,c\r\n1,2,3\r\n')).toEqual(['1,2\n', '3\r\n']);
});

test('what is longer than a portion that is read is cut like all else', async () => {
  const names = Array.from({ length: 12 }, (_, column) => `c${column}`);
  const row = (seed: number) =>
    names.map((_, column) => `${'ü'.repeat((seed * 31 + column * 17) % 97)}${seed}`);
  const rows = Array.from({ length: 3000 }, (_, seed) => row(seed));
  const text = `${[names, ...rows].map((cells) => cells.join(',')).join('\n')}\n`;
  expect(Buffer.byteLength(text)).toBeGreaterThan(3 * 1024 * 1024);
  const found = await cut(text, { names, parts: 5 });
  const joined = (found ?? []).map((part) => part.split('\n').slice(0, -1));
  expect(rows.map((_, place) => joined.map((lines) => lines[place]).join(','))).toEqual(
    rows.map((cells) => cells.join(',')),
  );
});

test.each([
  ['a quote', 'a,b,c\n1,"2",3\n'],
  ['too few cells', 'a,b,c\n1,2\n'],
  ['too few cells in a last line', 'a,b,c\n1,2,3\n4,5'],
  ['too many cells', 'a,b,c\n1,2,3,4\n'],
  ['an empty line', 'a,b,c\n1,2,3\n\n4,5,6\n'],
  ['a return within a line', 'a,b,c\n1,2\r,3\n'],
  ['a return at the end', 'a,b,c\n1,2,3\r'],
])('%s is not cut', async (_, text) => {
  expect(await cut(text)).toBeNull();
});
