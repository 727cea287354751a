import { MOST_SHOWN } from '../../domain/data-checks/judgement.ts';
import {
  FAR,
  type FarSide,
  GAP,
  type NumberSurvey,
  TAIL,
  type Tail,
} from '../../domain/data-checks/survey.ts';
import { finiteSql } from './profile-values.ts';
import { inOrder, numberedRows, type RelationColumn } from './relation.ts';
import { numberSqlOf } from './sql.ts';
import type { Middle } from './survey-middle.ts';
import type { Tallied } from './survey-tally.ts';
import type { SurveyBatch } from './surveying.ts';

/** A number with what one pass over all rows told of it. */
export interface TalliedNumber {
  readonly column: RelationColumn;
  readonly tallied: Tallied;
}

/** Middle, robust scale and what is far from both, of each column. null without a finite value. */
export async function surveyNumbers(
  batch: SurveyBatch,
  columns: readonly TalliedNumber[],
): Promise<(NumberSurvey | null)[]> {
  const bounded = columns.map(boundedOf);
  const far = await farValues(batch, bounded.filter((each) => each !== null).filter(hasFar));
  return bounded.map((each) => {
    if (each === null) return null;
    const { lowest = NOTHING, highest = NOTHING } = far.get(each) ?? {};
    const { finite, median, scale } = each;
    return { finite, median, scale, lowest, highest };
  });
}

interface Bounded extends Middle, Pick<Tallied, 'low' | 'high' | 'few' | 'many' | 'finite'> {
  /** The finite values in SQL. */
  readonly value: string;
  readonly below: string;
  readonly above: string;
}

function boundedOf({ column, tallied }: TalliedNumber): Bounded | null {
  if (tallied.middle === null) return null;
  const { median, scale } = tallied.middle;
  return {
    ...tallied,
    median,
    scale,
    value: finiteSql(column),
    below: numberSqlOf(median - FAR * scale),
    above: numberSqlOf(median + FAR * scale),
  };
}

function hasFar({ scale, few, many }: Bounded): boolean {
  return scale !== 0 && few + many > 0;
}

type Far = Pick<NumberSurvey, 'lowest' | 'highest'>;

const NOTHING: FarSide = { farthest: [], gaps: [] };

/** So many cells of rows that are far somewhere are kept at a time. */
const CELLS_AT_ONCE = 4_000_000;

/** Values, each once, beyond the edges of each column: the rows that have some are kept, and the columns read from there. */
async function farValues(
  batch: SurveyBatch,
  columns: readonly Bounded[],
): Promise<ReadonlyMap<Bounded, Far>> {
  const found = new Map<Bounded, Far>();
  for (const together of atOnce(columns)) {
    const { session, relation } = batch;
    const inner = together.map(({ value }, index) => `${value} AS v${index}`);
    const rows = `SELECT row, ${inner.join(', ')} FROM ${numberedRows(relation)}`;
    const isFar = together.map(({ below, above }, index) => `v${index} < ${below} OR v${index} > ${above}`);
    const far = `SELECT * FROM (${rows}) WHERE ${isFar.join(' OR ')}`;
    const table = await session.keep(inOrder(far), relation.source);
    for (const [index, each] of together.entries()) {
      const look = (side: Omit<Side, 'v' | 'each'>) =>
        farSide(batch, table, { ...side, v: `v${index}`, each });
      found.set(each, {
        lowest:
          each.few === 0 ? NOTHING : await look({ beyond: `< ${each.below}`, order: 'ASC', inner: each.low }),
        highest:
          each.many === 0
            ? NOTHING
            : await look({ beyond: `> ${each.above}`, order: 'DESC', inner: each.high }),
      });
    }
    await session.drop(table, relation.source);
  }
  return found;
}

function atOnce(columns: readonly Bounded[]): Bounded[][] {
  const batches: Bounded[][] = [];
  let rows = 0;
  for (const column of columns) {
    const last = batches.at(-1);
    rows += column.few + column.many;
    if (last !== undefined && rows * (last.length + 1) <= CELLS_AT_ONCE) last.push(column);
    else {
      batches.push([column]);
      rows = column.few + column.many;
    }
  }
  return batches;
}

interface Side {
  readonly each: Bounded;
  /** The column of the value. */
  readonly v: string;
  readonly beyond: string;
  readonly order: 'ASC' | 'DESC';
  /** The farthest value that is not beyond. */
  readonly inner: number;
}

/** All values of one side in their order: the first of them, and those with a gap behind them. */
async function farSide(batch: SurveyBatch, table: string, side: Side): Promise<FarSide> {
  const { v, beyond, order, inner } = side;
  const place = placeSql(side);
  const values = `SELECT ${v} AS v, count(*) AS n, min(row) AS r FROM ${table} WHERE ${v} ${beyond} GROUP BY 1`;
  const next = `lead(v, 1, ${numberSqlOf(inner)}) OVER w`;
  const ranked = `SELECT v, n, r, ${next} AS next, row_number() OVER w AS place, sum(n) OVER w AS rows FROM (${values}) WINDOW w AS (ORDER BY v ${order})`;
  const width = `CASE WHEN isfinite(${place('next')}) THEN ${place('v')} - ${place('next')} ELSE 0 END`;
  const found = await batch.session.rows(
    `SELECT * FROM (SELECT *, ${width} AS width FROM (${ranked})) WHERE place <= ${MOST_SHOWN} OR width >= ${GAP} ORDER BY place`,
    batch.relation.source,
  );
  const numbers = found.map((row) => ({
    value: Number(row.v),
    rows: Number(row.n),
    row: Number(row.r),
    beyond: { rows: Number(row.rows), values: Number(row.place), width: Number(row.width) },
  }));
  const gaps: FarSide['gaps'][number][] = [];
  for (const { value, beyond: all } of numbers)
    if (all.width >= GAP) gaps.push({ value, ...all, tail: await tailOf(batch, table, { side, value }) });
  return {
    farthest: numbers.slice(0, MOST_SHOWN).map(({ value, rows, row }) => ({ value, rows, row })),
    gaps,
  };
}

function placeSql({ each: { median, scale } }: Side): (value: string) => string {
  return (value) => `asinh(abs(${value} - ${numberSqlOf(median)}) / ${numberSqlOf(scale)})`;
}

/** How the values lie that are far, too, and next to this one on its inner side. */
async function tailOf(
  { session, relation }: SurveyBatch,
  table: string,
  { side, value }: { readonly side: Side; readonly value: number },
): Promise<Tail> {
  const { v, beyond, order } = side;
  const isInside = `${v} ${beyond} AND ${v} ${order === 'ASC' ? '>' : '<'} ${numberSqlOf(value)}`;
  const found = await session.rows(
    `SELECT ${placeSql(side)('v')} AS place FROM (SELECT DISTINCT ${v} AS v FROM ${table} WHERE ${isInside} ORDER BY v ${order} LIMIT ${TAIL + 1})`,
    relation.source,
  );
  const places = found.map((row) => Number(row.place)).sort((a, b) => b - a);
  const base = places[TAIL] ?? Math.asinh(FAR);
  const near = places.slice(0, TAIL);
  return { values: near.length, excess: near.reduce((sum, place) => sum + place - base, 0) };
}
