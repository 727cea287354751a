import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  commitAll,
  type Files,
  git,
  removeScratch,
  scratchRepository,
  write,
} from '../../../test/fixtures/git/scratch.ts';
import { configText, projectContext } from '../../../test/fixtures/train/project.ts';
import { readRecord, recordPath } from '../../records/store.ts';
import { type TrainRecord, trainRecordSchema } from '../../records/train.ts';
import { currentCandidate } from '../candidates/candidate-store.ts';
import type { StageContext } from '../context.ts';
import { trainStage } from './train.ts';

afterAll(removeScratch);

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

const COPY = 'mkdir -p out && cp weights.txt out/m.onnx && echo x >> runs.log';

function repository(run: string, { train = '', files = {} }: { train?: string; files?: Files } = {}): string {
  return scratchRepository({
    'modelyard.yml': configText({ train: `run: ${JSON.stringify(run)}\nmodel: out/m.onnx${train}` }),
    'data/train.csv': 'x,y\n1,2\n',
    'data/evaluation.csv': 'x,y\n3,4\n',
    'weights.txt': 'one\n',
    '.gitignore': 'out/\n.modelyard/\nruns.log\nseen.txt\n',
    ...files,
  });
}

interface Trained {
  readonly record: TrainRecord;
  readonly output: string;
  readonly told: readonly string[];
}

async function train(
  folder: string,
  changes: Partial<StageContext> & { force?: boolean } = {},
): Promise<Trained> {
  const { force = false, ...context } = changes;
  const told: string[] = [];
  const chunks: Buffer[] = [];
  const say = (text: string) => void told.push(text);
  const base = await projectContext(folder, context);
  const stage = { ...base, reporter: { ...base.reporter, warn: say, note: say } };
  const record = await trainStage(stage, { force, onOutput: (chunk) => void chunks.push(chunk) });
  return { record, told, output: Buffer.concat(chunks).toString() };
}

const runs = (folder: string) => readFileSync(join(folder, 'runs.log'), 'utf8').length / 2;

