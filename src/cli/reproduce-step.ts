import type { ReproduceRecord } from '../records/reproduce.ts';
import type { StageContext } from '../stages/context.ts';
import { reproduceStage } from '../stages/reproduce/reproduce.ts';
import type { CommandContext } from './command-context.ts';
import { foreignOutput } from './foreign-output.ts';
import { evaluatePorts } from './stage-steps.ts';

/** Trains once more and compares; ends with one line. */
export async function reproduceStep(context: CommandContext, stage: StageContext): Promise<ReproduceRecord> {
  const output = foreignOutput();
  const evaluate = await evaluatePorts(context, stage);
  const record = await reproduceStage(stage, { evaluate, onOutput: output.write }).finally(output.close);
  const { outcome, durationMs } = record;
  stage.reporter.step({ model: stage.model.name, stage: 'reproduce', detail: outcome, durationMs });
  return record;
}
