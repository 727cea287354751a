import type { ModelConfig } from '../config/resolved.ts';
import { ModelyardError } from '../errors.ts';
import type { CommandContext } from './command-context.ts';
import { type CommandResult, explain } from './run-command-line.ts';

export interface ModelResult {
  readonly json: unknown;
  readonly text: string;
  readonly exitCode: number;
}

/** Of several models' exit codes the first that occurs of 70, 3, 2, 1, 0. */
const GRAVEST_FIRST = [70, 3, 2, 1, 0];

/** Runs a command on each chosen model; one that fails does not stop the others. */
export async function forEachModel(
  context: CommandContext,
  work: (model: ModelConfig) => Promise<ModelResult>,
): Promise<CommandResult> {
  const { models } = context;
  if (models.length === 1 && models[0] !== undefined) return work(models[0]);
  const results: ModelResult[] = [];
  for (const model of models) results.push(await workSafely(model, work));
  const codes = results.map(({ exitCode }) => exitCode);
  return {
    json: results.map(({ json }) => json),
    text: results.map(({ text }) => text).join(''),
    exitCode: GRAVEST_FIRST.find((code) => codes.includes(code)) ?? 0,
  };
}

async function workSafely(
  model: ModelConfig,
  work: (model: ModelConfig) => Promise<ModelResult>,
): Promise<ModelResult> {
  try {
    return await work(model);
  } catch (error) {
    if (error instanceof ModelyardError && error.code === 'interrupted') throw error;
    const exitCode = explain(error, null);
    const message = error instanceof Error ? error.message : String(error);
    return { json: { model: model.name, error: message, exitCode }, text: '', exitCode };
  }
}

/** 0 for pass, 1 for everything else. */
export function verdictCode(verdict: string): number {
  return verdict === 'pass' ? 0 : 1;
}
