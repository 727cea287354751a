import { describe, expect, it } from 'vitest';
import {
  type Approval,
  type CheckArtifact,
  type CheckRun,
  type ChoiceRequest,
  chooseCandidate,
  isCandidateOf,
  type MergedPull,
} from './choose-candidate.ts';

const HEAD = 'a'.repeat(40);
const WORKFLOW = '.github/workflows/modelyard.yml';

const pull = (changes: Partial<MergedPull> = {}): MergedPull => ({
  number: 7,
  author: 'ada',
  headSha: HEAD,
  headBranch: 'better',
  headRepositoryId: 1,
  baseBranch: 'main',
  mergedAt: '2026-01-05T12:00:00Z',
  changesWorkflows: false,
  siblings: [],
  retargetedAt: null,
  ...changes,
});
const run = (changes: Partial<CheckRun> = {}): CheckRun => ({
  id: 10,
  path: WORKFLOW,
  event: 'pull_request',
  headSha: HEAD,
  headBranch: 'better',
  headRepositoryId: 1,
  actor: 'ada',
  createdAt: '2026-01-05T09:00:00Z',
  ...changes,
});
const artifact = (id: number, createdAt: string, changes: Partial<CheckArtifact> = {}): CheckArtifact => ({
  id,
  run: 10,
  name: `modelyard-visits-check-0123456789ab-${id}`,
  createdAt,
  expired: false,
  ...changes,
});
const approval = (changes: Partial<Approval> = {}): Approval => ({
  by: 'bob',
  at: '2026-01-05T11:00:00Z',
  commit: HEAD,
  ...changes,
});

const choose = (changes: Partial<ChoiceRequest> = {}) =>
  chooseCandidate({
    model: 'visits',
    repositoryId: 1,
    defaultBranch: 'main',
    workflow: WORKFLOW,
    approval: 'merge',
    pull: pull(),
    runs: [run()],
    artifacts: [artifact(1, '2026-01-05T10:00:00Z')],
    approvals: [],
    ...changes,
  });

const ids = (choice: ReturnType<typeof choose>) =>
  choice.kind === 'chosen' ? choice.artifacts.map(({ id }) => id) : choice.reason;

describe('the reviewed candidate', () => {
  it('is the one that the check of the last commit left', () => {
    expect(choose()).toEqual({
      kind: 'chosen',
      artifacts: [artifact(1, '2026-01-05T10:00:00Z')],
      approvedBy: null,
    });
  });

  const attempts = [
    artifact(1, '2026-01-05T09:00:00Z'),
    artifact(2, '2026-01-05T10:30:00Z'),
    artifact(3, '2026-01-05T11:30:00Z'),
    artifact(4, '2026-01-05T13:00:00Z'),
  ];

  it('with a review is the newest that is older than the review: a re-run after it does not count', () => {
    const choice = choose({ artifacts: attempts, approvals: [approval()] });
    expect(choice).toMatchObject({ approvedBy: 'bob' });
    expect(ids(choice)).toEqual([2]);
  });

  it('without a review is every attempt before the merge: their bytes must agree', () => {
    expect(ids(choose({ artifacts: attempts }))).toEqual([3, 2, 1]);
  });

  it.each<[string, Partial<ChoiceRequest>, string]>([
    [
      'judged for another branch, also by an attempt after it was retargeted',
      { pull: pull({ retargetedAt: '2026-01-05T09:30:00Z' }) },
      'was sent to another branch at 2026-01-05T09:30:00Z',
    ],
    ['retargeted', { pull: pull({ baseBranch: 'release' }) }, 'went to release'],
    ['one of two from the branch', { pull: pull({ siblings: [9] }) }, 'another pull request, too: #9'],
    ['that edits workflows', { pull: pull({ changesWorkflows: true }) }, 'under .github/'],
    ['whose run is of another workflow', { runs: [run({ path: '.github/workflows/x.yml' })] }, 'no run of'],
    ['whose run is of another event', { runs: [run({ event: 'push' })] }, 'no run of'],
    ['whose run is a fork’s branch of the same name', { runs: [run({ headRepositoryId: 2 })] }, 'no run of'],
    ['whose run was Dependabot’s', { runs: [run({ actor: 'dependabot[bot]' })] }, 'no run of'],
    ['whose run judged another commit', { runs: [run({ headSha: 'b'.repeat(40) })] }, 'no run of'],
    [
      'whose artifact is another run’s',
      { artifacts: [artifact(1, '2026-01-05T10:00:00Z', { run: 11 })] },
      'no run of',
    ],
    [
      'whose artifact has expired',
      { artifacts: [artifact(1, '2026-01-05T10:00:00Z', { expired: true })] },
      'expired',
    ],
    [
      'trained after the merge',
      { artifacts: [artifact(1, '2026-01-05T12:30:00Z')] },
      'newer than the approval',
    ],
    [
      'trained after the review',
      { approvals: [approval({ at: '2026-01-05T09:30:00Z' })] },
      'every candidate is newer than the approval',
    ],
    ['not reviewed', { approval: 'review' }, 'nobody with write access'],
    [
      'reviewed by its author',
      { approval: 'review', approvals: [approval({ by: 'ada' })] },
      'nobody with write access',
    ],
    [
      'reviewed before the last commit',
      { approval: 'review', approvals: [approval({ commit: 'b'.repeat(40) })] },
      'nobody with write access',
    ],
    [
      'reviewed after the merge',
      { approval: 'review', approvals: [approval({ at: '2026-01-05T13:00:00Z' })] },
      'nobody with write access',
    ],
  ])('is not taken from a pull request %s', (_, changes, reason) => {
    expect(ids(choose(changes))).toContain(reason);
  });

  const FOREIGN: readonly (readonly [string, Partial<MergedPull>, string])[] = [
    ['a fork', { headRepositoryId: 2 }, 'from a fork'],
    ['a fork that is gone', { headRepositoryId: null }, 'from a fork'],
    ['Dependabot', { author: 'dependabot[bot]' }, 'Dependabot’s'],
  ];

  it.each(FOREIGN)('of %s is never taken, whatever its run left: train again', (_, changes, reason) => {
    const forged = [run(), run({ id: 11, headRepositoryId: changes.headRepositoryId ?? null })];
    const foreign = { pull: pull({ ...changes, siblings: [9] }), runs: forged };
    expect(choose(foreign)).toMatchObject({ kind: 'foreign', reason: expect.stringContaining(reason) });
    expect(choose({ ...foreign, approval: 'review', approvals: [approval()] })).toMatchObject({
      kind: 'foreign',
      approvedBy: 'bob',
    });
  });

  it.each(FOREIGN)(
    'of %s is refused where the change itself is: no review, workflows, another base',
    (_, changes) => {
      for (const [request, reason] of [
        [{ pull: pull(changes), approval: 'review' }, 'nobody with write access'],
        [{ pull: pull({ ...changes, changesWorkflows: true }) }, 'under .github/'],
        [{ pull: pull({ ...changes, baseBranch: 'release' }) }, 'went to release'],
      ] as const)
        expect(choose(request)).toEqual({ kind: 'mismatch', reason: expect.stringContaining(reason) });
    },
  );

  it.each([
    ['modelyard-visits-check-0123456789ab-1', true],
    ['modelyard-all-check-none-2', true],
    ['modelyard-visits-eu-check-0123456789ab-1', false],
    ['modelyard-visits-check-0123456789ab-1.tar', false],
    ['xmodelyard-visits-check-0123456789ab-1', false],
  ])('the artifact %s: %s', (name, expected) => {
    expect(isCandidateOf(name, 'visits')).toBe(expected);
  });
});
