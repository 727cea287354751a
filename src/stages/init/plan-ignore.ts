import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoredPaths } from '../../adapters/git/folder-files.ts';
import { isInside, kept, type PlannedFile, skipped } from './planned-file.ts';
import type { ProjectFiles } from './project-files.ts';

/** Lines for the folder's `.gitignore`: what git ignores already gets none, what it tracks neither. */
export async function planIgnore(
  project: ProjectFiles,
  written: readonly string[],
): Promise<{ readonly file: PlannedFile; readonly lines: readonly string[] }> {
  const wanted = [
    { line: '.modelyard/', path: '.modelyard/records' },
    ...written
      .filter((path) => !project.tree.tracked.has(path) && !path.startsWith('../'))
      .map((path) => ({ line: ignoreLine(path, project), path })),
  ];
  const ignored = await ignoredPaths(
    project.folder,
    wanted.map(({ path }) => path),
  );
  const lines = [...new Set(wanted.filter(({ path }) => !ignored.has(path)).map(({ line }) => line))];
  return { file: await planFile(project, lines), lines };
}

/** The folder where nothing in it is tracked, else the one path. */
function ignoreLine(path: string, { tree }: ProjectFiles): string {
  const [folder = '', ...rest] = path.split('/');
  const isOwn = rest.length > 0 && ![...tree.tracked].some((tracked) => tracked.startsWith(`${folder}/`));
  return isOwn ? `/${escaped(folder)}/` : `/${escaped(path)}`;
}

function escaped(path: string): string {
  return path.replace(/[*?[\]\\]/g, '\\$&').replace(/ $/, '\\ ');
}

async function planFile(
  { folder, repository }: ProjectFiles,
  lines: readonly string[],
): Promise<PlannedFile> {
  const path = join(folder, '.gitignore');
  if (lines.length === 0) return kept(path, 'git ignores already what training and Modelyard write');
  const real = await realpath(path).catch(() => null);
  const added = ['# what training and Modelyard write', ...lines];
  const reason = lines.join(', ');
  if (real === null) return { path, action: 'written', reason, text: `${added.join('\n')}\n` };
  if (!isInside(repository, real))
    return skipped(path, `it leads out of the repository; add ${lines.join(', ')}`);
  const text = await readFile(real, 'utf8');
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const start = text === '' || text.endsWith('\n') ? text : `${text}${end}`;
  return {
    path: real,
    action: 'appended',
    reason,
    text: `${start}${added.map((line) => `${line}${end}`).join('')}`,
  };
}
