import { resolve } from 'node:path';
import { createDuckdbEngine } from '../adapters/duckdb/duckdb-engine.ts';
import { createLocalForge } from '../adapters/local/local-forge.ts';
import { createOnnxRuntime } from '../adapters/onnx/create-onnx-runtime.ts';
import { type CommandHost, createCommandTarget } from '../adapters/targets/command/command-target.ts';
import { createDirectoryTarget } from '../adapters/targets/directory/directory-target.ts';
import type { EnvironmentConfig } from '../config/resolved.ts';
import type { Clock } from '../ports/clock.ts';
import type { DataEngine } from '../ports/data-engine.ts';
import type { Forge } from '../ports/forge.ts';
import type { ModelRuntime } from '../ports/model-runtime.ts';
import type { Target } from '../ports/target.ts';

const MEMORY_LIMIT_MB = 1024;

/** Everything behind a port, made when it is first asked for. The composition root: nothing else knows which adapters there are. */
export interface Services {
  readonly engine: DataEngine;
  readonly runtime: ModelRuntime;
  forge(repository: string): Promise<Forge>;
  targetOf(environment: EnvironmentConfig): Target;
  close(): Promise<void>;
}

export function createServices(clock: Clock, host: CommandHost): Services {
  const engine = createDuckdbEngine({ memoryLimitMb: MEMORY_LIMIT_MB });
  const runtime = createOnnxRuntime();
  return {
    engine,
    runtime,
    forge: (repository) => createLocalForge(repository, clock),
    targetOf: (environment) => createTarget(environment, host),
    async close() {
      await engine.close();
      await runtime.close();
    },
  };
}

function createTarget({ name, target }: EnvironmentConfig, host: CommandHost): Target {
  if (target.kind === 'directory') return createDirectoryTarget(resolve(target.path.absolute));
  return createCommandTarget({ ...host, name, run: target.run, timeoutMs: target.timeoutMs });
}
