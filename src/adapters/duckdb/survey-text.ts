import { NULL_SPELLINGS } from '../../domain/data-checks/null-spellings.ts';
import {
  type ColumnSurvey,
  MOST_VALUES,
  type PersonalKind,
  type TextSurvey,
  type ValueCount,
} from '../../domain/data-checks/survey.ts';
import type { EngineSession, SqlRow } from './engine-session.ts';
import { columnNamed, narrowRelation, type Relation, type RelationColumn } from './relation.ts';
import { textLiteral } from './sql.ts';
import type { Surveying } from './surveying.ts';

/** The different values of a column as text, with their rows, as a FROM item with the columns `v` and `n`. */
export interface Values {
  readonly from: string;
  /** The table that holds them; null where there are so many that each cell stands for itself. */
  readonly table: string | null;
  readonly distinct: number;
  readonly top: ValueCount | null;
}

/** The column as text; a boolean is true or false however the file writes it. */
export function textSql({ logicalType, raw, typed }: RelationColumn): string {
  return `(${logicalType === 'boolean' ? typed : raw})::VARCHAR`;
}

/** What rows are grouped by where texts are counted: to write true and false for every row takes longer than to count them. */
export function keySql(column: RelationColumn): string {
  return column.logicalType === 'boolean' ? column.typed : textSql(column);
}

const LONGEST_READ = 1000;

/** A text as it is read from the engine: a long one by its beginning and its digest, so that it stays one of its own. */
export function briefSql(text: string): string {
  return `CASE WHEN length(${text}) > ${LONGEST_READ} THEN left(${text}, ${LONGEST_READ}) || '…' || md5(${text}) ELSE ${text} END`;
}

/** From this many different values on, counting them takes longer than looking at every cell. */
const MANY = 200_000;

/** What is asked of text is asked of each different value once. */
export async function keepValues({
  session,
  relation: whole,
  column,
  head,
}: Omit<Surveying, 'values'>): Promise<Values> {
  const relation = narrowRelation(whole, [column.name]);
  const text = textSql(column);
  const key = keySql(column);
  const cells = `SELECT ${text} AS v FROM ${relation.sql} WHERE ${text} IS NOT NULL`;
  const counted = `SELECT ${key} AS k, count(*) AS n FROM ${relation.sql} WHERE ${key} IS NOT NULL GROUP BY 1`;
  if (head.distinct > MANY)
    return { from: `(SELECT v, 1 AS n FROM (${cells}))`, table: null, distinct: head.distinct, top: null };
  const table = await session.keep(`SELECT k::VARCHAR AS v, n FROM (${counted})`, relation.source);
  const [row = {}] = await session.rows(
    `SELECT count(*) AS d, arg_max(v, (n, v)) AS v, max(n) AS n FROM ${table}`,
    relation.source,
  );
  const distinct = Number(row.d);
  return {
    from: table,
    table,
    distinct,
    top: distinct === 0 ? null : { value: String(row.v), rows: Number(row.n) },
  };
}

export async function dropValues(session: EngineSession, relation: Relation, values: Values): Promise<void> {
  if (values.table !== null) await session.drop(values.table, relation.source);
}

const PLAIN = 'lower(trim(v))';
/** Spaces at the ends included. */
const LONGEST_SPELLING = 20;
const LONGEST_BARE = Math.max(...NULL_SPELLINGS.map((spelling) => spelling.length));

/** What is asked of each text `v`, of which `a` is the first sign and `l` the length: these spare most texts the slow parts. */
const IS_SPELT = `CASE WHEN l <= ${LONGEST_SPELLING} THEN CASE WHEN length(trim(v)) <= ${LONGEST_BARE} THEN ${PLAIN} IN (${NULL_SPELLINGS.map(textLiteral).join(', ')}) ELSE false END ELSE false END`;
/** What begins with a letter is no finite number; what begins with a letter of ASCII or a digit has no symbols alone. */
const IS_NUMERIC = 'CASE WHEN a <= 57 THEN isfinite(TRY_CAST(v AS DOUBLE)) ELSE false END';
const IS_SYMBOL = `CASE WHEN a BETWEEN 48 AND 57 OR a BETWEEN 65 AND 90 OR a BETWEEN 97 AND 122 THEN false ELSE NOT regexp_matches(v, '[\\pL\\pN]') END`;

export interface TextFacts {
  readonly text: TextSurvey;
  readonly personal: NonNullable<ColumnSurvey['personal']>;
}

