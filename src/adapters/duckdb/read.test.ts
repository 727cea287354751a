import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { wholeTable, windowsOf } from '../../domain/stored-table.ts';
import { cellAt, type Table } from '../../domain/table.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-read-'));
const engine = createDuckdbEngine({ memoryLimitMb: 256 });
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const IDS = [
  '9',
  '10',
  '1',
  'b',
  'B',
  'ä',
  'a',
  'z',
  '日本',
  '\u{1f642}',
  '\ue000',
  'id with spaces',
  '1.0',
  '01',
];
/** More rows than a block of an array holds. */
const MANY = 70_000;

function write(name: string, lines: readonly string[]): string {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return join(folder, name);
}

const read = (
  file: string,
  names: Record<string, 'text' | 'number' | 'integer' | 'boolean'>,
  orderBy: string | null,
) =>
  engine.read(
    { files: [file], types: { id: 'string' } },
    { columns: Object.entries(names).map(([name, as]) => ({ name, as })), orderBy },
  );

describe('a table that is read', () => {
  const rows = Array.from({ length: MANY }, (_, row) => ({
    id: `${IDS[row % IDS.length]}-${(row * 7919) % MANY}`,
    x: row % 10 === 3 ? '' : String(row / 8),
    n: row % 11 === 4 ? '' : String(row),
    yes: row % 3 === 0 ? 'true' : 'false',
    site: `s${row % 5}`,
  }));
  const file = write('many.csv', ['id,x,n,yes,site', ...rows.map((row) => Object.values(row).join(','))]);
  const kinds = { x: 'number', n: 'integer', yes: 'boolean', site: 'text' } as const;
  const cells = (row: (typeof rows)[number]) => [
    row.x === '' ? null : Number(row.x),
    row.n === '' ? null : BigInt(row.n),
    row.yes === 'true' ? 1 : 0,
    row.site,
  ];

  it.each([
    ['with the id among its columns', { id: 'text', ...kinds } as const],
    ['without', kinds],
  ])('has its rows in the order of the ids’ code points, every column alike: %s', async (_, names) => {
    const ordered = [...rows].sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
    const { columns, rows: count } = await read(file, names, 'id');
    expect(count).toBe(MANY);
    const wanted = ordered.map((row) => ('id' in names ? [row.id, ...cells(row)] : cells(row)));
    for (const [place, { data, missing }] of columns.entries()) {
      const given = Array.from({ length: MANY }, (_, row) => (missing[row] === 1 ? null : data.at(row)));
      expect(given).toEqual(wanted.map((row) => row[place]));
    }
  });

  it('has the order of the file where none is asked for, and one array for columns without nulls', async () => {
    const { columns } = await read(file, { id: 'text', yes: 'boolean' }, null);
    const [ids, yes] = columns;
    expect([...(ids?.data ?? [])]).toEqual(rows.map(({ id }) => id));
    expect(ids?.missing).toBe(yes?.missing);
  });

  describe('and stored', () => {
    const { id: _, ...others } = { id: 'text', ...kinds } as const;
    const requests = Object.entries(others).map(([name, as]) => ({ name, as }));
    const store = (orderBy: string | null) =>
      engine.store(
        { files: [file], types: { id: 'string' } },
        { columns: [{ name: 'id', as: 'text' }], stored: requests, orderBy },
      );
    const names = requests.map(({ name }) => name);
    const seen = ({ columns, rows: count }: Table) =>
      Array.from({ length: count }, (_row, row) =>
        columns.map((column) => (column.missing[row] === 1 ? null : cellAt(column, row))),
      );

    it.each([null, 'id'])('holds what is read at once, in the same order: %s', async (orderBy) => {
      const { table, stored } = await store(orderBy);
      const all = await read(file, { id: 'text', ...others }, orderBy);
      expect(seen({ ...all, columns: all.columns.slice(0, 1) })).toEqual(seen(table));
      const expected = seen({ ...all, columns: all.columns.slice(1) });
      expect(stored.columns).toEqual(requests.map(({ name, as }) => ({ name, kind: as })));
      expect(seen(await wholeTable(stored))).toEqual(expected);
      expect(seen(await stored.slice({ from: 65_000, rows: 3_000 }, names))).toEqual(
        expected.slice(65_000, 68_000),
      );
    });

    it('gives windows that hold every row once', async () => {
      const { stored } = await store('id');
      const found: unknown[] = [];
      for await (const { from, table } of windowsOf(stored, ['n'], 1000)) {
        expect(from).toBe(found.length);
        if (from + table.rows < MANY) expect(table.rows % 1000).toBe(0);
        found.push(...seen(table));
      }
      expect(found).toEqual(seen(await wholeTable(stored, ['n'])));
    });

    it('gives some rows, and some of these', async () => {
      const { stored } = await store('id');
      const all = seen(await wholeTable(stored, ['site', 'x', 'yes']));
      const picked = Int32Array.of(0, 1, 7, 65_535, 65_536, MANY - 1);
      const some = stored.only(picked);
      expect(seen(await wholeTable(some, ['site', 'x', 'yes']))).toEqual([...picked].map((row) => all[row]));
      const fewer = await wholeTable(some.only(Int32Array.of(2, 4)), ['site', 'x', 'yes']);
      expect(seen(fewer)).toEqual([all[7], all[65_536]]);
    });

    it('lies in no file of which the engine is not the owner', async () => {
      const own = createDuckdbEngine({ memoryLimitMb: 256 });
      const { stored } = await own.store(
        { files: [file], types: {} },
        { columns: [], stored: requests, orderBy: 'id' },
      );
      await own.close();
      await expect(wholeTable(stored, ['x'])).rejects.toMatchObject({ code: 'outside' });
    });
  });

  it('has rows without an id at its end', async () => {
    const short = write('short.csv', ['id,x', 'b,1', ',2', 'a,3']);
    const { columns } = await read(short, { id: 'text', x: 'number' }, 'id');
    expect(columns.map(({ data, missing }) => [[...data], [...missing]])).toEqual([
      [
        ['a', 'b', ''],
        [0, 0, 1],
      ],
      [
        [3, 1, 2],
        [0, 0, 0],
      ],
    ]);
  });
});
