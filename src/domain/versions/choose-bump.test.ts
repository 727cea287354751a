import { describe, expect, it } from 'vitest';
import { chooseBump, type Signature } from './choose-bump.ts';

const float = (name: string, shape: (number | string)[] = ['n', 1]) => ({ name, type: 'float', shape });
const before: Signature = {
  inputs: [float('age'), float('plan')],
  outputs: [float('probabilities', ['n', 2])],
  classes: ['no', 'yes'],
  positive: 'yes',
};
const tensor: Signature = { ...before, inputs: [float('x', ['n', 2])], features: ['age', 'plan'] };

function bump(from: Signature | null, after: Signature | null, improvement: string | null = null) {
  return chooseBump({ before: from, after, improvement });
}

describe('chooseBump', () => {
  it.each<[string, Signature, Signature, string]>([
    ['input gone', before, { ...before, inputs: [float('age')] }, 'input plan is gone'],
    ['input renamed', before, { ...before, inputs: [float('age'), float('tier')] }, 'input plan is gone'],
    [
      'input added',
      before,
      { ...before, inputs: [...before.inputs, float('city')] },
      'input city is new: callers must give it',
    ],
    [
      'type',
      before,
      { ...before, inputs: [float('age'), { ...float('plan'), type: 'string' }] },
      'input plan is string, was float',
    ],
    [
      'rank',
      before,
      { ...before, inputs: [float('age'), float('plan', ['n'])] },
      'input plan has another shape',
    ],
    [
      'narrower',
      before,
      { ...before, inputs: [float('age'), float('plan', [1, 1])] },
      'input plan has another shape',
    ],
    ['output gone', before, { ...before, outputs: [] }, 'output probabilities is gone'],
    ['class order', before, { ...before, classes: ['yes', 'no'] }, 'the classes or their order changed'],
    [
      'class added',
      before,
      { ...before, classes: ['no', 'yes', 'maybe'] },
      'the classes or their order changed',
    ],
    ['positive', before, { ...before, positive: 'no' }, 'the score speaks of no, was yes'],
    [
      'feature order',
      tensor,
      { ...tensor, features: ['plan', 'age'] },
      'the features or their order changed',
    ],
    [
      'feature renamed',
      tensor,
      { ...tensor, features: ['age', 'tier'] },
      'the features or their order changed',
    ],
  ])('major: %s, whatever was gained', (_, from, after, reason) => {
    expect(bump(from, after, 'roc_auc is provably better')).toEqual({ bump: 'major', reason });
  });

  it('minor: better, or an output more', () => {
    expect(bump(before, before, 'roc_auc is provably better')).toMatchObject({ bump: 'minor' });
    const more = { ...before, outputs: [...before.outputs, float('leaf')] };
    expect(bump(before, more)).toEqual({ bump: 'minor', reason: 'output leaf is new' });
  });

  it('patch: everything else', () => {
    expect(bump(before, before)).toEqual({
      bump: 'patch',
      reason: 'same signature, no provable improvement',
    });
    const wider = { ...before, inputs: [float('age'), float('plan', ['n', 'm'])] };
    expect(bump(before, wider).bump).toBe('patch');
    const reordered = { ...before, inputs: [...before.inputs].reverse() };
    expect(bump(before, reordered).bump).toBe('patch');
  });

  it('columns with names of their own may be given in any order', () => {
    expect(
      bump({ ...before, features: ['age', 'plan'] }, { ...before, features: ['plan', 'age'] }).bump,
    ).toBe('patch');
  });

  it('does not claim to have compared what it cannot see', () => {
    for (const [from, after] of [
      [null, before],
      [before, null],
    ] as const)
      expect(bump(from, after)).toEqual({
        bump: 'patch',
        reason: 'the signatures cannot be compared, no provable improvement',
      });
  });
});
