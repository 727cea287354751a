import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { defaultBranch } from '../../adapters/git/folder-files.ts';
import { CONFIG_NAME } from '../../config/load-config.ts';
import { branchPattern, editWorkflow, isBranchName } from '../../domain/init/edit-workflow.ts';
import { holdsExpression } from '../../domain/init/shell-text.ts';
import { ModelyardError } from '../../errors.ts';
import { BECAUSE_SAID } from './answers.ts';
import { isKnownToDvc } from './find-data.ts';
import type { Packages } from './find-packages.ts';
import { findSetup } from './find-setup.ts';
import { fileToWrite, kept, type PlannedFile, skipped } from './planned-file.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Dvc } from './read-dvc.ts';
import { QUICKSTART_WORKFLOW } from './workflow-source.ts';

export interface WorkflowRequest {
  readonly model: string;
  /** The training command. */
  readonly command: string;
  readonly packages: Packages;
  readonly dvc: Dvc;
  /** Data as modelyard.yml names them. */
  readonly data: readonly string[];
  readonly branch: string | null;
  readonly prepare: string | null;
  readonly environment: string | null;
}

export interface PlannedWorkflow {
  readonly file: PlannedFile;
  /** The text for this repository, whether it is written or not; null where there can be none. */
  readonly text: string | null;
  /** What stands in it, and why. */
  readonly told: readonly string[];
  readonly notes: readonly string[];
}

const FOLDER = '.github/workflows';

export async function planWorkflow(
  project: ProjectFiles,
  request: WorkflowRequest,
): Promise<PlannedWorkflow> {
  const isTop = project.below === '';
  const path = join(project.repository, FOLDER, isTop ? CONFIG_NAME : `modelyard-${request.model}.yml`);
  const branch = await branchOf(project, request);
  if (branch === null) return none(path, 'which branch releases come from is not known: say --branch');
  const planned = await written(project, request, { path, branch });
  const other = await workflowInUse(project);
  if (other === null) return planned;
  const file = kept(join(project.repository, FOLDER, other), 'it uses Modelyard already and stays as it is');
  return { file, text: planned.text, told: [], notes: [] };
}

function none(path: string, reason: string): PlannedWorkflow {
  return { file: skipped(path, reason), text: null, told: [], notes: [] };
}

async function branchOf({ repository }: ProjectFiles, { branch }: WorkflowRequest) {
  if (branch === null) return defaultBranch(repository);
  if (isBranchName(branch)) return { branch, because: BECAUSE_SAID };
  throw new ModelyardError('usage', `--branch ${branch}: git allows no branch of this name`);
}

interface Place {
  readonly path: string;
  readonly branch: { readonly branch: string; readonly because: string };
}

async function written(
  project: ProjectFiles,
  request: WorkflowRequest,
  { path, branch }: Place,
): Promise<PlannedWorkflow> {
  const pulled = request.data.filter((each) => isKnownToDvc(each, request.dvc));
  const setup = await findSetup(project, { ...request, pulled, dvcRemote: request.dvc.remote });
  const missing = request.prepare === null ? unheld(project, request.data, pulled) : [];
  const config =
    project.below === '' ? null : { path: posix.join(project.below, CONFIG_NAME), suffix: request.model };
  const inserted = [branch.branch, config?.path ?? '', ...(setup.steps ?? []).flat()];
  const hostile = inserted.find(holdsExpression);
  if (hostile !== undefined)
    return none(path, `a workflow would replace a part of ${JSON.stringify(hostile)}: rename it`);
  const text = editWorkflow(QUICKSTART_WORKFLOW, {
    branch: branchPattern(branch.branch),
    setup: setup.steps,
    remarks: missing.length === 0 ? [] : [NOT_HELD],
    hasLfs: await usesLfs(project),
    config,
    environment: request.environment,
  });
  const file = await fileToWrite(path, text, project.repository);
  if (file.text === null) return { file, text, told: [], notes: [] };
  return {
    file,
    text,
    told: [
      `releases come from ${branch.branch}: ${branch.because}`,
      ...setup.told,
      request.environment === null
        ? 'releases only: nothing is deployed'
        : `each release goes to ${request.environment}`,
    ],
    notes: [...setup.notes, ...missing.map(unheldNote)],
  };
}

const NOT_HELD = 'Git does not hold the data: a step that makes or fetches them belongs here, and in accept.';

function unheldNote(path: string): string {
  return `git does not hold ${path}: the workflow needs a step that makes or fetches it (--prepare)`;
}

/** Data that a checkout does not bring, and that DVC does not either. */
function unheld({ tree }: ProjectFiles, data: readonly string[], pulled: readonly string[]): string[] {
  return data.filter((path) => {
    if (pulled.includes(path)) return false;
    const start = path.split('*')[0] ?? path;
    return ![...tree.tracked].some((file) => file === path || (path.includes('*') && file.startsWith(start)));
  });
}

async function usesLfs(project: ProjectFiles): Promise<boolean> {
  return (await project.near(['.gitattributes'])).some(({ text }) => /filter=lfs/.test(text));
}

/** A workflow that calls Modelyard for this folder already, whatever its name. */
async function workflowInUse({ repository, below }: ProjectFiles): Promise<string | null> {
  const folder = join(repository, FOLDER);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => /\.ya?ml$/.test(each)).sort()) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    const isOurs = /^[^#\n]*uses:\s*["']?modelyard\/modelyard/m.test(text);
    if (isOurs && (below === '' ? !/^[^#\n]*\bconfig:/m.test(text) : text.includes(`${below}/`))) return name;
  }
  return null;
}
