import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltWorker, buildSqlWorker } from '../../../test/fixtures/workers/build-worker.ts';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-ask-'));
const secret = join(folder, 'secret.csv');
writeFileSync(secret, 'a\n42\n');
const file = join(folder, "it's [1] *.csv");
const TEXT = 'id,age,"the ""name""",at\n1,20,Ann,2026-01-01\n2,31,Bob,2026-01-02\n3,,Eve,2026-01-03\n';
writeFileSync(file, TEXT);
const stores = join(folder, 'stores.csv');
writeFileSync(stores, 'id,country\n1,DE\n2,FR\n');
const people: DataSource = { files: [file], types: { age: 'integer', at: 'date' } };
const TABLES = { people, 'st"ores': { files: [stores], types: {} } };

let worker: BuiltWorker;
let engine: DataEngine;
beforeAll(async () => {
  worker = await buildSqlWorker();
  const sandbox = { workerUrl: worker.url, timeLimitMs: 2_000, memoryLimitMb: 200 };
  engine = createDuckdbEngine({ memoryLimitMb: 512, sandbox });
  process.env.MODELYARD_TEST_SECRET = 'hidden';
});
afterAll(async () => {
  delete process.env.MODELYARD_TEST_SECRET;
  await engine.close();
  await worker.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(...sql: string[]) {
  const answers = await engine.ask(
    TABLES,
    sql.map((each, index) => ({ id: String(index), sql: each })),
  );
  return answers.map((answer) => answer.value ?? (answer as { reason: string }).reason);
}

describe('what may be asked', () => {
  it('one number, truth or count over declared tables, in order', async () => {
    expect(
      await ask(
        'SELECT count(*) FROM people',
        'select max(age) from People;',
        'select avg(age) from people -- a comment; with more',
        'select count(*) = 3 from people',
        'select sum(age)::DECIMAL(10,2) from people',
        'select sum(age)::HUGEINT from people',
        `select count(*) from people where "the ""name""" = 'Bob'`,
        `select count(*) from people p left join "st""ores" s using (id) where s.country is null`,
        'with old as (select * from people where age > 30) select count(*) from old',
        `select count(*) from people where "at" >= DATE '2026-01-02'`,
        'select count(*) from people p where p is null',
        'with people as (select * from people where age > 30) select count(*) from people',
        'with recursive n(i) as (select 1 union all select i + 1 from n where i < 4) select sum(i) from n, people p where p.id = 1',
        'select count(columns(*)) from (select age from people)',
        'from people select count(age)',
        'select max(n) from (select age - lag(age) over (order by "at") as n from people)',
        'select percentile_cont(0.5) within group (order by age) from people',
        'select count(*) from range(5) r, unnest([1, 2]) u',
        'select sum(list_sum(list_transform([1, 2], lambda x: x + 1))) from people',
      ),
    ).toEqual([3, 31, 25.5, 1, 51, 51, 1, 1, 1, 2, 0, 1, 10, 2, 2, 11, 25.5, 10, 15]);
  });

  it('and what gives no number says so, without a value', async () => {
    expect(
      await ask(
        'select age, id from people',
        'select age from people',
        'select age from people where false',
        'select max(age) from people where false',
        `select "the ""name""" from people limit 1`,
        'select 0.0/0.0',
        `select cast("the ""name""" as integer) from people limit 1`,
        'select agee from people',
        'select count(*) frm people',
        '',
        '-- nothing',
      ),
    ).toEqual([
      'it gives 2 columns, and one number is expected',
      'it gives several rows, and one number is expected',
      'it gives no row, and one number is expected',
      'it gives null, which is no number',
      'it gives something else than a number, true or false',
      'it gives NaN, which cannot be compared',
      'it ends in a Conversion Error',
      expect.stringContaining('agee'),
      expect.stringMatching(/syntax error/),
      'the query is empty',
      'the query is empty',
    ]);
  });
});

describe('what may not', () => {
  const path = secret.replaceAll("'", "''");
  const cases: readonly (readonly [sql: string, reason: RegExp])[] = [
    [`COPY people TO '${folder}/out.csv'`, /only a SELECT/],
    [`COPY (SELECT 1) TO '${folder}/out.csv'`, /only a SELECT/],
    ["ATTACH '/tmp/x.db'", /only a SELECT/],
    ['INSTALL httpfs', /only a SELECT/],
    ['LOAD httpfs', /only a SELECT/],
    ['PRAGMA database_list', /only a SELECT/],
    ["SET memory_limit = '100GB'", /only a SELECT/],
    ['CREATE TABLE t AS SELECT 1', /only a SELECT/],
    ['DROP VIEW people', /only a SELECT/],
    ['DELETE FROM people', /only a SELECT/],
    ['CALL pragma_version()', /only a SELECT/],
    ["EXPORT DATABASE '/tmp/x'", /only a SELECT/],
    ['EXPLAIN SELECT 1', /only a SELECT/],
    ['select 1; drop view people', /only one statement|only a SELECT/],
    ['select 1; select 2', /only one statement/],
    ['select 1 /* ; */ ; select 2', /only one statement/],
    ["select ';' ; select 2", /only one statement/],
    ['select $1', /no parameters/],
    [`select * from read_csv('${path}')`, /may not call read_csv/],
    [`select * from '${path}'`, /there is no table/],
    [`select count(*) from "${secret}"`, /there is no table/],
    ["select * from read_text('/etc/passwd')", /may not call read_text/],
    ["select * from glob('/etc/*')", /may not call glob/],
    ["select * from sniff_csv('/etc/passwd')", /may not call sniff_csv/],
    ["select * from parquet_metadata('x')", /may not call parquet_metadata/],
    ["select * from query('select 1')", /may not call query/],
    [`select * from query_table('${path}')`, /may not call query_table/],
    ["select * from json_execute_serialized_sql('{}')", /may not call json_execute/],
    ['select * from enable_logging()', /may not call enable_logging/],
    ["select * from enable_profiling(save_location := '/tmp/x')", /may not call enable_profiling/],
    ['select * from duckdb_settings()', /may not call duckdb_settings/],
    ['select * from duckdb_settings', /there is no table/],
    ['select * from information_schema.tables', /there is no table/],
    ['select * from (show tables)', /describe the engine|show ref/],
    ['select * from (describe people)', /describe the engine|show ref/],
    ['select count(*) from (summarize people)', /describe the engine|show ref/],
    ["select current_setting('temp_directory')", /may not call current_setting/],
    ["select getenv('MODELYARD_TEST_SECRET')", /may not call getenv/],
    ["select write_log('x')", /may not call write_log/],
    ['select sleep_ms(100000)', /may not call sleep_ms/],
    [`with people as (select * from read_csv('${path}')) select * from people`, /may not call read_csv/],
    [`select (select count(*) from '${path}')`, /there is no table/],
    [`select exists (select 1 from people where id in (from '${path}'))`, /there is no table/],
    [`select count(*) from people, lateral (select * from read_csv('${path}'))`, /may not call read_csv/],
    [`select count(*) from people union all select a from '${path}'`, /there is no table/],
    [
      `select count(*) from people where id > (select max(a) from read_csv('${path}'))`,
      /may not call read_csv/,
    ],
    [
      `with recursive t as (select 1 as a union all select a from '${path}') select count(*) from t`,
      /there is no table/,
    ],
    [`select count(*) over (partition by (select a from '${path}')) from people`, /there is no table/],
    ['select * from memory.main.people', /there is no table/],
    [
      `select (with "${secret}" as (select 1 as a) select a from "${secret}") + (select max(a) from "${secret}")`,
      /there is no table/,
    ],
    [`with "${secret}" as (select * from "${secret}") select max(a) from "${secret}"`, /there is no table/],
    [
      `with a as (select max(a) from "${secret}"), "${secret}" as (select 1 as a) select * from a`,
      /there is no table/,
    ],
    [`with sqlite_master as (select 1) select count(*) from main.sqlite_master`, /there is no table/],
    ['with duckdb_views as (from duckdb_views) select count(*) from duckdb_views', /there is no table/],
    ["select length(json_serialize_plan('select 1'))", /may not call json_serialize_plan/],
    ["select json_deserialize_sql(json_serialize_sql('select 1'))", /may not call json_/],
    ['select pg_sleep(100)', /may not call pg_sleep/],
    ["select length(pg_get_viewdef('people'))", /may not call pg_get_viewdef/],
    ["select getvariable('x')", /may not call getvariable/],
    [`select system.main."SLEEP_MS"(10)`, /may not call sleep_ms/],
    ['select count(*) from duckdb_secrets()', /may not call duckdb_secrets/],
    ['select count(*) from (pivot people on id using count(*))', /only a SELECT/],
    ['with t as (delete from people returning *) select count(*) from t', /needs a SELECT/],
    ['select count(*) from "peop\u217ce"', /there is no table/],
    ["select count(*) from 'https://example.org/x.csv'", /there is no table/],
    ['select 9e999', /larger than a double/],
    [`select any_value(error("the ""name""")) from people`, /^it ends in a Invalid Input Error$/],
    [
      `select list_aggregate([1], any_value("the ""name""")) from people`,
      /^it ends in a (Invalid Input|Binder) Error$/,
    ],
    [`select ${'('.repeat(3000)}1${')'.repeat(3000)}`, /./],
    [`select '${'x'.repeat(21_000)}'`, /longer than 20000 characters/],
    [`select 1 ${'/*'.repeat(9000)}`, /more than 200 comments/],
  ];
  it.each(cases)('%s', async (sql, reason) => {
    const [answer] = await ask(sql);
    expect(String(answer)).toMatch(reason);
    expect(String(answer)).not.toMatch(/hidden|root:|42/);
  });

  it('leaves no file behind, and the data as they were', () => {
    expect(readdirSync(folder).sort()).toEqual(["it's [1] *.csv", 'secret.csv', 'stores.csv']);
    expect(readFileSync(file, 'utf8')).toBe(TEXT);
    expect(existsSync('/tmp/x')).toBe(false);
  });
});

describe('what takes too much', () => {
  const LONG = [
    [
      'a recursion without end',
      'with recursive t(a) as (select 1 union all select a + 1 from t) select count(*) from t',
    ],
    [
      'a join of everything',
      'select count(*) from range(10000000000) a, range(10000000000) b where a.range + b.range = 3',
    ],
    ['text without end', "select length(repeat('ab', 2000000000))"],
    ['a list without end', 'select length(list_sort(range(2000000000))) '],
    ['groups without end', 'select count(*) from (select range, count(*) from range(3000000000) group by 1)'],
  ] as const;
  it.each(LONG)('%s is ended, and the next query is answered', async (_what, sql) => {
    const startedMs = Date.now();
    const [first, second] = await ask(sql, 'select count(*) from people');
    expect(String(first)).toMatch(/it took longer than 2 s|it needs more memory|did not answer|Out of Range/);
    expect(second).toBe(3);
    expect(Date.now() - startedMs).toBeLessThan(25_000);
  });

  it('all queries together have an end, too', async () => {
    const sandbox = { workerUrl: worker.url, timeLimitMs: 5_000, totalTimeLimitMs: 1_500 };
    const hasty = createDuckdbEngine({ memoryLimitMb: 512, sandbox });
    const loop = LONG[0][1];
    const answers = await hasty.ask(
      TABLES,
      ['a', 'b', 'c'].map((id) => ({ id, sql: loop })),
    );
    await hasty.close();
    expect(answers.map(({ id, value }) => [id, value])).toEqual([
      ['a', null],
      ['b', null],
      ['c', null],
    ]);
    expect((answers[2] as { reason: string }).reason).toMatch(/the time for queries, 1.5 s, is used up/);
  });
});
