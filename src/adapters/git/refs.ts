import type { TagEntry } from '../../domain/lineage/release-tags.ts';
import { ModelyardError } from '../../errors.ts';
import { gitIdentity } from './repository.ts';
import { gitText, runGit } from './run-git.ts';

const NOTHING = '0'.repeat(40);

/** The object that a ref names; null where there is no such ref. */
export async function readRef(cwd: string, ref: string): Promise<string | null> {
  const { code, stdout } = await runGit(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', ref], {
    okCodes: [1, 128],
  });
  return code === 0 ? stdout.toString('utf8').trim() : null;
}

/** Creates a ref, the one atomic claim that git has. False when it exists already, whatever it names. */
export async function createRef(cwd: string, ref: string, object: string): Promise<boolean> {
  return moveRef(cwd, ref, { from: null, to: object });
}

/** How long git waits for somebody else's lock on the ref. */
const LOCK_PATIENCE_MS = 3000;

/** Moves a ref only if it still names `from` (null: does not exist). False when somebody else was first. */
export async function moveRef(
  cwd: string,
  ref: string,
  { from, to }: { readonly from: string | null; readonly to: string },
): Promise<boolean> {
  const patience = `core.filesRefLockTimeout=${LOCK_PATIENCE_MS}`;
  const { code, stderr } = await runGit(cwd, ['-c', patience, 'update-ref', ref, to, from ?? NOTHING], {
    okCodes: [1, 128],
    env: { GIT_OPTIONAL_LOCKS: '1' },
    outlives: true,
  });
  if (code === 0) return true;
  const current = await readRef(cwd, ref);
  if (current !== from) return false;
  const lock = /Unable to create '([^']+\.lock)': File exists/.exec(stderr)?.[1];
  if (lock === undefined) throw new ModelyardError('outside', `git cannot write ${ref}: ${stderr.trim()}`);
  throw new ModelyardError('conflict', `git cannot write ${ref}: ${lock} is in the way`, {
    hint: 'Another git is writing it, or one was killed. Wait and run the command again; if no git is running, delete that file.',
  });
}

export async function writeBlob(cwd: string, content: string): Promise<string> {
  return gitText(cwd, ['hash-object', '-w', '--stdin'], { input: content });
}

/** Text of a blob at `<object>:<path>`; null where there is none. */
export async function readBlobText(cwd: string, spec: string): Promise<string | null> {
  const { code, stdout } = await runGit(cwd, ['cat-file', 'blob', spec], { okCodes: [1, 128] });
  return code === 0 ? stdout.toString('utf8') : null;
}

/** A commit that holds exactly one file, without touching work tree or index. */
export async function commitFile(
  cwd: string,
  file: {
    readonly name: string;
    readonly blob: string;
    readonly parent: string | null;
    readonly message: string;
  },
): Promise<string> {
  const tree = await gitText(cwd, ['mktree'], { input: `100644 blob ${file.blob}\t${file.name}\n` });
  const parents = file.parent === null ? [] : ['-p', file.parent];
  const { name, email } = await gitIdentity(cwd);
  return gitText(cwd, ['commit-tree', tree, ...parents, '-m', file.message], {
    env: {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    },
  });
}

export interface TagText {
  readonly tag: string;
  readonly commit: string;
  readonly message: string;
  readonly at: Date;
}

/** Writes the object of an annotated tag; no ref names it yet. */
export async function writeTagObject(cwd: string, { tag, commit, message, at }: TagText): Promise<string> {
  const { name, email } = await gitIdentity(cwd);
  const seconds = Math.floor(at.getTime() / 1000);
  const text = `object ${commit}\ntype commit\ntag ${tag}\ntagger ${name} <${email}> ${seconds} +0000\n\n${message}\n`;
  return gitText(cwd, ['mktag'], { input: text });
}

/** The byte that no name and no message can hold. */
const END = '%00';
const TAG_FIELDS = [
  '%(refname:strip=2)',
  '%(objecttype)',
  '%(objectname)',
  '%(*objectname)',
  '%(taggerdate:unix)',
  '%(contents)',
];

/** All tags that match a pattern such as `refs/tags/churn@v*`, in one call. */
export async function listTags(cwd: string, pattern: string): Promise<TagEntry[]> {
  const format = TAG_FIELDS.map((field) => `${field}${END}`).join('');
  const { stdout } = await runGit(cwd, ['for-each-ref', `--format=${format}`, pattern]);
  const fields = stdout.toString('utf8').split('\0');
  const entries: TagEntry[] = [];
  for (let at = 0; at + TAG_FIELDS.length < fields.length; at += TAG_FIELDS.length) {
    const [name = '', type, object = '', peeled = '', seconds = '', message = ''] = fields.slice(at);
    const annotated = type === 'tag';
    entries.push({
      // Every entry but the first begins with the line break that ends the one before.
      tag: name.replace(/^\n/, ''),
      commit: annotated ? peeled : object,
      message: annotated ? message : '',
      atSeconds: annotated && seconds !== '' ? Number(seconds) : null,
    });
  }
  return entries;
}
