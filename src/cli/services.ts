import { resolve } from 'node:path';
import { createDuckdbEngine } from '../adapters/duckdb/duckdb-engine.ts';
import type { GithubClient } from '../adapters/github/create-client.ts';
import { createLocalForge } from '../adapters/local/local-forge.ts';
import { createOnnxRuntime } from '../adapters/onnx/create-onnx-runtime.ts';
import { type CommandHost, createCommandTarget } from '../adapters/targets/command/command-target.ts';
import { createDirectoryTarget } from '../adapters/targets/directory/directory-target.ts';
import type { EnvironmentConfig } from '../config/resolved.ts';
import type { Clock } from '../ports/clock.ts';
import type { DataEngine } from '../ports/data-engine.ts';
import type { Forge } from '../ports/forge.ts';
import type { ModelRuntime } from '../ports/model-runtime.ts';
import type { Reporter } from '../ports/reporter.ts';
import type { Target } from '../ports/target.ts';
import type { ForgeKind } from './choose-forge.ts';

export const MEMORY_LIMIT_MB = 256;

/** Everything behind a port, made when it is first asked for. The composition root: nothing else knows which adapters there are. */
export interface Services {
  readonly engine: DataEngine;
  readonly runtime: ModelRuntime;
  forge(repository: string): Promise<Forge>;
  /** What only GitHub has: comments, reviews, artifacts of runs. null for the local forge. */
  github(repository: string): Promise<GithubClient | null>;
  targetOf(environment: EnvironmentConfig): Target;
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly clock: Clock;
  readonly host: CommandHost;
  readonly forge: ForgeKind;
  readonly toolkit: string;
  /** For people. */
  readonly note: (text: string) => void;
  readonly within: Reporter['within'];
}

export function createEngine(onRows: Reporter['within']): DataEngine {
  return createDuckdbEngine({ memoryLimitMb: MEMORY_LIMIT_MB, onRows });
}

export function createServices(options: ServiceOptions): Services {
  const engine = createEngine(options.within);
  const runtime = createOnnxRuntime();
  /** One for each repository: a forge remembers what it has read. */
  const forges = new Map<string, Promise<Forge>>();
  const clients = new Map<string, Promise<GithubClient | null>>();
  const github = (repository: string) => once(clients, repository, () => connect(repository, options));
  return {
    engine,
    runtime,
    github,
    forge: (repository) =>
      once(forges, repository, async () => createForge(repository, options, await github(repository))),
    targetOf: (environment) => createTarget(environment, options.host),
    async close() {
      await engine.close();
      await runtime.close();
    },
  };
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found;
}

/** What speaks to GitHub is loaded only where it is spoken to. */
async function connect(
  repository: string,
  { host, forge, toolkit, note }: ServiceOptions,
): Promise<GithubClient | null> {
  if (forge === 'local') return null;
  const { connectGithub } = await import('../adapters/github/connect.ts');
  const { environment, signal } = host;
  return connectGithub({ repository, environment, signal, toolkit, note });
}

async function createForge(
  repository: string,
  { clock, host, toolkit, note }: ServiceOptions,
  client: GithubClient | null,
): Promise<Forge> {
  if (client === null) return createLocalForge(repository, clock);
  const { createGithubForge } = await import('../adapters/github/github-forge.ts');
  const { environment, signal } = host;
  return createGithubForge({ repository, environment, signal, clock, toolkit, note }, client);
}

function createTarget({ name, target }: EnvironmentConfig, host: CommandHost): Target {
  if (target.kind === 'directory') return createDirectoryTarget(resolve(target.path.absolute));
  return createCommandTarget({ ...host, name, run: target.run, timeoutMs: target.timeoutMs });
}
