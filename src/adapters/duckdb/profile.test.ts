import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildColumn } from '../../../test/fixtures/drift/build-profile.ts';
import { readRandHie } from '../../../test/fixtures/drift/rand-hie.ts';
import { createRandom } from '../../../test/fixtures/drift/random.ts';
import type { PlannedProfile } from '../../domain/contract/measure-plan.ts';
import type { ColumnProfile } from '../../domain/drift/profile.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

let folder: string;
let engine: DataEngine;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelyard-profile-'));
  engine = createDuckdbEngine({ memoryLimitMb: 512 });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const fresh = (column: string, as: PlannedProfile['as']): PlannedProfile => ({
  column,
  as,
  edges: null,
  categories: null,
});
const like = ({ column, kind, edges, categories }: ColumnProfile): PlannedProfile => ({
  column,
  as: kind,
  edges,
  categories,
});

async function profile(
  path: string,
  columns: readonly PlannedProfile[],
  given: { readonly groupBy?: string; readonly types?: Record<string, string>; readonly max?: number } = {},
) {
  const { profile } = await engine.measure(
    { files: [path], types: given.types ?? {} },
    {
      rules: [],
      profile: columns,
      maxCategories: given.max ?? 100,
      groupBy: given.groupBy ?? null,
      maxExamples: 0,
    },
  );
  return profile;
}

const texts = (values: readonly (string | number | null)[]) => [
  'row,x',
  ...values.map((value, row) => `${row},${value ?? ''}`),
];

describe('the profile of real rows', () => {
  const rows = readRandHie();
  const part = (isLater: boolean) => rows.years.map((year) => year > 3 === isLater);
  const numbers = ['income', 'general_health_index', 'site'];

  it('equals the counts, means and sums over persons that memory gives, in bins of the reference too', async () => {
    const planned = [
      ...numbers.map((name) => fresh(name, 'number')),
      fresh('self_rated_health', 'category' as const),
    ];
    let references: readonly ColumnProfile[] = [];
    for (const isLater of [false, true]) {
      const kept = part(isLater);
      const path = file(`later-${isLater}.csv`, [rows.header, ...rows.lines.filter((_, row) => kept[row])]);
      const found = await profile(path, isLater ? references.map(like) : planned, { groupBy: 'person' });
      found.forEach((column, index) => {
        expectSame(column, inMemory(column, kept, isLater ? (references[index] ?? null) : null));
      });
      references = found;
    }
  });

  function inMemory({ column, kind }: ColumnProfile, kept: boolean[], reference: ColumnProfile | null) {
    const isKept = (_: unknown, row: number) => kept[row] === true;
    const values =
      kind === 'category' ? rows.text(column).filter(isKept) : rows.number(column).filter(isKept);
    return buildColumn(column, values, { groups: rows.persons.filter(isKept), reference });
  }

  function expectSame(found: ColumnProfile, expected: ColumnProfile): void {
    const { means, mean, standardDeviation, ...counted } = expected;
    expect(found).toMatchObject(counted);
    (means ?? []).forEach((each, cell) => {
      expect(found.means?.[cell]).toBeCloseTo(each ?? Number.NaN, 6);
    });
    if (mean === null || standardDeviation === null) return;
    expect((found.mean ?? 0) / mean).toBeCloseTo(1, 10);
    expect((found.standardDeviation ?? 0) / standardDeviation).toBeCloseTo(1, 10);
  }
});

