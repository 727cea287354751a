/** What an issue needs of the platform. What changes something may return without knowing whether it did; reading again tells. */
export interface IssueApi {
  /** All open issues. */
  listOpen(): Promise<readonly OpenIssue[]>;
  open(text: IssueText): Promise<void>;
  update(issue: number, text: IssueText): Promise<void>;
  close(issue: number, reason: 'completed' | 'not_planned'): Promise<void>;
  commentsOf(issue: number): Promise<readonly { readonly author: string; readonly body: string }[]>;
  comment(issue: number, body: string): Promise<void>;
}

export interface IssueText {
  readonly title: string;
  readonly body: string;
}

export interface OpenIssue extends IssueText {
  readonly number: number;
  readonly author: string;
}

/** Which issue: the one that is open under this key. */
export interface IssueOwner {
  /** What the issue is about, e.g. the model. */
  readonly key: string;
  /** Login that posts; issues and comments of others are never taken for ours, whatever they hold. */
  readonly author: string;
  readonly run: { readonly id: string; readonly attempt: number };
}

/** superseded: a run that began later has spoken. none: there is no open issue, and there need not be. */
export type IssueOutcome = 'opened' | 'updated' | 'closed' | 'unchanged' | 'superseded' | 'none';

const MOST_ROUNDS = 4;

/**
 * Keeps one issue open that says what is wrong. Nothing on the platform is unique but the number: after writing, the list
 * is read again, and everybody keeps the lowest and closes the others, so that runs that race end with one.
 */
export async function keepIssueOpen(
  api: IssueApi,
  owner: IssueOwner,
  { title, body }: IssueText,
): Promise<IssueOutcome> {
  const text = { title, body: `${body.trimEnd()}\n\n${marker(owner)}\n` };
  let outcome: IssueOutcome = 'unchanged';
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const [kept, ...others] = await ownIssues(api, owner);
    for (const { number } of others) await api.close(number, 'not_planned');
    if (kept === undefined) {
      await api.open(text);
      outcome = 'opened';
      continue;
    }
    if (isNewer(kept.run, owner.run)) return 'superseded';
    if (kept.body.trimEnd() === text.body.trimEnd() && kept.title === title) return outcome;
    await api.update(kept.number, text);
    outcome = outcome === 'opened' ? 'opened' : 'updated';
  }
  return outcome;
}

/** Closes what is open, with a comment that says why: first the comment, since what is closed is not looked at again. */
export async function closeIssue(api: IssueApi, owner: IssueOwner, comment: string): Promise<IssueOutcome> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const [kept, ...others] = await ownIssues(api, owner);
    for (const { number } of others) await api.close(number, 'not_planned');
    if (kept === undefined) return round === 0 ? 'none' : 'closed';
    if (isNewer(kept.run, owner.run)) return 'superseded';
    await commentOnce(api, owner, { issue: kept.number, comment });
    await api.close(kept.number, 'completed');
  }
  return 'closed';
}

async function commentOnce(
  api: IssueApi,
  owner: IssueOwner,
  { issue, comment }: { readonly issue: number; readonly comment: string },
): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const own = (await api.commentsOf(issue)).filter(({ author }) => author === owner.author);
    if (own.some(({ body }) => runOf(body, owner.key) !== null)) return;
    await api.comment(issue, `${comment.trimEnd()}\n\n${marker(owner)}\n`);
  }
}

interface OwnIssue extends OpenIssue {
  readonly run: IssueOwner['run'];
}

/** Lowest number first. */
async function ownIssues(api: IssueApi, { key, author }: IssueOwner): Promise<OwnIssue[]> {
  const found = (await api.listOpen()).flatMap((issue) => {
    const run = issue.author === author ? runOf(issue.body, key) : null;
    return run === null ? [] : [{ ...issue, run }];
  });
  return found.sort((a, b) => a.number - b.number);
}

function isNewer(theirs: IssueOwner['run'], ours: IssueOwner['run']): boolean {
  const [their, our] = [BigInt(theirs.id || 0), BigInt(ours.id || 0)];
  return their === our ? theirs.attempt > ours.attempt : their > our;
}

/** Hidden last line. The text above escapes every `<` of its data, so that nothing in it can look like this. */
function marker({ key, run }: IssueOwner): string {
  return `<!-- modelyard issue=${key} run=${run.id} attempt=${run.attempt} -->`;
}

const MARKER = /<!-- modelyard issue=(\S+) run=(\d+) attempt=(\d+) -->\s*$/;

function runOf(body: string, key: string): IssueOwner['run'] | null {
  const [, found, id = '', attempt = ''] = MARKER.exec(body) ?? [];
  return found === key ? { id, attempt: Number(attempt) } : null;
}
