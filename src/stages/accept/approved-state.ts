import { firstCommitOf, firstParentChanges } from '../../adapters/git/first-parent-changes.ts';
import { isShallow, resolveCommit } from '../../adapters/git/repository.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReviewedCandidates } from '../../ports/reviewed-candidates.ts';
import type { StageContext } from '../context.ts';
import { repositoryPath } from '../paths.ts';
import { committedFiles } from '../train/input-entries.ts';

/** Each costs a handful of requests. */
const MOST_ASKED = 50;

export type Approved =
  | { readonly kind: 'approved'; readonly by: string | null; readonly pull: number | null }
  | { readonly kind: 'refused'; readonly reason: string; readonly pull: number | null };

/**
 * Whether what is checked out may be trained again under `approval: review`: of every file that decides what is trained and
 * how it is judged, the last commit that changed it since the release came by a pull request that somebody else approved.
 * Before the first release that goes back to the commit which brought modelyard.yml; it stands for everything before it.
 * Throws `unreadable` in a shallow clone, whose oldest commit seems to have brought every file.
 */
export async function approvedState(
  context: StageContext,
  reviewed: ReviewedCandidates,
  { commit, since }: { readonly commit: string; readonly since: string | null },
): Promise<Approved> {
  const { repository } = context.project;
  if (await isShallow(repository)) throw unseen();
  const start = since ?? (await beforeConfig(context, commit));
  const changes = await firstParentChanges(repository, commit, start);
  const deciding = await decidingFiles(context, {
    commit,
    others: [...(since === null ? [] : [since]), ...changes.map((each) => each.commit)],
  });
  const line: string[] = [];
  const settled = new Set<string>();
  let newest: Extract<Approved, { kind: 'approved' }> = { kind: 'approved', by: null, pull: null };
  let asked = 0;
  for (const { commit: each, paths } of changes) {
    line.push(each);
    const open = paths.filter((path) => deciding(path) && !settled.has(path));
    if (open.length === 0) continue;
    if (++asked > MOST_ASKED) return { kind: 'refused', reason: TOO_MANY, pull: null };
    const approval = await reviewed.approvalOf(line);
    if (approval.kind === 'none')
      return { kind: 'refused', reason: unapprovedText(open, approval.reason), pull: approval.pull };
    if (newest.by === null) newest = approval;
    for (const path of open) settled.add(path);
  }
  return newest;
}

function unseen(): ModelyardError {
  return new ModelyardError(
    'unreadable',
    'release.approval is review, and this clone is shallow: who approved the commits that it lacks is not proven',
    { hint: 'Fetch everything: with actions/checkout set fetch-depth: 0.' },
  );
}

const TOO_MANY = `release.approval is review, and more than ${MOST_ASKED} commits since the last release would have to be looked up: take the candidate of an approved pull request that is up to date with the branch`;

function unapprovedText([first = '', ...others]: readonly string[], reason: string): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `release.approval is review, and nobody else approved the last change of ${first}${more}: ${reason}. A pull request whose last commit somebody else with write access approves, and that changes these files, brings them in`;
}

async function beforeConfig({ project }: StageContext, commit: string): Promise<string | null> {
  const { repository, file } = project;
  const first = await firstCommitOf(repository, commit, repositoryPath(project, file));
  return first === null ? null : resolveCommit(repository, `${first}^`);
}

/** Inputs of the training in any of the states, deleted ones too, the rules, the contract and the workflows that run both. */
async function decidingFiles(
  context: StageContext,
  { commit, others }: { readonly commit: string; readonly others: readonly string[] },
): Promise<(path: string) => boolean> {
  const { project, model } = context;
  const rules = [project.file, model.data.contract?.absolute ?? project.file];
  const names = new Set(rules.map((path) => repositoryPath(project, path)));
  for (const { path } of await committedFiles(context, commit)) names.add(path);
  for (const other of new Set(others))
    for (const { path } of await readableFiles(context, other)) names.add(path);
  return (path) => names.has(path) || path.startsWith('.github/');
}

/** An older commit may know nothing of the model, or not be in this clone. */
async function readableFiles(context: StageContext, commit: string): Promise<readonly { path: string }[]> {
  try {
    return await committedFiles(context, commit);
  } catch (error) {
    if (error instanceof ModelyardError && error.code !== 'internal') return [];
    throw error;
  }
}