describe('a number', () => {
  it('counts null, NaN and infinities apart and keeps them out of bins, means and moments', async () => {
    const path = file('nan.csv', texts([1, 2, 3, 4, 'NaN', 'inf', '-inf', null, null]));
    const [column] = await profile(path, [fresh('x', 'number')], { types: { x: 'number' } });
    expect(column).toMatchObject({
      rows: 9,
      nulls: 2,
      nonFinite: 3,
      mean: 2.5,
      minimum: 1,
      maximum: 4,
      edges: [2, 3, 4],
      counts: [1, 1, 1, 1],
      means: [1, 2, 3, 4],
    });
  });

  it('has moments though its squares leave the range of a double, above or below', async () => {
    const huge = texts([1, 2, 3, 1e300, -3e300]);
    const tiny = texts([1e-300, 2e-300, 3e-300]);
    const types = { x: 'number' };
    const [large] = await profile(file('huge.csv', huge), [fresh('x', 'number')], { types });
    expect(large).toMatchObject({ mean: -4e299, minimum: -3e300, maximum: 1e300, nonFinite: 0 });
    // The sample standard deviation of -3, 0, 0, 0 and 1.
    expect((large?.standardDeviation ?? 0) / 1e300).toBeCloseTo(1.5165750888, 9);
    expect(large?.means).toEqual([-3e300, 1, 2, 3, 1e300]);
    const [small] = await profile(file('tiny.csv', tiny), [fresh('x', 'number')], { types });
    expect(small?.mean).toBe(2e-300);
    expect((small?.standardDeviation ?? 0) / 1e-300).toBeCloseTo(1, 14);
  });

  it('at both ends of what a double holds has no standard deviation, and finite means', async () => {
    const values = [1.7e308, -1.7e308];
    const path = file('ends.csv', texts(values.map(String)));
    const [column] = await profile(path, [fresh('x', 'number')], { types: { x: 'number' } });
    expect(column).toMatchObject({ mean: 0, minimum: -1.7e308, maximum: 1.7e308, counts: [1, 1] });
    expect(column?.means).toEqual([-1.7e308, 1.7e308]);
    expect(column?.standardDeviation).toBeNull();
    expect(column?.reason).toBe(
      'the values lie too far apart for a standard deviation that a double can hold',
    );
  });

  it('without any value has one empty bin', async () => {
    const path = file('none.csv', texts([null, null, 'NaN']));
    const [column] = await profile(path, [fresh('x', 'number')], { types: { x: 'number' } });
    expect(column).toMatchObject({ rows: 3, nulls: 2, nonFinite: 1, edges: [], counts: [0], means: [null] });
    expect(column).toMatchObject({ mean: null, standardDeviation: null, minimum: null, maximum: null });
    expect(column?.reason).toBe('no finite value');
    const [single] = await profile(file('single.csv', texts([7])), [fresh('x', 'number')]);
    expect(single).toMatchObject({
      standardDeviation: null,
      reason: 'a single value has no standard deviation',
    });
  });

  it('of no rows at all is counted in bins of the reference', async () => {
    const [reference] = await profile(file('some.csv', texts([1, 2, 3])), [fresh('x', 'number')]);
    const path = file('empty.csv', ['row,x']);
    const [column] = await profile(path, [like(reference as ColumnProfile)], {
      groupBy: 'row',
      types: { x: 'number' },
    });
    expect(column).toMatchObject({
      rows: 0,
      counts: [0, 0, 0],
      clusters: { groups: 0, valuedGroups: 0, products: [[0], [0, 0], [0, 0, 0], [0, 0, 0, 0]] },
    });
  });
});

describe('a number of very many rows', () => {
  const random = createRandom(3);
  const ROWS = 105_000;
  const columnsOf: Readonly<Record<string, () => number>> = {
    normal: () => random.normal(),
    'whole numbers': () => Math.floor(70 * random.uniform()),
    'two hills and holes': () =>
      random.uniform() < 0.1 ? Number.NaN : random.normal() + (random.uniform() < 0.3 ? 80 : 0),
    'mostly one value': () => (random.uniform() < 0.9 ? 7 : random.normal()),
    'all beyond four deviations but few': () =>
      random.uniform() < 0.01 ? 1000 * random.normal() : random.uniform(),
    'a long tail': () => Math.exp(6 * random.normal()),
  };

  it('has the same bins, counts and means as in memory, whatever its shape', async () => {
    const names = Object.keys(columnsOf);
    const drawn = names.map((name) => Float64Array.from({ length: ROWS }, columnsOf[name] ?? (() => 0)));
    const lines = Array.from({ length: ROWS }, (_, row) =>
      drawn.map((values) => (Number.isNaN(values[row]) ? '' : String(values[row]))).join(','),
    );
    const path = file('many-numbers.csv', [names.join(','), ...lines]);
    const found = await profile(
      path,
      names.map((name) => fresh(name, 'number')),
      {
        types: Object.fromEntries(names.map((name) => [name, 'number'])),
      },
    );
    found.forEach(({ column, edges, counts, rows, means }, index) => {
      const expected = buildColumn(column, drawn[index] ?? []);
      expect({ column, edges, counts, rows }).toEqual({
        column,
        edges: expected.edges,
        counts: expected.counts,
        rows: expected.rows,
      });
      for (const [bin, mean] of (expected.means ?? []).entries())
        expect((means?.[bin] ?? 0) / (mean ?? Number.NaN)).toBeCloseTo(1, 9);
    });
  });
});

