import { MOST_SHOWN } from '../../domain/data-checks/judgement.ts';
import {
  FAR,
  type FarSide,
  GAP,
  type NumberSurvey,
  TAIL,
  type Tail,
} from '../../domain/data-checks/survey.ts';
import { askInPasses } from './ask-in-passes.ts';
import { finiteSql } from './profile-values.ts';
import { inOrder, numberedRows, type RelationColumn } from './relation.ts';
import { countIf, numberSqlOf } from './sql.ts';
import { lookAtSorted } from './survey-sample.ts';
import type { SurveyBatch } from './surveying.ts';

/** The standard deviation of normal data over their median absolute deviation: 1 / Φ⁻¹(3/4). */
const NORMAL = 1.482602218505602;

/** Columns whose far values are looked for in one pass over all rows. */
const COLUMNS_PER_PASS = 100;

/** Middle, robust scale and what is far from both, of each column. null without a finite value. */
export async function surveyNumbers(
  batch: SurveyBatch,
  columns: readonly RelationColumn[],
): Promise<(NumberSurvey | null)[]> {
  const middles = await middlesOf(batch, columns);
  const placed = middles.filter((each) => each !== null);
  const extremes = await extremesOf(batch, placed);
  return middles.map((middle) => {
    if (middle === null) return null;
    const { median, scale } = middle;
    return { median, scale, ...(extremes[placed.indexOf(middle)] as Extremes) };
  });
}

interface Middle {
  /** The finite values in SQL. */
  readonly value: string;
  readonly median: number;
  readonly scale: number;
}

async function middlesOf(
  { session, relation }: SurveyBatch,
  columns: readonly RelationColumn[],
): Promise<(Middle | null)[]> {
  const values = columns.map(finiteSql);
  const found = await lookAtSorted(session, relation, { values, look: middleOf });
  return found.map((middle, index) =>
    middle === null ? null : { ...middle, value: values[index] as string },
  );
}

/** Of values that mostly are the median, the scale is that of the others. null without any. */
function middleOf(sorted: Float64Array): Omit<Middle, 'value'> | null {
  if (sorted.length === 0) return null;
  const median = middle(sorted);
  const away = sorted.map((value) => Math.abs(value - median)).sort();
  const others = away.subarray(away.findIndex((each) => each > 0));
  const deviation = middle(away) || (away.at(-1) === 0 ? 0 : middle(others));
  return { median, scale: NORMAL * deviation };
}

/** The smallest value that has at least half of these, which ascend, at or below it. */
function middle(sorted: Float64Array): number {
  return sorted[Math.ceil(sorted.length / 2) - 1] as number;
}

type Extremes = Pick<NumberSurvey, 'finite' | 'lowest' | 'highest'>;

/** What one pass tells of a number before its far values are listed. */
interface Bounded extends Middle {
  readonly below: string;
  readonly above: string;
  readonly low: unknown;
  readonly high: unknown;
  readonly few: number;
  readonly many: number;
  readonly finite: number;
}

async function extremesOf(batch: SurveyBatch, middles: readonly Middle[]): Promise<Extremes[]> {
  const bounded = await boundedOf(batch, middles);
  const far = await farValues(batch, bounded.filter(hasFar));
  return bounded.map((each) => {
    const { lowest = NOTHING, highest = NOTHING } = far.get(each) ?? {};
    return { finite: each.finite, lowest, highest };
  });
}

function hasFar({ scale, few, many }: Bounded): boolean {
  return scale !== 0 && few + many > 0;
}

async function boundedOf({ session, relation }: SurveyBatch, middles: readonly Middle[]): Promise<Bounded[]> {
  const edges = middles.map(({ median, scale }) => ({
    below: numberSqlOf(median - FAR * scale),
    above: numberSqlOf(median + FAR * scale),
  }));
  const inner = middles.map(({ value }, index) => `${value} AS v${index}`);
  const from = `(SELECT ${inner.join(', ')} FROM ${relation.sql})`;
  const asked = edges.map(({ below, above }, index) => {
    const v = `v${index}`;
    return [
      `min(CASE WHEN ${v} >= ${below} THEN ${v} END)`,
      `max(CASE WHEN ${v} <= ${above} THEN ${v} END)`,
      countIf(`${v} < ${below}`),
      countIf(`${v} > ${above}`),
      `count(${v})`,
    ];
  });
  const answers = await askInPasses({ session, relation, from }, asked, COLUMNS_PER_PASS);
  return middles.map((middle, index) => {
    const [low, high, few, many, finite] = answers[index] ?? [];
    const edge = edges[index] as (typeof edges)[number];
    return { ...middle, ...edge, low, high, few: Number(few), many: Number(many), finite: Number(finite) };
  });
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
  readonly inner: unknown;
}

/** All values of one side in their order: the first of them, and those with a gap behind them. */
async function farSide(batch: SurveyBatch, table: string, side: Side): Promise<FarSide> {
  const { v, beyond, order, inner } = side;
  const place = placeSql(side);
  const values = `SELECT ${v} AS v, count(*) AS n, min(row) AS r FROM ${table} WHERE ${v} ${beyond} GROUP BY 1`;
  const next = `lead(v, 1, ${numberSqlOf(Number(inner))}) OVER w`;
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
