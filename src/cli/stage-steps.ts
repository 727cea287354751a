import { counted } from '../domain/report/counted.ts';
import type { EvaluateRecord } from '../records/evaluate.ts';
import type { JudgeRecord } from '../records/judge.ts';
import type { TrainRecord } from '../records/train.ts';
import { isTold, type ValidateRecord } from '../records/validate.ts';
import type { StageContext } from '../stages/context.ts';
import { evaluateStage } from '../stages/evaluate/evaluate.ts';
import type { EvaluatePorts } from '../stages/evaluate/judging.ts';
import { findReleaseBaseline } from '../stages/find-release-baseline.ts';
import { findReleasedProfile } from '../stages/find-released-profile.ts';
import { findTaggedBaseline } from '../stages/find-tagged-baseline.ts';
import { judgeStage } from '../stages/judge/judge.ts';
import { failureReason } from '../stages/train/failure-reason.ts';
import { trainStage } from '../stages/train/train.ts';
import type { FindReleasedProfile } from '../stages/validate/base-data.ts';
import { checkParts, WHOLE } from '../stages/validate/check-parts.ts';
import { validateStage } from '../stages/validate/validate.ts';
import type { CommandContext } from './command-context.ts';
import { foreignOutput } from './foreign-output.ts';

/** The stages as the terminal tells them: each ends with one line. */

export async function validateStep(context: CommandContext, stage: StageContext): Promise<ValidateRecord> {
  const named = context.line.list('checks').flatMap((names) => names.split(',').map((name) => name.trim()));
  const parts = named.length === 0 ? WHOLE : checkParts(named);
  const record = await validateStage(stage, {
    engine: context.services.engine,
    parts,
    base: {
      base: baseOf(context, stage) ?? stage.ci?.queue?.base ?? null,
      findRelease: releasedProfile(context),
    },
  });
  tell(stage, 'validate', { detail: validateDetail(record), durationMs: record.durationMs });
  return record;
}

/** The base that was named, or the pull request's; null where there is none. */
function baseOf({ line }: CommandContext, { ci }: StageContext): string | null {
  return line.text('base') ?? ci?.pull?.base ?? null;
}

/** The forge is asked only when it is needed: data that git holds need none. */
function releasedProfile({ services }: CommandContext): FindReleasedProfile {
  return async (stage) => {
    const { releases } = await services.forge(stage.project.repository);
    return findReleasedProfile(stage, releases);
  };
}

export async function trainStep(
  context: CommandContext,
  stage: StageContext,
  { force = context.line.flag('force') }: { readonly force?: boolean } = {},
): Promise<TrainRecord> {
  const output = foreignOutput();
  const record = await trainStage(stage, { force, onOutput: output.write }).finally(output.close);
  tell(stage, 'train', { detail: trainDetail(record), durationMs: record.durationMs });
  return record;
}

export async function evaluateStep(context: CommandContext, stage: StageContext): Promise<EvaluateRecord> {
  const record = await evaluateStage(stage, await evaluatePorts(context, stage));
  tell(stage, 'evaluate', { detail: evaluateDetail(record), durationMs: record.durationMs });
  return record;
}

/** null where there is no base to compare the rules with: no pull request, and none was named. */
export async function judgeStep(context: CommandContext, stage: StageContext): Promise<JudgeRecord | null> {
  const base = baseOf(context, stage);
  if (base === null) return null;
  const { engine } = context.services;
  const ports = {
    validate: (given: StageContext) => validateStage(given, { engine }),
    evaluate: async (given: StageContext) => evaluateStage(given, await evaluatePorts(context, given)),
    approval: () => approvalOf(context, stage),
  };
  const record = await judgeStage(stage, ports, base);
  if (record.changes.length > 0)
    tell(stage, 'judge', { detail: judgeDetail(record), durationMs: record.durationMs });
  return record;
}

