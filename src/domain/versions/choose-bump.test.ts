import { describe, expect, it } from 'vitest';
import { chooseBump } from './choose-bump.ts';
import type { Signature } from './signature-changes.ts';

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
    [
      'input renamed',
      before,
      { ...before, inputs: [float('age'), float('tier')] },
      'input plan is gone, and 1 more',
    ],
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
      'input plan has the shape [n], was [n, 1]',
    ],
    [
      'narrower',
      before,
      { ...before, inputs: [float('age'), float('plan', [1, 1])] },
      'input plan has the shape [1, 1], was [n, 1]: it takes exactly 1 row a call',
    ],
    ['output gone', before, { ...before, outputs: [] }, 'output probabilities is gone'],
    [
      'class order',
      before,
      { ...before, classes: ['yes', 'no'] },
      'the classes come in another order: yes, no; was no, yes',
    ],
    ['class added', before, { ...before, classes: ['no', 'yes', 'maybe'] }, 'class maybe is new'],
    ['positive', before, { ...before, positive: 'no' }, 'the score speaks of no, was yes'],
    [
      'feature order',
      tensor,
      { ...tensor, features: ['plan', 'age'] },
      'the features come in another order: plan, age; was age, plan',
    ],
    ['feature renamed', tensor, { ...tensor, features: ['age', 'tier'] }, 'feature plan is gone, and 1 more'],
  ])('major: %s, whatever was gained', (_, from, after, reason) => {
    expect(bump(from, after, 'roc_auc is provably better')).toEqual({ bump: 'major', reason });
  });

  it('minor: better, an output more, or a size that is not fixed any more', () => {
    expect(bump(before, before, 'roc_auc is provably better')).toMatchObject({ bump: 'minor' });
    const more = { ...before, outputs: [...before.outputs, float('leaf')] };
    expect(bump(before, more)).toEqual({ bump: 'minor', reason: 'output leaf is new' });
    const wider = { ...before, inputs: [float('age'), float('plan', ['n', 'm'])] };
    expect(bump(before, wider)).toEqual({
      bump: 'minor',
      reason: 'input plan has the shape [n, m], was [n, 1]',
    });
  });

  it('patch: everything else', () => {
    expect(bump(before, before)).toEqual({
      bump: 'patch',
      reason: 'same signature, no provable improvement',
    });
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
