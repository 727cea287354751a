/** What the name of a data file says it is for. */
export type NamedRole = 'train' | 'evaluation' | 'test' | 'validation';

const DATA_FILE = /\.((csv|tsv|jsonl|ndjson)(\.gz|\.zst)?|parquet|pq)$/i;

/** Words that name a role, as they stand alone in a path. */
const WORDS: Readonly<Record<NamedRole, readonly string[]>> = {
  train: ['train', 'training', 'trainset'],
  evaluation: ['eval', 'evaluation', 'evaluate', 'holdout', 'heldout'],
  test: ['test', 'testing', 'testset'],
  validation: ['valid', 'validation', 'val', 'dev'],
};

/** Which of several is the one to judge by: rows for judging first, rows for tuning last. */
export const EVALUATION_ROLES: readonly NamedRole[] = ['evaluation', 'test', 'validation'];

/** Tables that training leaves, or that speak of something else than rows to learn from. */
const NO_ROWS =
  /(^|[^a-z])(predictions?|preds?|submissions?|metrics?|scores?|results?|history|logs?|importances?|reports?|schema|dictionary)([^a-z]|$)/i;
const NO_DATA_FOLDER =
  /(^|\/)(tests|fixtures|out|outputs?|artifacts?|deployed|logs?|reports?|metrics|plots|docs?|dist|build|wandb)\//i;

/** Whether a path looks like a table of rows to learn from or to judge by. */
export function isDataFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return DATA_FILE.test(name) && !NO_ROWS.test(name) && !NO_DATA_FOLDER.test(path);
}

/** The role that a path names: its file name first, then the nearest folder; null where it names none or several. */
export function roleOfPath(path: string): NamedRole | null {
  const parts = path.replace(DATA_FILE, '').split('/').reverse();
  for (const part of parts) {
    const words = wordsOf(part);
    const named = (Object.keys(WORDS) as NamedRole[]).filter((role) =>
      WORDS[role].some((word) => words.includes(word)),
    );
    if (named.length > 1) return null;
    if (named[0] !== undefined) return named[0];
  }
  return null;
}

function wordsOf(part: string): string[] {
  return part
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
}

/** Files that together are one dataset, and how modelyard.yml names them. */
export interface DataGroup {
  readonly files: readonly string[];
  /** A path, or a pattern that matches these files and no others. */
  readonly written: string;
  readonly role: NamedRole | null;
}

/** Parts of one table (`train-0.parquet`, `train-1.parquet`; `train/a.csv`, `train/b.csv`) belong together. */
export function groupFiles(files: readonly string[]): DataGroup[] {
  const groups = new Map<string, string[]>();
  for (const file of [...files].sort()) {
    const key = groupKey(file);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()].map((members) => {
    const [first = ''] = members;
    return { files: members, role: roleOfPath(first), written: written(members, files) };
  });
}

function groupKey(file: string): string {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const name = file.slice(folder.length);
  const ending = DATA_FILE.exec(name)?.[0] ?? '';
  const isPartOfFolder = roleOfPath(name) === null && roleOfPath(folder.slice(0, -1)) !== null;
  if (isPartOfFolder) return `${folder}*${ending}`;
  return roleOfPath(name) === null ? file : `${folder}${name.replace(/\d+/g, '#')}`;
}

function written(members: readonly string[], all: readonly string[]): string {
  const [first = '', ...more] = members;
  if (more.length === 0) return first;
  const folder = first.slice(0, first.lastIndexOf('/') + 1);
  const names = members.map((file) => file.slice(folder.length));
  const start = commonStart(names);
  const end = commonStart(names.map(reversed));
  const matched = all.filter(
    (file) =>
      file.startsWith(folder + start) &&
      file.endsWith(reversed(end)) &&
      !file.slice(folder.length).includes('/'),
  );
  return matched.length === members.length ? `${folder}${start}*${reversed(end)}` : '';
}

function commonStart(names: readonly string[]): string {
  const [first = ''] = names;
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length--;
  // A digit of its own belongs to the number that differs.
  return first.slice(0, length).replace(/\d+$/, '');
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

export interface DataPair {
  readonly train: DataGroup;
  readonly evaluation: DataGroup;
}

/** Training and evaluation data of one folder and format, by their names: each training group with the best judge beside it. */
export function pairGroups(groups: readonly DataGroup[]): DataPair[] {
  return groups
    .filter(({ role }) => role === 'train')
    .flatMap((train) => {
      const evaluation = judgeBeside(train, groups);
      return evaluation === null ? [] : [{ train, evaluation }];
    });
}

function judgeBeside(train: DataGroup, groups: readonly DataGroup[]): DataGroup | null {
  const near = groups.filter((each) => placeOf(each) === placeOf(train));
  for (const role of EVALUATION_ROLES) {
    const named = near.filter((each) => each.role === role);
    if (named.length === 1) return named[0] ?? null;
  }
  return null;
}

/** Folder and format; a folder that names the role counts as the one above it: data/train/x.csv lies beside data/test/y.csv. */
function placeOf({ files }: DataGroup): string {
  const [first = ''] = files;
  const parts = first.split('/');
  const name = parts.pop() ?? '';
  if (roleOfPath(name) === null && roleOfPath(parts.at(-1) ?? '') !== null) parts.pop();
  return `${parts.join('/')} ${DATA_FILE.exec(name)?.[1]?.toLowerCase() ?? ''}`;
}
