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

/** Moves a ref only if it still names `from` (null: does not exist). False when somebody else was first. */
export async function moveRef(
  cwd: string,
  ref: string,
  { from, to }: { readonly from: string | null; readonly to: string },
): Promise<boolean> {
  const { code, stderr } = await runGit(cwd, ['update-ref', ref, to, from ?? NOTHING], {
    okCodes: [1, 128],
    env: { GIT_OPTIONAL_LOCKS: '1' },
  });
  if (code === 0) return true;
  const current = await readRef(cwd, ref);
  if (current !== from) return false;
  if (/Unable to create .*\.lock.*File exists/s.test(stderr)) return false;
  throw new ModelyardError('outside', `git cannot write ${ref}: ${stderr.trim()}`);
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

export interface TagEntry {
  readonly tag: string;
  /** Commit that the tag names, through the tag object. */
  readonly commit: string;
  /** True for annotated tags; lightweight ones carry no message. */
  readonly annotated: boolean;
  readonly message: string;
  /** Object of the tag itself. */
  readonly object: string;
}

const FIELD = '%1f';
const TAG_FORMAT = [
  '%(refname:strip=2)',
  '%(objecttype)',
  '%(objectname)',
  '%(*objectname)',
  '%(contents)',
].join(FIELD);

/** All tags that match a pattern such as `refs/tags/churn@v*`, in one call. */
export async function listTags(cwd: string, pattern: string): Promise<TagEntry[]> {
  const { stdout } = await runGit(cwd, ['for-each-ref', `--format=${TAG_FORMAT}%1e`, pattern]);
  return stdout
    .toString('utf8')
    .split('\u001e')
    .map((record) => record.replace(/^\n/, ''))
    .filter((record) => record !== '')
    .map((record) => {
      const [tag = '', type = '', object = '', peeled = '', message = ''] = record.split('\u001f');
      const annotated = type === 'tag';
      return {
        tag,
        annotated,
        object,
        commit: annotated ? peeled : object,
        message: annotated ? message : '',
      };
    });
}
