import { createHash } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { USUAL_FORM } from '../../src/domain/data-form.ts';
import { computeInputDigest } from '../../src/stages/train/input-digest.ts';
import { trainingEnvironment } from '../../src/stages/train/training-environment.ts';
import { commitAll, removeScratch, scratchRepository } from '../fixtures/git/scratch.ts';
import { stageContext } from '../fixtures/report/stage-context.ts';
import { projectContext } from '../fixtures/train/project.ts';
import { PROJECT } from './source-files.ts';

afterAll(removeScratch);

const text = readFileSync(join(PROJECT, 'docs', 'training.md'), 'utf8');

/** The repository of the example. */
const FILES = {
  'modelyard.yml': `version: 1
models:
  churn:
    task: binary
    data: {train: data/train.csv, evaluation: data/evaluation.csv, target: churned, positive: "yes"}
    train: {run: python train.py, params: params.json, model: out/churn.onnx}
`,
  'README.md': '# Churn\n',
  'data/train.csv': 'age,churned\n31,yes\n47,no\n',
  'data/evaluation.csv': 'age,churned\n52,no\n',
  'params.json': '{"depth": 3}\n',
  'train.py': 'print("training")\n',
};

describe('docs/training.md', () => {
  it('names every variable that training is given, and no other', () => {
    const base = stageContext('/repo');
    const path = { written: 'x', absolute: '/repo/x' };
    const train = { ...base.model.train, params: path, model: path, predictions: path, metrics: path };
    const chosen = { patterns: [], form: { ...USUAL_FORM, rows: [{ column: 'split', values: ['train'] }] } };
    const data = { ...base.model.data, train: chosen, evaluation: chosen };
    const { variables } = trainingEnvironment(
      { ...base, model: { ...base.model, train, data } },
      { train: [], evaluation: [] },
    );
    const told = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
    expect(told.sort()).toEqual(Object.keys(variables).sort());
  });

  it('shows the input digest of a repository as it is', async () => {
    const folder = scratchRepository(FILES);
    chmodSync(join(folder, 'train.py'), 0o755);
    commitAll(folder);
    const { digest } = await computeInputDigest(await projectContext(folder), 'worktree');
    const manifest = /```json\n(.*)\n```/.exec(text)?.[1] ?? '';
    expect(`sha256:${createHash('sha256').update(manifest).digest('hex')}`).toBe(digest);
    expect(text).toContain(`gives \`${digest}\``);
  });
});
