import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { git, makeRepository, removeRepository } from '../../../test/fixtures/release/workshop.ts';
import { evaluateRecord, trainRecord, validateRecord } from '../../../test/fixtures/report/records.ts';
import { repositoryTop } from '../../adapters/git/repository.ts';
import { loadConfig } from '../../config/load-config.ts';
import { modelFolder, recordPath, writeRecord } from '../../records/store.ts';
import { trainRecordSchema } from '../../records/train.ts';
import type { StageContext } from '../context.ts';
import { judgeStage, judgeVerdict } from './judge.ts';

const CONFIG = `version: 1
models:
  visits:
    task: binary
    data: {train: data/train.csv, evaluation: data/evaluation.csv, contract: contract.yaml, target: visited, positive: "yes", id: row_id}
    train: {run: "true", model: out/visits.onnx}
    gates: {roc_auc: {min: 0.65, max_worse: 0.005}}
`;

let directory: string;
let base: string;
beforeEach(async () => {
  directory = await makeRepository();
  base = await commit({
    'modelyard.yml': CONFIG,
    'contract.yaml': 'version: 1\n',
    '.github/workflows/ci.yml': 'on: push\n',
  });
});
afterEach(() => removeRepository(directory));

async function commit(files: Readonly<Record<string, string | null>>): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    if (text === null) await rm(join(directory, name));
    else await writeFile(join(directory, name), text);
  }
  await git(directory, 'add', '--all');
  await git(directory, 'commit', '--quiet', '--message', 'change');
  return git(directory, 'rev-parse', 'HEAD');
}

/** What the stages were asked to judge by. */
interface Asked {
  readonly margin: unknown;
  readonly evaluation: string;
  readonly contract: string;
  readonly candidates: string;
}

async function judge(
  from = base,
  verdictOf: (asked: Asked) => 'pass' | 'fail' = () => 'pass',
  approvedBy: string | null = null,
) {
  const project = await loadConfig({ cwd: directory, file: null, repositoryTop });
  const [model] = project.models;
  if (model === undefined) throw new Error('there is no model');
  const own = modelFolder(project.directory, model.name);
  await mkdir(join(own, 'candidates'), { recursive: true });
  await writeRecord(recordPath(project.directory, model.name, 'train'), trainRecordSchema, trainRecord());
  const context = {
    project,
    model,
    clock: { now: () => new Date('2026-01-05T11:00:00Z'), monotonicMs: () => 5 },
    reporter: { step: () => {}, progress: () => {}, within: () => {}, note: () => {}, warn: () => {} },
    signal: new AbortController().signal,
    environment: {},
    ci: null,
    toolkit: '0.1.0',
  } satisfies StageContext;
  const asked: Asked[] = [];
  const record = await judgeStage(
    context,
    {
      validate: async () => validateRecord(),
      approval: async () => approvedBy,
      async evaluate({ model: judged, project: scratch }) {
        const { evaluation, contract } = judged.data;
        const one: Asked = {
          margin: judged.gates.find(({ metric }) => metric === 'roc_auc')?.maxWorse?.value,
          evaluation: await readFile(evaluation.patterns[0]?.absolute ?? '', 'utf8'),
          contract: await readFile(contract?.absolute ?? '', 'utf8'),
          candidates: (await readdir(modelFolder(scratch.directory, 'visits'))).sort().join(),
        };
        asked.push(one);
        return { ...evaluateRecord(), verdict: verdictOf(one) };
      },
    },
    from,
  );
  return { record, asked };
}

