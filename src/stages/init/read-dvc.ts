import { posix } from 'node:path';
import { shellWord } from '../../domain/init/shell-text.ts';
import { isPlainMap, mapIn, mapsOf, type PlainMap, type ProjectFiles } from './project-files.ts';

/** One stage of dvc.yaml; paths relative to the project's folder. */
export interface DvcStage {
  readonly name: string;
  readonly command: string;
  /** Why the command cannot be run as it is written; null when it can. */
  readonly problem: string | null;
  readonly deps: readonly string[];
  readonly outs: readonly string[];
  readonly metrics: readonly string[];
  /** Files of parameters. */
  readonly params: readonly string[];
  /** Written by the stage and kept in git, not in DVC's cache. */
  readonly inGit: readonly string[];
}

export interface Dvc {
  readonly stages: readonly DvcStage[];
  /** What `.dvc` pointers stand for: files and folders. */
  readonly pointers: readonly string[];
  readonly remote: string | null;
}

export async function readDvc(project: ProjectFiles): Promise<Dvc> {
  const pipeline = mapIn(await project.text('dvc.yaml'));
  const pointers = project.tree.files
    .filter((path) => path.endsWith('.dvc'))
    .map((path) => path.slice(0, -4));
  const config = (await project.nearest('.dvc/config'))?.text ?? '';
  const remote = /^\s*url\s*=\s*(\S+)/m.exec(config)?.[1] ?? null;
  return { stages: mapsOf(pipeline?.stages).map(([name, stage]) => stageOf(name, stage)), pointers, remote };
}

function stageOf(name: string, stage: PlainMap): DvcStage {
  const folder = typeof stage.wdir === 'string' ? stage.wdir : '.';
  const place = (path: string) => posix.normalize(posix.join(folder, path));
  const written = ['outs', 'metrics', 'plots'].flatMap((key) => listOf(stage[key]));
  const command = commandOf(stage.cmd);
  return {
    name,
    command: folder === '.' ? command : `cd ${shellWord(folder)} && ${command}`,
    problem: problemOf(stage, command),
    deps: listOf(stage.deps).map(({ path }) => place(path)),
    outs: listOf(stage.outs).map(({ path }) => place(path)),
    metrics: listOf(stage.metrics).map(({ path }) => place(path)),
    params: paramFiles(stage.params).map(place),
    inGit: written.filter(({ isCached }) => !isCached).map(({ path }) => place(path)),
  };
}

function commandOf(command: unknown): string {
  if (Array.isArray(command)) return command.filter((line) => typeof line === 'string').join(' && ');
  return typeof command === 'string' ? command.trim() : '';
}

function problemOf(stage: PlainMap, command: string): string | null {
  if (stage.foreach !== undefined || stage.matrix !== undefined || isPlainMap(stage.do))
    return 'it is a template for several stages';
  if (command === '') return 'it has no command';
  return command.includes('${') ? 'its command is a template of DVC' : null;
}

interface Written {
  readonly path: string;
  readonly isCached: boolean;
}

/** `- path`, or `- path: {cache: false}`. */
function listOf(value: unknown): Written[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each): Written[] => {
    if (typeof each === 'string') return [{ path: each, isCached: true }];
    return isPlainMap(each)
      ? Object.entries(each).map(([path, options]) => ({
          path,
          isCached: !(isPlainMap(options) && options.cache === false),
        }))
      : [];
  });
}

/** Names of parameters stand in params.yaml; a map names another file. */
function paramFiles(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const files = value.flatMap((each) =>
    isPlainMap(each) ? Object.keys(each) : typeof each === 'string' ? ['params.yaml'] : [],
  );
  return [...new Set(files)];
}
