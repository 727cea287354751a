import { TENSOR } from './onnx-graph.ts';
import { bytesOf, fieldsOf, firstField, intOf, intsOf, textOf } from './wire.ts';

const INT32 = 6n;
const INT64 = 7n;
const STRING = 8n;
const BOOL = 9n;

/**
 * The elements of a constant tensor of integers, booleans or strings as text, in order; null for other types and for
 * data that stand in another file.
 */
export function constantAsTexts(tensor: Uint8Array): string[] | null {
  const typeField = firstField(tensor, TENSOR.dataType);
  const type = typeField === null ? null : intOf(tensor, typeField);
  if (type === STRING) return stringElements(tensor);
  if (type !== INT32 && type !== INT64 && type !== BOOL) return null;
  const integers = integerElements(tensor, type);
  if (integers === null) return null;
  return integers.map((value) => (type === BOOL ? String(value !== 0n) : value.toString()));
}

function stringElements(tensor: Uint8Array): string[] {
  const texts: string[] = [];
  for (const field of fieldsOf(tensor)) {
    if (field.number === TENSOR.stringData) texts.push(textOf(tensor, field));
  }
  return texts;
}

function integerElements(tensor: Uint8Array, type: bigint): bigint[] | null {
  const values: bigint[] = [];
  for (const field of fieldsOf(tensor)) {
    if (field.number === TENSOR.rawData) return rawIntegers(bytesOf(tensor, field), type);
    if (field.number === TENSOR.int32Data || field.number === TENSOR.int64Data) {
      for (const value of intsOf(tensor, field)) values.push(value);
    }
  }
  return values.length === 0 ? null : values;
}

/** Raw data are little-endian, whatever the machine. */
function rawIntegers(raw: Uint8Array, type: bigint): bigint[] | null {
  const width = type === INT64 ? 8 : type === INT32 ? 4 : 1;
  if (raw.length % width !== 0) return null;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  return Array.from({ length: raw.length / width }, (_, index) => {
    if (type === INT64) return view.getBigInt64(index * 8, true);
    return BigInt(type === INT32 ? view.getInt32(index * 4, true) : view.getUint8(index));
  });
}
