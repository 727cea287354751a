import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DuckDBVector } from '@duckdb/node-api';
import { inTurn, type Steps } from '../../domain/steps.ts';
import type { Column, ColumnKind, ColumnValues } from '../../domain/table.ts';
import { gatherTexts } from '../../domain/texts/gather-texts.ts';
import { pickTextsInSteps } from '../../domain/texts/pick-texts.ts';
import type { Texts } from '../../domain/texts/texts.ts';
import { growingArray, type Typed } from './growing-array.ts';

/** Values become typed as their chunk arrives: a million boxed cells of every column would not fit. */
export interface ColumnBuilder {
  readonly name: string;
  add(vector: DuckDBVector): void;
  /** What a column of text holds, before it is finished. */
  texts(): Texts | null;
  finish(order: Int32Array | null): Steps<ColumnValues>;
  /** Rows that are null, in ascending order. */
  readonly nulls: readonly number[];
}

interface Rows {
  readonly rows: number;
  /** The row that comes at each place; null: in their own order. */
  readonly order: Int32Array | null;
}

/**
 * All columns, one after the other, so that no two of them are held twice at the same time; with a rest after each, as a signal
 * may wait.
 */
export async function finishedColumns(
  builders: readonly ColumnBuilder[],
  { rows, order }: Rows,
): Promise<Column[]> {
  const nothingMissing = new Uint8Array(rows);
  const columns: Column[] = [];
  for (const builder of builders) {
    const missing = builder.nulls.length === 0 ? nothingMissing : flags(builder.nulls, { rows, order });
    columns.push({ name: builder.name, ...(await inTurn(builder.finish(order), nextTurn)), missing });
    await nextTurn();
  }
  return columns;
}

function flags(nulls: readonly number[], { rows, order }: Rows): Uint8Array {
  const missing = new Uint8Array(rows);
  for (const row of nulls) missing[row] = 1;
  return order === null ? missing : Uint8Array.from(order, (row) => missing[row] as number);
}

export function columnBuilder(name: string, kind: ColumnKind): ColumnBuilder {
  const nulls: number[] = [];
  const cells = CELLS[kind]();
  let rows = 0;
  return {
    name,
    nulls,
    add(vector) {
      for (let item = 0; item < vector.itemCount; item++, rows++) {
        const value = vector.getItem(item);
        if (value === null) nulls.push(rows);
        cells.push(value);
      }
    },
    texts: () => cells.texts?.() ?? null,
    finish: (order) => cells.finish(order),
  };
}

interface Cells {
  push(value: unknown): void;
  texts?(): Texts;
  finish(order: Int32Array | null): Steps<ColumnValues>;
}

const CELLS: Readonly<Record<ColumnKind, () => Cells>> = {
  number: () =>
    typedCells(
      growingArray<Float64Array>(Float64Array),
      (value) => (value === null ? 0 : Number(value)),
      (data) => ({ kind: 'number', data }),
    ),
  boolean: () =>
    typedCells(
      growingArray<Uint8Array>(Uint8Array),
      (value) => (value === true ? 1 : 0),
      (data) => ({ kind: 'boolean', data }),
    ),
  integer: () =>
    typedCells(
      growingArray<BigInt64Array>(BigInt64Array),
      (value) => (value === null ? 0n : (value as bigint)),
      (data) => ({ kind: 'integer', data }),
    ),
  text: textCells,
};

function typedCells<T extends Typed>(
  values: ReturnType<typeof growingArray<T>>,
  convert: (value: unknown) => T[number],
  finished: (data: T) => ColumnValues,
): Cells {
  return {
    push: (value) => values.push(convert(value)),
    *finish(order) {
      yield;
      return finished(values.finish(order));
    },
  };
}

function textCells(): Cells {
  const gathered = gatherTexts();
  let texts: Texts | null = null;
  const whole = () => {
    texts ??= gathered.finish();
    return texts;
  };
  return {
    push: (value) => gathered.add(value === null ? '' : String(value)),
    texts: whole,
    *finish(order) {
      const data = order === null ? whole() : yield* pickTextsInSteps(whole(), order);
      texts = null;
      return { kind: 'text', data };
    },
  };
}
