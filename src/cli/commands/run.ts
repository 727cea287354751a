import { resolve } from 'node:path';
import type { ModelConfig } from '../../config/resolved.ts';
import { graverVerdict } from '../../domain/gates/graver-verdict.ts';
import type { Verdict } from '../../records/common.ts';
import { recordHeader } from '../../records/header.ts';
import type { RunRecord } from '../../records/run.ts';
import { packRecords } from '../../stages/candidates/pack-records.ts';
import { judgeVerdict } from '../../stages/judge/judge.ts';
import { readRevision } from '../../stages/revision.ts';
import { changedModels } from '../../stages/run/changed-models.ts';
import { forgetJudgement } from '../../stages/run/forget-judgement.ts';
import type { Command } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { forEachModel, type ModelResult, verdictCode } from '../for-each-model.ts';
import { reportStep } from '../report-step.ts';
import { shownPath } from '../shown-path.ts';
import { evaluateStep, judgeStep, trainStep, validateStep } from '../stage-steps.ts';

export const command: Command = async (context) => {
  const since = context.line.text('changed-since');
  const models =
    since === null ? context.models : await changedModels(context.models.map(context.stageContext), since);
  if (models.length === 0) {
    context.reporter.note(`no model's inputs changed since ${since}`);
    return { json: [], text: '', exitCode: 0 };
  }
  const result = await forEachModel({ ...context, models }, (model) => runModel(context, model));
  await pack(context, models);
  return result;
};

/** The archive that `accept` takes after the merge. */
async function pack(
  { line, project, reporter }: CommandContext,
  models: readonly ModelConfig[],
): Promise<void> {
  const folder = line.text('pack');
  if (folder === null) return;
  const names = models.map(({ name }) => name);
  const packed = await packRecords({
    project,
    models: names,
    stage: 'check',
    attempt: 1,
    folder: resolve(folder),
  });
  if (packed !== null) reporter.note(`packed ${packed.path}`);
}

/** Validate, train, evaluate, report; what comes after a stage that says no is not run, except the report. */
async function runModel(context: CommandContext, model: ModelConfig): Promise<ModelResult> {
  const stage = context.stageContext(model);
  const startedMs = context.clock.monotonicMs();
  await forgetJudgement(stage);
  const validate = await validateStep(context, stage);
  const train = validate.verdict === 'pass' ? await trainStep(context, stage) : null;
  const evaluate = train?.verdict === 'pass' ? await evaluateStep(context, stage) : null;
  const judge = evaluate === null ? null : await judgeStep(context, stage);
  const { record: report, path } = await reportStep(context, stage);
  const verdict: Verdict = graverVerdict(evaluate?.verdict ?? 'fail', judgeVerdict(judge));
  context.reporter.step({
    model: model.name,
    stage: verdict,
    detail: `${report.headline} · ${shownPath(path)}`,
    durationMs: context.clock.monotonicMs() - startedMs,
  });
  const header = recordHeader(stage, {
    startedMs,
    revision: await readRevision(stage),
    read: [],
    written: [report.markdown],
  });
  const json: RunRecord = {
    schema: 'modelyard/run/1',
    verdict,
    ...header,
    stages: { validate, train, evaluate, judge, report },
  };
  return { json, text: '', exitCode: verdictCode(verdict) };
}