it('tells nulls, NaN and infinities of many rows apart, in bins that are given', async () => {
  const cells = ['', 'nan', 'inf', '-inf', '1', '2', '2', '3', '-5', '1e300'];
  const rows = 12_000;
  const lines = Array.from({ length: rows * cells.length }, (_, row) => `${cells[row % cells.length]},a`);
  const [found] = await profile(
    file('given.csv', ['x,y', ...lines]),
    [{ ...fresh('x', 'number'), edges: [2, 3] }],
    { types: { x: 'number' } },
  );
  expect(found).toMatchObject({
    nulls: rows,
    nonFinite: 3 * rows,
    rows: 10 * rows,
    counts: [2 * rows, 2 * rows, 2 * rows],
    means: [-2, 2, (1e300 + 3) / 2],
    minimum: -5,
    maximum: 1e300,
  });
  expect((found?.standardDeviation ?? 0) / (1e300 * Math.sqrt((5 / 36) * (72_000 / 71_999)))).toBeCloseTo(
    1,
    12,
  );
});

describe('far from zero', () => {
  const ROWS = 120_000;
  /** Eighths above 1e15, which a double holds exactly, and one in a thousand on the other side. */
  const eighth = (row: number) => (row * 7919) % 1009;
  const isOther = (row: number) => row % 1000 === 0;
  const write = (name: string, rows: number, order: (row: number) => number) =>
    file(name, [
      'x',
      ...Array.from({ length: rows }, (_, place) => {
        const row = order(place);
        return String((isOther(row) ? -1 : 1) * (1e15 + eighth(row) / 8));
      }),
    ]);

  it('has the moments of whole numbers, in whatever order its rows are added up', async () => {
    const orders = [(row: number) => row, (row: number) => ROWS - 1 - row, (row: number) => (row * 7) % ROWS];
    const found: (ColumnProfile | undefined)[] = [];
    for (const [index, order] of orders.entries())
      found.push(
        (
          await profile(write(`order-${index}.csv`, ROWS, order), [fresh('x', 'number')], {
            types: { x: 'number' },
          })
        )[0],
      );
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
    const eighths = Array.from({ length: ROWS }, (_, row) => {
      const whole = 8n * 10n ** 15n + BigInt(eighth(row));
      return isOther(row) ? -whole : whole;
    });
    const { mean, deviation } = exactMoments(eighths);
    expect((found[0]?.mean ?? 0) / mean).toBeCloseTo(1, 15);
    expect((found[0]?.standardDeviation ?? 0) / deviation).toBeCloseTo(1, 14);
  });

  it('has a deviation that is small beside it, of few rows and of many', async () => {
    for (const rows of [1_000, ROWS]) {
      const path = file(`close-${rows}.csv`, [
        'x',
        ...Array.from({ length: rows }, (_, row) => String(1e15 + eighth(row) / 8)),
      ]);
      const [column] = await profile(path, [fresh('x', 'number')], { types: { x: 'number' } });
      const exact = exactMoments(
        Array.from({ length: rows }, (_, row) => 8n * 10n ** 15n + BigInt(eighth(row))),
      );
      expect(column?.mean).toBe(exact.mean);
      expect((column?.standardDeviation ?? 0) / exact.deviation).toBeCloseTo(1, 12);
      expect(column?.minimum).toBe(1e15);
      const [again] = await profile(path, [{ ...fresh('x', 'number'), edges: column?.edges ?? [] }], {
        types: { x: 'number' },
      });
      expect(again).toEqual({
        ...column,
        standardDeviation: expect.closeTo(exact.deviation, 10),
        means: column?.means?.map((mean) => expect.closeTo(mean ?? Number.NaN, 0)),
      });
      expect(column?.means?.every((mean) => (mean ?? 0) >= 1e15 && (mean ?? 0) < 1e15 + 127)).toBe(true);
    }
  });

  /** Of eighths, by whole numbers alone until the last division. */
  function exactMoments(eighths: readonly bigint[]) {
    const rows = BigInt(eighths.length);
    const sum = eighths.reduce((total, value) => total + value, 0n);
    const squares = eighths.reduce((total, value) => total + value * value, 0n);
    const away = rows * squares - sum * sum;
    return {
      mean: Number(sum) / 8 / Number(rows),
      deviation: Math.sqrt(Number(away) / Number(rows * (rows - 1n))) / 8,
    };
  }
});