describe('a training', () => {
  it('is recorded with everything that went in and came out', async () => {
    const folder = repository(`${COPY}; echo to stdout; echo to stderr >&2`, {
      train: '\nparams: params.yaml\nseed: 5',
      files: { 'params.yaml': 'depth: 3\nrate: .inf\n' },
    });
    const { record, output } = await train(folder);
    expect(output.split('\n').sort()).toEqual(['', 'to stderr', 'to stdout']);
    expect(record).toMatchObject({
      schema: 'modelyard/train/1',
      verdict: 'pass',
      reused: false,
      command: expect.stringContaining('cp weights.txt'),
      exitCode: 0,
      signal: null,
      timedOut: false,
      params: { depth: 3, rate: 'Infinity' },
      seed: 5,
      inputsNarrowed: false,
      dirty: [],
      candidate: `sha256:${sha256('one\n')}`,
      outputs: [{ path: 'out/m.onnx', sha256: sha256('one\n'), bytes: 4 }],
      commit: git(folder, 'rev-parse', 'HEAD'),
      tree: git(folder, 'rev-parse', 'HEAD^{tree}'),
      tools: { node: process.version, git: expect.stringMatching(/^git version/) },
    });
    expect(record.inputs.map(({ path }) => path)).toEqual([
      '.gitignore',
      'data/train.csv',
      'params.yaml',
      'weights.txt',
    ]);
    expect(await readRecord(recordPath(folder, 'm', 'train'), trainRecordSchema)).toEqual(record);
    const candidate = await currentCandidate(await projectContext(folder));
    expect(readFileSync(candidate?.model?.path ?? '', 'utf8')).toBe('one\n');
  });

  it('runs in root, sees its variables and no credentials, and tells what it did not see only when it fails', async () => {
    const environment = {
      PATH: process.env.PATH,
      HF_TOKEN: 'hush',
      WANDB_API_KEY: 'key',
      GITHUB_OUTPUT: '/x',
    };
    const folder = repository(
      `env > ../seen.txt; pwd >> ../seen.txt; mkdir -p ../out; echo 1 > ../out/m.onnx; exit $(cat code)`,
      {
        train: '\nenv: [WANDB_API_KEY, ABSENT]',
        files: { 'deep/code': '0' },
      },
    );
    const config = readFileSync(join(folder, 'modelyard.yml'), 'utf8');
    write(folder, { 'modelyard.yml': `${config}    root: deep\n` });
    const good = await train(folder, { environment });
    const seen = readFileSync(join(folder, 'seen.txt'), 'utf8');
    expect(seen).toMatch(/^WANDB_API_KEY=key$/m);
    expect(seen).toMatch(new RegExp(`^MODELYARD_TRAIN_DATA=${folder}/data/train.csv$`, 'm'));
    expect(seen).not.toMatch(/hush|GITHUB_OUTPUT/);
    expect(seen.trimEnd().split('\n').at(-1)).toBe(join(folder, 'deep'));
    expect(good.told).toEqual(['train.env: ABSENT is not set or may never be passed on']);
    write(folder, { 'deep/code': '4' });
    const bad = await train(folder, { environment });
    expect(bad.record).toMatchObject({ verdict: 'fail', exitCode: 4, candidate: null, outputs: [] });
    expect(bad.told.at(-1)).toBe('training did not see HF_TOKEN; train.env passes on what it needs');
  });

  it('ends what it prints with a line feed, so that what is told next has its own line', async () => {
    expect((await train(repository(`${COPY}; printf 'no end'`))).output).toBe('no end\n');
    expect((await train(repository(`${COPY}; printf 'an end\\n'`))).output).toBe('an end\n');
    expect((await train(repository(COPY))).output).toBe('');
  });

  it('that fails or runs out of time leaves a failing record and no candidate', async () => {
    const failing = repository('exit 3');
    expect((await train(failing)).record).toMatchObject({ verdict: 'fail', exitCode: 3, timedOut: false });
    expect(await currentCandidate(await projectContext(failing))).toBeNull();
    const slow = repository('trap "exit 0" TERM; while true; do sleep 0.05; done', {
      train: '\ntimeout: 300ms',
    });
    expect((await train(slow)).record).toMatchObject({
      verdict: 'fail',
      exitCode: 0,
      timedOut: true,
      candidate: null,
    });
    expect(existsSync(join(slow, '.modelyard/m/candidates'))).toBe(false);
  });

  it.each([
    ['writes nothing', 'true', /did not write out\/m\.onnx \(train\.model\)$/],
    ['writes an empty file', 'mkdir -p out && : > out/m.onnx', /wrote an empty out\/m\.onnx/],
    ['writes an empty folder', 'mkdir -p out/m.onnx', /the model's folder is empty/],
    ['writes a link', 'mkdir -p out && ln -s ../weights.txt out/m.onnx', /must be a file or a folder/],
  ])('that %s is an error', async (_what, run, message) => {
    const folder = repository(run);
    await expect(train(folder)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(message),
    });
    expect(existsSync(join(folder, '.modelyard/m/train.json'))).toBe(false);
    expect(existsSync(join(folder, '.modelyard/m/train.lock'))).toBe(false);
  });

  it('does not pass off the file of an earlier run as its own', async () => {
    const folder = repository('true');
    write(folder, { 'out/m.onnx': 'old' });
    await expect(train(folder)).rejects.toThrow('the file there is from an earlier run');
  });

  it('takes a folder as a model, by the sha256sum lines of its files', async () => {
    const folder = repository(
      'mkdir -p out/m.onnx/sub && printf a > out/m.onnx/b && printf c > out/m.onnx/sub/d',
    );
    const lines = `${sha256('a')}  b\n${sha256('c')}  sub/d\n`;
    expect((await train(folder)).record.candidate).toBe(`sha256:${sha256(lines)}`);
  });

  it.each([
    ['an input', 'echo changed > weights.txt', 'weights.txt'],
    ['data', 'echo 5,6 >> data/train.csv', 'data/train.csv'],
    ['a mode', 'chmod +x weights.txt', 'weights.txt'],
    ['an input away', 'rm weights.txt', 'weights.txt'],
  ])('that changes %s is an error, also when it fails', async (_what, change, path) => {
    for (const end of ['true', 'exit 1']) {
      const folder = repository(`${COPY}; ${change}; ${end}`);
      await expect(train(folder)).rejects.toMatchObject({
        code: 'input',
        message: `inputs changed while the model was trained: ${path}`,
      });
      expect(existsSync(join(folder, '.modelyard/m/train.json'))).toBe(false);
    }
  });

  it('with parameters that are no parameters is an error before anything runs', async () => {
    for (const text of ['- 1\n', 'a: [', 'just text\n']) {
      const folder = repository(COPY, { train: '\nparams: params.yaml', files: { 'params.yaml': text } });
      await expect(train(folder)).rejects.toMatchObject({
        code: 'input',
        message: expect.stringContaining('params.yaml'),
      });
      expect(existsSync(join(folder, 'runs.log'))).toBe(false);
    }
  });
});

