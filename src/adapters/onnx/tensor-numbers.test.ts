import { expect, it } from 'vitest';
import { widthOf } from './tensor-numbers.ts';

const tensor = (dims: number[]) => ({ name: 'score', type: 'float32', dims, data: new Float32Array() });

it.each([
  [[7], 7, 1],
  [[7, 1], 7, 1],
  [[7, 3], 7, 3],
  [[], 1, 1],
  [[1], 1, 1],
])('a tensor of %j for %i rows has %i columns', (dims, rows, width) => {
  expect(widthOf(tensor(dims), rows)).toBe(width);
});

it.each([
  [[], 7],
  [[2, 7], 7],
  [[7, 1, 2], 7],
  [[7, 0], 7],
])('a tensor of %j for %i rows is refused', (dims, rows) => {
  expect(() => widthOf(tensor(dims), rows)).toThrow(`has the shape [${dims.join(', ')}] for ${rows} rows`);
});
