import type { ColumnHead } from '../../domain/stored-table.ts';
import { ModelyardError } from '../../errors.ts';
import type { TensorDescription } from '../../ports/model-runtime.ts';
import { isBlock, shareOut } from './column-blocks.ts';
import { nameList, shapeText } from './input-words.ts';

interface Features {
  readonly columns: readonly ColumnHead[];
}

/** One input of the model and the columns that fill it, side by side. */
export interface PlannedInput {
  readonly name: string;
  readonly type: string;
  readonly columns: readonly ColumnHead[];
  /** Dimensions after the first, which counts the rows; their product is the number of columns. */
  readonly rowShape: readonly number[];
}

export interface FeedPlan {
  readonly inputs: readonly PlannedInput[];
  /** Rows per call on which the model insists; null: any number. */
  readonly batchSize: number | null;
  readonly notes: readonly string[];
}

/**
 * Which columns go into which input: one [n, f] input takes all features in their order; otherwise every input of one
 * column takes that of its name, or the only column whose name becomes the input's when all but letters, digits and `_`
 * are replaced by `_`, as skl2onnx does; inputs of several share the others out in their order. Throws `input` where
 * they do not fit.
 */
export function matchInputs(inputs: readonly TensorDescription[], features: Features): FeedPlan {
  if (features.columns.length === 0)
    throw new ModelyardError('input', 'there is no feature column to feed the model with');
  const [only] = inputs;
  if (only === undefined)
    throw new ModelyardError('input', 'the model has no inputs', {
      hint: 'Export it with its features as inputs; an initializer of the same name takes an input away.',
    });
  const batchSize = batchSizeOf(inputs);
  if (inputs.length === 1 && takesAllColumns(only, features)) {
    return { inputs: [wholeTable(only, features)], batchSize, notes: [] };
  }
  const blocks = inputs.length === 1 ? [] : inputs.filter(isBlock);
  const single = inputs.filter((input) => !blocks.includes(input));
  const byName = matchNames(single, features);
  const named = new Set(byName.columns.values());
  const others = features.columns.filter((column) => !named.has(column));
  const ofOne = new Map(
    single.map((input) => [input, oneColumn(input, byName.columns.get(input.name), { inputs, features })]),
  );
  const shared = blocks.length === 0 ? null : shareOut(blocks, others);
  const planned = inputs.map((input) => ofOne.get(input) ?? block(input, shared?.get(input.name) ?? []));
  const notes = [...byName.notes, ...blockNotes(shared), ...unusedNotes(planned, features)];
  return { inputs: planned, batchSize, notes };
}

function block({ name, type }: TensorDescription, columns: readonly ColumnHead[]): PlannedInput {
  return { name, type, columns, rowShape: [columns.length] };
}

/** Columns went by their place, which a reader must be able to check. */
function blockNotes(shared: ReadonlyMap<string, readonly ColumnHead[]> | null): string[] {
  return [...(shared ?? [])].map(
    ([name, columns]) => `by their order, these columns feed the model's input ${name}: ${nameList(columns)}`,
  );
}

/** A single input of one column is filled by name, unless there is only one column anyway. */
function takesAllColumns({ shape }: TensorDescription, features: Features): boolean {
  if (features.columns.length === 1 && shape.length <= 2) return true;
  return shape.length === 2 && shape[1] !== 1;
}

function wholeTable({ name, type, shape }: TensorDescription, { columns }: Features): PlannedInput {
  const width = shape[1];
  if (typeof width === 'number' && width !== columns.length) {
    throw new ModelyardError(
      'input',
      `input ${name} of the model takes ${width} columns; ${columns.length === 1 ? 'there is 1 feature column' : `there are ${columns.length} feature columns`}: ${nameList(columns)}`,
      {
        hint: 'List exactly the columns of the training, in their order, in data.features; without it they are those that the contract names.',
      },
    );
  }
  return { name, type, columns, rowShape: shape.length === 1 ? [] : [columns.length] };
}

