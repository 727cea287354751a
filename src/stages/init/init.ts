import { lstat, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { createFiles } from '../../adapters/files/create-files.ts';
import { hashBytes } from '../../adapters/files/hash-file.ts';
import { headCommit, repositoryTop } from '../../adapters/git/repository.ts';
import { assertSoundConfig, CONFIG_NAME, loadConfig } from '../../config/load-config.ts';
import type { ModelConfig } from '../../config/resolved.ts';
import type { ConfigLine } from '../../domain/init/found.ts';
import { ModelyardError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import { recordHeader } from '../../records/header.ts';
import { type InitRecord, initRecordSchema } from '../../records/init.ts';
import type { Answers } from './answers.ts';
import { configText } from './config-text.ts';
import { findPackages } from './find-packages.ts';
import { planIgnore } from './plan-ignore.ts';
import { type PlannedWorkflow, planWorkflow } from './plan-workflow.ts';
import { fileToWrite, kept, type PlannedFile } from './planned-file.ts';
import { openProject, type ProjectFiles } from './project-files.ts';
import type { Proposal, Survey } from './propose.ts';
import { readDvc } from './read-dvc.ts';
import { readSources } from './read-sources.ts';
import { type Ask, settle } from './settle.ts';

export interface InitRequest {
  /** The folder that modelyard.yml is for. */
  readonly cwd: string;
  readonly engine: DataEngine;
  readonly clock: Clock;
  readonly toolkit: string;
  /** By the names of their options. */
  readonly answers: Answers;
  readonly withWorkflow: boolean;
  readonly dryRun: boolean;
  /** Proposes a config even where there is one. */
  readonly anew: boolean;
  /** null where nobody is there to answer. */
  readonly ask: Ask | null;
}

export interface Initialised {
  readonly record: InitRecord;
  /** Texts for this repository, whether they were written or not; null where there is none. */
  readonly texts: { readonly config: string | null; readonly workflow: string | null };
}

/**
 * Finds out how a repository trains, and writes modelyard.yml, a workflow and the ignore lines. What is there stays; what is
 * not known is asked, or is one `usage` error that names every open question.
 */
export async function initStage(request: InitRequest): Promise<Initialised> {
  const startedMs = request.clock.monotonicMs();
  const folder = await realpath(request.cwd);
  const project = await openProject(folder, await realpath(await repositoryTop(folder)));
  const survey: Survey = {
    project,
    dvc: await readDvc(project),
    sources: await readSources(project),
    packages: await findPackages(project),
  };
  const planned = await planFiles(survey, request);
  const toWrite = planned.files.filter(({ text }) => text !== null);
  if (!request.dryRun)
    await createFiles(
      toWrite.map(({ path, text, action }) => ({ path, text: text ?? '', replaces: action === 'appended' })),
    );
  const record = initRecordSchema.parse({
    schema: 'modelyard/init/1',
    ...(await headerOf(request, project, { model: planned.model, startedMs })),
    dryRun: request.dryRun,
    framework: planned.framework,
    files: planned.files.map((file) => ({
      path: shownFrom(project, file.path),
      action: file.action,
      reason: file.reason,
      sha256: file.text === null ? null : hashBytes(file.text),
    })),
    lines: planned.lines.map(({ path, value, because }) => ({ key: path.join('.'), value, because })),
    workflow: [...planned.workflow],
    notes: [...planned.notes],
  });
  return { record, texts: planned.texts };
}

/** As the caller, who is in the folder, would write it. */
function shownFrom({ folder }: ProjectFiles, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

async function headerOf(
  { clock, toolkit }: InitRequest,
  { repository }: ProjectFiles,
  { model, startedMs }: { readonly model: string; readonly startedMs: number },
) {
  const none = { tree: null, base: null, merge: null, pullRequest: null, run: null, attempt: null };
  const revision = { ...none, commit: await headCommit(repository) };
  return recordHeader(
    { clock, toolkit, model: { name: model } },
    { startedMs, revision, read: [], written: [] },
  );
}

interface Planned {
  readonly model: string;
  readonly framework: string | null;
  readonly files: readonly PlannedFile[];
  readonly texts: Initialised['texts'];
  readonly lines: readonly ConfigLine[];
  readonly workflow: readonly string[];
  readonly notes: readonly string[];
}

async function planFiles(survey: Survey, request: InitRequest): Promise<Planned> {
  const path = join(survey.project.folder, CONFIG_NAME);
  const isThere = (await lstat(path).catch(() => null)) !== null;
  return isThere && !request.anew ? aroundConfig(survey, request, path) : withConfig(survey, request, path);
}

/** The config is there: what belongs to it is written by what it says. */
async function aroundConfig(survey: Survey, request: InitRequest, path: string): Promise<Planned> {
  const { project } = survey;
  const { models } = await loadConfig({ cwd: project.folder, file: path, repositoryTop });
  const [model] = models;
  if (model === undefined) throw new ModelyardError('internal', `${path} has no model`);
  const written = models.flatMap(({ train }) =>
    [train.model, train.predictions, train.metrics].flatMap((each) => each?.written ?? []),
  );
  const ignore = await planIgnore(project, written);
  const workflow = await workflowOf(survey, request, {
    model: model.name,
    command: model.train.run,
    data: models.flatMap(({ data }) =>
      [...data.train.patterns, ...data.evaluation.patterns].map((each) => each.written),
    ),
    environment: models.length === 1 ? environmentOf(model) : null,
  });
  return {
    model: model.name,
    framework: null,
    files: [
      ignore.file,
      ...(workflow === null ? [] : [workflow.file]),
      kept(path, 'it is there already and stays as it is'),
    ],
    texts: { config: null, workflow: workflow?.text ?? null },
    lines: [],
    workflow: workflow?.told ?? [],
    notes: workflow?.notes ?? [],
  };
}

/** The first environment that a hosted runner can reach. */
function environmentOf({ deploy }: ModelConfig): string | null {
  const first = deploy.find(({ requires, target }) => requires === null && target.kind !== 'directory');
  return first?.name ?? null;
}

async function withConfig(survey: Survey, request: InitRequest, path: string): Promise<Planned> {
  const { project } = survey;
  const proposal = await settle(survey, request);
  const text = configText(proposal.name, proposal.lines);
  // What is written must be read again: a path that leaves the repository, or an output over an input, is told before.
  const place = { directory: project.folder, repository: project.repository };
  await assertSoundConfig(text, { label: CONFIG_NAME, ...place });
  const ignore = await planIgnore(project, [...ignorable(proposal), ...trackerFolders(survey)]);
  const workflow = await workflowOf(survey, request, {
    model: proposal.name.value,
    command: proposal.training?.command ?? '',
    data: proposal.data === null ? [] : [proposal.data.train.value, proposal.data.evaluation.value],
    environment: null,
  });
  return {
    model: proposal.name.value,
    framework: proposal.framework?.name ?? null,
    // The config comes last: where writing was stopped half-way, the next run finds everything out again.
    files: [
      ignore.file,
      ...(workflow === null ? [] : [workflow.file]),
      await fileToWrite(path, text, project.repository),
    ],
    texts: { config: text, workflow: workflow?.text ?? null },
    lines: proposal.lines,
    workflow: workflow?.told ?? [],
    notes: [...proposal.notes, ...(workflow?.notes ?? []), ...treeNotes(project)],
  };
}

/** What its stage keeps in git is to stay there. */
function ignorable({ written, training }: Proposal): string[] {
  const inGit = training?.stage?.inGit ?? [];
  return written.filter((path) => !inGit.includes(path));
}

/** What experiment trackers write beside training. */
function trackerFolders({ sources }: Survey): string[] {
  const folders: Readonly<Record<string, string>> = { mlflow: 'mlruns/meta.yaml', wandb: 'wandb/latest-run' };
  const imported = new Set(sources.flatMap(({ imports }) => imports));
  return Object.entries(folders).flatMap(([name, path]) => (imported.has(name) ? [path] : []));
}

function treeNotes({ tree }: ProjectFiles): string[] {
  return tree.isCut ? ['the folder is huge: not all of its files were looked at'] : [];
}

type WorkflowFacts = Pick<Parameters<typeof planWorkflow>[1], 'model' | 'command' | 'data' | 'environment'>;

async function workflowOf(
  survey: Survey,
  { withWorkflow, answers }: InitRequest,
  facts: WorkflowFacts,
): Promise<PlannedWorkflow | null> {
  if (!withWorkflow) return null;
  return planWorkflow(survey.project, {
    ...facts,
    ...survey,
    branch: answers.get('branch') ?? null,
    prepare: answers.get('prepare') ?? null,
  });
}
