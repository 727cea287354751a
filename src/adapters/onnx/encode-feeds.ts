import type { Column, Table } from '../../domain/table.ts';
import { ModelyardError } from '../../errors.ts';
import { type CellCheck, ENCODINGS, type Encoding, type Misfit } from './column-encodings.ts';
import type { FeedPlan, PlannedInput } from './match-inputs.ts';
import type { Feeds, TensorData } from './protocol.ts';

/** Rows that go to the worker at once: memory stays bounded, and larger batches are no faster. */
const ROWS_PER_MESSAGE = 1024;

/** Node 24 brought Float16Array, with which the runtime's binding refuses every float16 input. */
const HAS_FLOAT16_ARRAY = 'Float16Array' in globalThis;

/**
 * Checks that every column can become what its input takes without changing its meaning; returns notes on what was
 * done. `tables` hold all rows, one part after the other. Throws `input` with the column, the input's type and the rows.
 */
export async function assertFits(
  plan: FeedPlan,
  tables: AsyncIterable<Table> | Iterable<Table>,
  isFloat16Broken = HAS_FLOAT16_ARRAY,
): Promise<string[]> {
  const looked = plan.inputs.flatMap((input) => lookedAt(input, isFloat16Broken));
  let rows = 0;
  for await (const table of tables) {
    for (const each of looked) look(each, columnIn(table, each.name), rows);
    rows += table.rows;
  }
  for (const { input, name, checks } of looked)
    for (const { check, bad } of checks)
      if (bad.count > 0) throw unfit(input, name, check.misfit({ ...bad, rows }));
  return looked.flatMap(({ name, nulls }) =>
    nulls === 0 ? [] : [`${nulls} null values of column ${name} were given to the model as NaN`],
  );
}

interface LookedAt {
  readonly input: PlannedInput;
  readonly name: string;
  readonly checks: readonly { readonly check: CellCheck; readonly bad: { count: number; first: number } }[];
  nulls: number;
}

/** The columns of an input with what is to be found out of each. Throws for kinds that never fit. */
function lookedAt(input: PlannedInput, isFloat16Broken: boolean): LookedAt[] {
  const encoding = encodingOf(input);
  if (input.type === 'float16' && isFloat16Broken) throw float16Error(input.name);
  return input.columns.map((head): LookedAt => {
    const refusal = encoding.refuses(head);
    if (refusal !== null) throw unfit(input, head.name, refusal);
    const checks = encoding.checks
      .filter(({ kinds }) => kinds?.includes(head.kind) ?? true)
      .map((check) => ({ check, bad: { count: 0, first: -1 } }));
    return { input, name: head.name, checks, nulls: 0 };
  });
}

/** Counts what is bad in some rows, of which the first is row `from` of all. */
function look(looked: LookedAt, column: Column, from: number): void {
  const { missing } = column;
  for (let row = 0; row < missing.length; row++) looked.nulls += missing[row] as number;
  for (const { check, bad } of looked.checks) {
    for (let row = 0; row < missing.length; row++) {
      if (!check.isBad(column, row)) continue;
      if (bad.count === 0) bad.first = from + row;
      bad.count += 1;
    }
  }
}

function unfit({ name, type }: PlannedInput, column: string, { problem, hint }: Misfit): ModelyardError {
  return new ModelyardError(
    'input',
    `column ${column} ${problem}; input ${name} of the model takes ${type}`,
    {
      hint,
    },
  );
}

/** Names of the columns that feed the model, each once. */
export function fedColumns({ inputs }: FeedPlan): string[] {
  return [...new Set(inputs.flatMap(({ columns }) => columns.map(({ name }) => name)))];
}

function columnIn({ columns }: Table, name: string): Column {
  const column = columns.find((each) => each.name === name);
  if (column === undefined) throw new ModelyardError('internal', `column ${name} was not read`);
  return column;
}

function encodingOf({ name, type }: PlannedInput): Encoding {
  const encoding = ENCODINGS.get(type);
  if (encoding !== undefined) return encoding;
  throw new ModelyardError('input', `input ${name} of the model takes ${type}, which no column can become`, {
    hint: `Export it with one of: ${[...ENCODINGS.keys()].join(', ')}.`,
  });
}

function float16Error(name: string): ModelyardError {
  return new ModelyardError(
    'outside',
    `input ${name} of the model takes float16, which onnxruntime-node cannot be given on Node ${process.versions.node}`,
    { hint: 'Run with Node 20 or 22, or export the model with float32 inputs.' },
  );
}

/** Rows by number; a number may occur several times. */
export type RowAt = (index: number) => number;

/** Some rows of a table, which has the columns of the plan. */
export interface FedRows {
  readonly table: Table;
  readonly rowAt: RowAt;
  readonly count: number;
}

/** The calls that score `count` rows: one, or several of the size on which the model insists, the last one padded. */
export function encodeCalls(plan: FeedPlan, { table, rowAt, count }: FedRows): Feeds[] {
  const size = plan.batchSize ?? count;
  return Array.from({ length: Math.ceil(count / size) }, (_, call) => {
    const rowInCall = (index: number) => rowAt(Math.min(call * size + index, count - 1));
    return plan.inputs.map((input) => encodeInput(input, { table, rowAt: rowInCall, count: size }));
  });
}

function encodeInput(input: PlannedInput, { table, rowAt, count }: FedRows): TensorData {
  const encoding = encodingOf(input);
  const width = input.columns.length;
  const data = encoding.allocate(count * width) as { [index: number]: number | bigint | string };
  input.columns.forEach(({ name }, position) => {
    const column = columnIn(table, name);
    for (let index = 0; index < count; index++) {
      data[index * width + position] = encoding.element(column, rowAt(index));
    }
  });
  return {
    name: input.name,
    type: input.type,
    dims: [count, ...input.rowShape],
    data: data as TensorData['data'],
  };
}

export interface Portion {
  /** First row and number of rows. */
  readonly from: number;
  readonly rows: number;
}

/** Rows of a portion: as many as fit into one message, or are as few as is wanted; a multiple of the model's batch size. */
export function portionRows(batchSize: number | null, wanted: number = ROWS_PER_MESSAGE): number {
  const most = Math.min(wanted, ROWS_PER_MESSAGE);
  return batchSize === null ? most : batchSize * Math.ceil(most / batchSize);
}

/** Rows in portions of a size, as far as they go. */
export function portionsOf(rows: number, size: number): Portion[] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, index) => ({
    from: index * size,
    rows: Math.min(size, rows - index * size),
  }));
}