/** Who approved the commit under review; only a forge that knows reviews can say. */
async function approvalOf(
  { services }: CommandContext,
  { ci, project }: StageContext,
): Promise<string | null> {
  const pull = ci?.pull ?? null;
  const client = pull === null ? null : await services.github(project.repository);
  if (pull === null || client === null) return null;
  const { approvalsOf } = await import('../adapters/github/approvals.ts');
  const approvals = await approvalsOf(client, pull.number);
  return approvals.find(({ commit }) => commit === pull.head)?.by ?? null;
}

export async function evaluatePorts(context: CommandContext, stage: StageContext): Promise<EvaluatePorts> {
  const { engine, runtime } = context.services;
  const forge = await context.services.forge(stage.project.repository);
  return {
    engine,
    runtime,
    findRelease: (given) => findReleaseBaseline(given, forge),
    findTagged: (given, tag) => findTaggedBaseline(given, forge.releases, tag),
    openOutput: foreignOutput,
  };
}

function tell(
  stage: StageContext,
  name: string,
  { detail, durationMs }: { readonly detail: string; readonly durationMs: number },
): void {
  stage.reporter.step({ model: stage.model.name, stage: name, detail, durationMs });
}

function judgeDetail({ changes, verdict, reason }: JudgeRecord): string {
  const what = changes.slice(0, 3).map((change) => change.what);
  const changed = `changed: ${what.join(', ')}${changes.length > what.length ? ' …' : ''}`;
  return reason === null ? changed : `${changed} · under the rules of the base: ${verdict}, ${reason}`;
}

function validateDetail({ datasets, comparisons = [] }: ValidateRecord): string {
  const sizes = datasets.map(({ role, name, rows: count }) => `${name ?? role} ${counted(count, 'row')}`);
  const unlike = comparisons
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    .map(({ role, against }) => `${role} unlike ${against}`);
  const rows = [...sizes, ...unlike].join(', ');
  const checks = datasets.flatMap((dataset) => dataset.checks);
  const broken = checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
  const warned = checks.filter((check) => check.verdict === 'warn' && isTold(check)).length;
  const passed = checks.filter(({ verdict }) => verdict === 'pass').length;
  if (broken.length > 0)
    return `${rows} · ${broken.length} of ${checks.length} checks fail: ${broken
      .slice(0, 3)
      .map(({ id }) => id)
      .join(', ')}`;
  return `${rows} · ${passed} of ${checks.length} checks pass${warned === 0 ? '' : `, ${warned} warn`}`;
}

function trainDetail(record: TrainRecord): string {
  const inputs = `inputs ${record.inputDigest.slice(7, 15)}`;
  if (record.verdict === 'fail') {
    return `${firstLine(record.command)} · ${inputs} · FAILED, ${failureReason(record)}`;
  }
  const candidate = record.candidate === null ? 'no model' : `candidate ${record.candidate.slice(7, 15)}`;
  return record.reused
    ? `re-used: same inputs · ${inputs} · ${candidate}`
    : `${firstLine(record.command)} · ${inputs} · ${candidate}`;
}

function firstLine(command: string): string {
  const [first = '', ...more] = command.trim().split('\n');
  return more.length === 0 ? first : `${first} …`;
}

function evaluateDetail(record: EvaluateRecord): string {
  const primary = record.metrics[0];
  if (record.identical) return 'the candidate is the same bytes as the baseline';
  if (primary === undefined || primary.candidate === null) return primary?.reason ?? 'nothing was measured';
  const value = `${primary.name} ${primary.candidate.toFixed(3)}`;
  if (primary.baseline === null) return `${value} · no baseline`;
  const signed = (number: number) => `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(3)}`;
  const interval =
    primary.interval === null ? '' : ` (${signed(primary.interval[0])} … ${signed(primary.interval[1])})`;
  return `${value} (${primary.against}: ${primary.baseline.toFixed(3)}) ${signed(primary.difference ?? 0)}${interval}`;
}
