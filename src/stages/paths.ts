import { posix, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import { splitPattern } from '../adapters/files/split-pattern.ts';
import type { DataPaths, ProjectConfig } from '../config/resolved.ts';

/** A path as records show it: POSIX, relative to the folder of modelyard.yml; absolute where it lies outside the repository. */
export function displayPath(project: ProjectConfig, absolute: string): string {
  const fromRepository = relative(project.repository, absolute);
  if (fromRepository.startsWith('..')) return absolute;
  return relative(project.directory, absolute).split(sep).join('/') || '.';
}

/** Repository-relative POSIX path. */
export function repositoryPath(project: ProjectConfig, absolute: string): string {
  return relative(project.repository, absolute).split(sep).join('/');
}

/** Whether a repository-relative path is one of a dataset's files, or what a `.dvc` pointer among them stands for. */
export function matcherOf(project: ProjectConfig, { patterns }: DataPaths): (path: string) => boolean {
  const matchers = patterns.map((written) => {
    const { base, pattern } = splitPattern(written);
    const folder = repositoryPath(project, base);
    const exact = repositoryPath(project, written.absolute);
    const pulled = exact.endsWith('.dvc') ? exact.slice(0, -'.dvc'.length) : null;
    const matches = pattern === null ? () => false : picomatch(pattern, { dot: true });
    return (path: string) => {
      const own = posix.relative(folder, path);
      if (path === exact || matches(own)) return true;
      return pulled !== null && (path === pulled || path.startsWith(`${pulled}/`) || matches(`${own}.dvc`));
    };
  });
  return (path) => matchers.some((matches) => matches(path));
}
