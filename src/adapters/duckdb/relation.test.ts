import { describe, expect, it } from 'vitest';
import { columnNamed, keptRelation, narrowRelation, numberedRows, relationOf } from './relation.ts';

const columns = ['a', 'b', 'c'].map((name) => ({ name, physicalType: 'VARCHAR', logicalType: 'integer' }));
const whole = relationOf(
  { files: ['x.csv'], types: {} },
  { near: () => ({ from: 'some_rows', numbered: 'numbered_rows' }), columns, isText: true },
);

describe('a narrow relation', () => {
  it('names the columns it was asked for, under the names that they have in the whole one, and no others', () => {
    const narrow = narrowRelation(whole, ['c', 'a', 'c']);
    expect(narrow.columns).toEqual([columnNamed(whole, 'c'), columnNamed(whole, 'a')]);
    expect(narrow.sql).toMatch(/^\(SELECT "c" AS r2, .* AS t2, "a" AS r0, .* AS t0 FROM some_rows\)$/);
    expect(numberedRows(narrow)).toMatch(/^\(SELECT file_row_number \+ 1 AS row, "c" AS r2, /);
    expect(`${narrow.sql}${narrow.numbered}`).not.toContain('"b"');
  });

  it('without columns still has the rows', () => {
    expect(narrowRelation(whole, []).sql).toBe('(SELECT NULL AS nothing FROM some_rows)');
  });

  it('of a kept table reads what is kept', () => {
    const narrow = narrowRelation(keptRelation(whole, 'kept_1'), ['b']);
    expect(narrow.sql).toBe('(SELECT r1, t1 FROM kept_1)');
    expect(numberedRows(narrow)).toBe('(SELECT rowid + 1 AS row, r1, t1 FROM kept_1)');
  });

  it('names all columns there are where one is missing', () => {
    expect(() => narrowRelation(whole, ['a', 'z'])).toThrowError(/there is no column z/);
  });
});
