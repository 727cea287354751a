import type { MeasurePlan, PlannedProfile } from '../../domain/contract/measure-plan.ts';
import type { EngineSession } from './engine-session.ts';
import { FREQUENT, LEAST_SHARED, LONGEST_KEPT } from './profile-categories.ts';
import {
  columnsTogether,
  type HalvedColumn,
  type HalvedRows,
  type HalvedValue,
  halvedValues,
} from './profile-halved-values.ts';
import type { Summary } from './profile-moments.ts';
import type { Shape } from './profile-numbers.ts';
import { valueSql } from './profile-values.ts';
import { columnNamed, type Relation } from './relation.ts';

/** Rows in which more values than are kept apart show that a column has too many, before all of it is counted. */
const LOOKED_AT = 20_000;
const LOOKED_AT_TOGETHER = 100;

interface TextColumn {
  /** Its place in the plan. */
  readonly index: number;
  /** SQL of its text. */
  readonly value: string;
  /** SQL of what rows are grouped by where there are few values: text costs more than a boolean. */
  readonly key: string;
  readonly summary: Summary;
}

interface Opened {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: MeasurePlan;
}

/**
 * Cells of the columns of independent rows whose categories are not given, by their place in the plan: one GROUP BY tells the
 * values of a column, all their rows and those of each half.
 */
export async function profileTexts(
  opened: Opened,
  { summaries, tell }: { readonly summaries: readonly Summary[]; readonly tell: () => void },
): Promise<ReadonlyMap<number, Shape>> {
  const columns = textColumns(opened, summaries);
  const found = new Map<number, Shape>();
  const add = (index: number, shape: Shape) => {
    found.set(index, shape);
    tell();
  };
  const many = await columnsOfMany(opened, columns);
  const open = columns.filter((column) => many.has(column));
  for (const column of columns) {
    if (many.has(column)) continue;
    const closed = await closedCells(opened, column);
    if (closed === null) open.push(column);
    else add(column.index, closed);
  }
  for (const batch of batchesOf(open, columnsTogether(open)))
    for (const [column, halved] of await halvedValues(opened, batch))
      add(
        column.index,
        areEven(halved) ? await evenCells(opened, column) : chosenShape(halved, column.summary),
      );
  return found;
}

function textColumns({ relation, plan }: Opened, summaries: readonly Summary[]): TextColumn[] {
  if (plan.groupBy !== null) return [];
  const isOurs = ({ as, categories }: PlannedProfile) => as === 'category' && categories === null;
  return plan.profile.flatMap((planned, index) => {
    const summary = summaries[index];
    if (!isOurs(planned) || summary === undefined) return [];
    const column = columnNamed(relation, planned.column);
    const value = valueSql(column, planned);
    return [{ index, value, key: column.logicalType === 'boolean' ? column.typed : value, summary }];
  });
}

function batchesOf<T>(items: readonly T[], size: number): T[][] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, batch) => batch * size);
  return starts.map((start) => items.slice(start, start + size));
}

/** Columns of which some rows already hold more values than are kept apart. */
async function columnsOfMany(
  { session, relation, plan }: Opened,
  columns: readonly TextColumn[],
): Promise<ReadonlySet<TextColumn>> {
  const many = new Set<TextColumn>();
  for (const batch of batchesOf(columns, LOOKED_AT_TOGETHER)) {
    const values = batch.map(({ value }, place) => `${value} AS v${place}`);
    const counts = batch.map((_, place) => `count(DISTINCT v${place}) AS n${place}`);
    const [row = {}] = await session.rows(
      `SELECT ${counts.join(', ')} FROM (SELECT ${values.join(', ')} FROM ${relation.sql} LIMIT ${LOOKED_AT})`,
      relation.source,
    );
    batch.forEach((column, place) => {
      if (Number(row[`n${place}`]) > plan.maxCategories) many.add(column);
    });
  }
  return many;
}

/** Of a column with few values, each of them frequent: all are kept apart. null: it is no such column. */
async function closedCells(
  { session, relation, plan }: Opened,
  { key, summary }: TextColumn,
): Promise<Shape | null> {
  const rows = await session.rows(
    `SELECT v, n FROM (SELECT k::VARCHAR AS v, n FROM (SELECT ${key} AS k, count(*) AS n FROM ${relation.sql} GROUP BY 1)) WHERE length(v) <= ${LONGEST_KEPT} ORDER BY n DESC, v LIMIT ${plan.maxCategories + 1}`,
    relation.source,
  );
  const frequencies = rows.map(({ v, n }) => ({ text: String(v), count: Number(n) }));
  if (frequencies.length > plan.maxCategories || frequencies.some(({ count }) => count < FREQUENT))
    return null;
  return { ...cellsOf(frequencies, summary), heldOut: null };
}

interface Counted {
  readonly text: string;
  readonly count: number;
}

/** The categories by text, and a last cell for every other value. */
function cellsOf(
  frequencies: readonly Counted[],
  { rows, nulls }: { readonly rows: number; readonly nulls: number },
): Omit<Shape, 'heldOut'> {
  const countOf = new Map(frequencies.map(({ text, count }) => [text, count]));
  const categories = [...countOf.keys()].sort();
  const counts = categories.map((text) => countOf.get(text) ?? 0);
  const others = rows - nulls - counts.reduce((sum, count) => sum + count, 0);
  return { rows, counts: [...counts, others], clusters: null, edges: null, categories, means: null };
}

/** Variance over mean of the rows that did not choose: 1 or more where rows are drawn; of even counts half of it or less. */
const EVEN = 0.5;
/** Fewer values vary too little too often. */
const LEAST_EVEN = 20;

/**
 * Every value has about as many rows as another, by design: so many readings of each sensor. Then the halves hang on each
 * other: what one half has more of, the other has less of, and a choice by one half is no choice of what is frequent.
 */
function areEven({ own }: HalvedColumn): boolean {
  const counts = own.map(heldOutOf);
  if (counts.length < LEAST_EVEN) return false;
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return squares / (counts.length - 1) < EVEN * mean;
}

/** Values that a hash chooses, so that the choice has nothing to do with their rows; none where some are too rare to be written down. */
async function evenCells({ session, relation, plan }: Opened, { key, summary }: TextColumn): Promise<Shape> {
  const counted = `SELECT k::VARCHAR AS v, n FROM (SELECT ${key} AS k, count(*) AS n FROM ${relation.sql} GROUP BY 1)`;
  const rows = await session.rows(
    `SELECT v, n FROM (${counted}) WHERE length(v) <= ${LONGEST_KEPT} ORDER BY md5(v), v LIMIT ${plan.maxCategories}`,
    relation.source,
  );
  const frequencies = rows.map(({ v, n }) => ({ text: String(v), count: Number(n) }));
  const areShared = frequencies.every(({ count }) => count >= LEAST_SHARED);
  return { ...cellsOf(areShared ? frequencies : [], summary), heldOut: null };
}

/** The most frequent of one half are kept apart, and the other half is counted. */
function chosenShape({ own, missing, whole }: HalvedColumn, summary: Summary): Shape {
  const countedBy = (rowsOf: (value: HalvedValue) => number) =>
    own.map((value) => ({ text: value.text, count: rowsOf(value) }));
  const held = { rows: heldOutOf(whole), nulls: heldOutOf(missing) };
  const { rows, counts } = cellsOf(countedBy(heldOutOf), held);
  return {
    ...cellsOf(
      countedBy(({ all }) => all),
      summary,
    ),
    heldOut: { rows, counts, clusters: null },
  };
}

function heldOutOf({ all, chose }: HalvedRows): number {
  return all - chose;
}
