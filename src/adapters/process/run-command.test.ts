import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from './is-alive.ts';
import { type CommandRequest, runCommand } from './run-command.ts';

let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-process-')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ENVIRONMENT = { PATH: process.env.PATH ?? '', NODE: process.execPath };

async function runIt(command: string, changes: Partial<CommandRequest> = {}) {
  const chunks: Buffer[] = [];
  const result = await runCommand({
    command,
    cwd: folder,
    env: ENVIRONMENT,
    timeoutMs: 60_000,
    signal: new AbortController().signal,
    onOutput: (chunk) => chunks.push(chunk),
    ...changes,
  });
  return { ...result, output: Buffer.concat(chunks) };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a command', () => {
  it('ends with its own exit code', async () => {
    expect(await runIt('exit 7')).toMatchObject({ exitCode: 7, signal: null, timedOut: false });
    expect(await runIt('no-such-program-here')).toMatchObject({ exitCode: 127 });
  });

  it('ends by a signal', async () => {
    expect(await runIt('kill -KILL $$')).toMatchObject({
      exitCode: null,
      signal: 'SIGKILL',
      timedOut: false,
    });
  });

  it('runs where it is told, with the environment that it is given and no other', async () => {
    const { output } = await runIt('pwd; env', { env: { ...ENVIRONMENT, ONLY: 'this' } });
    const [cwd, ...lines] = output.toString().trim().split('\n');
    expect(cwd).toBe(folder);
    const names = lines.map((line) => line.split('=')[0]);
    expect(names).toContain('ONLY');
    // What a shell itself sets.
    const known = ['PATH', 'NODE', 'ONLY', 'PWD', 'OLDPWD', 'SHLVL', '_', '__CF_USER_TEXT_ENCODING'];
    expect(names.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });

  it('reads nothing: a question gets no answer and does not wait', async () => {
    expect(await runIt('read answer || echo none')).toMatchObject({
      exitCode: 0,
      output: Buffer.from('none\n'),
    });
  });

  it('cannot be started where there is no such folder', async () => {
    await expect(runIt('true', { cwd: join(folder, 'nowhere') })).rejects.toMatchObject({
      code: 'outside',
      message: expect.stringContaining('the command cannot be started'),
    });
  });
});

describe('what it prints', () => {
  it('arrives byte by byte as it was written, while the command is still running', async () => {
    const abort = new AbortController();
    const seen: string[] = [];
    const running = runIt(
      'printf "gr\\303\\266\\303\\237e \\360\\237\\230\\200 \\377\\n"; while true; do sleep 1; done',
      {
        signal: abort.signal,
        onOutput: (chunk) => {
          seen.push(chunk.toString('latin1'));
          abort.abort();
        },
      },
    );
    await expect(running).rejects.toMatchObject({ code: 'interrupted' });
    expect(Buffer.from(seen.join(''), 'latin1')).toEqual(
      Buffer.concat([Buffer.from('größe \u{1f600} '), Buffer.from([0xff, 0x0a])]),
    );
  });

  it('arrives whole, both streams, however much it is', async () => {
    const script =
      'const b = Buffer.alloc(1 << 20, 120); for (let i = 0; i < 24; i++) process.stdout.write(b); process.stderr.write("!")';
    const { output, exitCode } = await runIt(`"$NODE" -e '${script}'`);
    expect(exitCode).toBe(0);
    expect(output.length).toBe(24 * 2 ** 20 + 1);
    expect(output.filter((byte) => byte === 33).length).toBe(1);
  });

  it('does not keep us waiting for a daemon that holds the pipe open in a session of its own', async () => {
    const daemon =
      'const { spawn } = require("node:child_process"); const c = spawn("sleep", ["30"], { detached: true, stdio: ["ignore", 1, 2] }); console.log(c.pid); c.unref(); process.exit(0)';
    const { exitCode, output, durationMs } = await runIt(`"$NODE" -e '${daemon}'`);
    expect(exitCode).toBe(0);
    expect(durationMs).toBeLessThan(20_000);
    process.kill(Number(output.toString()), 'SIGKILL');
  });
});

/** A shell whose child ignores every polite signal, and that writes the child's number. */
const STUBBORN = (file: string) =>
  `trap "" TERM; sh -c 'trap "" TERM INT HUP; echo $$ > ${file}; while true; do sleep 0.1; done' & wait`;

function childOf(file: string): number {
  return Number(readFileSync(join(folder, file), 'utf8'));
}

describe('the end by force', () => {
  it('comes with the time limit, for grandchildren that ignore SIGTERM, too', async () => {
    const running = runIt(STUBBORN('limit'), { timeoutMs: 600, graceMs: 100 });
    const result = await running;
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: true });
    expect(result.durationMs).toBeGreaterThanOrEqual(690);
    expect(childOf('limit')).toBeGreaterThan(0);
    await until(() => !isAlive(childOf('limit')));
  });

  it('comes with an abort', async () => {
    const abort = new AbortController();
    const running = runIt(STUBBORN('abort'), { signal: abort.signal, graceMs: 100 });
    await until(() => existsSync(join(folder, 'abort')) && childOf('abort') > 0);
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'interrupted' });
    await until(() => !isAlive(childOf('abort')));
  });

  it('leaves time to tidy up', async () => {
    const result = await runIt('trap "echo tidied; exit 3" TERM; while true; do sleep 0.05; done', {
      timeoutMs: 300,
      graceMs: 30_000,
    });
    expect(result).toMatchObject({ exitCode: 3, timedOut: true });
    expect(result.output.toString()).toMatch(/^tidied$/m);
  });

  it('leaves it to grandchildren, too, when the shell between has gone at once', async () => {
    const child = `trap "sleep 0.3; echo saved > checkpoint; exit 0" TERM; echo > ready; while true; do sleep 0.05; done`;
    const abort = new AbortController();
    const running = runIt(`sh -c '${child}'; true`, { signal: abort.signal, graceMs: 30_000 });
    await until(() => existsSync(join(folder, 'ready')));
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'interrupted' });
    expect(readFileSync(join(folder, 'checkpoint'), 'utf8')).toBe('saved\n');
  });

  it('takes what the command left running in its group when it ended', async () => {
    await runIt(
      "sh -c 'echo $$ > left; while true; do sleep 0.1; done' > /dev/null 2>&1 & until [ -s left ]; do sleep 0.02; done",
    );
    await until(() => !isAlive(childOf('left')));
  });

  it('is not for a command that has not started', async () => {
    await expect(runIt('touch started', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });

  it('leaves no listener behind', async () => {
    const before = process.listenerCount('exit');
    await runIt('true');
    await runIt('exit 1');
    expect(process.listenerCount('exit')).toBe(before);
  });
});

describe('peak memory', () => {
  it.runIf(process.platform === 'linux')('is that of the whole group', async () => {
    const hold = (megabytes: number) =>
      `"$NODE" -e 'const b = Buffer.alloc(${megabytes} << 20, 1); setTimeout(() => b[0], 500)'`;
    const { peakMemoryBytes: small } = await runIt(hold(1));
    const { peakMemoryBytes: large } = await runIt(`${hold(100)} & ${hold(100)}; wait`);
    expect(small).toBeGreaterThan(10e6);
    expect(large ?? 0).toBeGreaterThan(200e6);
    expect(large ?? 0).toBeLessThan(1e9);
  });

  it('is null with a reason where it cannot be told', async () => {
    const { peakMemoryBytes, peakMemoryReason } = await runIt('true');
    expect(peakMemoryBytes === null).toBe(peakMemoryReason !== null);
  });
});
