import { describe, expect, it } from 'vitest';
import { changedParams, changedParamText } from './changed-params.ts';

const texts = (before: unknown, after: unknown) => changedParams(before, after).map(changedParamText);

describe('changed parameters', () => {
  it('are told down to single values', () => {
    const before = { model: { depth: 3, layers: [8, 4] }, seed: 7, note: 'a' };
    const after = { model: { depth: 4, layers: [8, 4, 2] }, note: 'a', rate: 0.1 };
    expect(texts(before, after)).toEqual([
      'model.depth: 3 → 4',
      'model.layers.2: 2 (new)',
      'rate: 0.1 (new)',
      'seed: 7 (removed)',
    ]);
  });

  it('know types, order of keys and empty values', () => {
    expect(texts({ a: 1 }, { a: '1' })).toEqual(['a: 1 → "1"']);
    expect(texts({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
    expect(texts({ a: {} }, { a: [] })).toEqual(['a: {} → []']);
    expect(texts({ a: null }, {})).toEqual(['a: null (removed)']);
    expect(texts({}, {})).toEqual([]);
  });
});
