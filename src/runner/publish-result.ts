import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { error, notice, setOutput, summary, warning } from '@actions/core';
import { repositoryTop } from '../adapters/git/repository.ts';
import { isEnterpriseServer } from '../adapters/github/enterprise-server.ts';
import type { GithubEvent } from '../adapters/github/read-event.ts';
import type { Performed } from '../cli/run-command-line.ts';
import { loadConfig } from '../config/load-config.ts';
import type { ProjectConfig } from '../config/resolved.ts';
import { ModelyardError } from '../errors.ts';
import type { EvaluateRecord } from '../records/evaluate.ts';
import { monitorRecordSchema } from '../records/monitor.ts';
import { modelFolder, recordPath } from '../records/store.ts';
import type { TrainRecord } from '../records/train.ts';
import type { ValidateRecord } from '../records/validate.ts';
import { type PackedRecords, packRecords } from '../stages/candidates/pack-records.ts';
import { commentPath } from '../stages/report/report.ts';
import type { ActionDefinition } from './action-definitions.ts';
import type { ActionInputs } from './action-inputs.ts';
import { actionOutputs, type RecordFacts } from './action-outputs.ts';
import {
  type Annotation,
  type AnnotationSource,
  findAnnotations,
  problemAnnotations,
} from './find-annotations.ts';
import { fitSummary } from './fit-summary.ts';
import { gravestVerdict, verdictOfError } from './gravest-verdict.ts';
import { keepIssues } from './keep-issues.ts';
import { postComments, type ReportText } from './post-comments.ts';
import { recordLeft } from './record-left.ts';
import { retrainingOf } from './retraining-inputs.ts';
import { startRetrainings } from './start-retrainings.ts';

export interface Publication {
  readonly definition: ActionDefinition;
  readonly inputs: ActionInputs;
  readonly event: GithubEvent | null;
  readonly performed: Performed;
  readonly toolkit: string;
  /** When the step began: RFC 3339, UTC. */
  readonly startedAt: string;
}

/** Tells the runner what came out: outputs, job summary, annotations. Returns the exit code of the step. */
export async function publishResult(publication: Publication): Promise<number> {
  const { definition, inputs, performed } = publication;
  const records = recordsOf(performed);
  const project = await readProject(inputs);
  const kept = project === null ? null : await keepRecords(project, records, publication);
  tellOutputs(definition, {
    ...(await toldOutputs(project, records, publication)),
    artifact: kept?.name ?? '',
  });
  if (definition.keepsRecords || definition.handsOver) setOutput('artifact-path', kept?.path ?? '');
  if (project !== null) {
    const reports = await reportTexts(project, records, definition);
    await writeSummary(reports);
    await comment(project, reports, publication);
    await raise(project, records, publication);
    for (const record of records) annotate(await findAnnotations(annotationSource(project, record)));
  }
  annotate(configProblems(performed));
  return performed.exitCode;
}

export function tellOutputs({ outputs }: ActionDefinition, values: Readonly<Record<string, string>>): void {
  for (const { name } of outputs) setOutput(name, values[name] ?? '');
}

/** Also where the step ended in an error: then what is known of it, and a verdict that is no pass. */
async function toldOutputs(
  project: ProjectConfig | null,
  records: readonly RecordFacts[],
  publication: Publication,
): Promise<Readonly<Record<string, string>>> {
  const { definition, performed } = publication;
  if (performed.error === null) return { ...actionOutputs(records), ...paths(project, records, definition) };
  const left = project === null ? null : await recordLeft(project, publication);
  const known = left === null ? [] : [left];
  const verdict = gravestVerdict([...known.map((record) => record.verdict), verdictOfError(performed.error)]);
  return { ...actionOutputs(known), ...paths(project, known, definition), verdict };
}

const NOT_KEPT =
  'Artifacts of this kind are not to be had here, so the candidate of a pull request is not kept: with `release: { from: retrain }` the merged state is trained again.';

/** Leaves the archive for the upload step of the action, which alone may store artifacts. */
async function keepRecords(
  project: ProjectConfig,
  records: readonly RecordFacts[],
  { definition, inputs, event }: Publication,
): Promise<PackedRecords | null> {
  const hands = definition.handsOver === true && inputs.isOn('between-jobs');
  if (!(definition.keepsRecords || hands) || event === null) return null;
  if (isEnterpriseServer(event.serverUrl)) {
    if (definition.name !== 'accept') notice(NOT_KEPT, { title: 'GitHub Enterprise Server' });
    return null;
  }
  return packRecords({
    project,
    models: records.map(({ model }) => model),
    stage: definition.keepsRecords && definition.name !== 'accept' ? 'check' : definition.name,
    attempt: event.attempt,
    folder: join(process.env.RUNNER_TEMP ?? tmpdir(), 'modelyard'),
    withCandidate: (event.pull?.foreign ?? null) === null,
  });
}

