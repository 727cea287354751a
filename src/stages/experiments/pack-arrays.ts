import { ModelyardError } from '../../errors.ts';

const KINDS = { Float64Array, Float32Array, Int32Array, Uint8Array, Uint32Array, Int8Array } as const;
type Kind = keyof typeof KINDS;
type TypedArray = Float64Array | Float32Array | Int32Array | Uint8Array | Uint32Array | Int8Array;

/** Where an array lies in the bytes after the head. `narrowed`: float64 numbers that float32 holds exactly. */
interface Placed {
  readonly $array: Kind;
  readonly at: number;
  readonly length: number;
  readonly narrowed?: true;
}

const ALIGNMENT = 8;

/** Plain values and typed arrays as bytes: a line of JSON, then the arrays as they lie in memory. */
export function packArrays(value: unknown): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  const place = (array: TypedArray): Placed => {
    const narrow = narrowed(array);
    const stored = narrow ?? array;
    const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
    const padding = Buffer.alloc((ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT);
    const placed = { $array: kindOf(stored), at, length: stored.length };
    parts.push(bytes, padding);
    at += bytes.length + padding.length;
    return narrow === null ? placed : { ...placed, narrowed: true };
  };
  const head = JSON.stringify(value, (_key, each) => (isArray(each) ? place(each) : each));
  return Buffer.concat([Buffer.from(`${head}\n`), ...parts]);
}

/** The values again. Throws `unreadable` for bytes that were cut off or written by something else. */
export function unpackArrays(bytes: Buffer, where: string): unknown {
  const end = bytes.indexOf(10);
  const body = bytes.subarray(end + 1);
  try {
    return JSON.parse(bytes.subarray(0, Math.max(0, end)).toString('utf8'), (_key, each) =>
      isPlaced(each) ? taken(body, each) : each,
    );
  } catch (cause) {
    throw new ModelyardError('unreadable', `${where} holds no arrays that can be read`, { cause });
  }
}

function taken(body: Buffer, { $array, at, length, narrowed: isNarrowed }: Placed): TypedArray {
  const Made = KINDS[$array];
  const size = length * Made.BYTES_PER_ELEMENT;
  if (!Number.isSafeInteger(at) || at < 0 || !(size >= 0) || at + size > body.length)
    throw new RangeError('an array lies outside');
  // A copy of its own begins where every kind may begin.
  const own = new Uint8Array(body.subarray(at, at + size)).buffer;
  const array = new Made(own);
  return isNarrowed === true ? Float64Array.from(array) : array;
}

/** Scores come from float32 models mostly: half the bytes say the same. A loop: `every` and `from` take five times as long. */
function narrowed(array: TypedArray): Float32Array | null {
  if (!(array instanceof Float64Array)) return null;
  const narrow = new Float32Array(array.length);
  for (let at = 0; at < array.length; at++) {
    narrow[at] = array[at] as number;
    if (!Object.is(narrow[at], array[at])) return null;
  }
  return narrow;
}

function isArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && Object.hasOwn(KINDS, value.constructor.name);
}

function kindOf(array: TypedArray): Kind {
  return array.constructor.name as Kind;
}

function isPlaced(value: unknown): value is Placed {
  if (value === null || typeof value !== 'object' || !('$array' in value)) return false;
  return typeof value.$array === 'string' && Object.hasOwn(KINDS, value.$array);
}
