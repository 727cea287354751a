/** What a comment needs of the platform. */
export interface CommentApi {
  /** Head commit of a pull request, now. */
  headOf(pull: number): Promise<string>;
  /** All comments of a pull request, oldest first. */
  listComments(pull: number): Promise<readonly IssueComment[]>;
  /** False where nobody can say whether the comment was made; the list tells. */
  createComment(pull: number, body: string): Promise<boolean>;
  /** One that is gone already is no error, here and in `deleteComment`: another run may have taken it away. */
  updateComment(id: number, body: string): Promise<void>;
  deleteComment(id: number): Promise<void>;
  /** Lists lag behind changes: waits before the list is read again, longer each round. */
  pause(round: number): Promise<void>;
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

/** Two writes and two readings each; the others are for lists that lag and for runs that race. */
const MOST_ROUNDS = 6;

/**
 * Writes the one comment of a key, creating it when there is none. There is no atomic upsert: after writing, the list is
 * read again. Whoever sees several keeps the lowest id, gives it the newest state of all of them, its own included, and only
 * then deletes the others: runs that race, or that died, end with one comment, the newest.
 */
export async function postComment(api: CommentApi, comment: StickyComment): Promise<CommentOutcome> {
  const ours = { body: withMarker(comment), stamp: comment.stamp };
  const done = new Set<Move>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const found = await ownComments(api, comment);
    if (found.length === 0 && done.has('created')) {
      await api.pause(round);
      continue;
    }
    if (isSettled(found, ours)) break;
    // Asked right before each change: a push in the meantime makes this verdict an old one.
    const head = await api.headOf(comment.pull);
    if (head !== ours.stamp.head) return 'superseded';
    const newest = newestOf([...found, ours], head);
    const move = await moveOn(api, comment, { found, newest });
    done.add(move);
    if (move === 'unknown') await api.pause(round);
    if (move === 'none') return 'superseded';
  }
  if (done.has('created') || done.has('unknown')) return 'created';
  return done.has('updated') ? 'updated' : 'unchanged';
}

/** unknown: nobody can say whether the comment was made. none: the one comment is another run's, and newer. */
type Move = 'created' | 'unknown' | 'updated' | 'cleaned' | 'none';

interface Seen {
  readonly found: readonly OwnComment[];
  readonly newest: State;
}

/** One step towards the one comment; what it did is read again before the next. */
async function moveOn(api: CommentApi, { pull }: StickyComment, { found, newest }: Seen): Promise<Move> {
  const [kept, ...others] = found;
  if (kept === undefined) return (await api.createComment(pull, newest.body)) ? 'created' : 'unknown';
  if (!isSameText(kept.body, newest.body)) {
    await api.updateComment(kept.id, newest.body);
    return 'updated';
  }
  for (const { id } of others) await api.deleteComment(id);
  return others.length === 0 ? 'none' : 'cleaned';
}

function isSettled([kept, another]: readonly OwnComment[], ours: State): boolean {
  return kept !== undefined && another === undefined && isSameText(kept.body, ours.body);
}

function withMarker({ body, key, stamp }: StickyComment): string {
  return `${body.trimEnd()}\n\n${marker(key, stamp)}\n`;
}

/** The platform may change line ends and what is blank at the end. */
function isSameText(a: string, b: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();
  return plain(a) === plain(b);
}

interface State {
  readonly body: string;
  readonly stamp: CommentStamp;
}

/** What speaks of the pull request's head goes first, then the run that began later; of equals the last one. */
function newestOf(states: readonly State[], head: string): State {
  return states.reduce((newest, state) => (isOlder(state, newest, head) ? newest : state));
}

function isOlder({ stamp: a }: State, { stamp: b }: State, head: string): boolean {
  if ((a.head === head) !== (b.head === head)) return b.head === head;
  const [run, other] = [BigInt(a.run || 0), BigInt(b.run || 0)];
  return run === other ? a.attempt < b.attempt : run < other;
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

/** Hidden last line. The report escapes every `<` of its data, so that nothing in it can look like this. */
function marker(key: string, { head, run, attempt }: CommentStamp): string {
  return `<!-- modelyard key=${key} head=${head} run=${run} attempt=${attempt} -->`;
}

const MARKER = /<!-- modelyard key=(\S+) head=([0-9a-f]{40,64}) run=(\d+) attempt=(\d+) -->\s*$/;

function stampOf(body: string, key: string): CommentStamp | null {
  const [, found, head = '', run = '', attempt = ''] = MARKER.exec(body) ?? [];
  return found === key ? { head, run, attempt: Number(attempt) } : null;
}
