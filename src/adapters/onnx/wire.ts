/** Protocol Buffers' wire format, as far as ONNX files need it: https://protobuf.dev/programming-guides/encoding */

/** Thrown for bytes that are no wire format: truncated, or something else altogether. */
export class WireError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WireError';
  }
}

export const VARINT = 0;
const FIXED64 = 1;
export const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** One field of a message, as offsets into the message's bytes: the tag at `from`, the payload from `start` to `end`. */
export interface WireField {
  readonly number: number;
  readonly type: number;
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

/** The fields of a message in file order. A field that ends beyond `limit` throws `WireError`. */
export function* fieldsOf(bytes: Uint8Array, limit: number = bytes.length): Generator<WireField> {
  let offset = 0;
  while (offset < bytes.length) {
    const from = offset;
    const start = endOfVarint(bytes, from);
    const tag = readSize(bytes, from);
    const number = Math.floor(tag / 8);
    const type = tag % 8;
    if (number === 0) throw new WireError('a field has the number 0');
    const field = { number, type, from, ...payloadOf(bytes, type, start) };
    if (field.end > limit) throw new WireError('a field runs over the end');
    yield field;
    offset = field.end;
  }
}

function payloadOf(bytes: Uint8Array, type: number, start: number): { start: number; end: number } {
  switch (type) {
    case VARINT:
      return { start, end: endOfVarint(bytes, start) };
    case FIXED64:
      return { start, end: start + 8 };
    case FIXED32:
      return { start, end: start + 4 };
    case LENGTH_DELIMITED: {
      const content = endOfVarint(bytes, start);
      return { start: content, end: content + readSize(bytes, start) };
    }
    default:
      throw new WireError(`wire type ${type} does not exist`);
  }
}

function endOfVarint(bytes: Uint8Array, start: number): number {
  for (let offset = start; offset < start + 10; offset++) {
    const byte = bytes[offset];
    if (byte === undefined) throw new WireError('a number runs over the end');
    if (byte < 0x80) return offset + 1;
  }
  throw new WireError('a number is longer than ten bytes');
}

/** A tag or a length as a number: exact below 2^53, and everything above is far beyond the end of any file. */
function readSize(bytes: Uint8Array, start: number): number {
  let value = 0;
  let scale = 1;
  for (let offset = start; ; offset++) {
    const byte = bytes[offset] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 128;
  }
}

/** An unsigned 64-bit number. */
export function readVarint(bytes: Uint8Array, start: number): bigint {
  const end = endOfVarint(bytes, start);
  let value = 0n;
  for (let offset = end - 1; offset >= start; offset--) {
    value = (value << 7n) | BigInt((bytes[offset] ?? 0) & 0x7f);
  }
  return BigInt.asUintN(64, value);
}

/** A varint field as a signed 64-bit number: how `int64`, `int32` and enumerations are stored. */
export function intOf(bytes: Uint8Array, field: WireField): bigint {
  if (field.type !== VARINT) throw new WireError(`field ${field.number} is no number`);
  return BigInt.asIntN(64, readVarint(bytes, field.start));
}

/** The bytes of a length-delimited field; shares memory with the message. */
export function bytesOf(bytes: Uint8Array, field: WireField): Uint8Array {
  if (field.type !== LENGTH_DELIMITED) throw new WireError(`field ${field.number} holds no bytes`);
  return bytes.subarray(field.start, field.end);
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

export function textOf(bytes: Uint8Array, field: WireField): string {
  return UTF8.decode(bytesOf(bytes, field));
}

/** Numbers of a repeated field, packed or not. */
export function intsOf(bytes: Uint8Array, field: WireField): bigint[] {
  if (field.type === VARINT) return [intOf(bytes, field)];
  const packed = bytesOf(bytes, field);
  const values: bigint[] = [];
  for (let offset = 0; offset < packed.length; offset = endOfVarint(packed, offset)) {
    values.push(BigInt.asIntN(64, readVarint(packed, offset)));
  }
  return values;
}

/** How long the bytes would have to be for the field that runs over their end; null when none does. */
export function announcedLength(bytes: Uint8Array): number | null {
  try {
    for (const field of fieldsOf(bytes, Number.POSITIVE_INFINITY)) {
      if (field.end > bytes.length) return field.end;
    }
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  }
  return null;
}

/** The first field with this number; stops reading there. */
export function firstField(bytes: Uint8Array, number: number): WireField | null {
  for (const field of fieldsOf(bytes)) if (field.number === number) return field;
  return null;
}

/** The first text field with this number; "" where it is absent, as in proto3. */
export function firstText(bytes: Uint8Array, number: number): string {
  const field = firstField(bytes, number);
  return field === null ? '' : textOf(bytes, field);
}

/** The field as it stands in the message, tag and length included. */
export function rawField(bytes: Uint8Array, field: WireField): Uint8Array {
  return bytes.subarray(field.from, field.end);
}

export function writeVarint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const out: number[] = [];
  do {
    out.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(out);
}

export function writeInt(number: number, value: number | bigint): Uint8Array {
  return concatBytes([writeVarint(number * 8 + VARINT), writeVarint(value)]);
}

/** A length-delimited field: text as UTF-8, or bytes such as a message's. */
export function writeBytes(number: number, content: string | Uint8Array): Uint8Array {
  const payload = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return concatBytes([writeVarint(number * 8 + LENGTH_DELIMITED), writeVarint(payload.length), payload]);
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
