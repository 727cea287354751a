import type { KeyPath } from './problems.ts';
import { configSchema, type WrittenConfig } from './schema/config.ts';
import { type BrokenPlace, checkSchema, valueAt } from './schema-problems.ts';
import type { YamlFile } from './yaml-document.ts';

export interface Salvaged {
  readonly config: WrittenConfig;
  /** Places whose values are not the user's: what depends on them cannot be checked. */
  readonly lost: readonly KeyPath[];
}

/** Stand-ins for required values, so that the rest can still be looked at. No column and no file is called like this. */
const NOWHERE = '\u0000';
const STAND_INS: Readonly<Record<string, unknown>> = {
  version: 1,
  'models.*.task': 'regression',
  'models.*.data': {},
  'models.*.data.train': NOWHERE,
  'models.*.data.evaluation': NOWHERE,
  'models.*.data.target': NOWHERE,
  'models.*.train': {},
  'models.*.train.run': NOWHERE,
  'models.*.deploy.*.target': { kind: 'directory', path: NOWHERE },
  'models.*.deploy.*.target.kind': 'directory',
  'models.*.deploy.*.target.path': NOWHERE,
};

const MOST_ROUNDS = 12;

/**
 * The config without what the schema refused: so that one run tells every problem, not only those of the first kind.
 * null when too little is left.
 */
export function salvage(file: YamlFile, broken: readonly BrokenPlace[]): Salvaged | null {
  const copy: unknown = structuredClone(withoutSharing(file.value));
  const lost: KeyPath[] = [];
  let places = broken;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // From the end, so that what is taken out of a list does not move what is still to be taken out.
    for (const place of [...places].reverse()) {
      lost.push(place.path, takeOut(copy, place), ...meantPlace(copy, place));
    }
    const checked = checkSchema({ ...file, value: copy }, configSchema);
    if (checked.data !== null) return { config: checked.data, lost };
    places = checked.broken;
  }
  return null;
}

/** Anchors share objects; a change at one place must not show at another. */
function withoutSharing(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** `positve: true` is also why there is no `positive`. */
function meantPlace(root: unknown, { path, meant }: BrokenPlace): KeyPath[] {
  if (meant === null) return [];
  const place = [...path.slice(0, -1), meant];
  return valueAt(root, place) === undefined ? [place] : [];
}

/** Puts a stand-in there, or removes the value; what cannot do without it goes as a whole. Returns the place that was changed. */
function takeOut(root: unknown, { path, kind }: BrokenPlace): KeyPath {
  const standIn = STAND_INS[patternOf(path)];
  const place = kind === 'missing' && standIn === undefined ? path.slice(0, -1) : path;
  const [parent, key] = parentOf(root, place);
  if (parent === null || key === undefined) return place;
  if (standIn !== undefined) parent[key] = structuredClone(standIn);
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  // What follows in a list has moved: positions in it mean nothing any more.
  return Array.isArray(parent) ? place.slice(0, -1) : place;
}

type Container = Record<string | number, unknown>;

function parentOf(root: unknown, path: KeyPath): [Container | null, string | number | undefined] {
  let parent = root;
  for (const key of path.slice(0, -1)) parent = isContainer(parent) ? parent[key] : null;
  return [isContainer(parent) ? parent : null, path.at(-1)];
}

function isContainer(value: unknown): value is Container {
  return value !== null && typeof value === 'object';
}

/** Names of models and environments become `*`. */
function patternOf(path: KeyPath): string {
  return path
    .map((key, depth) => (depth === 1 || (depth === 3 && path[2] === 'deploy') ? '*' : key))
    .join('.');
}