function oneColumn(
  input: TensorDescription,
  column: ColumnHead | undefined,
  { inputs, features }: { readonly inputs: readonly TensorDescription[]; readonly features: Features },
): PlannedInput {
  const { name, type } = input;
  const rowShape = input.shape.slice(1).map((size) => (typeof size === 'number' ? size : 1));
  const width = rowShape.reduce((product, size) => product * size, 1);
  if (input.shape.length === 0 || width !== 1) {
    throw new ModelyardError(
      'input',
      `input ${name} of the model has the shape ${shapeText(input)}; ${severalText(inputs)}an input must take one column ([n, 1] or [n])${widthExplanation(input, features)}`,
      {
        hint: 'Export with one input per column, or with a single [n, f] input; weights belong into the file, not among the inputs.',
      },
    );
  }
  if (column !== undefined) return { name, type, columns: [column], rowShape };
  throw new ModelyardError(
    'input',
    `the model's input ${name} has no column; the feature columns are ${nameList(features.columns)}`,
    { hint: 'Check data.features, or rename the column; the names must agree.' },
  );
}

function severalText(inputs: readonly TensorDescription[]): string {
  if (inputs.length < 2) return '';
  const named = inputs.slice(0, 8).map((input) => `${input.name} ${shapeText(input)}`);
  const rest = inputs.length - named.length;
  return `there are ${inputs.length} inputs (${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}), and of several `;
}

function widthExplanation(input: TensorDescription, features: Features): string {
  return input.shape.length === 1 ? '' : `; there are ${features.columns.length} feature columns`;
}

/** More rows per call than anybody fixed on purpose; a damaged file may say any number. */
const LARGEST_BATCH = 65536;

function batchSizeOf(inputs: readonly TensorDescription[]): number | null {
  const sizes = new Set(inputs.map(({ shape }) => shape[0]).filter((size) => typeof size === 'number'));
  const [size] = sizes;
  if (size === undefined) return null;
  if (sizes.size === 1 && size > 0 && size <= LARGEST_BATCH) return size;
  throw new ModelyardError(
    'input',
    `the model takes exactly ${[...sizes].join(' and ')} rows in one call; it must be one number, 1 to ${LARGEST_BATCH}`,
    { hint: 'Export with a dynamic first dimension.' },
  );
}

interface NameMatch {
  readonly columns: ReadonlyMap<string, ColumnHead>;
  readonly notes: readonly string[];
}

function matchNames(inputs: readonly TensorDescription[], { columns }: Features): NameMatch {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const found = new Map<string, ColumnHead>();
  for (const { name } of inputs) {
    const column = byName.get(name);
    if (column !== undefined) found.set(name, column);
  }
  const exact = new Set(found.values());
  const rest = columns.filter((column) => !exact.has(column));
  const notes: string[] = [];
  for (const { name } of inputs) {
    if (found.has(name)) continue;
    const similar = rest.filter((column) => sanitised(column.name) === sanitised(name));
    const [column] = similar;
    if (column === undefined) continue;
    if (similar.length > 1) throw ambiguous(name, similar);
    found.set(name, column);
    notes.push(`column ${column.name} feeds the model's input ${name}: the export renamed it`);
  }
  assertUsedOnce(found);
  return { columns: found, notes };
}

function assertUsedOnce(found: ReadonlyMap<string, ColumnHead>): void {
  const inputOf = new Map<ColumnHead, string>();
  for (const [input, column] of found) {
    const other = inputOf.get(column);
    if (other !== undefined) {
      throw new ModelyardError(
        'input',
        `column ${column.name} could feed the model's inputs ${other} and ${input}; give the columns their inputs' names`,
      );
    }
    inputOf.set(column, input);
  }
}

function ambiguous(input: string, columns: readonly ColumnHead[]): ModelyardError {
  return new ModelyardError(
    'input',
    `the model's input ${input} could be any of the columns ${nameList(columns)}`,
    { hint: 'Rename the columns so that they differ in more than special characters, and train again.' },
  );
}

/** skl2onnx puts `_` before a leading digit and keeps letters of any script and `+`; both sides are compared so. */
function sanitised(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
}

function unusedNotes(planned: readonly PlannedInput[], { columns }: Features): string[] {
  const used = new Set(planned.flatMap((input) => input.columns));
  const unused = columns.filter((column) => !used.has(column));
  return unused.length === 0 ? [] : [`not an input of the model, and not used: ${nameList(unused)}`];
}
