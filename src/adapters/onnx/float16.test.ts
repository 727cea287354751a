import { describe, expect, it } from 'vitest';
import { decodeFloat16, encodeFloat16 } from './float16.ts';

describe('float16', () => {
  // Reference: numpy.float16(value).view(numpy.uint16)
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [0.1, 0x2e66],
    [1 / 3, 0x3555],
    [65504, 0x7bff],
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [1.5 * 2 ** -24, 0x0002],
    [2 ** -14 - 2 ** -26, 0x0400],
    [2049, 0x6800],
    [2051, 0x6802],
    [4095.99, 0x6c00],
    [0.49999999, 0x3800],
  ])('%d is stored as %d', (value, bits) => {
    expect(encodeFloat16(value)).toBe(bits);
  });

  it('reads back every number that it can write', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = decodeFloat16(bits);
      if (Number.isNaN(value)) continue;
      expect(encodeFloat16(value)).toBe(bits);
    }
    expect(decodeFloat16(0x7c01)).toBeNaN();
    expect(decodeFloat16(encodeFloat16(Number.NaN))).toBeNaN();
  });
});
