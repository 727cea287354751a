import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { changedSince, fileAt } from '../../adapters/git/base-files.ts';
import { allEvaluation } from '../../config/evaluation-sets.ts';
import { parseYaml } from '../../config/yaml-document.ts';
import { type ChangedParam, changedParams } from '../../domain/report/changed-params.ts';
import type { JudgeChange } from '../../records/judge.ts';
import type { StageContext } from '../context.ts';
import { loadContract } from '../contract/load-contract.ts';

export interface ChangedJudge {
  readonly changes: readonly JudgeChange[];
  /** False where the base does not know the model: there are no other rules to judge by. */
  readonly isKnown: boolean;
}

/** Keys of a model that decide its verdict; what decides the trained bytes is judged, not a judge. */
const JUDGE =
  /^(task|baseline|evaluate|gates|release|drift|data\.(evaluation|serving|contract|target|positive|id|group_by|time|weight|tuning|null_labels|classes|checks))(\.|$)/;

const WORKFLOWS = ['.github/**'];

/** What of the rules, the contract, the evaluation data and the workflows differs from a commit. */
export async function changedJudge(context: StageContext, base: string): Promise<ChangedJudge> {
  const all = await changedConfig(context, base);
  if (all === null) return { changes: [], isKnown: false };
  const config = all
    .filter(({ name }) => JUDGE.test(name))
    .map(
      ({ name, before: old, after }): JudgeChange => ({ kind: 'config', what: name, base: old, head: after }),
    );
  const patterns = await judgedFiles(context);
  const files = await changedFiles(context, base, { patterns, kind: 'file' });
  const workflows = await changedFiles(context, base, { patterns: WORKFLOWS, kind: 'workflow' });
  return { changes: [...config, ...files, ...workflows], isKnown: true };
}

/** What of the model's entry in modelyard.yml differs from a commit; null where the commit does not know the model. */
export async function changedConfig(context: StageContext, base: string): Promise<ChangedParam[] | null> {
  const { repository, file } = context.project;
  const written = await fileAt(repository, base, repositoryPath(context, file));
  const before = written === null ? undefined : modelIn(written, context.model.name);
  if (before === undefined) return null;
  return changedParams(before, modelIn(await readFile(file, 'utf8'), context.model.name));
}

function modelIn(text: string, name: string): unknown {
  const { value } = parseYaml(text);
  const models = (value as { readonly models?: Readonly<Record<string, unknown>> } | undefined)?.models;
  return models?.[name];
}

/**
 * Contract, the tables that its keys point to, and evaluation data, where they lie in the repository. Data from elsewhere
 * are compared by the evaluation's own record.
 */
async function judgedFiles(context: StageContext): Promise<string[]> {
  const { data, root, evaluate } = context.model;
  const { contract } = data;
  // A contract that cannot be read is told by validate.
  const read =
    contract === null ? null : ((await loadContract(contract).catch(() => null))?.contract ?? null);
  const paths = [...(contract === null ? [] : [contract]), ...allEvaluation(data).patterns];
  return [
    ...paths.map(({ absolute }) => absolute),
    ...(evaluate.custom ?? []).flatMap(({ run }) => wordsOf(run).map((word) => resolve(root.absolute, word))),
    ...(read?.tables ?? []).flatMap(({ files }) =>
      files.map((file) => resolve(context.project.directory, file)),
    ),
  ]
    .map((absolute) => repositoryPath(context, absolute))
    .filter((path) => !path.startsWith('../') && !isAbsolute(path));
}

/** A script that measures is a judge: every word of its command that might be a file. */
function wordsOf(command: string): string[] {
  return command.split(/[\s"'=;|&<>()]+/).filter((word) => /[./]/.test(word) && !word.startsWith('-'));
}

function repositoryPath({ project }: StageContext, path: string): string {
  return relative(project.repository, path).replaceAll(sep, '/');
}

async function changedFiles(
  { project }: StageContext,
  base: string,
  { patterns, kind }: { readonly patterns: readonly string[]; readonly kind: 'file' | 'workflow' },
): Promise<JudgeChange[]> {
  const short = (object: string | null) => object?.slice(0, 12) ?? null;
  const files = await changedSince(project.repository, base, patterns);
  return files.map(({ path, base: old, head }) => ({
    kind,
    what: path,
    base: short(old),
    head: short(head),
  }));
}
