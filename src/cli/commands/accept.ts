import type { ModelConfig } from '../../config/resolved.ts';
import type { AcceptRecord } from '../../records/accept.ts';
import { acceptStage } from '../../stages/accept/accept.ts';
import type { Retrained } from '../../stages/accept/findings.ts';
import { evaluateAgain } from '../../stages/evaluate/evaluate.ts';
import { forgetJudgement } from '../../stages/run/forget-judgement.ts';
import type { Command } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { forEachModel, verdictCode } from '../for-each-model.ts';
import { reviewedCandidates } from '../reviewed-candidates.ts';
import { evaluatePorts, evaluateStep, trainStep, validateStep } from '../stage-steps.ts';

export const command: Command = (context) =>
  forEachModel(context, async (model) => {
    const stage = context.stageContext(model);
    const { releases } = await context.services.forge(stage.project.repository);
    const ports = {
      releases,
      reviewed: await reviewedCandidates(context),
      reevaluate: async () => evaluateAgain(stage, await evaluatePorts(context, stage)),
      retrain: () => retrain(context, model),
    };
    const record = await acceptStage(stage, ports, { retrain: context.line.flag('retrain') });
    const { outcome: stageOutcome, durationMs } = record;
    stage.reporter.step({ model: model.name, stage: stageOutcome, detail: detailOf(record), durationMs });
    return { json: record, text: '', exitCode: verdictCode(record.verdict) };
  });

function detailOf({ candidate, reason }: AcceptRecord): string {
  return candidate === null ? reason : `candidate ${candidate.slice(7, 15)} · ${reason}`;
}

async function retrain(context: CommandContext, model: ModelConfig): Promise<Retrained> {
  const stage = context.stageContext(model);
  await forgetJudgement(stage);
  const validate = await validateStep(context, stage);
  if (validate.verdict !== 'pass') return { verdict: validate.verdict, candidate: null, inputDigest: null };
  const train = await trainStep(context, stage, { force: context.line.flag('retrain') });
  const { candidate, inputDigest } = train;
  if (train.verdict !== 'pass') return { verdict: train.verdict, candidate: null, inputDigest };
  const { verdict } = await evaluateStep(context, stage);
  return { verdict, candidate, inputDigest };
}
