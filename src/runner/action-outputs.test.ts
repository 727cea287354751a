import { describe, expect, it } from 'vitest';
import { actionOutputs } from './action-outputs.ts';
import { gravestVerdict } from './gravest-verdict.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('outputs of an action', () => {
  it('of a training: the candidate’s digest', () => {
    expect(actionOutputs([{ model: 'a', verdict: 'pass', candidate: DIGEST }])).toMatchObject({
      verdict: 'pass',
      digest: DIGEST,
    });
  });

  it('of an evaluation and of a whole run, where the candidate stands elsewhere', () => {
    expect(actionOutputs([{ model: 'a', verdict: 'fail', candidate: { digest: DIGEST } }]).digest).toBe(
      DIGEST,
    );
    const run = { model: 'a', verdict: 'fail', stages: { train: { candidate: DIGEST } } };
    expect(actionOutputs([run]).digest).toBe(DIGEST);
  });

  it('of a release and of a deployment', () => {
    const release = { model: 'a', verdict: 'pass', tag: 'a@v1.0.0', version: '1.0.0', candidate: DIGEST };
    expect(actionOutputs([release])).toEqual({
      verdict: 'pass',
      digest: DIGEST,
      tag: 'a@v1.0.0',
      version: '1.0.0',
      live: '',
      outcome: '',
    });
    const deployment = { model: 'a', verdict: 'pass', release: 'a@v1.0.0', digest: DIGEST, live: DIGEST };
    expect(actionOutputs([deployment])).toMatchObject({ tag: 'a@v1.0.0', digest: DIGEST, live: DIGEST });
  });

  it('of several models: the gravest verdict, and the tags that deploy takes as released', () => {
    const records = [
      { model: 'a', verdict: 'pass', tag: 'a@v1.0.0', version: '1.0.0', candidate: DIGEST },
      { model: 'b', verdict: 'inconclusive', candidate: DIGEST },
      { model: 'c', verdict: 'pass', tag: 'c@v2.1.0', version: '2.1.0', candidate: DIGEST },
    ];
    expect(actionOutputs(records)).toEqual({
      verdict: 'inconclusive',
      digest: '',
      tag: 'a@v1.0.0,c@v2.1.0',
      version: '',
      live: '',
      outcome: '',
    });
  });

  it('of a model that was refused beside one that passed', () => {
    const refused = { model: 'b', verdict: null, exitCode: 1, error: { code: 'refused', message: 'no' } };
    const outside = { ...refused, error: { code: 'outside', message: 'no' } };
    const passed = { model: 'a', verdict: 'pass' };
    expect(actionOutputs([passed, refused]).verdict).toBe('fail');
    expect(actionOutputs([passed, outside]).verdict).toBe('inconclusive');
  });

  it.each<[(string | null)[], string]>([
    [[], ''],
    [[null], 'inconclusive'],
    [['pass', null], 'inconclusive'],
    [['pass', null, 'fail'], 'fail'],
    [['pass', 'insufficient'], 'insufficient'],
    [['pass', 'pass'], 'pass'],
  ])('the gravest of %j is %j: what is missing is never a pass', (verdicts, expected) => {
    expect(gravestVerdict(verdicts)).toBe(expected);
  });
});
