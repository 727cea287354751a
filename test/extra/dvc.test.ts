import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchPointed } from '../../src/adapters/dvc/pointed-files.ts';
import { gitRepository } from '../protocol/bundle.ts';
import { python } from './python.ts';

/** DVC itself writes pointers, cache and remote; a store that others wrote checks our signatures. */
const top = mkdtempSync(join(tmpdir(), 'modelyard-real-dvc-'));
const store = join(top, 'store');
const repository = join(top, 'repository');
const CSV = 'a,b\r\n1,2\r\n';
let server: ChildProcess;
let endpoint: string;

const dvc = (...args: string[]) =>
  python(['-m', 'dvc', ...args], { cwd: repository, env: { DVC_NO_ANALYTICS: '1' } });

beforeAll(async () => {
  mkdirSync(join(store, 'bucket'), { recursive: true });
  mkdirSync(join(repository, 'data/parts/deep'), { recursive: true });
  writeFileSync(join(repository, 'README.md'), 'models\n');
  await gitRepository(repository);
  writeFileSync(join(repository, 'data/train.csv'), CSV);
  writeFileSync(join(repository, 'data/parts/1.csv'), 'x\n1\n');
  writeFileSync(join(repository, 'data/parts/deep/ü 2.csv'), 'x\n2\n');
  await dvc('init', '--quiet');
  await dvc('remote', 'add', '--default', 'store', '../store/bucket/pre fix');
  await dvc('add', '--quiet', 'data/train.csv', 'data/parts');
  await dvc('push', '--quiet');
  endpoint = await startServer();
}, 120_000);
afterAll(() => {
  server?.kill();
  rmSync(top, { recursive: true, force: true });
});

async function startServer(): Promise<string> {
  const program = process.env.MODELYARD_TEST_S3 ?? '';
  if (program === '')
    throw new Error(
      'MODELYARD_TEST_S3 is not set: it must name versitygw, as go install makes it. bash .ci/run does.',
    );
  const port = await freePort();
  const env = { ...process.env, ROOT_ACCESS_KEY: 'access', ROOT_SECRET_KEY: 'secret+key/1' };
  server = spawn(
    program,
    ['--port', `127.0.0.1:${port}`, 'posix', '--sidecar', mkdtempSync(join(top, 'side-')), store],
    {
      env,
      stdio: 'ignore',
    },
  );
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await fetch(url).catch(() => null)) !== null) return url;
    await wait(100);
  }
  throw new Error('versitygw does not answer');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** As after a fresh checkout: neither cache nor data. */
function forget(): void {
  for (const path of ['.dvc/cache', 'data/train.csv', 'data/parts'])
    rmSync(join(repository, path), { recursive: true, force: true });
}

async function fetched(pointer: string, environment: Record<string, string> = {}): Promise<string[]> {
  const files = await fetchPointed(join(repository, pointer), {
    checkout: repository,
    environment,
    signal: new AbortController().signal,
    label: (path) => relative(repository, path),
  });
  return files.map((path) => relative(repository, path));
}

const read = (path: string) => readFileSync(join(repository, path), 'utf8');

async function isAllRight(environment: Record<string, string> = {}): Promise<void> {
  expect(await fetched('data/train.csv.dvc', environment)).toEqual(['data/train.csv']);
  expect(read('data/train.csv')).toBe(CSV);
  expect(await fetched('data/parts.dvc', environment)).toEqual([
    'data/parts/1.csv',
    'data/parts/deep/ü 2.csv',
  ]);
  expect(read('data/parts/deep/ü 2.csv')).toBe('x\n2\n');
  // DVC finds nothing to do.
  expect((await dvc('status')).stdout).toMatch(/up to date/);
  expect((await dvc('pull')).stdout).toMatch(/up to date/);
}

describe('what DVC wrote', () => {
  it('is taken from its cache', async () => {
    rmSync(join(repository, 'data/train.csv'));
    rmSync(join(repository, 'data/parts'), { recursive: true });
    await isAllRight();
  }, 120_000);

  it('is taken from a folder as remote', async () => {
    forget();
    await isAllRight();
  }, 120_000);

  it('is taken from S3, and a wrong secret is refused', async () => {
    forget();
    const config = read('.dvc/config');
    const keys = { AWS_ACCESS_KEY_ID: 'access', AWS_SECRET_ACCESS_KEY: 'secret+key/1' };
    writeFileSync(
      join(repository, '.dvc/config'),
      `[core]\n    remote = s3\n['remote "s3"']\n    url = s3://bucket/pre fix\n    endpointurl = ${endpoint}\n`,
    );
    await expect(fetched('data/train.csv.dvc', { ...keys, AWS_SECRET_ACCESS_KEY: 'wrong' })).rejects.toThrow(
      /answers 403 \(SignatureDoesNotMatch\)/,
    );
    expect(await fetched('data/train.csv.dvc', keys)).toEqual(['data/train.csv']);
    expect(await fetched('data/parts.dvc', keys)).toEqual(['data/parts/1.csv', 'data/parts/deep/ü 2.csv']);
    writeFileSync(join(repository, '.dvc/config'), config);
    await isAllRight();
  }, 120_000);
});
