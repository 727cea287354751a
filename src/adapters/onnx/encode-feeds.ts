import { ModelyardError } from '../../errors.ts';
import { ENCODINGS, type Encoding } from './column-encodings.ts';
import type { FeedPlan, PlannedInput } from './match-inputs.ts';
import type { Feeds, TensorData } from './protocol.ts';

/** Rows that go to the worker at once: memory stays bounded, and larger batches are no faster. */
const ROWS_PER_MESSAGE = 1024;

/** Node 24 brought Float16Array, with which the runtime's binding refuses every float16 input. */
const HAS_FLOAT16_ARRAY = 'Float16Array' in globalThis;

/**
 * Checks that every column can become what its input takes without changing its meaning; returns notes on what was
 * done. Throws `input` with the column, the input's type and the rows.
 */
export function assertFits(plan: FeedPlan, isFloat16Broken = HAS_FLOAT16_ARRAY): string[] {
  const notes: string[] = [];
  for (const input of plan.inputs) {
    const encoding = encodingOf(input);
    if (input.type === 'float16' && isFloat16Broken) throw float16Error(input.name);
    for (const column of input.columns) {
      const misfit = encoding.misfit(column);
      if (misfit !== null) {
        throw new ModelyardError(
          'input',
          `column ${column.name} ${misfit.problem}; input ${input.name} of the model takes ${input.type}`,
          { hint: misfit.hint },
        );
      }
      const nulls = column.missing.reduce((count, missing) => count + missing, 0);
      if (nulls > 0)
        notes.push(`${nulls} null values of column ${column.name} were given to the model as NaN`);
    }
  }
  return notes;
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

/** The calls that score `count` rows: one, or several of the size on which the model insists, the last one padded. */
export function encodeCalls(plan: FeedPlan, rowAt: RowAt, count: number): Feeds[] {
  const size = plan.batchSize ?? count;
  return Array.from({ length: Math.ceil(count / size) }, (_, call) => {
    const rowInCall = (index: number) => rowAt(Math.min(call * size + index, count - 1));
    return plan.inputs.map((input) => encodeInput(input, rowInCall, size));
  });
}

function encodeInput(input: PlannedInput, rowAt: RowAt, size: number): TensorData {
  const encoding = encodingOf(input);
  const width = input.columns.length;
  const data = encoding.allocate(size * width) as { [index: number]: number | bigint | string };
  input.columns.forEach((column, position) => {
    for (let index = 0; index < size; index++) {
      data[index * width + position] = encoding.element(column, rowAt(index));
    }
  });
  return {
    name: input.name,
    type: input.type,
    dims: [size, ...input.rowShape],
    data: data as TensorData['data'],
  };
}

export interface Portion {
  /** First row and number of rows. */
  readonly from: number;
  readonly rows: number;
}

/** All rows in portions that fit into one message, or are as small as is wanted; multiples of the model's batch size, as far as rows go. */
export function portionsOf(
  rows: number,
  batchSize: number | null,
  wanted: number = ROWS_PER_MESSAGE,
): Portion[] {
  const most = Math.min(wanted, ROWS_PER_MESSAGE);
  const size = batchSize === null ? most : batchSize * Math.ceil(most / batchSize);
  return Array.from({ length: Math.ceil(rows / size) }, (_, index) => ({
    from: index * size,
    rows: Math.min(size, rows - index * size),
  }));
}