/** One pass over the texts, and further ones for what was seen to be there. */
export async function surveyText(surveying: Surveying, values: Values): Promise<TextFacts> {
  const { session, relation } = surveying;
  const { from, distinct } = values;
  const counts = async (query: string): Promise<ValueCount[]> =>
    (await session.rows(query, relation.source)).map(({ v, n }) => ({ value: String(v), rows: Number(n) }));
  const asked = {
    numeric: IS_NUMERIC,
    spelt: IS_SPELT,
    symbols: `${IS_SYMBOL} AND NOT (${IS_SPELT})`,
    ...forms(),
  };
  const row = await countTexts({ session, relation }, from, asked);
  return {
    text: {
      values:
        distinct > MOST_VALUES
          ? null
          : await counts(
              `SELECT ${briefSql('whole')} AS v, n FROM (SELECT v AS whole, n FROM ${from}) ORDER BY n DESC, whole`,
            ),
      lone: distinct > MOST_VALUES ? null : await loneValues(surveying),
      numeric: Number(row.numeric ?? 0),
      nullSpellings:
        Number(row.spelt ?? 0) === 0
          ? []
          : await counts(
              `SELECT ${PLAIN} AS v, sum(n) AS n FROM (${measured(from)}) WHERE ${IS_SPELT} GROUP BY 1 ORDER BY n DESC, v`,
            ),
      symbols: Number(row.symbols ?? 0),
    },
    personal: await personalCounts({ session, relation }, from, row),
  };
}

/** Values that stand in the rows of one group alone; null without groups. */
async function loneValues({ session, relation, column, plan }: Surveying): Promise<TextSurvey['lone']> {
  if (plan.groupBy === null || plan.groupBy === column.name) return null;
  const near = narrowRelation(relation, [column.name, plan.groupBy]);
  const group = `hash(${columnNamed(near, plan.groupBy).raw}::VARCHAR)`;
  const cells = `SELECT ${textSql(column)} AS v, ${group} AS g FROM ${near.sql}`;
  const values = `SELECT count(*) AS n, min(g) = max(g) AS is_lone FROM (${cells}) WHERE v IS NOT NULL GROUP BY v`;
  const [row = {}] = await session.rows(
    `SELECT count(*) AS d, sum(n) AS n FROM (${values}) WHERE is_lone`,
    relation.source,
  );
  return { values: Number(row.d), rows: Number(row.n ?? 0) };
}

type Place = Pick<Surveying, 'session' | 'relation'>;

function measured(from: string): string {
  return `SELECT v, n, ascii(v) AS a, length(v) AS l FROM ${from}`;
}

/** Rows of the texts for which each condition holds. */
async function countTexts(
  { session, relation }: Place,
  from: string,
  asked: Readonly<Record<string, string>>,
): Promise<SqlRow> {
  const select = Object.entries(asked).map(
    ([name, condition]) => `sum(n) FILTER (WHERE ${condition}) AS ${name}`,
  );
  const [row = {}] = await session.rows(
    `SELECT ${select.join(', ')} FROM (${measured(from)})`,
    relation.source,
  );
  return row;
}

const DIGITS = `regexp_replace(v, '[ -]', '', 'g')`;
const ACCOUNT = `upper(replace(v, ' ', ''))`;
const DIGIT = `ascii(d[i]) - 48`;
/** H. P. Luhn, US patent 2,950,048: from the right every second digit is doubled, its digits added. */
const LUHN = `(SELECT sum(CASE WHEN (length(d) - i) % 2 = 0 THEN ${DIGIT} WHEN ${DIGIT} > 4 THEN 2 * (${DIGIT}) - 9 ELSE 2 * (${DIGIT}) END) FROM unnest(range(1, length(d) + 1)) AS u(i)) % 10 = 0`;

/** How phone numbers are written: with the country, with a zero before the area, in France, in North America. */
const PHONES = [
  '[+][1-9][0-9 ().-]{6,17}[0-9]',
  '[(]?0[1-9][0-9]{1,3}[)]?[ /.-][0-9]{3,4}([ .-][0-9]{3,5})?',
  '[(]?0[1-9][0-9]{1,3}[)]?[ /-][0-9]{5,8}',
  '0[1-9]([ .-][0-9]{2}){4}',
  '(1[ .-])?[(]?[2-9][0-9]{2}[)]?[ .-][2-9][0-9]{2}[ .-][0-9]{4}',
];
/** Digits in such groups, whatever they are: numbers of articles and orders look like that, too. */
const LIKE_PHONES = [
  '[(]?[0-9]{2,5}[)]?[ /.-][0-9]{3,4}([ .-][0-9]{3,5})?',
  '[(]?[0-9]{2,5}[)]?[ /-][0-9]{5,8}',
  '[0-9]{2}([ .-][0-9]{2}){4}',
];

