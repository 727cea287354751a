import { ModelyardError } from '../../errors.ts';
import type { EventLog, LogEntry } from '../../ports/forge.ts';
import { LOG_BRANCH, LOG_FILE, logLine, parseLog } from '../../records/event-log.ts';
import { hashBytes } from '../files/hash-file.ts';
import type { GithubClient } from './create-client.ts';
import { GithubError, hasStatus, orNull } from './github-error.ts';

const REF = `heads/${LOG_BRANCH}`;
/** Several jobs may append at once; each round one of them is first. */
const MOST_TRIES = 30;
const MOST_PAUSE_MS = 2000;

interface Loaded {
  /** Newest commit of the branch; null when there is no branch. */
  readonly commit: string | null;
  readonly text: string;
  readonly entries: readonly LogEntry[];
  readonly head: string | null;
}

/** The log on the orphan branch `modelyard-log`, written through the API: no clone, no work tree. */
export function createGithubLog(client: GithubClient): EventLog {
  /** Content never changes under a commit. */
  let newest: Loaded | null = null;

  async function load(): Promise<Loaded> {
    const commit = await branchCommit(client);
    if (newest !== null && newest.commit === commit) return newest;
    const text = commit === null ? '' : await fileText(client, commit);
    newest = { commit, text, ...parseLog(text) };
    return newest;
  }

  async function append(
    entry: Omit<LogEntry, 'previous'>,
    guard?: (entries: readonly LogEntry[]) => void,
  ): Promise<string> {
    /** Lines of ours of which nobody can say whether they were appended. */
    const doubtful = new Set<string>();
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      const seen = await load();
      const landed = hashes(seen).find((hash) => doubtful.has(hash));
      if (landed !== undefined) return landed;
      guard?.(seen.entries);
      const line = logLine(entry, seen.head);
      const hash = hashBytes(line);
      const text = `${seen.text}${line}\n`;
      const next = await writeCommit(client, {
        text,
        parent: seen.commit,
        message: `${entry.kind} ${entry.model}`,
      });
      const moved = await moveBranch(client, { from: seen.commit, to: next });
      if (moved === 'moved') {
        newest = {
          commit: next,
          text,
          entries: [...seen.entries, { ...entry, previous: seen.head }],
          head: hash,
        };
        return hash;
      }
      if (moved === 'unknown') doubtful.add(hash);
      await client.patience.sleep(pauseMs(client, attempt));
    }
    throw new ModelyardError(
      'conflict',
      `the branch ${LOG_BRANCH} keeps moving: ${MOST_TRIES} attempts to append failed`,
      { hint: 'Run the command again.' },
    );
  }

  return {
    async read() {
      const { entries, head } = await load();
      return { entries, head };
    },
    append,
  };
}

/** Absence is what a list says that could be read: a 404 alone may be a token that sees nothing. */
async function branchCommit(client: GithubClient): Promise<string | null> {
  const route = 'GET /repos/{owner}/{repo}/git/ref/{ref}';
  const found = await orNull(client.ask(route, { ref: REF }));
  if (found !== null) return found.object.sha;
  const listed = await client.list('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ref: REF });
  return listed.find(({ ref }) => ref === `refs/${REF}`)?.object.sha ?? null;
}

async function fileText(client: GithubClient, commit: string): Promise<string> {
  const raw = { path: LOG_FILE, ref: commit, headers: { accept: 'application/vnd.github.raw+json' } };
  const content: unknown = await orNull(client.ask('GET /repos/{owner}/{repo}/contents/{path}', raw));
  // With this media type the answer is the file; the types know the JSON only.
  if (typeof content === 'string') return content;
  if (content instanceof ArrayBuffer) return Buffer.from(content).toString('utf8');
  if (content === null)
    throw new ModelyardError('unreadable', `the branch ${LOG_BRANCH} holds no ${LOG_FILE}`);
  throw new ModelyardError('unreadable', `${LOG_BRANCH}:${LOG_FILE} is no file of text`);
}

function hashes({ entries, head }: Loaded): string[] {
  return [...entries.map(({ previous }) => previous), head].filter((hash) => hash !== null);
}

/** Objects are nobody's until a ref names them: written again, they are the same. */
async function writeCommit(
  client: GithubClient,
  {
    text,
    parent,
    message,
  }: { readonly text: string; readonly parent: string | null; readonly message: string },
): Promise<string> {
  const request = { repeatable: true };
  const file = { path: LOG_FILE, mode: '100644', type: 'blob', content: text } as const;
  const tree = await client.ask('POST /repos/{owner}/{repo}/git/trees', { tree: [file], request });
  const commit = { message, tree: tree.sha, parents: parent === null ? [] : [parent] };
  return (await client.ask('POST /repos/{owner}/{repo}/git/commits', { ...commit, request })).sha;
}

type Moved = 'moved' | 'overtaken' | 'unknown';

/** The one step that can be lost to others: the branch is created, or moved forward from what was seen. */
async function moveBranch(
  client: GithubClient,
  { from, to }: { readonly from: string | null; readonly to: string },
): Promise<Moved> {
  const move =
    from === null
      ? client.ask('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/${REF}`, sha: to })
      : client.ask('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: REF, sha: to, force: false });
  return move.then(() => 'moved' as const, whyNot);
}

function whyNot(error: unknown): Moved {
  if (error instanceof GithubError && error.outcomeUnknown) return 'unknown';
  const isLost = /already exists|not a fast.forward|does not exist|cannot lock/i;
  if (hasStatus(error, 409, 422) && isLost.test(error.detail)) return 'overtaken';
  if (hasStatus(error, 422) && /rule violations|protected/i.test(error.detail)) throw ruledOut(error);
  throw error;
}

function ruledOut(error: GithubError): ModelyardError {
  return new ModelyardError(
    'outside',
    `a ruleset of the repository keeps the log from being written: ${error.detail.trim()}`,
    {
      cause: error,
      hint: `Exclude the branch ${LOG_BRANCH} from the ruleset, or let GitHub Actions bypass it.`,
    },
  );
}

/** Random, so that those who met once do not meet again. */
function pauseMs({ patience }: GithubClient, attempt: number): number {
  const base = patience.pausesMs[0] ?? 0;
  return Math.random() * Math.min(MOST_PAUSE_MS, base * (attempt + 1));
}
