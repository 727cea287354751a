import type { ColumnHead } from '../../domain/stored-table.ts';
import { ModelyardError } from '../../errors.ts';
import type { TensorDescription } from '../../ports/model-runtime.ts';
import { nameList, shapeText } from './input-words.ts';

/** An input of several columns side by side, [n, k]. */
export function isBlock({ shape }: TensorDescription): boolean {
  return shape.length === 2 && shape[1] !== 1;
}

/**
 * Shares columns out, in their order, to the inputs that take several, in the model's order: as many to each as it
 * declares; one of them may leave its width open and takes what the others leave. Throws `input` where the widths are
 * not as many as there are columns.
 */
export function shareOut(
  blocks: readonly TensorDescription[],
  columns: readonly ColumnHead[],
): ReadonlyMap<string, readonly ColumnHead[]> {
  const widths = blocks.map(({ shape }) => (typeof shape[1] === 'number' ? shape[1] : null));
  const declared = widths.reduce<number>((sum, width) => sum + (width ?? 0), 0);
  const open = widths.filter((width) => width === null).length;
  const left = columns.length - declared;
  if (open > 1 || (open === 0 ? left !== 0 : left < 1)) throw noFit(blocks, columns, { declared, open });
  const shared = new Map<string, readonly ColumnHead[]>();
  let from = 0;
  for (const [place, { name }] of blocks.entries()) {
    const width = widths[place] ?? left;
    shared.set(name, columns.slice(from, from + width));
    from += width;
  }
  return shared;
}

function noFit(
  blocks: readonly TensorDescription[],
  columns: readonly ColumnHead[],
  { declared, open }: { readonly declared: number; readonly open: number },
): ModelyardError {
  const named = blocks.slice(0, 8).map((input) => `${input.name} ${shapeText(input)}`);
  const rest = blocks.length - named.length;
  const inputs = `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  const takes = blocks.length === 1 ? 'takes' : 'take together';
  const amount = open > 1 ? 'columns, and more than one leaves its width open' : `${declared} columns`;
  const left =
    columns.length === 0
      ? 'no feature column is left for them'
      : `${columns.length} feature columns are left for them: ${nameList(columns)}`;
  return new ModelyardError('input', `of the model's inputs ${inputs} ${takes} ${amount}; ${left}`, {
    hint: "List exactly the columns of the training in data.features: for inputs of several columns in the model's order; an input of one column takes the one of its name. Weights belong into the file, not among the inputs.",
  });
}
