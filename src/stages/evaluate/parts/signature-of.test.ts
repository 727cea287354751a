import { describe, expect, it } from 'vitest';
import type { Signature } from '../../../domain/versions/signature-changes.ts';
import type { RowsRun } from '../rows/run-on-rows.ts';
import { signatureOf } from './signature-of.ts';

const tensor = (name: string, width: number) => ({ name, type: 'float32', shape: ['', width] });
const own = { inputs: [tensor('x', 2)], outputs: [tensor('p', 2)], classes: ['0', '1'] };
const released: Signature = { ...own, classes: ['no', 'yes'], features: ['age', 'plan'], positive: 'yes' };

/** What is looked at of a run: the files and how they are read. */
function runWith(baseline: object | null, files: Readonly<Record<string, typeof own>>): RowsRun {
  const run = {
    judging: {
      graph: 'candidate.onnx',
      baseline,
      identical: false,
      context: { model: { data: { positive: { text: 'yes', type: 'text' }, targets: ['y'] } } },
      ports: { runtime: { inspect: async ({ path }: { path: string }) => files[path] } },
    },
    judged: { output: { kind: 'classes', classes: ['no', 'yes'] } },
    features: ['plan', 'age'],
  };
  return run as unknown as RowsRun;
}

describe('signatureOf', () => {
  it('compares with what the release says of itself: features and classes as they are named', async () => {
    const run = runWith({ signature: released, modelPath: null }, { 'candidate.onnx': own });
    expect(await signatureOf(run)).toEqual({
      signature: { ...own, classes: ['no', 'yes'] },
      signatureChanges: [
        { bump: 'major', what: 'the features come in another order: plan, age; was age, plan' },
      ],
    });
  });

  it('compares a file by what it says itself', async () => {
    const files = { 'candidate.onnx': own, 'old.onnx': { ...own, outputs: [tensor('p', 3)] } };
    expect(await signatureOf(runWith({ modelPath: 'old.onnx', features: null }, files))).toMatchObject({
      signatureChanges: [{ bump: 'major', what: 'output p has the shape [?, 2], was [?, 3]' }],
    });
  });

  it('says nothing of changes where there is nothing to compare with', async () => {
    for (const baseline of [null, { modelPath: null }]) {
      const found = await signatureOf(runWith(baseline, { 'candidate.onnx': own }));
      expect(found).not.toHaveProperty('signatureChanges');
    }
  });
});