/** Form of each kind over a value `v`, and what tells at little cost that a text has not that form. */
const FORMS: Readonly<Record<PersonalKind, { readonly form: string; readonly first: string }>> = {
  email: {
    first: `contains(v, '@')`,
    form: `regexp_matches(v, '[A-Za-z0-9._%+-]@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*[.][A-Za-z]{2}')`,
  },
  phone: {
    // Spaces of other alphabets are cut off, too.
    first: 'l BETWEEN 7 AND 30 AND (a <= 57 OR a > 127)',
    form: `regexp_full_match(trim(v), '${[...PHONES, ...LIKE_PHONES].join('|')}')`,
  },
  iban: {
    first: `l BETWEEN 15 AND 45 AND regexp_matches(v, '^ *[^0-9 ] *[^0-9 ] *[0-9] *[0-9]')`,
    form: `regexp_full_match(${ACCOUNT}, '[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}')`,
  },
  card: {
    first: 'l BETWEEN 13 AND 25 AND (a IN (32, 45) OR a BETWEEN 51 AND 54)',
    form: `regexp_full_match(${DIGITS}, '[3-6][0-9]{12,18}')`,
  },
};

function hasForm(kind: PersonalKind): string {
  const { first, form } = FORMS[kind];
  return `CASE WHEN ${first} THEN ${form} ELSE false END`;
}

function forms(): Record<PersonalKind, string> {
  return { email: hasForm('email'), phone: hasForm('phone'), iban: hasForm('iban'), card: hasForm('card') };
}

/** Of whole numbers those that are long enough to be a payment card; null where there is none. */
export async function personalNumbers(surveying: Surveying): Promise<ColumnSurvey['personal']> {
  const { session, column } = surveying;
  const relation = narrowRelation(surveying.relation, [column.name]);
  const [row = {}] = await session.rows(
    `SELECT count(*) AS n FROM ${relation.sql} WHERE ${column.typed} >= 3000000000000`,
    relation.source,
  );
  if (Number(row.n) === 0) return null;
  const from = `(SELECT ${column.typed}::VARCHAR AS v, count(*) AS n FROM ${relation.sql} WHERE ${column.typed} >= 3000000000000 GROUP BY 1)`;
  return personalCounts(surveying, from, await countTexts(surveying, from, forms()));
}

async function personalCounts(
  { session, relation }: Place,
  from: string,
  row: SqlRow,
): Promise<NonNullable<ColumnSurvey['personal']>> {
  const alike = (kind: PersonalKind) => Number(row[kind] ?? 0);
  const whole = (count: number) => ({ found: count, alike: count });
  return {
    email: whole(alike('email')),
    phone: {
      found: alike('phone') === 0 ? 0 : await countPhones(session, relation, from),
      alike: alike('phone'),
    },
    iban: {
      found: alike('iban') === 0 ? 0 : await countIban(session, relation, from),
      alike: alike('iban'),
    },
    card: {
      found: alike('card') === 0 ? 0 : await countCards(session, relation, from),
      alike: alike('card'),
    },
  };
}

async function countPhones(session: EngineSession, relation: Relation, table: string): Promise<number> {
  const isPhone = `regexp_full_match(trim(v), '${PHONES.join('|')}')`;
  const [row = {}] = await session.rows(
    `SELECT sum(n) FILTER (WHERE ${isPhone}) AS n FROM (SELECT n, v FROM (${measured(table)}) WHERE ${hasForm('phone')})`,
    relation.source,
  );
  return Number(row.n ?? 0);
}

async function countCards(session: EngineSession, relation: Relation, table: string): Promise<number> {
  const [row = {}] = await session.rows(
    `SELECT sum(n) FILTER (WHERE ${LUHN}) AS n FROM (SELECT n, ${DIGITS} AS d FROM (${measured(table)}) WHERE ${hasForm('card')})`,
    relation.source,
  );
  return Number(row.n ?? 0);
}

/** ISO 13616: the first four characters go to the end, letters count 10 … 35; the number modulo 97 is 1. */
async function countIban(session: EngineSession, relation: Relation, table: string): Promise<number> {
  const places = `list_transform(string_split(a[5:] || a[:4], ''), lambda c: CASE WHEN ascii(c) > 64 THEN ascii(c) - 55 ELSE ascii(c) - 48 END)`;
  const rest = `list_reduce(${places}, lambda x, y: (x * CASE WHEN y > 9 THEN 100 ELSE 10 END + y) % 97) = 1`;
  const [row = {}] = await session.rows(
    `SELECT sum(n) FILTER (WHERE ${rest}) AS n FROM (SELECT n, ${ACCOUNT} AS a FROM (${measured(table)}) WHERE ${hasForm('iban')})`,
    relation.source,
  );
  return Number(row.n ?? 0);
}
