import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle, type Ended, gitRepository, PROJECT, run } from '../protocol/bundle.ts';
import { addPython, python, pythonPath } from './python.ts';

/** What the records say, as far as the story asks. */
interface Answer {
  readonly verdict: string;
  readonly digest: string;
  readonly live: string;
  readonly release: string;
  readonly action: string;
  readonly tag: string;
  readonly candidate: { readonly digest: string };
  readonly baseline: { readonly release: string } | null;
  readonly smoke: string;
}

let bundle: Bundle;
let folder: string;
let path: string;

async function modelyard(command: string): Promise<Ended> {
  return run(process.execPath, [bundle.main, ...command.split(' ')], { cwd: folder, env: { PATH: path } });
}

/** The record on stdout; fails with the program's own words when the exit code is another. */
async function record<T = Answer>(command: string, code: number): Promise<T> {
  const ended = await modelyard(`${command} --json`);
  expect(ended.code, ended.stderr).toBe(code);
  return JSON.parse(ended.stdout);
}

async function commitParams(text: string): Promise<void> {
  writeFileSync(join(folder, 'params.yaml'), text);
  const { code, stderr } = await run('git', ['commit', '-q', '-a', '-m', text.split('\n')[0] ?? ''], {
    cwd: folder,
  });
  expect(code, stderr).toBe(0);
}

function servedDigest(): string {
  const bytes = readFileSync(join(folder, 'deployed', 'staging', 'visits', 'current', 'visits.onnx'));
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function stageRecord(stage: string): Answer {
  return JSON.parse(readFileSync(join(folder, '.modelyard', 'visits', `${stage}.json`), 'utf8'));
}

beforeAll(async () => {
  pythonPath();
  bundle = await buildBundle();
  const top = bundle.folder();
  for (const name of ['sklearn', 'quickstart']) {
    cpSync(join(PROJECT, 'examples', name), join(top, name), {
      recursive: true,
      filter: (source) =>
        !/[\\/](\.modelyard|out|deployed|__pycache__|\.venv|[^\\/]*\.parquet)$/.test(source),
    });
  }
  folder = join(top, 'sklearn');
  const bin = bundle.folder();
  addPython(bin);
  path = [bin, process.env.PATH].join(delimiter);
  await python(['prepare.py'], { cwd: folder });
  await gitRepository(folder);
});
afterAll(() => bundle?.remove());

describe('the scikit-learn example, from the first model to the rollback', () => {
  let first: string;
  let second: string;

  it('a first model is released and deployed', async () => {
    await record('run', 0);
    const evaluation = stageRecord('evaluate');
    expect(evaluation).toMatchObject({ verdict: 'pass', baseline: null });
    first = evaluation.candidate.digest;
    expect(await record('release', 0)).toMatchObject({ tag: 'visits@v1.0.0', candidate: first });
    const deployment = await record('deploy --environment staging', 0);
    expect(deployment).toMatchObject({ release: 'visits@v1.0.0', live: first, smoke: 'pass' });
    expect(servedDigest()).toBe(first);
  });

  it('a better one of another algorithm replaces it, for the same callers', async () => {
    await commitParams('model: boosting\nrounds: 100\n');
    await record('run', 0);
    const evaluation = stageRecord('evaluate');
    expect(evaluation).toMatchObject({ verdict: 'pass', baseline: { release: 'visits@v1.0.0' } });
    second = evaluation.candidate.digest;
    expect(second).not.toBe(first);
    expect(await record('release', 0)).toMatchObject({ tag: 'visits@v1.1.0', candidate: second });
    await record('deploy --environment staging', 0);
    expect(servedDigest()).toBe(second);
  });

  it('a worse one is refused, and nothing moves', async () => {
    await commitParams('model: boosting\nrounds: 1\n');
    await record('run', 1);
    expect(stageRecord('evaluate')).toMatchObject({
      verdict: 'fail',
      baseline: { release: 'visits@v1.1.0' },
    });
    const refused = await modelyard('release');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('visits is not released: the verdict of evaluate is fail');
    expect(servedDigest()).toBe(second);
  });

  it('the rollback serves the first bytes again, and the history says so', async () => {
    const rollback = await record('rollback --environment staging', 0);
    expect(rollback).toMatchObject({ action: 'rollback', release: 'visits@v1.0.0', live: first });
    expect(servedDigest()).toBe(first);
    const history = await record<Answer[]>('history --environment staging', 0);
    expect(history.map(({ action, release }) => `${action} ${release}`)).toEqual([
      'deploy visits@v1.0.0',
      'deploy visits@v1.1.0',
      'rollback visits@v1.0.0',
    ]);
  });

  it('both chains verify', async () => {
    for (const tag of ['visits@v1.0.0', 'visits@v1.1.0']) {
      expect(await record(`verify ${tag}`, 0), tag).toMatchObject({ verdict: 'pass' });
    }
  });
});
