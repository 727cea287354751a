import type { ModelConfig } from '../config/resolved.ts';
import { ModelyardError } from '../errors.ts';
import type { CommandResult } from './command.ts';
import type { CommandContext } from './command-context.ts';
import { toldError } from './tell-error.ts';

export interface ModelResult {
  readonly json: unknown;
  readonly text: string;
  readonly exitCode: number;
}

/** Of several models' exit codes the first that occurs of these. */
const GRAVEST_FIRST = [70, 3, 2, 1, 0];

/** Runs a command on each chosen model; one that fails does not stop the others. */
export async function forEachModel(
  context: CommandContext,
  work: (model: ModelConfig) => Promise<ModelResult>,
): Promise<CommandResult> {
  const { models } = context;
  if (models.length === 1 && models[0] !== undefined) return work(models[0]);
  const results: ModelResult[] = [];
  for (const model of models) results.push(await workSafely(context, model, work));
  return {
    json: results.map(({ json }) => json),
    text: results.map(({ text }) => text).join(''),
    exitCode: gravest(results.map(({ exitCode }) => exitCode)),
  };
}

export function gravest(codes: readonly number[]): number {
  return GRAVEST_FIRST.find((code) => codes.includes(code)) ?? 0;
}

async function workSafely(
  { signal, reporter }: CommandContext,
  model: ModelConfig,
  work: (model: ModelConfig) => Promise<ModelResult>,
): Promise<ModelResult> {
  try {
    return await work(model);
  } catch (error) {
    if (signal.aborted) throw error;
    const { exitCode, text } = toldError(error, model.name);
    reporter.close();
    process.stderr.write(text);
    return { json: failure(model.name, error, exitCode), text: '', exitCode };
  }
}

/** Where a record would stand if there were one. */
function failure(model: string, error: unknown, exitCode: number) {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof ModelyardError ? error.code : null;
  return { model, verdict: null, exitCode, error: { code, message } };
}

/** 0 for pass, 1 for everything else. */
export function verdictCode(verdict: string): number {
  return verdict === 'pass' ? 0 : 1;
}
