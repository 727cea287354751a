import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashBytes } from '../../files/hash-file.ts';
import { type CommandTargetOptions, createCommandTarget } from './command-target.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelyard-command-target-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that keeps every call in calls.jsonl and runs a line of its own. */
function target(body: string, changes: Partial<CommandTargetOptions> = {}) {
  const program = [
    "import { appendFileSync, readFileSync } from 'node:fs';",
    "const text = readFileSync(0, 'utf8');",
    'const call = JSON.parse(text);',
    "appendFileSync('calls.jsonl', text);",
    body,
  ].join('\n');
  writeFileSync(join(folder, 'deploy.mjs'), program);
  return createCommandTarget({
    run: 'node deploy.mjs',
    timeoutMs: 20_000,
    name: 'production',
    cwd: folder,
    environment: {
      ...process.env,
      CLOUD_KEY: 'for the cloud',
      GITHUB_TOKEN: 'for nobody',
      ACTIONS_RUNTIME_TOKEN: 'x',
    },
    signal: new AbortController().signal,
    onOutput: () => undefined,
    ...changes,
  });
}

const DIGEST = `sha256:${'a'.repeat(64)}`;
const release = { digest: DIGEST, files: [{ name: 'm.onnx', path: '/r/m.onnx', sha256: 'a'.repeat(64) }] };
const answer = (value: unknown) => `console.log(${JSON.stringify(JSON.stringify(value))});`;

describe('the target command', () => {
  it('is told each step with all that it needs', async () => {
    const given = target(answer({ digest: null }));
    await given.stage('visits', release);
    await given.activate('visits', DIGEST);
    await given.activate('visits', null);
    expect(await given.observe('visits')).toBeNull();
    const calls = readFileSync(join(folder, 'calls.jsonl'), 'utf8').trim().split('\n');
    const common = { schema: 'modelyard/target/1', environment: 'production', model: 'visits' };
    expect(calls.map((line) => JSON.parse(line))).toEqual([
      { ...common, call: 'stage', release },
      { ...common, call: 'activate', digest: DIGEST },
      { ...common, call: 'activate', digest: null },
      { ...common, call: 'observe' },
    ]);
  });

  it('what it serves is what it names, where the bytes cannot be read', async () => {
    expect(await target(answer({ digest: DIGEST })).observe('visits')).toEqual({
      digest: DIGEST,
      path: null,
    });
  });

  it('what it serves is what the bytes are, whatever it says', async () => {
    writeFileSync(join(folder, 'served.onnx'), 'bytes');
    const path = join(folder, 'served.onnx');
    const observed = await target(answer({ digest: DIGEST, path })).observe('visits');
    expect(observed).toEqual({ digest: `sha256:${hashBytes('bytes')}`, path });
  });

  it.each<[string, string, string]>([
    ['fails', 'process.exit(9);', 'asked to observe, ended with exit code 9'],
    ['prints no JSON', 'console.log("live: yes");', 'printed no JSON'],
    ['prints nothing', '', 'printed no JSON'],
    ['answers something else', answer({ digest: 'latest' }), 'answered digest'],
    ['answers without a digest', answer({}), 'answered digest'],
    ['names a file that is not there', answer({ digest: DIGEST, path: '/nowhere' }), 'which cannot be read'],
    ['prints without end', "console.log('x'.repeat(2e6));", 'bytes on stdout'],
  ])('a command that %s fails the step', async (_, body, message) => {
    await expect(target(body).observe('visits')).rejects.toMatchObject({
      code: 'outside',
      message: expect.stringContaining(message),
    });
  });

  it('a command that hangs is ended', async () => {
    await expect(
      target('setInterval(() => {}, 1000);', { timeoutMs: 300 }).stage('visits', release),
    ).rejects.toThrow('took more than 0.3 s');
  });

  it('a command that ignores its stdin is fine', async () => {
    const given = target('', { run: 'exec true' });
    await given.stage('visits', {
      ...release,
      files: Array.from({ length: 5000 }, () => release.files[0] as never),
    });
  });

  it('has the credentials of the job for the cloud, and none for the forge', async () => {
    const body =
      "console.error(['CLOUD_KEY', 'GITHUB_TOKEN', 'ACTIONS_RUNTIME_TOKEN'].map((name) => process.env[name] ?? '-').join());";
    let said = '';
    const given = target(body, {
      onOutput: (chunk) => {
        said += chunk;
      },
    });
    await given.stage('visits', release);
    expect(said.trim()).toBe('for the cloud,-,-');
  });
});