describe('the same inputs', () => {
  it('are not trained on again, unless forced', async () => {
    const folder = repository(COPY);
    const first = await train(folder);
    const again = await train(folder);
    expect(again.record).toMatchObject({
      reused: true,
      candidate: first.record.candidate,
      inputDigest: first.record.inputDigest,
    });
    expect(runs(folder)).toBe(1);
    expect((await train(folder, { force: true })).record.reused).toBe(false);
    expect(runs(folder)).toBe(2);
  });

  it('of another commit are the same inputs', async () => {
    const folder = repository(COPY, { files: { 'README.md': 'x' } });
    await train(folder);
    write(folder, { 'README.md': 'y', 'weights.txt': 'two\n' });
    const commit = commitAll(folder);
    expect((await train(folder)).record).toMatchObject({
      reused: false,
      candidate: `sha256:${sha256('two\n')}`,
    });
    git(folder, 'checkout', '--quiet', 'HEAD~1');
    const back = await train(folder);
    expect(back.record).toMatchObject({ reused: true, candidate: `sha256:${sha256('one\n')}` });
    expect(back.record.commit).not.toBe(commit);
    expect(runs(folder)).toBe(2);
  });

  it('that were not committed count on their commit only', async () => {
    const folder = repository(COPY);
    write(folder, { 'weights.txt': 'two\n' });
    expect((await train(folder)).record.dirty).toEqual(['weights.txt']);
    expect((await train(folder)).record.reused).toBe(true);
    commitAll(folder);
    expect((await train(folder)).record).toMatchObject({ reused: false, dirty: [] });
    expect(runs(folder)).toBe(2);
  });

  it('are trained on anew when the stored candidate was touched, and it says so', async () => {
    const folder = repository(COPY);
    const { record } = await train(folder);
    const [stored] = readdirSync(join(folder, '.modelyard/m/candidates'));
    writeFileSync(join(folder, '.modelyard/m/candidates', stored ?? '', 'model/m.onnx'), 'touched');
    const again = await train(folder);
    expect(again.record).toMatchObject({ reused: false, candidate: record.candidate });
    expect(again.told).toEqual([expect.stringMatching(/its record says .*; training anew$/)]);
  });

  it('give a failed training no second life', async () => {
    const folder = repository('echo x >> runs.log; exit 1');
    await train(folder);
    expect((await train(folder)).record).toMatchObject({ reused: false, verdict: 'fail' });
    expect(runs(folder)).toBe(2);
  });
});

describe('two trainings of one model', () => {
  it('are not run at once', async () => {
    const folder = repository(`${COPY} && sleep 0.5`);
    const both = await Promise.allSettled([train(folder), train(folder)]);
    const refused = both.filter(({ status }) => status === 'rejected');
    expect(refused).toEqual([{ status: 'rejected', reason: expect.objectContaining({ code: 'conflict' }) }]);
    expect(runs(folder)).toBe(1);
  });

  it.each([
    ['a number that no process has', '999999999 x/1'],
    ['a number that another process was given since', `${process.pid} 00000000-boot/1`],
    ['nothing', ''],
  ])('a lock that a killed one left is taken over: %s', async (_what, owner) => {
    const folder = repository(COPY);
    write(folder, { '.modelyard/m/train.lock': owner });
    expect((await train(folder)).record.verdict).toBe('pass');
    expect(readdirSync(join(folder, '.modelyard/m')).filter((name) => name.startsWith('train.lock'))).toEqual(
      [],
    );
  });
});
