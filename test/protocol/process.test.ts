import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Bundle,
  buildBundle,
  type Ended,
  gitRepository,
  PROJECT,
  preload,
  type RunOptions,
  run,
} from './bundle.ts';
import { writeProject } from './small-project.ts';

let bundle: Bundle;
let folder: string;

beforeAll(async () => {
  bundle = await buildBundle();
  folder = bundle.folder();
  writeProject(folder, { good: {} });
  await gitRepository(folder);
});
afterAll(() => bundle.remove());

function modelyard(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(process.execPath, [bundle.main, ...args], { cwd: folder, ...options });
}

async function project(models: Parameters<typeof writeProject>[1]): Promise<string> {
  const cwd = bundle.folder();
  writeProject(cwd, models);
  await gitRepository(cwd);
  return cwd;
}

const STACK = /\n\s+at /;

describe('a pipe that is closed', () => {
  it.each(['stdout', 'stderr'] as const)('on %s leaves the verdict as it is', async (stream) => {
    const cwd = await project({ refused: { atLeast: 0.999 }, good: {} });
    const closed = (models: string) =>
      modelyard(['run', '--json', '--model', models], { cwd, during: (child) => child[stream]?.destroy() });
    expect(await closed('refused')).toMatchObject({ code: 1 });
    const { code, stderr } = await closed('good');
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|at /);
    expect(existsSync(join(cwd, '.modelyard', 'good', 'report.md'))).toBe(true);
  });
});

describe('signals', () => {
  // Alive as long as the file grows.
  const TRAINER = "setInterval(() => require('node:fs').appendFileSync('beats.txt', '.'), 20);";

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends training and the program with %d', async (signal, expected) => {
    const cwd = await project({ slow: { run: 'node slow.cjs' } });
    writeFileSync(join(cwd, 'slow.cjs'), TRAINER);
    const beats = () => readFileSync(join(cwd, 'beats.txt')).length;
    const { code, stdout, stderr } = await modelyard(['train', '--json'], {
      cwd,
      during: (child) => {
        const timer = setInterval(() => {
          if (!existsSync(join(cwd, 'beats.txt'))) return;
          clearInterval(timer);
          child.kill(signal);
        }, 20);
      },
    });
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toMatch(/error: interrupted/);
    expect(stderr).not.toMatch(STACK);
    const atTheEnd = beats();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(beats()).toBe(atTheEnd);
    expect(existsSync(join(cwd, '.modelyard', 'slow', 'train.json'))).toBe(false);
  });

  it('a second Ctrl-C ends the program at once, and training that does not listen with it', async () => {
    const cwd = await project({ deaf: { run: JSON.stringify('trap "" TERM; node deaf.cjs; true') } });
    writeFileSync(
      join(cwd, 'deaf.cjs'),
      `for (const s of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(s, () => {});${TRAINER}`,
    );
    const beats = () => readFileSync(join(cwd, 'beats.txt')).length;
    const { code } = await modelyard(['train'], {
      cwd,
      during: (child) => {
        const timer = setInterval(() => {
          if (!existsSync(join(cwd, 'beats.txt'))) return;
          clearInterval(timer);
          child.stderr?.once('data', () => child.kill('SIGINT'));
          child.kill('SIGINT');
        }, 20);
      },
    });
    expect(code).toBe(130);
    const atTheEnd = beats();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(beats()).toBe(atTheEnd);
  });
});

describe('native add-ons', () => {
  let cwd: string;

  beforeAll(async () => {
    cwd = bundle.folder();
    cpSync(join(PROJECT, 'examples', 'quickstart'), cwd, { recursive: true, filter: isSource });
    await gitRepository(cwd);
    for (const command of ['run', 'release', 'deploy --environment staging']) {
      const { code, stderr } = await modelyard(command.split(' '), { cwd });
      if (code !== 0) throw new Error(stderr);
    }
  });

  /** Native libraries of ours that are mapped into the process when it ends. */
  async function loaded(
    args: readonly string[],
  ): Promise<{ readonly code: number | null; readonly objects: string[] }> {
    const report = join(bundle.folder(), 'objects.json');
    const hook = join(bundle.folder(), 'objects.cjs');
    const write = `require('node:fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.report.getReport().sharedObjects))`;
    writeFileSync(hook, `process.on('exit', () => ${write});`);
    const { code } = await modelyard(args, { cwd, env: preload(hook) });
    const objects = JSON.parse(readFileSync(report, 'utf8')) as string[];
    return { code, objects: objects.filter((path) => /duckdb|onnxruntime/.test(path)) };
  }

  it.each([
    ['--version'],
    ['--help'],
    ['status'],
    ['history --environment staging'],
    ['verify visits@v1.0.0'],
    ['explain'],
    ['report'],
    ['deploy --environment staging --dry-run'],
  ])('are not loaded by %s', async (command) => {
    expect(await loaded(command.split(' '))).toEqual({ code: 0, objects: [] });
  });

  it('are seen by this test where they are needed', async () => {
    const { code, objects } = await loaded(['validate']);
    expect(code).toBe(0);
    expect(objects.join()).toContain('duckdb');
  });
});

/** Without what an earlier run left in the example. */
function isSource(path: string): boolean {
  return !/[\\/](\.modelyard|out|deployed)$/.test(path);
}
