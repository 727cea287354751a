import { describe, expect, it } from 'vitest';
import { delimiterOf, firstRecord } from './first-record.ts';

describe('the separator of a header', () => {
  it.each([
    ['a,b', ','],
    ['a', ','],
    ['a;b;c', ';'],
    ['a\tb', '\t'],
    ['a|b', '|'],
    ['a|b,c', ','],
    ['"a;b;c",d', ','],
    ['a;b;c,d', ';'],
    ['', ','],
  ])('%j: %j', (line, expected) => {
    expect(delimiterOf(line)).toBe(expected);
  });
});

describe('the first record', () => {
  it.each([
    ['a,b\n1,2', ['a', 'b']],
    ['"a","b"', ['a', 'b']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a""b",c', ['a"b', 'c']],
    ['"a\nb",c\n1,2', ['a\nb', 'c']],
    ['a"b,c', ['a"b', 'c']],
    ['a,,', ['a', '', '']],
    ['"a', null],
  ])('%j', (text, expected) => {
    expect(firstRecord(text, { delimiter: ',' })).toEqual(expected);
  });
});
