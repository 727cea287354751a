import { NULL_SPELLINGS } from '../../domain/data-checks/null-spellings.ts';
import {
  type ColumnSurvey,
  MOST_VALUES,
  PERSONAL_KINDS,
  type TextSurvey,
  type ValueCount,
} from '../../domain/data-checks/survey.ts';
import type { EngineSession } from './engine-session.ts';
import type { Relation, RelationColumn } from './relation.ts';
import { textLiteral } from './sql.ts';
import type { Surveying } from './survey.ts';

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

/** From this many different values on, counting them takes longer than looking at every cell. */
const MANY = 200_000;

/** What is asked of text is asked of each different value once. */
export async function keepValues({ session, relation, column, head }: Surveying): Promise<Values> {
  const text = textSql(column);
  const cells = `SELECT ${text} AS v FROM ${relation.sql} WHERE ${text} IS NOT NULL`;
  if (head.distinct > MANY)
    return { from: `(SELECT v, 1 AS n FROM (${cells}))`, table: null, distinct: head.distinct, top: null };
  const table = await session.keep(`SELECT v, count(*) AS n FROM (${cells}) GROUP BY 1`, relation.source);
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

export async function surveyText({ session, relation }: Surveying, values: Values): Promise<TextSurvey> {
  const { from, distinct } = values;
  // Most cells are longer than any of them, and need not be looked at again.
  const spelt = `length(v) <= ${LONGEST_SPELLING} AND ${PLAIN} IN (${NULL_SPELLINGS.map(textLiteral).join(', ')})`;
  const [row = {}] = await session.rows(
    `SELECT sum(n) FILTER (WHERE isfinite(TRY_CAST(v AS DOUBLE))) AS numeric, sum(n) FILTER (WHERE NOT regexp_matches(v, '[\\pL\\pN]') AND NOT (${spelt})) AS symbols FROM ${from}`,
    relation.source,
  );
  const counts = async (query: string): Promise<ValueCount[]> =>
    (await session.rows(query, relation.source)).map(({ v, n }) => ({ value: String(v), rows: Number(n) }));
  return {
    values: distinct > MOST_VALUES ? null : await counts(`SELECT v, n FROM ${from} ORDER BY n DESC, v`),
    numeric: Number(row.numeric ?? 0),
    nullSpellings: await counts(
      `SELECT ${PLAIN} AS v, sum(n) AS n FROM ${from} WHERE ${spelt} GROUP BY 1 ORDER BY n DESC, v`,
    ),
    symbols: Number(row.symbols ?? 0),
  };
}

const DIGITS = `regexp_replace(v, '[ -]', '', 'g')`;
const ACCOUNT = `upper(replace(v, ' ', ''))`;
const DIGIT = `ascii(d[i]) - 48`;
/** H. P. Luhn, US patent 2,950,048: from the right every second digit is doubled, its digits added. */
const LUHN = `(SELECT sum(CASE WHEN (length(d) - i) % 2 = 0 THEN ${DIGIT} WHEN ${DIGIT} > 4 THEN 2 * (${DIGIT}) - 9 ELSE 2 * (${DIGIT}) END) FROM unnest(range(1, length(d) + 1)) AS u(i)) % 10 = 0`;

/** Form of each kind over a value `v`, and what its check digits must satisfy. */
const FORMS = {
  email: {
    form: `regexp_matches(v, '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*[.][A-Za-z]{2,}')`,
    check: null,
  },
  phone: {
    form: `length(v) BETWEEN 7 AND 30 AND (regexp_full_match(trim(v), '[+][1-9][0-9 ().-]{6,17}[0-9]') OR regexp_full_match(trim(v), '[(]?0?[0-9]{2,4}[)]?[ .-][0-9]{3,4}[ .-][0-9]{3,5}'))`,
    check: null,
  },
  iban: {
    form: `length(v) BETWEEN 15 AND 45 AND regexp_full_match(${ACCOUNT}, '[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}')`,
    check: 'iban',
  },
  card: {
    form: `length(v) BETWEEN 13 AND 25 AND regexp_full_match(${DIGITS}, '[3-6][0-9]{12,18}')`,
    check: 'card',
  },
} as const;

/** Only text can be personal data here, and whole numbers long enough to be a payment card. */
export async function personalOf(
  surveying: Surveying,
  values: Values | null,
): Promise<ColumnSurvey['personal']> {
  const { session, relation, surveyed, column } = surveying;
  if (surveyed.as === 'text' && values !== null) return countPersonal(surveying, values.from);
  if (surveyed.as !== 'number' || column.logicalType !== 'integer') return null;
  const [row = {}] = await session.rows(
    `SELECT count(*) AS n FROM ${relation.sql} WHERE ${column.typed} >= 3000000000000`,
    relation.source,
  );
  if (Number(row.n) === 0) return null;
  return countPersonal(
    surveying,
    `(SELECT ${column.typed}::VARCHAR AS v, count(*) AS n FROM ${relation.sql} WHERE ${column.typed} >= 3000000000000 GROUP BY 1)`,
  );
}

async function countPersonal(
  { session, relation }: Surveying,
  table: string,
): Promise<NonNullable<ColumnSurvey['personal']>> {
  const select = PERSONAL_KINDS.map((kind) => `sum(n) FILTER (WHERE ${FORMS[kind].form}) AS ${kind}`);
  const [row = {}] = await session.rows(`SELECT ${select.join(', ')} FROM ${table}`, relation.source);
  const alike = (kind: (typeof PERSONAL_KINDS)[number]) => Number(row[kind] ?? 0);
  const whole = (count: number) => ({ found: count, alike: count });
  return {
    email: whole(alike('email')),
    phone: whole(alike('phone')),
    iban: {
      found: alike('iban') === 0 ? 0 : await countIban(session, relation, table),
      alike: alike('iban'),
    },
    card: {
      found: alike('card') === 0 ? 0 : await countCards(session, relation, table),
      alike: alike('card'),
    },
  };
}

async function countCards(session: EngineSession, relation: Relation, table: string): Promise<number> {
  const [row = {}] = await session.rows(
    `SELECT sum(n) FILTER (WHERE ${LUHN}) AS n FROM (SELECT n, ${DIGITS} AS d FROM ${table} WHERE ${FORMS.card.form})`,
    relation.source,
  );
  return Number(row.n ?? 0);
}

/** ISO 13616: the first four characters go to the end, letters count 10 … 35; the number modulo 97 is 1. */
async function countIban(session: EngineSession, relation: Relation, table: string): Promise<number> {
  const places = `list_transform(string_split(a[5:] || a[:4], ''), lambda c: CASE WHEN ascii(c) > 64 THEN ascii(c) - 55 ELSE ascii(c) - 48 END)`;
  const rest = `list_reduce(${places}, lambda x, y: (x * CASE WHEN y > 9 THEN 100 ELSE 10 END + y) % 97) = 1`;
  const [row = {}] = await session.rows(
    `SELECT sum(n) FILTER (WHERE ${rest}) AS n FROM (SELECT n, ${ACCOUNT} AS a FROM ${table} WHERE ${FORMS.iban.form})`,
    relation.source,
  );
  return Number(row.n ?? 0);
}
