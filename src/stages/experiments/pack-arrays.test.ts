import { describe, expect, it } from 'vitest';
import { packArrays, unpackArrays } from './pack-arrays.ts';

describe('packArrays', () => {
  it('gives everything back as it was: kinds, bits, strings, nesting', () => {
    const value = {
      truth: { task: 'multiclass', labels: Int32Array.of(-1, 0, 2 ** 31 - 1), classes: ['a\n', '', '日'] },
      scores: Float64Array.of(0.1, -0, Number.NaN, Number.POSITIVE_INFINITY, 5e-324),
      narrow: Float64Array.from([0.1, 0.25, Number.NaN], Math.fround),
      flags: Uint8Array.of(0, 255, 7),
      empty: new Float64Array(0),
      nothing: null,
    };
    expect(unpackArrays(packArrays(value), 'here')).toEqual(value);
  });

  it('keeps what float32 holds exactly in half the bytes', () => {
    const scores = Float64Array.from({ length: 1000 }, (_, row) => Math.fround(row / 7));
    const wide = scores.map((score) => score + 1e-12);
    expect(packArrays({ scores }).length).toBeLessThan(packArrays({ scores: wide }).length * 0.55);
    expect(unpackArrays(packArrays({ scores }), 'here')).toEqual({ scores });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no head', Buffer.from('junk')],
    ['an array that is cut off', packArrays({ a: Float64Array.of(0.1, 0.2) }).subarray(0, -4)],
    ['an array of a negative length', Buffer.from('{"a":{"$array":"Uint8Array","at":0,"length":-1}}\n')],
    ['an array that begins outside', Buffer.from('{"a":{"$array":"Uint8Array","at":1e9,"length":1}}\n')],
    ['an array at a fraction', Buffer.from('{"a":{"$array":"Uint8Array","at":0.5,"length":0}}\n')],
  ])('refuses %s', (_name, bytes) => {
    expect(() => unpackArrays(bytes, 'here')).toThrow('here holds no arrays that can be read');
  });
});
