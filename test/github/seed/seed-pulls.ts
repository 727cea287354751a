import { followBranches, headRefName } from '../pulls.ts';
import { type IssueRow, nextNumber, type PullRow, type ReviewRow, type World } from '../world.ts';

export interface NewPull {
  readonly head: string;
  readonly base?: string;
  readonly author?: string;
  readonly title?: string;
  readonly body?: string;
  readonly number?: number;
  /** `owner/name` of the fork that the branch is in: `refs/forks/<owner>/heads/<head>` of the same bare repository. */
  readonly headRepo?: string;
  readonly draft?: boolean;
}

/** Answers the number. The branch must be there. */
export async function seedPull(world: World, pull: NewPull): Promise<number> {
  const { tables, clock, owner, repo } = world;
  const row: PullRow = {
    number: pull.number ?? nextNumber(tables),
    id: world.nextId(),
    title: pull.title ?? `Change ${pull.head}`,
    body: pull.body ?? null,
    state: 'open',
    draft: pull.draft ?? false,
    author: pull.author ?? owner,
    base: pull.base ?? world.defaultBranch,
    headRef: pull.head,
    headRepo: pull.headRepo ?? `${owner}/${repo}`,
    headSha: '',
    baseSha: '',
    createdAt: clock.iso(),
    updatedAt: clock.iso(),
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    landed: [],
  };
  const ref = headRefName(world, row);
  if ((await world.git.ref(ref)) === null) throw new Error(`no branch ${ref}`);
  tables.pulls.set(row.number, row);
  await followBranches(world);
  return row.number;
}

/** Sends a pull request to another branch. */
export async function retargetPull(world: World, number: number, base: string): Promise<void> {
  const row = world.tables.pulls.get(number);
  if (row === undefined) throw new Error(`no pull request ${number}`);
  world.clock.advance(1);
  row.base = base;
  const at = world.clock.iso();
  world.tables.retargets.push({ id: world.nextId(), pull: number, actor: row.author, at });
  await followBranches(world);
}

export function seedReview(
  world: World,
  pull: number,
  review: {
    readonly user: string;
    readonly state?: ReviewRow['state'];
    readonly commit?: string;
    readonly body?: string;
  },
): number {
  const row = world.tables.pulls.get(pull);
  if (row === undefined) throw new Error(`no pull request ${pull}`);
  world.clock.advance(1);
  const id = world.nextId();
  const { user, state = 'APPROVED', commit = row.headSha, body = '' } = review;
  world.tables.reviews.set(id, { id, pull, user, state, commit, body, at: world.clock.iso() });
  return id;
}

export function seedIssue(
  world: World,
  issue: Partial<Omit<IssueRow, 'id' | 'number'>> & { readonly title: string },
): number {
  const now = world.clock.iso();
  const row: IssueRow = {
    id: world.nextId(),
    number: nextNumber(world.tables),
    body: null,
    state: 'open',
    stateReason: null,
    labels: [],
    author: world.owner,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    ...issue,
  };
  world.tables.issues.set(row.number, row);
  return row.number;
}

export function seedComment(
  world: World,
  issue: number,
  comment: { readonly author: string; readonly body: string },
): number {
  world.clock.advance(1);
  const [id, now] = [world.nextId(), world.clock.iso()];
  world.tables.comments.set(id, { id, issue, ...comment, minimized: null, createdAt: now, updatedAt: now });
  return id;
}
