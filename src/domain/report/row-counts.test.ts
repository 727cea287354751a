import { describe, expect, it } from 'vitest';
import { baselineName } from './baseline-name.ts';
import { rowsText, unitsText } from './row-counts.ts';

describe('rows', () => {
  it.each([
    [{ rows: 5069, groups: 1478, groupBy: 'person' }, '5,069 rows of 1,478 persons'],
    [{ rows: 5069, groups: 1, groupBy: 'person' }, '5,069 rows of 1 person'],
    [{ rows: 9, groups: 3, groupBy: 'family' }, '9 rows of 3 families'],
    [{ rows: 9, groups: 3, groupBy: 'customer_id' }, '9 rows of 3 groups (customer_id)'],
    [{ rows: 9, groups: 3, groupBy: 'address' }, '9 rows of 3 groups (address)'],
    [{ rows: 9, groups: 3, groupBy: null }, '9 rows of 3 groups'],
    [{ rows: 1, groups: null, groupBy: null }, '1 row'],
    [{ rows: null, groups: null, groupBy: null }, null],
  ])('%o is %s', (counts, text) => {
    expect(rowsText(counts)).toBe(text);
  });

  it('count what statistics count as one', () => {
    expect(unitsText(6000, { rows: 1, groups: 1, groupBy: 'person' })).toBe('6,000 persons');
    expect(unitsText(6000, { rows: 1, groups: null, groupBy: null })).toBe('6,000 rows');
  });
});

describe('a baseline', () => {
  it.each([
    ['visits@v1.0.0', 'v1.0.0'],
    ['file:models/old.onnx', 'models/old.onnx'],
    ['v3', 'v3'],
    [null, 'the release'],
  ])('%s is called %s', (against, name) => {
    expect(baselineName(against)).toBe(name);
  });
});
