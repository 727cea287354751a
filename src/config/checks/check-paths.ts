import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { evaluationPathsIn, writtenSets } from '../evaluation-sets.ts';
import type { Finding } from '../finding.ts';
import type { KeyPath } from '../problems.ts';
import type { WrittenModel } from '../schema/config.ts';
import { pathsIn, type WrittenData } from '../schema/data-path.ts';

export interface CheckPlace {
  /** Absolute real paths: the folder of the config, and the top of the work tree. */
  readonly directory: string;
  readonly repository: string;
}

/** Paths of one model: inside the repository, also through symbolic links; nothing that comes later; no output over an input. */
export async function checkPaths(model: WrittenModel, place: CheckPlace): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [path, written] of writtenPaths(model)) {
    const message = plainProblem(written) ?? (await leavingProblem(written, place));
    if (message !== null) findings.push({ path, message });
  }
  return [
    ...findings,
    ...(await rootFindings(model, place)),
    ...outputFindings(model, place),
    ...targetFindings(model, place),
  ];
}

type WrittenPath = readonly [path: KeyPath, written: string];

function writtenPaths({ root, data, train, baseline, monitor }: WrittenModel): WrittenPath[] {
  const places: (readonly [KeyPath, WrittenData | undefined])[] = [
    [['root'], root],
    [['data', 'train'], data.train],
    ...writtenSets(data.evaluation).map(
      ({ key, data: each }) => [['data', 'evaluation', ...key], each] as const,
    ),
    [['data', 'serving'], data.serving],
    [['data', 'tuning'], data.tuning],
    [['data', 'contract'], data.contract],
    [['train', 'inputs'], train.inputs],
    [['train', 'params'], train.params],
    [['train', 'model'], train.model],
    [['train', 'predictions'], train.predictions],
    [['train', 'metrics'], train.metrics],
    [['baseline', 'from'], /^file:(.*)$/s.exec(baseline.from)?.[1]],
    [['monitor', 'data'], monitor?.data],
  ];
  return places.flatMap(([path, written]): WrittenPath[] => {
    if (written === undefined) return [];
    return pathsIn(written).map(([key, each]): WrittenPath => [[...path, ...key], each]);
  });
}

const URL_LIKE = /^[a-z][a-z0-9+.-]*:\/\//i;

/** What is wrong with a path whatever the disk holds. */
function plainProblem(path: string): string | null {
  if (URL_LIKE.test(path)) return `${path}: data at a URL is not built yet`;
  if (/\p{Cc}/u.test(path)) return 'a path holds no control characters';
  if (path.startsWith('!')) return `${path}: leaving files out with ! is not built yet`;
  if (path.startsWith('~')) return `${path}: ~ is not expanded; paths are relative to this file`;
  const wild = path.split('/').findIndex((part) => /[*?[\]{}()]/.test(part));
  const rest = wild < 0 ? '' : path.split('/').slice(wild).join('/');
  if (/(^|[/{,(|])\.\.($|[/},)|])/.test(rest))
    return `${path}: a pattern does not go up with .. after its first wildcard`;
  return rest.includes('..') ? `${path}: a range such as {1..3} is not supported; write {1,2,3}` : null;
}

async function leavingProblem(path: string, { directory, repository }: CheckPlace): Promise<string | null> {
  const absolute = resolve(directory, path);
  if (leaves(repository, absolute)) return `${path} leaves the repository`;
  const real = await realPathOf(absolute);
  if (leaves(repository, real)) return `${path} leaves the repository: it leads to ${real}`;
  const found = isDynamicPattern(path) ? await glob(path, { cwd: directory, absolute: true }) : [];
  for (const each of found) {
    const reached = await realPathOf(each);
    if (leaves(repository, reached))
      return `${relative(directory, each)} leaves the repository: it leads to ${reached}`;
  }
  return null;
}

/** Where a path really leads, for as much of it as exists. */
async function realPathOf(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null);
  if (real !== null || dirname(path) === path) return real ?? path;
  return join(await realPathOf(dirname(path)), relative(dirname(path), path));
}

function leaves(outer: string, path: string): boolean {
  const inside = relative(outer, path);
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}

async function rootFindings({ root }: WrittenModel, { directory }: CheckPlace): Promise<Finding[]> {
  if (root.includes('\0')) return [];
  const found = await stat(resolve(directory, root)).catch(() => null);
  if (found?.isDirectory() === true) return [];
  return [
    { path: ['root'], message: found === null ? `there is no folder ${root}` : `${root} is no folder` },
  ];
}

/** What training writes stands alone: not over the config, not over data, not over another output. */
function outputFindings({ train, data }: WrittenModel, { directory }: CheckPlace): Finding[] {
  const at = (path: string) => resolve(directory, path);
  const list = (data: WrittenData) => pathsIn(data).map(([, path]) => path.replace(/\.dvc$/, ''));
  const others: [string, string][] = [
    ['this file', directory],
    ...list(data.train).map((path): [string, string] => ['data.train', at(path)]),
    ...evaluationPathsIn(data.evaluation).map(([, path]): [string, string] => [
      'data.evaluation',
      at(path.replace(/\.dvc$/, '')),
    ]),
    ...list(data.tuning ?? []).map((path): [string, string] => ['data.tuning', at(path)]),
    ...list(data.serving ?? []).map((path): [string, string] => ['data.serving', at(path)]),
    ...(data.contract === undefined ? [] : [['data.contract', at(data.contract)] as [string, string]]),
    ...(train.params === undefined ? [] : [['train.params', at(train.params)] as [string, string]]),
  ];
  const findings: Finding[] = [];
  for (const key of ['model', 'predictions', 'metrics'] as const) {
    const written = train[key];
    if (written === undefined) continue;
    const over = others.find(([, other]) => !leaves(at(written), other));
    if (over !== undefined)
      findings.push({
        path: ['train', key],
        message: `training would write over ${over[0]}; name a path of its own`,
      });
    others.push([`train.${key}`, at(written)]);
  }
  return findings;
}

/** A deployment may lie anywhere but in git's own folder. */
function targetFindings({ deploy }: WrittenModel, { directory }: CheckPlace): Finding[] {
  return Object.entries(deploy).flatMap(([name, { target }]): Finding[] => {
    if (target.kind !== 'directory') return [];
    const path = ['deploy', name, 'target', 'path'];
    if (URL_LIKE.test(target.path))
      return [{ path, message: `${target.path}: a target at a URL is not built yet` }];
    if (/\p{Cc}/u.test(target.path)) return [{ path, message: 'a path holds no control characters' }];
    if (target.path.startsWith('~'))
      return [{ path, message: `${target.path}: ~ is not expanded; write the whole path` }];
    const isGits = resolve(directory, target.path).split(sep).includes('.git');
    return isGits ? [{ path, message: `${target.path} lies in git's own folder` }] : [];
  });
}
