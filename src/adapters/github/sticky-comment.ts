/** What a comment needs of the platform. */
export interface CommentApi {
  /** Head commit of a pull request, now. */
  headOf(pull: number): Promise<string>;
  /** All comments of a pull request, oldest first. */
  listComments(pull: number): Promise<readonly IssueComment[]>;
  /** May return without knowing whether the comment was made; the list tells. */
  createComment(pull: number, body: string): Promise<void>;
  /** One that is gone already is no error, here and in `deleteComment`: another run may have taken it away. */
  updateComment(id: number, body: string): Promise<void>;
  deleteComment(id: number): Promise<void>;
}

export interface IssueComment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
}

export interface StickyComment {
  readonly pull: number;
  /** What the comment is about, e.g. the model: one comment for each. */
  readonly key: string;
  /** Login that posts; comments of others are never taken for ours, whatever they hold. */
  readonly author: string;
  readonly body: string;
  readonly stamp: CommentStamp;
}

/** Which run a comment speaks for. */
export interface CommentStamp {
  /** Commit that was judged. */
  readonly head: string;
  readonly run: string;
  readonly attempt: number;
}

/** superseded: the pull request, or the comment, has a newer state than ours, which stays. */
export type CommentOutcome = 'created' | 'updated' | 'unchanged' | 'superseded';

const MOST_ROUNDS = 4;

/**
 * Writes the one comment of a key, creating it when there is none. There is no atomic upsert: after writing, the list is
 * read again and everybody keeps the comment with the lowest id, so that runs that race end with one comment, the newest.
 */
export async function postComment(api: CommentApi, comment: StickyComment): Promise<CommentOutcome> {
  if ((await api.headOf(comment.pull)) !== comment.stamp.head) return 'superseded';
  const body = `${comment.body.trimEnd()}\n\n${marker(comment.key, comment.stamp)}\n`;
  let outcome: CommentOutcome = 'unchanged';
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const [kept, ...others] = await ownComments(api, comment);
    for (const { id } of others) await api.deleteComment(id);
    if (kept === undefined) {
      await api.createComment(comment.pull, body);
      outcome = 'created';
      continue;
    }
    if (isNewer(kept.stamp, comment.stamp)) return 'superseded';
    if (kept.body === body) return outcome;
    await api.updateComment(kept.id, body);
    outcome = outcome === 'created' ? 'created' : 'updated';
  }
  return outcome;
}

interface OwnComment extends IssueComment {
  readonly stamp: CommentStamp;
}

/** Lowest id first. */
async function ownComments(api: CommentApi, { pull, key, author }: StickyComment): Promise<OwnComment[]> {
  const found = (await api.listComments(pull)).flatMap((comment) => {
    const stamp = comment.author === author ? stampOf(comment.body, key) : null;
    return stamp === null ? [] : [{ ...comment, stamp }];
  });
  return found.sort((a, b) => a.id - b.id);
}

/** Another run of the same commit that began later wins; a newer commit was looked for before. */
function isNewer(theirs: CommentStamp, ours: CommentStamp): boolean {
  if (theirs.head !== ours.head) return false;
  const [their, our] = [BigInt(theirs.run || 0), BigInt(ours.run || 0)];
  return their === our ? theirs.attempt > ours.attempt : their > our;
}

/** Hidden last line. The report escapes every `<` of its data, so that nothing in it can look like this. */
function marker(key: string, { head, run, attempt }: CommentStamp): string {
  return `<!-- modelyard key=${key} head=${head} run=${run} attempt=${attempt} -->`;
}

const MARKER = /<!-- modelyard key=(\S+) head=([0-9a-f]{40,64}) run=(\d+) attempt=(\d+) -->\s*$/;

function stampOf(body: string, key: string): CommentStamp | null {
  const [, found, head = '', run = '', attempt = ''] = MARKER.exec(body) ?? [];
  return found === key ? { head, run, attempt: Number(attempt) } : null;
}