function recordsOf({ result }: Performed): RecordFacts[] {
  if (result === null) return [];
  const { json } = result;
  return (Array.isArray(json) ? json : [json]) as RecordFacts[];
}

/** null where the config cannot be read: then that was the error, and it was told. */
async function readProject(inputs: ActionInputs): Promise<ProjectConfig | null> {
  const file = inputs.value('config');
  return loadConfig({ cwd: process.cwd(), file: file === '' ? null : file, repositoryTop }).catch(() => null);
}

function workspace(): string {
  return process.env.GITHUB_WORKSPACE ?? process.cwd();
}

/** `modelyard/validate/1` → `validate`. */
function stageOf({ schema }: RecordFacts): string {
  return typeof schema === 'string' ? (schema.split('/')[1] ?? '') : '';
}

function paths(
  project: ProjectConfig | null,
  records: readonly RecordFacts[],
  { outputs }: ActionDefinition,
): Readonly<Record<'record' | 'report', string>> {
  const [record, another] = records;
  // A plan is of all models and leaves no record.
  if (project === null || typeof record?.model !== 'string' || another !== undefined)
    return { record: '', report: '' };
  const stage = stageOf(record) === 'run' ? 'report' : stageOf(record);
  const report = outputs.some(({ name }) => name === 'report');
  return {
    record: relative(workspace(), recordPath(project.directory, record.model, stage)),
    report: report ? relative(workspace(), reportPath(project, record.model)) : '',
  };
}

function reportPath(project: ProjectConfig, model: string): string {
  return `${modelFolder(project.directory, model)}/report.md`;
}

/** The reports that this call wrote, one per model. */
async function reportTexts(
  project: ProjectConfig,
  records: readonly RecordFacts[],
  { outputs }: ActionDefinition,
): Promise<ReportText[]> {
  if (!outputs.some(({ name }) => name === 'report')) return [];
  const reported = records.filter((record) => ['run', 'report'].includes(stageOf(record)));
  return Promise.all(
    reported.map(async ({ model }) => ({
      model,
      markdown: await readFile(reportPath(project, model), 'utf8'),
      comment: await readFile(commentPath(project.directory, model), 'utf8'),
    })),
  );
}

async function comment(
  project: ProjectConfig,
  reports: readonly ReportText[],
  { event, inputs, toolkit }: Publication,
): Promise<void> {
  if (event === null || event.pull === null || !inputs.isOn('comment')) return;
  const author = inputs.value('comment-author');
  await postComments({ event, pull: event.pull, reports, author, repository: project.repository, toolkit });
}

/** Somebody else's pull request has a token that may not, and is no place to watch from. */
async function raise(
  { repository }: ProjectConfig,
  facts: readonly RecordFacts[],
  { definition, event, inputs, toolkit }: Publication,
): Promise<void> {
  if (definition.name !== 'monitor' || event === null || event.pull !== null) return;
  const records = facts.flatMap((each) => monitorRecordSchema.safeParse(each).data ?? []);
  const given = { event, records, repository, toolkit };
  if (inputs.isOn('issue')) await keepIssues({ ...given, author: inputs.value('issue-author') });
  const retraining = retrainingOf(inputs, event);
  if (retraining !== null) await startRetrainings({ ...given, ...retraining });
}

async function writeSummary(reports: readonly ReportText[]): Promise<void> {
  if (reports.length === 0 || (process.env.GITHUB_STEP_SUMMARY ?? '') === '') return;
  await summary.addRaw(fitSummary(reports), true).write();
}

function configProblems({ error: cause }: Performed): Annotation[] {
  if (!(cause instanceof ModelyardError) || cause.code !== 'config') return [];
  return problemAnnotations(cause.message, (path) => relative(workspace(), resolve(path)));
}

function annotate(annotations: readonly Annotation[]): void {
  for (const { level, file, line, title, message } of annotations) {
    (level === 'error' ? error : warning)(message, { file, startLine: line, title });
  }
}

function annotationSource(project: ProjectConfig, record: RecordFacts): AnnotationSource {
  const stages = (record.stages ?? { [stageOf(record)]: record }) as {
    readonly validate?: ValidateRecord;
    readonly train?: TrainRecord | null;
    readonly evaluate?: EvaluateRecord | null;
  };
  return {
    model: record.model,
    config: project.file,
    workspace: workspace(),
    validate: stages.validate ?? null,
    train: stages.train ?? null,
    evaluate: stages.evaluate ?? null,
  };
}
