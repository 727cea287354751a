import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeProject } from '../protocol/small-project.ts';
import { type PublishedAction, publishAction } from '../runner/published-action.ts';

let action: PublishedAction;
let folder: string;
let project: string;
beforeAll(async () => {
  action = await publishAction();
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-runtime-')));
  project = join(folder, 'project');
  writeProject(project, { small: {} });
  execFileSync('git', ['init', '--quiet'], { cwd: project });
  for (const name of ['output', 'summary']) writeFileSync(join(folder, name), '');
});
afterAll(() => {
  action.remove();
  rmSync(folder, { recursive: true });
});

/** The action as a runner starts it, on a machine that has Node and npm and nothing else of ours. */
function validate(): Promise<{ readonly code: number | null; readonly log: string }> {
  return new Promise((resolve) => {
    const child = spawn('bash', [join(action.folder, 'actions/start.sh'), 'validate'], {
      cwd: project,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? folder,
        GITHUB_ACTIONS: 'true',
        GITHUB_OUTPUT: join(folder, 'output'),
        GITHUB_STEP_SUMMARY: join(folder, 'summary'),
        RUNNER_TEMP: folder,
        RUNNER_TOOL_CACHE: join(folder, 'tools'),
        MODELYARD_INPUTS: '{}',
      },
    });
    let log = '';
    child.stdout.on('data', (chunk: Buffer) => {
      log += chunk;
    });
    child.on('close', (code) => resolve({ code, log }));
  });
}

describe('the add-ons of the actions, from the registry', () => {
  it('are installed by two jobs at once, pruned, and work', async () => {
    const jobs = await Promise.all([validate(), validate()]);
    for (const { code, log } of jobs)
      expect([code, log]).toEqual([0, expect.stringContaining('checks pass')]);
    const [runtime = '', another] = readdirSync(join(folder, 'tools/modelyard-runtime'));
    expect(another).toBeUndefined();
    const modules = join(folder, 'tools/modelyard-runtime', runtime, 'node_modules');
    expect(readdirSync(join(modules, 'onnxruntime-node/bin/napi-v6'))).toEqual([process.platform]);
    expect(readFileSync(join(folder, 'output'), 'utf8')).toContain('pass');
  });

  it('are there for the next job', async () => {
    const { code, log } = await validate();
    expect(code).toBe(0);
    expect(log).not.toContain('installing');
  });
});
