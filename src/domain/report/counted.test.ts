import { expect, it } from 'vitest';
import { counted } from './counted.ts';

it.each([
  [counted(0, 'row'), '0 rows'],
  [counted(1, 'row'), '1 row'],
  [counted(2, 'row'), '2 rows'],
  [counted(15142, 'row'), '15,142 rows'],
  [counted(1, 'category', 'categories'), '1 category'],
  [counted(3, 'row is', 'rows are'), '3 rows are'],
])('%s', (text, expected) => {
  expect(text).toBe(expected);
});
