import { countRows, MOST_CELLS, whileAtHand } from './at-hand.ts';
import type { EngineSession } from './engine-session.ts';
import { narrowRelation, type Relation } from './relation.ts';

/** Queries ask of so many columns at once. What they hold in memory and how long they plan grows with it. */
const MOST_COLUMNS = 100;
/** Text takes the memory of two columns, and that of its signs. */
const MOST_TEXTS = 50;
const LEAST_COLUMNS = 20;

/** With more columns, each batch parses its own. */
const MOST_TOGETHER = 100;

interface Batches<C> {
  readonly columns: readonly C[];
  readonly nameOf: (column: C) => string;
  /** Columns that every batch has besides. */
  readonly also: readonly string[];
}

/** Looks at columns some at a time, in a relation that has these alone; gives what was found, in their order. */
export async function inBatches<C, T>(
  session: EngineSession,
  relation: Relation,
  { columns, nameOf, also }: Batches<C>,
  look: (narrow: Relation, batch: readonly C[], rows: number) => Promise<readonly T[]>,
): Promise<T[]> {
  if (columns.length === 0) return [];
  const rows = await countRows(session, relation);
  const perBatch = Math.min(
    relation.isText ? MOST_TEXTS : MOST_COLUMNS,
    Math.max(LEAST_COLUMNS, Math.floor(MOST_CELLS / Math.max(1, rows))),
  );
  const found: T[] = [];
  for (let start = 0; start < columns.length; start += perBatch) {
    const batch = columns.slice(start, start + perBatch);
    const narrow = narrowRelation(relation, [...batch.map(nameOf), ...also]);
    const cells = rows * batch.length;
    found.push(...(await whileAtHand(session, narrow, { cells }, (near) => look(near, batch, rows))));
  }
  return found;
}

/** Reads text once where all of its columns can be kept together: each batch would parse all rows again. */
export async function withoutText<T>(
  session: EngineSession,
  relation: Relation,
  look: (near: Relation) => Promise<T>,
): Promise<T> {
  const isInColumns = relation.isStored && relation.columns.length > MOST_TOGETHER;
  if (!relation.isText || isInColumns) return look(relation);
  return whileAtHand(session, relation, { cells: null }, look);
}
