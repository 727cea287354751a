import { relative, sep } from 'node:path';
import type { ProjectConfig } from '../config/resolved.ts';

/** A path as records show it: POSIX, relative to the folder of modelyard.yml; absolute where it lies outside the repository. */
export function displayPath(project: ProjectConfig, absolute: string): string {
  const fromRepository = relative(project.repository, absolute);
  if (fromRepository.startsWith('..')) return absolute;
  return relative(project.directory, absolute).split(sep).join('/') || '.';
}
