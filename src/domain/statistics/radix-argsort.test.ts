import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test/fixtures/gates/fake-measurement.ts';
import { radixArgsort } from './radix-argsort.ts';

describe.each([9, 1_000, 30_000])('%d values', (rows) => {
  const random = seededRandom(rows);
  const kinds: Readonly<Record<string, () => number>> = {
    'of both signs': () => random() - 0.5,
    'with many ties': () => Math.floor(random() * 7) / 7 - 0.3,
    'in float32': () => Math.fround(random() - 0.3),
    'float32 around zero': () => [0, -0, 1e-45, -1e-45].map(Math.fround)[Math.floor(random() * 4)] ?? 0,
    'of all sizes': () => (random() < 0.5 ? -1 : 1) * 10 ** (600 * random() - 300),
    'around zero': () => [0, -0, 5e-324, -5e-324][Math.floor(random() * 4)] ?? 0,
    'all equal': () => 0.25,
  };

  it.each(Object.entries(kinds))('%s stand in order, equal ones as they came', (_, draw) => {
    const values = Float64Array.from({ length: rows }, draw);
    const order = radixArgsort(values);
    expect(new Set(order).size).toBe(rows);
    for (let place = 1; place < rows; place++) {
      const [before, now] = [order[place - 1] ?? 0, order[place] ?? 0];
      const distance = (values[now] ?? 0) - (values[before] ?? 0);
      if (!(distance > 0 || (distance === 0 && now > before)))
        throw new Error(`${before} stands before ${now}`);
    }
  });
});
