import { describe, expect, it } from 'vitest';
import { isReadAlike } from './is-read-alike.ts';
import type { Judging } from './judging.ts';

const input = (name: string) => ({ name, type: 'float32', shape: ['', 2] });

function judging(released: object | null, classes: readonly string[] | null = null): Judging {
  const baseline = released === null ? null : { features: ['age', 'plan'], classes: null, ...released };
  return { baseline, context: { model: { data: { classes } } } } as unknown as Judging;
}

const oneTensor = { signature: { inputs: [input('x')], outputs: [], classes: null } };
const named = { signature: { inputs: [input('age'), input('plan')], outputs: [], classes: null } };

describe('isReadAlike', () => {
  it.each<[string, Judging, boolean]>([
    ['without a baseline', judging(null), true],
    ['one tensor, columns in another order', judging(oneTensor), false],
    ['named inputs in another order', judging(named), true],
    ['not known how it takes its columns', judging({}), true],
    ['classes in another order', judging({ ...named, classes: ['no', 'yes'] }, ['yes', 'no']), false],
    ['classes that the config does not list', judging({ ...named, classes: ['no', 'yes'] }), true],
  ])('%s: %s', (_, given, expected) => {
    expect(isReadAlike(given, ['plan', 'age'])).toBe(expected);
  });
});
