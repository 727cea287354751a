import { counted } from '../../domain/report/counted.ts';
import { ModelyardError } from '../../errors.ts';
import { decodeFloat16 } from './float16.ts';
import type { TensorData } from './protocol.ts';

/** The elements of a float tensor, widened to float64. */
export function floatsOf({ name, type, data }: TensorData): Float64Array {
  if (data instanceof Float64Array) return data;
  if (data instanceof Float32Array) return Float64Array.from(data);
  if (type === 'float16' && data instanceof Uint16Array) return Float64Array.from(data, decodeFloat16);
  throw new ModelyardError('internal', `output ${name} is ${type}, not a float`);
}

/** The elements of a label tensor as text: integers in digits, booleans as `true` and `false`. */
export function textsOf({ type, data }: TensorData): string[] {
  if (type === 'bool') return Array.from(data as Uint8Array, (value) => String(value !== 0));
  return Array.from(data as ArrayLike<unknown>, String);
}

/**
 * Columns of a tensor with one row per fed row: 1 for [n] and [n, 1], k for [n, k]; of a single row a plain number will do, as
 * PyTorch's squeeze leaves it. Throws `input` for other shapes.
 */
export function widthOf({ name, dims }: TensorData, rows: number): number {
  if (dims.length === 0 && rows === 1) return 1;
  const [first, second = 1, ...rest] = dims;
  if (first === rows && rest.length === 0 && second >= 1) return second;
  throw new ModelyardError(
    'input',
    `output ${name} of the model has the shape [${dims.join(', ')}] for ${counted(rows, 'row')}; it must have one row per row`,
    { hint: 'Export the model with outputs of the shape [n] or [n, classes].' },
  );
}
