import { resolve } from 'node:path';
import { expandPaths } from '../../adapters/files/expand-paths.ts';
import { missingData, severalPairs } from '../../domain/init/ask-for-data.ts';
import {
  type DataGroup,
  type DataPair,
  groupFiles,
  isDataFile,
  pairGroups,
} from '../../domain/init/data-names.ts';
import type { Found, Question } from '../../domain/init/found.ts';
import { ModelyardError } from '../../errors.ts';
import { BECAUSE_SAID } from './answers.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Dvc } from './read-dvc.ts';
import type { SourceFile } from './read-sources.ts';

/** One dataset as modelyard.yml names it. */
export interface FoundDataset extends Found<string> {
  /** Absolute paths; empty where DVC knows the data and they are not here. */
  readonly files: readonly string[];
}

export interface FoundData {
  readonly train: FoundDataset;
  readonly evaluation: FoundDataset;
}

/** One file for both: training splits it itself. */
export function isSameData({ train, evaluation }: FoundData): boolean {
  return train.value === evaluation.value;
}

export interface DataSources {
  readonly project: ProjectFiles;
  readonly dvc: Dvc;
  readonly sources: readonly SourceFile[];
  /** What training declares to read: the deps of its DVC stage. */
  readonly declared: readonly string[];
}

export interface DataAnswers {
  readonly train: string | null;
  readonly evaluation: string | null;
}

/** The two datasets, by what the files are called and what training reads; questions for what that leaves open. */
export async function findData(
  from: DataSources,
  answers: DataAnswers,
): Promise<FoundData | readonly Question[]> {
  const groups = groupFiles(dataFiles(from)).filter(({ written }) => written !== '');
  const chosen = choosePair(groups, from, answers);
  if (!('train' in chosen)) return chosen;
  return {
    train: await withFiles(from, 'train-data', chosen.train),
    evaluation: await withFiles(from, 'evaluation-data', chosen.evaluation),
  };
}

/** Tables of the tree, and those that DVC knows and that may not be here. */
function dataFiles({ project, dvc }: DataSources): string[] {
  const known = [...dvc.pointers, ...dvc.stages.flatMap(({ outs }) => outs)];
  return [...new Set([...project.tree.files, ...known])].filter(isDataFile).sort();
}

interface ChosenPair {
  readonly train: Found<string>;
  readonly evaluation: Found<string>;
}

function choosePair(
  groups: readonly DataGroup[],
  from: DataSources,
  { train, evaluation }: DataAnswers,
): ChosenPair | readonly Question[] {
  if (train !== null && evaluation !== null) return { train: given(train), evaluation: given(evaluation) };
  const fits = (pair: DataPair) =>
    (train ?? pair.train.written) === pair.train.written &&
    (evaluation ?? pair.evaluation.written) === pair.evaluation.written;
  const pairs = pairGroups(groups).filter(fits);
  const near = pairs.length > 1 ? pairs.filter((pair) => isRead(pair, from)) : pairs;
  const [pair] = near;
  if (pair !== undefined && near.length === 1)
    return {
      train: train === null ? { value: pair.train.written, because: roleReason(pair.train) } : given(train),
      evaluation:
        evaluation === null
          ? {
              value: pair.evaluation.written,
              because: `${roleReason(pair.evaluation)}, beside the training data`,
            }
          : given(evaluation),
    };
  if (pairs.length > 1) return [severalPairs(near.length > 1 ? near : pairs)];
  return onlyOnes(groups, { train, evaluation }) ?? missingData(groups, { train, evaluation }, absent(from));
}

/** One dataset was named: the other is the only one whose name says so, wherever it lies. */
function onlyOnes(groups: readonly DataGroup[], { train, evaluation }: DataAnswers): ChosenPair | null {
  const learnt = groups.filter(({ role }) => role === 'train');
  const judged = groups.filter(({ role }) => role !== 'train' && role !== null);
  const [one, another] = train === null ? learnt : judged;
  if (one === undefined || another !== undefined || (train === null) === (evaluation === null)) return null;
  const found = { value: one.written, because: `the only one: ${roleReason(one)}` };
  return {
    train: train === null ? found : given(train),
    evaluation: evaluation === null ? found : given(evaluation),
  };
}

/** What `.dvc` pointers stand for and is not here. */
function absent({ dvc, project }: DataSources): string[] {
  return dvc.pointers.filter((path) => !project.tree.files.some((file) => isBelow(file, path)));
}

function given(value: string): Found<string> {
  return { value, because: BECAUSE_SAID };
}

function roleReason({ role, files }: DataGroup): string {
  const many = files.length > 1 ? `${files.length} files whose names say` : 'its name says';
  return `${many} ${role}`;
}

/** Whether training names the files: as deps of its stage, or as text in a source. */
function isRead({ train, evaluation }: DataPair, { declared, sources }: DataSources): boolean {
  const named = sources.flatMap(({ clues }) =>
    clues.paths.filter(({ isTail }) => !isTail).map(({ text }) => text),
  );
  const isNamed = (path: string) =>
    declared.some((dep) => path === dep || path.startsWith(`${dep}/`)) ||
    named.some((text) => text.replace(/^(\.\.?\/)+/, '') === path);
  return [train, evaluation].some(({ files }) => files.some(isNamed));
}

/** Throws `usage` for data that is neither here nor known to DVC. */
async function withFiles(
  { project, dvc }: DataSources,
  option: string,
  found: Found<string>,
): Promise<FoundDataset> {
  const { value } = found;
  const paths = { patterns: [{ written: value, absolute: resolve(project.folder, value) }] };
  const files = await expandPaths(paths).catch((error: unknown) => {
    if (isKnownToDvc(value, dvc)) return [];
    if (error instanceof ModelyardError)
      throw new ModelyardError('usage', `--${option} ${error.message}`, {
        hint: error.hint ?? '',
        cause: error,
      });
    throw error;
  });
  return { ...found, files };
}

/** The file itself, or a folder that it lies in. */
export function isKnownToDvc(path: string, { pointers, stages }: Dvc): boolean {
  const known = [...pointers, ...stages.flatMap(({ outs }) => outs)];
  return known.some((each) => isBelow(path, each));
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