it('tells how many columns are done, once each, over all batches', async () => {
  const names = Array.from({ length: 210 }, (_, column) => `x${column}`);
  const lines = Array.from({ length: 40 }, (_, row) =>
    names.map((_name, column) => (row + column) % 3).join(','),
  );
  const told: number[] = [];
  await engine.measure(
    { files: [file('told.csv', [names.join(','), ...lines])], types: {} },
    {
      rules: [],
      profile: names.map((name, column) => fresh(name, column % 2 === 0 ? 'number' : 'category')),
      maxCategories: 100,
      groupBy: null,
      maxExamples: 0,
      onProfiled: (done) => told.push(done),
    },
  );
  expect(told).toEqual(names.map((_, index) => index + 1));
});

describe('categories', () => {
  const repeated = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).flatMap(([text, count]) => new Array<string>(count).fill(text));

  it('are all kept, and compared on all rows, when they are few and frequent', async () => {
    const path = file('few.csv', texts(repeated({ b: 40, a: 30, "c'\\": 35 })));
    const [column] = await profile(path, [fresh('x', 'category')]);
    expect(column).toMatchObject({ categories: ['a', 'b', "c'\\"], counts: [30, 40, 35, 0], heldOut: null });
  });

  it('are chosen by one half of the rows and counted on the other, when one of them is rare', async () => {
    const path = file('rare.csv', texts(repeated({ a: 400, b: 400, rare: 3 })));
    const [column] = await profile(path, [fresh('x', 'category')]);
    expect(column).toMatchObject({ categories: ['a', 'b'], counts: [400, 400, 3] });
    const { heldOut } = column as ColumnProfile;
    expect(heldOut?.rows).toBeGreaterThan(340);
    expect(heldOut?.rows).toBeLessThan(460);
    expect(heldOut?.counts.reduce((sum, count) => sum + count, 0)).toBe(heldOut?.rows);
  });

  it('are halved alike at every run, with text and without, and near the middle', async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, row) => `${row},${row % 3 === 0 ? '' : `k${(row % 1000) * (row % 2)}`},v${(row % 151) * (row % 2)}`,
    );
    const path = file('halves.csv', ['row,x,y', ...rows]);
    const [x, y] = await profile(path, [fresh('x', 'category'), fresh('y', 'category')]);
    const [alone] = await profile(path, [fresh('y', 'category')]);
    expect(alone).toEqual(y);
    // Of one run of rows each bit is as good as any: four standard deviations of 30,000 throws.
    expect(Math.abs((y?.heldOut?.rows ?? 0) - 15_000)).toBeLessThan(350);
    expect(x?.heldOut?.rows).toBe(y?.heldOut?.rows);
    expect(x?.nulls).toBe(10_000);
    for (const { rows, counts, heldOut } of [x, y].flatMap((each) => (each === undefined ? [] : [each]))) {
      expect(rows).toBe(30_000);
      for (const [cell, count] of counts.entries())
        expect(heldOut?.counts[cell] ?? 0).toBeLessThanOrEqual(count);
    }
    // v0 stands in every other row, each other value in about 100, in both halves.
    expect(y?.categories).toHaveLength(100);
    const shares = (y?.heldOut?.counts ?? []).slice(1, -1).map((count) => count / 100);
    expect(Math.min(...shares)).toBeGreaterThan(0.3);
    expect(Math.max(...shares)).toBeLessThan(0.7);
  });

  it('of which each has as many rows as another are chosen without a look at their rows', async () => {
    const even = (name: string, rows: number) =>
      file(`${name}.csv`, texts(Array.from({ length: 500 * rows }, (_, row) => `s${row % 500}`)));
    const [column] = await profile(even('even', 12), [fresh('x', 'category')]);
    expect(column?.heldOut).toBeNull();
    expect(column?.categories).toHaveLength(100);
    expect(column?.counts).toEqual([...Array<number>(100).fill(12), 400 * 12]);
    const [rare] = await profile(even('even-rare', 4), [fresh('x', 'category')]);
    expect(rare).toMatchObject({ categories: [], counts: [2000] });
  });

  it('of more than a million rows are those that counting all of them in memory gives', async () => {
    const ROWS = 1_000_200;
    const path = join(folder, 'million.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const place = '(i * 7919) % 10007 * ((i * 7919) % 10007) // 600000';
    await connection.run(
      `COPY (SELECT CASE WHEN i % 50 = 0 THEN NULL WHEN i % 3 = 0 THEN 'u' || i ELSE 'k' || ${place} END AS x FROM range(${ROWS}) t(i)) TO '${path}'`,
    );
    connection.closeSync();
    instance.closeSync();
    const [column] = await profile(path, [fresh('x', 'category')]);

    // Which rows choose, by the arithmetic that profile-halves.ts documents.
    const prime = 2 ** 31 - 1;
    const chooses = (row: number) => {
      let mixed = ((row % prime) * 48_271) % prime;
      for (const multiplier of [69_621, 16_807, 39_373])
        mixed = ((mixed ^ (mixed >> 15)) * multiplier) % prime;
      return ((mixed >> 16) & 1) === 0;
    };
    const counts = new Map<string, { all: number; chose: number }>();
    const held = { rows: 0, nulls: 0 };
    for (let i = 0; i < ROWS; i++) {
      const chose = chooses(i + 1);
      if (!chose) held.rows++;
      if (i % 50 === 0 && !chose) held.nulls++;
      if (i % 50 === 0 || i % 3 === 0) continue;
      const m = (i * 7919) % 10007;
      const text = `k${Math.floor((m * m) / 600000)}`;
      const count = counts.get(text) ?? { all: 0, chose: 0 };
      counts.set(text, { all: count.all + 1, chose: count.chose + (chose ? 1 : 0) });
    }
    const chosen = [...counts]
      .sort(([a, one], [b, other]) => other.chose - one.chose || (a < b ? -1 : 1))
      .slice(0, 100)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    expect(counts.size).toBeGreaterThan(100);
    expect(column?.categories).toEqual(chosen.map(([text]) => text));
    expect(column?.counts.slice(0, -1)).toEqual(chosen.map(([, { all }]) => all));
    expect(column?.heldOut?.counts.slice(0, -1)).toEqual(chosen.map(([, { all, chose }]) => all - chose));
    expect(column?.heldOut?.rows).toBe(held.rows);
    const heldOut = column?.heldOut?.counts.reduce((sum, count) => sum + count, 0) ?? 0;
    expect(heldOut).toBe(held.rows - held.nulls);
    expect(column?.nulls).toBe(ROWS / 50);
  });

  it('put no group into both halves', async () => {
    const lines = Array.from({ length: 600 }, (_, row) => `${row},${row % 60},v${row % 60}`);
    const path = file('groups.csv', ['row,g,x', ...lines]);
    const [column] = await profile(path, [fresh('x', 'category')], { groupBy: 'g' });
    const { heldOut, clusters, categories } = column as ColumnProfile;
    // A value for each person: none is shared, so none is told.
    expect(categories).toEqual([]);
    expect(clusters?.groups).toBe(60);
    expect(heldOut?.rows).toBe((heldOut?.clusters?.groups ?? 0) * 10);
  });

  it('that hardly anybody shares are not written down', async () => {
    const path = file('mail.csv', texts(Array.from({ length: 500 }, (_, row) => `p${row}@example.org`)));
    const [column] = await profile(path, [fresh('x', 'category')]);
    expect(column).toMatchObject({ categories: [], counts: [500] });
    expect(JSON.stringify(column)).not.toContain('example.org');
  });

  it('of a thousand characters and more are not kept apart', async () => {
    const path = file('long.csv', texts(repeated({ a: 40, ['b'.repeat(1001)]: 50, ['c'.repeat(1000)]: 60 })));
    const [column] = await profile(path, [fresh('x', 'category')]);
    expect(column).toMatchObject({
      categories: ['a', 'c'.repeat(1000)],
      counts: [40, 60, 50],
      heldOut: null,
    });
  });

  it('beyond the limit share the last cell', async () => {
    const path = file('many.csv', texts(repeated({ a: 200, b: 180, c: 80, d: 70 })));
    const [column] = await profile(path, [fresh('x', 'category')], { max: 2 });
    expect(column).toMatchObject({ categories: ['a', 'b'], counts: [200, 180, 150] });
    expect(column?.heldOut).not.toBeNull();
  });
});
