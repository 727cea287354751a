/** IEEE 754 half precision: 1 sign bit, 5 exponent bits, 10 fraction bits; numbers as Uint16Array holds them. */

const SMALLEST_NORMAL = 2 ** -14;
const SUBNORMAL_STEP = 2 ** -24;
/** Half way between the largest half (65504) and the next power: from here on rounding gives infinity. */
const OVERFLOW = 65520;

/** The nearest half, ties to even; NaN stays NaN. */
export function encodeFloat16(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= OVERFLOW) return sign | 0x7c00;
  if (size < SMALLEST_NORMAL) return sign | roundHalfEven(size / SUBNORMAL_STEP);
  const exponent = Math.min(15, Math.floor(Math.log2(size)));
  // The logarithm may round up to the next integer just below a power of two.
  const exact = size < 2 ** exponent ? exponent - 1 : exponent;
  const fraction = roundHalfEven((size / 2 ** exact - 1) * 1024);
  return sign | (((exact + 15) << 10) + fraction);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

export function decodeFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * SUBNORMAL_STEP;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