describe('the judge', () => {
  it('that is a command is changed by its script', async () => {
    const evaluate = '    evaluate: {custom: {profit: {run: node tools/profit.mjs, better: higher}}}\n';
    base = await commit({ 'modelyard.yml': CONFIG + evaluate, 'tools/profit.mjs': 'console.log(1)\n' });
    await commit({ 'tools/profit.mjs': 'console.log(2)\n' });
    const { record, asked } = await judge(base);
    expect(record.changes).toMatchObject([{ kind: 'file', what: 'tools/profit.mjs' }]);
    expect(asked).toHaveLength(1);
  });

  it('that did not change is not asked twice', async () => {
    await commit({ 'weights.txt': 'two\n', 'modelyard.yml': CONFIG.replace('"true"', '"make train"') });
    const { record, asked } = await judge();
    expect(record).toMatchObject({ verdict: 'pass', base, changes: [], reason: null });
    expect(asked).toEqual([]);
  });

  it('that was loosened says what the old rules say', async () => {
    await commit({ 'modelyard.yml': CONFIG.replace('max_worse: 0.005', 'max_worse: 0.02') });
    const { record, asked } = await judge(base, ({ margin }) => (margin === 0.005 ? 'fail' : 'pass'));
    expect(record).toMatchObject({
      verdict: 'fail',
      changes: [{ kind: 'config', what: 'gates.roc_auc.max_worse', base: '0.005', head: '0.02' }],
    });
    expect(asked).toMatchObject([{ margin: 0.005, candidates: 'candidates,train.json' }]);
  });

  it('that was loosened and approved counts as approved, and only then', async () => {
    await commit({ 'modelyard.yml': CONFIG.replace('max_worse: 0.005', 'max_worse: 0.02') });
    const { record } = await judge(base, () => 'fail', 'bob');
    expect(record).toMatchObject({ verdict: 'fail', approvedBy: 'bob' });
    expect(judgeVerdict(record)).toBe('pass');
    expect(judgeVerdict({ ...record, approvedBy: null })).toBe('fail');
    expect((await judge(base, () => 'pass', 'bob')).record.approvedBy).toBeNull();
  });

  it('a gate that was taken away, or that is not committed yet, counts', async () => {
    await writeFile(join(directory, 'modelyard.yml'), CONFIG.replace('min: 0.65, ', ''));
    const { record } = await judge();
    expect(record.changes).toEqual([{ kind: 'config', what: 'gates.roc_auc.min', base: '0.65', head: null }]);
  });

  it('the old evaluation data and the old contract are used', async () => {
    await commit({
      'data/evaluation.csv': 'row_id,person,x,visited\n9,9,0.9,yes\n',
      'contract.yaml': 'version: 2\n',
    });
    const { record, asked } = await judge();
    expect(record.changes.map(({ kind, what }) => [kind, what])).toEqual([
      ['file', 'contract.yaml'],
      ['file', 'data/evaluation.csv'],
    ]);
    expect(asked).toMatchObject([
      { contract: 'version: 1\n', evaluation: expect.stringContaining('3,3,0.4,yes') },
    ]);
  });

  it('a changed workflow is shown; the rules are as before', async () => {
    await commit({ '.github/workflows/ci.yml': 'on: [push]\n', '.github/workflows/new.yml': 'on: push\n' });
    const { record, asked } = await judge();
    expect(record.changes.map(({ what, base: old }) => [what, old === null])).toEqual([
      ['.github/workflows/ci.yml', false],
      ['.github/workflows/new.yml', true],
    ]);
    expect(asked).toEqual([]);
  });

  it('a model that the base does not know has no other rules', async () => {
    const empty = await git(directory, 'rev-parse', `${base}~1`);
    const { record } = await judge(empty);
    expect(record).toMatchObject({
      verdict: 'pass',
      changes: [],
      reason: expect.stringContaining('does not know'),
    });
  });

  it('rules of the base that cannot be applied are no pass', async () => {
    base = await commit({ 'modelyard.yml': CONFIG.replace('roc_auc:', 'roc_acu:') });
    await commit({ 'modelyard.yml': CONFIG });
    const { record } = await judge();
    expect(record.verdict).toBe('inconclusive');
    expect(record.reason).toContain('cannot be judged by them');
  });

  it('a base that is not in the clone is an error, never a pass', async () => {
    await expect(judge('f'.repeat(40))).rejects.toMatchObject({
      code: 'unreadable',
      hint: expect.stringContaining('fetch-depth: 0'),
    });
  });

  it('leaves nothing behind', async () => {
    await commit({ 'modelyard.yml': CONFIG.replace('0.65', '0.5') });
    const before = await git(directory, 'status', '--porcelain=2', '--branch');
    await judge();
    const after = await git(directory, 'status', '--porcelain=2', '--branch');
    expect(after).toBe(before);
  });
});
