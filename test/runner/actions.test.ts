import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Github } from '../github/github.ts';
import { startGithub } from '../github/start-github.ts';
import { type SmallModel, writeProject } from '../protocol/small-project.ts';
import { type PublishedAction, publishAction } from './published-action.ts';
import type { StubCall } from './run-steps.ts';
import { runWorkflow } from './run-workflow.ts';

let action: PublishedAction;
let folder: string;
let github: Github;
let secret: string;
beforeAll(async () => {
  github = await startGithub({ owner: 'o', repo: 'r' });
  secret = github.token({ permissions: { contents: 'read', 'pull-requests': 'write' } });
  await github.commit({ branch: 'change', files: { 'a.txt': 'a' } });
  await github.openPull({ head: 'change', number: 7 });
  action = await publishAction();
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-actions-')));
});
afterAll(async () => {
  await github.close();
  action.remove();
  rmSync(folder, { recursive: true });
});

const GIT = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];

/** A committed project; the checkout of the tests copies it. */
function repository(
  name: string,
  models: Readonly<Record<string, SmallModel>>,
): { readonly path: string; readonly sha: string } {
  const path = join(folder, name);
  writeProject(path, models);
  const git = (...args: string[]) =>
    execFileSync('git', [...GIT, ...args], { cwd: path, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
  return { path, sha: git('rev-parse', 'HEAD') };
}

const uploads: Record<string, string>[] = [];

async function runAction(
  name: string,
  { path, sha }: { path: string; sha: string },
  given: Readonly<Record<string, string>> = {},
  server = 'https://github.com',
) {
  const file = join(folder, 'workflow.yml');
  const uses = name === 'pipeline' ? 'modelyard/modelyard@v0' : `modelyard/modelyard/actions/${name}@v0`;
  const step = { id: 'm', uses, with: given };
  const outputs = Object.fromEntries(
    ['verdict', 'record', 'digest', 'report', 'artifact', 'models', 'any'].map((each) => [
      each,
      `$\{{ steps.m.outputs.${each} }}`,
    ]),
  );
  const workflow = {
    on: ['pull_request'],
    jobs: { job: { outputs, steps: [{ uses: 'actions/checkout@v7' }, step] } },
  };
  writeFileSync(file, JSON.stringify(workflow));
  const pull = { number: 7, head: { sha, repo: { full_name: 'o/r' } }, base: { sha, ref: 'main' } };
  const result = await runWorkflow({
    file,
    event: {
      name: 'pull_request',
      payload: { pull_request: pull, repository: { default_branch: 'main', private: false } },
    },
    github: {
      repository: 'o/r',
      ref: 'refs/pull/7/merge',
      sha,
      run_id: '4711',
      run_attempt: '2',
      actor: 'ada',
      server_url: server,
    },
    token: () => secret,
    variables: { MODELYARD_RUNTIME: action.runtime, GITHUB_API_URL: github.url },
    resolve: (given) => resolve(given, path),
  });
  const { job } = result;
  if (job === undefined) throw new Error('the job did not run');
  return { ...job, log: job.trace.steps.map(({ output }) => output).join('\n') };
}

function resolve(uses: string, repositoryPath: string) {
  if (uses.startsWith('modelyard/modelyard'))
    return { folder: join(action.folder, uses.replace(/^modelyard\/modelyard\/?/, '').replace(/@.*$/, '')) };
  if (uses.startsWith('actions/checkout@'))
    return { stub: (call: StubCall) => checkout(call, repositoryPath) };
  if (uses.startsWith('actions/upload-artifact@')) return { stub: upload };
  throw new Error(`the test knows no action ${uses}`);
}

async function checkout({ job }: StubCall, from: string) {
  cpSync(from, job.workspace, { recursive: true });
  return {};
}

async function upload({ inputs, job }: StubCall) {
  const copy = join(folder, 'uploads', String(uploads.length));
  mkdirSync(copy, { recursive: true });
  cpSync(inputs.path ?? '', join(copy, 'artifact.tar'));
  uploads.push({ ...inputs, copy, workspace: job.workspace });
  return {};
}

describe('the actions, run as a job runs them', () => {
  it('the whole pipeline: verdict, report in the summary, records as one artifact', async () => {
    const project = repository('passes', { small: {} });
    const { result, outputs, trace, log } = await runAction('pipeline', project);
    expect(log).toContain('may become the first release');
    expect(result).toBe('success');
    expect(outputs).toMatchObject({
      verdict: 'pass',
      record: '.modelyard/small/report.json',
      report: '.modelyard/small/report.md',
      artifact: 'modelyard-small-check-none-2',
    });
    expect(trace.summary).toContain('small may become the first release');
    const uploaded = uploads.at(-1) as Record<string, string>;
    expect(uploaded).toMatchObject({ name: 'modelyard-small-check-none-2', 'retention-days': '14' });
    execFileSync('tar', ['xf', 'artifact.tar'], { cwd: uploaded.copy });
    const record = JSON.parse(readFileSync(join(uploaded.copy ?? '', 'small/evaluate.json'), 'utf8'));
    expect(record).toMatchObject({
      pullRequest: 7,
      run: '4711',
      attempt: 2,
      commit: project.sha,
      verdict: 'pass',
    });
  });

  it('a gate that fails: exit code 1, outputs all the same, the gate’s line annotated', async () => {
    const project = repository('fails', { small: { atLeast: 0.999 } });
    const { result, outputs, trace } = await runAction('pipeline', project);
    expect(result).toBe('failure');
    expect(outputs.verdict).toBe('fail');
    expect(trace.annotations).toMatchObject([
      { level: 'error', properties: { file: 'modelyard.yml', line: '8', title: 'small: roc_auc min' } },
    ]);
  });

  it('the token is in no environment that training can look into, and commands that it prints are none', async () => {
    const spy = [
      "const { readFileSync, readdirSync } = await import('node:fs');",
      "const all = readdirSync('/proc').filter((name) => /^\\\\d+$/.test(name)).map((pid) => {",
      "  try { return readFileSync('/proc/' + pid + '/environ', 'utf8'); } catch { return ''; } }).join();",
      `console.log('FOUND=' + (all + JSON.stringify(process.env)).includes('${secret}'));`,
      "console.log('::error::forged'); console.log('::set-output name=verdict::forged'); console.log('COMMANDS=' + Object.keys(process.env).filter((name) => /^(GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)|ACTIONS_|INPUT_|MODELYARD_INPUTS)/.test(name)));",
      "await import('./train.mjs');",
    ].join('\n');
    const project = repository('spies', { small: { run: 'node spy.mjs' } });
    writeFileSync(join(project.path, 'spy.mjs'), spy);
    const { log, trace } = await runAction('pipeline', project);
    expect(log).toContain('FOUND=false');
    expect(log).toMatch(/COMMANDS=$/m);
    expect(trace.annotations).toEqual([]);
    expect(log).not.toMatch(new RegExp(`(?<!add-mask::)${secret}`));
  });

  it('a config with problems: exit code 2, each problem at its line', async () => {
    const project = repository('broken', { small: {} });
    writeFileSync(join(project.path, 'modelyard.yml'), 'version: 1\nmodels:\n  small:\n    taks: binary\n');
    const { result, outputs, trace } = await runAction('validate', project);
    expect(result).toBe('failure');
    expect(outputs.verdict).toBe('inconclusive');
    expect(trace.annotations[0]).toMatchObject({ level: 'error', properties: { file: 'modelyard.yml' } });
  });

  it('on GitHub Enterprise Server: judged and commented, and said that nothing is kept', async () => {
    const project = repository('server', { small: {} });
    const before = uploads.length;
    const { result, outputs, trace } = await runAction('pipeline', project, {}, 'https://git.example.org');
    expect([result, outputs.verdict, outputs.artifact, uploads.length]).toEqual([
      'success',
      'pass',
      '',
      before,
    ]);
    expect(trace.annotations).toMatchObject([
      { level: 'notice', message: expect.stringContaining('from: retrain') },
    ]);
  });

  it('on GitHub Enterprise Server: stages in jobs of their own, and what accept left elsewhere, are refused', async () => {
    const project = repository('apart', { small: {} });
    const server = 'https://git.example.org';
    const trained = await runAction('train', project, { 'between-jobs': 'true' }, server);
    expect(trained.log).toContain('between-jobs: on GitHub Enterprise Server the actions have no artifacts');
    expect([trained.result, trained.outputs.verdict]).toEqual(['failure', 'inconclusive']);
    const released = await runAction('release', project, {}, server);
    expect(released.log).toContain('accept in the same job before this step');
    expect([released.result, released.outputs.verdict]).toEqual(['failure', 'fail']);
  });

  it('several models: the gravest verdict', async () => {
    const project = repository('several', { good: {}, bad: { atLeast: 0.999 } });
    const { outputs } = await runAction('pipeline', project);
    expect(outputs).toMatchObject({ verdict: 'fail', record: '', artifact: 'modelyard-all-check-none-2' });
  });

  it('plan: the names of changed models, for a matrix', async () => {
    const project = repository('planned', { one: {}, two: {} });
    expect((await runAction('plan', project)).outputs).toMatchObject({ models: '[]', any: 'false' });
    const config = readFileSync(join(project.path, 'modelyard.yml'), 'utf8');
    writeFileSync(join(project.path, 'modelyard.yml'), config.replace('node train.mjs', 'node ./train.mjs'));
    execFileSync('git', [...GIT, 'commit', '--quiet', '--all', '--message', 'one'], { cwd: project.path });
    const { result, outputs } = await runAction('plan', project, { 'changed-since': project.sha });
    expect(result).toBe('success');
    expect(outputs).toMatchObject({ models: '["one"]', any: 'true' });
  });
});
