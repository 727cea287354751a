import type { Reshape } from '../../domain/reshape.ts';
import { UNNESTED } from '../../domain/reshape.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataSource } from '../../ports/data-engine.ts';
import type { EngineSession, SqlRow } from './engine-session.ts';
import { labelOfAll } from './label-of.ts';
import { columnNamed, keptRelation, numberedRows, type Relation, type RelationColumn } from './relation.ts';
import { textLiteral } from './sql.ts';

/** What is done, from what, for which dataset. */
interface Reshaping {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly source: DataSource;
}

/** Rows in another shape, in a table of their own. Throws `input` with row and id for those that cannot be brought into it. */
export async function reshapeRelation(
  session: EngineSession,
  { relation, source, reshape }: Omit<Reshaping, 'session'> & { readonly reshape: Reshape },
): Promise<Relation> {
  const given = { session, relation, source };
  switch (reshape.kind) {
    case 'elements':
      return elements(given, reshape);
    case 'pivot':
      return pivot(given, reshape);
    case 'unnest':
      return unnest(given, reshape);
  }
}

type Of<Kind extends Reshape['kind']> = Extract<Reshape, { kind: Kind }>;

async function elements(given: Reshaping, { id, list, names }: Of<'elements'>): Promise<Relation> {
  const column = columnNamed(given.relation, list);
  const numbers = listSql(given, column, 'DOUBLE');
  const ids = columnNamed(given.relation, id);
  const wanted = `lists of ${names.length} numbers (${names.join(', ')})`;
  await assertEach(given, ids, {
    bad: `${numbers} IS NULL OR len(${numbers}) <> ${names.length}`,
    detail: `len(${numbers})`,
    says: (count, length) =>
      `column ${list} should hold ${wanted}; ${count} ${count === 1 ? 'row does' : 'rows do'} not${length === null ? '' : `, there it has ${length}`}`,
  });
  const physicalType = /^FLOAT\b/.test(column.physicalType) ? 'FLOAT' : 'DOUBLE';
  const others = given.relation.columns.filter((each) => each !== column);
  return kept(given, given.relation.sql, [
    ...others.map((each) => ({ ...each, sql: each.raw })),
    ...names.map((name, index) => ({ ...NUMBER, name, physicalType, sql: `${numbers}[${index + 1}]` })),
  ]);
}

async function pivot(given: Reshaping, { id, key, value, columns }: Of<'pivot'>): Promise<Relation> {
  const { relation } = given;
  const [ids, keys, values] = [id, key, value].map((name) => columnNamed(relation, name)) as [
    RelationColumn,
    RelationColumn,
    RelationColumn,
  ];
  const number = `TRY_CAST(${values.logicalType === 'string' ? values.raw : values.typed} AS DOUBLE)`;
  await assertEach(given, ids, {
    bad: `${keys.raw} IS NULL`,
    says: (count) => `column ${key} names the class; ${count} ${count === 1 ? 'cell is' : 'cells are'} empty`,
  });
  await assertEach(given, ids, {
    bad: `${number} IS NULL`,
    says: (count) =>
      `column ${value} should hold numbers; ${count} ${count === 1 ? 'cell does' : 'cells do'} not`,
  });
  const place = `CASE ${columns.map((each, index) => `WHEN ${keys.raw}::VARCHAR IN (${each.keys.map(textLiteral).join(', ')}) THEN ${index}`).join(' ')} END`;
  const rows = `(SELECT *, ${ids.raw}::VARCHAR AS i, ${place} AS p, ${number} AS v FROM ${numberedRows(relation)})`;
  await assertWhole(given, { rows, names: columns.map(({ name }) => name) });
  const others = relation.columns.filter((each) => ![ids, keys, values].includes(each) && isPlain(each));
  const physicalType = values.physicalType === 'FLOAT' ? 'FLOAT' : 'DOUBLE';
  return kept(given, `${rows} GROUP BY i`, [
    { ...ids, sql: 'i' },
    ...others.map((each) => ({ ...each, sql: constantSql(each.raw) })),
    ...columns.map(({ name }, index) => ({
      ...NUMBER,
      name,
      physicalType,
      sql: `max(v) FILTER (WHERE p = ${index})`,
    })),
  ]);
}

/** Each id once with each class: a class that is left out has some probability, and nobody knows which. */
async function assertWhole(
  { session, source }: Reshaping,
  { rows, names }: { readonly rows: string; readonly names: readonly string[] },
): Promise<void> {
  const [twice] = await session.rows(
    `SELECT i, p, min(row) AS a, max(row) AS b FROM ${rows} GROUP BY i, p HAVING count(*) > 1 ORDER BY a LIMIT 1`,
    source,
  );
  if (twice !== undefined)
    throw problem(
      source,
      `rows ${twice.a} and ${twice.b} both speak of ${names[Number(twice.p)]} for ${idText(twice)}`,
    );
  const [short] = await session.rows(
    `SELECT i, min(row) AS a, list(p) AS present FROM ${rows} GROUP BY i HAVING count(*) < ${names.length} ORDER BY a LIMIT 1`,
    source,
  );
  if (short === undefined) return;
  const present = (short.present as { items: readonly unknown[] }).items.map(Number);
  const missing = names.filter((_, index) => !present.includes(index));
  throw problem(source, `${idText(short)} (row ${short.a}) has no row for ${missing.slice(0, 5).join(', ')}`);
}

