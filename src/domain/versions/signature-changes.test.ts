import { describe, expect, it } from 'vitest';
import { type Signature, signatureChanges } from './signature-changes.ts';

const float = (name: string, shape: (number | string)[] = ['', 1]) => ({ name, type: 'float32', shape });
const before: Signature = {
  inputs: [float('age'), float('plan')],
  outputs: [float('label', ['']), float('probabilities', ['', 3])],
  classes: ['a', 'b', 'c'],
  features: ['age', 'plan'],
  positive: null,
  targets: ['y', 'z'],
};
const oneTensor: Signature = { ...before, inputs: [float('x', ['', 2])] };

function changes(from: Signature, after: Partial<Signature>): string[] {
  return signatureChanges(from, { ...from, ...after }).map(({ bump, what }) => `${bump}: ${what}`);
}

describe('signatureChanges', () => {
  it('finds none between equal models, nor where named inputs only change places', () => {
    expect(changes(before, {})).toEqual([]);
    expect(changes(before, { inputs: [...before.inputs].reverse(), features: ['plan', 'age'] })).toEqual([]);
  });

  it('tells every one, those that break callers first', () => {
    expect(
      changes(before, {
        inputs: [{ ...float('age'), type: 'int64' }, float('tier')],
        outputs: [...before.outputs, float('leaf')],
        classes: ['a', 'c', 'd', 'e'],
      }),
    ).toEqual([
      'major: input age is int64, was float32',
      'major: input plan is gone',
      'major: input tier is new: callers must give it',
      'major: class b is gone',
      'major: classes d, e are new',
      'minor: output leaf is new',
    ]);
  });

  it.each<[string, Signature, Partial<Signature>, string[]]>([
    [
      'a batch of one row',
      oneTensor,
      { inputs: [float('x', [1, 2])] },
      ['major: input x has the shape [1, 2], was [?, 2]: it takes exactly 1 row a call'],
    ],
    [
      'a batch that is not fixed any more',
      { ...oneTensor, inputs: [float('x', [8, 2])] },
      { inputs: [float('x', ['', 2])] },
      ['minor: input x has the shape [?, 2], was [8, 2]'],
    ],
    [
      'another width and another type, both told',
      oneTensor,
      { inputs: [{ ...float('x', ['', 3]), type: 'float64' }] },
      ['major: input x is float64, was float32', 'major: input x has the shape [?, 3], was [?, 2]'],
    ],
    [
      'two classes change places',
      before,
      { classes: ['b', 'a', 'c'] },
      ['major: the classes come in another order: b, a, c; was a, b, c'],
    ],
    [
      'two columns of one tensor change places',
      oneTensor,
      { features: ['plan', 'age'] },
      ['major: the features come in another order: plan, age; was age, plan'],
    ],
    [
      'the targets change places',
      before,
      { targets: ['z', 'y'] },
      ['major: the targets come in another order: z, y; was y, z'],
    ],
    [
      'an output put before the others',
      before,
      { outputs: [float('leaf'), ...before.outputs] },
      [
        'major: the outputs come in another order: leaf, label, probabilities; was label, probabilities',
        'minor: output leaf is new',
      ],
    ],
    [
      'outputs whose shape was not written down',
      before,
      { outputs: [float('label', []), before.outputs[1]!] },
      [],
    ],
    ['an output whose size is known now', before, { outputs: [float('label', [7]), before.outputs[1]!] }, []],
    [
      'fewer columns of probabilities',
      before,
      { outputs: [before.outputs[0]!, float('probabilities', ['', 2])] },
      ['major: output probabilities has the shape [?, 2], was [?, 3]'],
    ],
    ['what is not known', before, { classes: null, features: [], targets: [] }, []],
  ])('%s', (_, from, after, expected) => {
    expect(changes(from, after)).toEqual(expected);
  });

  it('names no more than a few of many', () => {
    const classes = Array.from({ length: 1000 }, (_, index) => `c${index}`);
    const [only] = changes({ ...before, classes }, { classes: [...classes].reverse() });
    expect(only).toContain('and 992 more');
    expect(only?.length).toBeLessThan(250);
  });
});
