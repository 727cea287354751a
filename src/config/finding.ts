import { dotted, type KeyPath, type Problem } from './problems.ts';
import type { YamlFile } from './yaml-document.ts';

/** What a check found in the config; paths start at the top, or at the model where a check is given one model. */
export interface Finding {
  readonly path: KeyPath;
  readonly message: string;
  /** Whether the name is wrong or what stands behind it; the value without it. */
  readonly at?: 'key' | 'value';
  /** Places besides its own that the finding rests on. */
  readonly restsOn?: readonly KeyPath[];
}

/** The same finding seen from further up. */
export function below(prefix: KeyPath, finding: Finding): Finding {
  const { path, restsOn = [] } = finding;
  return { ...finding, path: [...prefix, ...path], restsOn: restsOn.map((each) => [...prefix, ...each]) };
}

/** False where the finding speaks of a value that was already refused: one mistake is told once. */
export function isSound({ path, restsOn = [] }: Finding, lost: readonly KeyPath[]): boolean {
  return !lost.some(
    (place) =>
      isWithin(path, place) || restsOn.some((each) => isWithin(each, place) || isWithin(place, each)),
  );
}

function isWithin(path: KeyPath, outer: KeyPath): boolean {
  return outer.every((key, depth) => path[depth] === key);
}

export function problemAt(document: YamlFile, { path, message, at = 'value' }: Finding): Problem {
  return { ...document.locate(path, at), path: dotted(path), message };
}
