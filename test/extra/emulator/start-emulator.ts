import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { installEmulator } from './install-emulator.ts';
import { startUnreliableProxy, type UnreliableProxy } from './unreliable-proxy.ts';

export const OWNER = 'alice';

export interface Emulator {
  /** All requests go through it. */
  readonly proxy: UnreliableProxy;
  close(): Promise<void>;
}

/** A GitHub that somebody else wrote, with these repositories, behind a proxy that breaks connections when it is told to. */
export async function startEmulator(repositories: readonly string[]): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), 'modelyard-emulator-'));
  const { node, main } = installEmulator(join(folder, 'program'));
  const seed = join(folder, 'seed.json');
  writeFileSync(seed, JSON.stringify(seedOf(repositories)));
  const proxy = await startUnreliableProxy();
  proxy.target = await freePort();
  const args = [
    '--service',
    'github',
    '--port',
    String(proxy.target),
    '--base-url',
    proxy.url,
    '--seed',
    seed,
  ];
  const child = spawn(node, [main, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  await answering(`${proxy.url}/repos/${OWNER}/${repositories[0]}`, () => child.exitCode === null);
  return {
    proxy,
    async close() {
      child.kill();
      await proxy.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Each repository has a token of its own, since requests are counted by token. */
export const tokenOf = (repository: string) => `ghp_${repository.replaceAll('-', '')}`;

function seedOf(repositories: readonly string[]) {
  const repos = repositories.map((name) => ({ owner: OWNER, name, auto_init: true, default_branch: 'main' }));
  const tokens = repositories.map((name) => [tokenOf(name), { login: OWNER, scopes: ['repo', 'user'] }]);
  return { tokens: Object.fromEntries(tokens), github: { users: [{ login: OWNER, name: 'Alice' }], repos } };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(url: string, isAlive: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && isAlive(); tries++) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok === true) return;
    await wait(200);
  }
  throw new Error('the emulator does not answer');
}