async function unnest(given: Reshaping, { id, value }: Of<'unnest'>): Promise<Relation> {
  const column = columnNamed(given.relation, id);
  const ids = listSql(given, column, 'VARCHAR');
  const values = value === null ? null : listSql(given, columnNamed(given.relation, value), 'DOUBLE');
  await assertEach(given, null, {
    bad: `${ids} IS NULL`,
    says: (count) => `column ${id} should hold lists; ${count} ${count === 1 ? 'row does' : 'rows do'} not`,
  });
  if (values !== null)
    await assertEach(given, null, {
      bad: `${values} IS NULL OR len(${values}) <> len(${ids})`,
      says: (count) =>
        `column ${value} should hold a list with a number for each ${id}; ${count} ${count === 1 ? 'row does' : 'rows do'} not`,
    });
  const rank = `unnest(range(1, len(${ids}) + 1))`;
  return kept(given, given.relation.sql, [
    { ...NUMBER, name: id, physicalType: 'VARCHAR', logicalType: 'string', sql: `unnest(${ids})` },
    { ...NUMBER, name: UNNESTED, sql: values === null ? `(-${rank})::DOUBLE` : `unnest(${values})` },
  ]);
}

/** The lists of a column; text such as [0.2, 0.8] is one, too. Throws `input` where the column holds none. */
function listSql({ source }: Reshaping, column: RelationColumn, of: 'DOUBLE' | 'VARCHAR'): string {
  const { name, physicalType, raw } = column;
  if (/\[\d*\]$/.test(physicalType) || ['VARCHAR', 'JSON'].includes(physicalType)) {
    const text = physicalType === 'JSON' ? `${raw}::VARCHAR` : raw;
    return `TRY_CAST(${text} AS ${of}[])`;
  }
  throw problem(source, `column ${name} holds ${physicalType.toLowerCase()} values, not lists`);
}

interface EachRow {
  readonly bad: string;
  readonly detail?: string;
  readonly says: (count: number, detail: string | null) => string;
}

/** Throws `input` with the first bad row, and its id where it has one. */
async function assertEach(
  { session, relation, source }: Reshaping,
  ids: RelationColumn | null,
  { bad, detail = 'NULL', says }: EachRow,
): Promise<void> {
  const [count = {}] = await session.rows(`SELECT count(*) AS n FROM ${relation.sql} WHERE ${bad}`, source);
  if (Number(count.n) === 0) return;
  const id = ids === null ? 'NULL' : `${ids.raw}::VARCHAR`;
  const [first = {}] = await session.rows(
    `SELECT row AS a, ${id} AS i, ${detail} AS d FROM ${numberedRows(relation)} WHERE ${bad} ORDER BY row LIMIT 1`,
    source,
  );
  const where = `the first in row ${first.a}${ids === null ? '' : `, ${idText(first)}`}`;
  const text = says(Number(count.n), first.d === null ? null : String(first.d));
  throw problem(source, `${text} (${where})`);
}

function idText({ i }: SqlRow): string {
  return i === null ? 'without an id' : `id ${JSON.stringify(String(i))}`;
}

function problem(source: DataSource, text: string): ModelyardError {
  return new ModelyardError('input', `${labelOfAll(source)}: ${text}`, {
    hint: 'evaluate.predictions says how the file is laid out.',
  });
}

/** One value of all rows of an id; null where they differ. */
function constantSql(raw: string): string {
  return `CASE WHEN min(${raw}) IS NOT DISTINCT FROM max(${raw}) THEN min(${raw}) END`;
}

function isPlain({ physicalType }: RelationColumn): boolean {
  return !/\[|^(STRUCT|MAP|UNION|JSON|LIST)/.test(physicalType);
}

const NUMBER = { logicalType: 'number', physicalType: 'DOUBLE' } as const;

type NewColumn = Pick<RelationColumn, 'name' | 'logicalType' | 'physicalType'> & { readonly sql: string };

/** The columns in a table of their own. They are known by number: classes may be called like anything. */
async function kept(
  { session, relation, source }: Reshaping,
  from: string,
  columns: readonly NewColumn[],
): Promise<Relation> {
  const select = columns.map(({ sql }, index) => `${sql} AS r${index}`).join(', ');
  const table = await session.keep(`SELECT ${select} FROM ${from}`, source);
  const described = columns.map(({ name, logicalType, physicalType }, index): RelationColumn => {
    const raw = `r${index}`;
    return { name, logicalType, physicalType, raw, typed: raw, misfit: 'false', reading: null };
  });
  return keptRelation({ ...relation, source, columns: described }, table);
}
