import { readlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { hashBlobs } from '../../adapters/git/tree-files.ts';
import type { StageContext } from '../context.ts';
import { isJudgesOwn } from './choose-inputs.ts';
import type { GitState } from './input-entries.ts';

interface Start {
  readonly git: GitState;
  readonly paths: readonly string[];
}

/**
 * Tracked files that symbolic links among the inputs lead to, directly or through other links: a link counts by its
 * target's name, and code that a monorepo shares by a link would otherwise change unseen.
 */
export async function followLinks(context: StageContext, { git, paths }: Start): Promise<string[]> {
  const targets = await linkTargets(context.project.repository, git);
  const leftOut = isJudgesOwn(context);
  const seen = new Set(paths);
  const open = paths.filter((path) => targets.has(path));
  const reached: string[] = [];
  for (let link = open.pop(); link !== undefined; link = open.pop()) {
    const place = resolveLink(link, targets);
    if (place === null) continue;
    const below = place === '' ? '' : `${place}/`;
    for (const path of git.tracked.keys()) {
      if ((path !== place && !path.startsWith(below)) || seen.has(path) || leftOut(path)) continue;
      seen.add(path);
      reached.push(path);
      if (targets.has(path)) open.push(path);
    }
  }
  return reached;
}

/** Every tracked link with what it says, as it is in the state that is looked at. */
async function linkTargets(top: string, git: GitState): Promise<Map<string, string>> {
  const links = [...git.tracked.values()].filter(({ mode }) => mode === '120000');
  const clean = links.filter(({ path }) => !git.changed.has(path));
  const blobs = await hashBlobs(
    top,
    clean.map(({ object }) => object),
  );
  const targets = new Map(clean.map(({ path, object }) => [path, blobs.get(object)?.head ?? '']));
  for (const { path } of links.filter((link) => git.changed.has(link.path))) {
    const target = await readlink(join(top, path)).catch(() => null);
    if (target !== null) targets.set(path, target);
  }
  return targets;
}

const MOST_STEPS = 40;

/** Where a link ends, relative to the top; null where it leaves the repository or turns in a circle. */
function resolveLink(link: string, targets: ReadonlyMap<string, string>): string | null {
  let path = link;
  for (let step = 0; step < MOST_STEPS; step++) {
    const parts = path.split('/');
    const depth = parts.findIndex((_part, index) => targets.has(parts.slice(0, index + 1).join('/')));
    if (depth < 0) return path === '.' ? '' : path;
    const at = parts.slice(0, depth + 1).join('/');
    const next = posix.join(posix.dirname(at), targets.get(at) ?? '', ...parts.slice(depth + 1));
    if (targets.get(at)?.startsWith('/') === true || next === '..' || next.startsWith('../')) return null;
    path = next.replace(/\/$/, '');
  }
  return null;
}
