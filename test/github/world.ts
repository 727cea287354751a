import type { Clock } from './clock.ts';
import type { BareRepository } from './git/bare-repository.ts';

export type Level = 'read' | 'write';
/** `contents: write`, `pull-requests: read`, …: the keys of a workflow's `permissions`. */
export type Permissions = Readonly<Record<string, Level | 'none'>>;
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

export interface User {
  readonly login: string;
  readonly id: number;
  readonly type: 'User' | 'Bot';
  readonly role: Role;
}

export interface Token {
  readonly value: string;
  readonly login: string;
  readonly permissions: Permissions;
}

export interface PullRow {
  readonly number: number;
  readonly id: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  draft: boolean;
  readonly author: string;
  base: string;
  readonly headRef: string;
  /** `owner/name` of the repository that the branch is in. */
  readonly headRepo: string;
  headSha: string;
  baseSha: string;
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  mergedAt: string | null;
  mergedBy: string | null;
  mergeCommit: string | null;
  /** Commits of the base branch that came with the merge. */
  landed: readonly string[];
}

/** A pull request that was sent to another branch. */
export interface RetargetRow {
  readonly id: number;
  readonly pull: number;
  readonly actor: string;
  readonly at: string;
}

export interface ReviewRow {
  readonly id: number;
  readonly pull: number;
  readonly user: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  readonly body: string;
  readonly commit: string;
  readonly at: string;
}

export interface IssueRow {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'reopened' | 'not_planned' | 'duplicate' | null;
  labels: string[];
  readonly author: string;
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

export interface CommentRow {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  body: string;
  minimized: string | null;
  readonly createdAt: string;
  updatedAt: string;
}

export interface ReleaseRow {
  readonly id: number;
  tag: string;
  target: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  latest: boolean;
  readonly author: string;
  readonly createdAt: string;
  updatedAt: string;
  publishedAt: string | null;
}

export interface AssetRow {
  readonly id: number;
  readonly release: number;
  name: string;
  label: string | null;
  readonly contentType: string;
  readonly size: number;
  /** Hex SHA-256, the key of the bytes. */
  readonly digest: string;
  state: 'uploaded' | 'open';
  readonly uploader: string;
  readonly createdAt: string;
}

export interface StatusRow {
  readonly id: number;
  readonly sha: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly at: string;
}

export type DeploymentState =
  | 'error'
  | 'failure'
  | 'inactive'
  | 'in_progress'
  | 'queued'
  | 'pending'
  | 'success';

export interface DeploymentRow {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly payload: Record<string, unknown> | string;
  readonly environment: string;
  readonly description: string | null;
  readonly creator: string;
  readonly transient: boolean;
  readonly production: boolean;
  readonly createdAt: string;
  updatedAt: string;
}

export interface DeploymentStatusRow {
  readonly id: number;
  readonly deployment: number;
  readonly state: DeploymentState;
  readonly description: string;
  readonly logUrl: string;
  readonly environmentUrl: string;
  readonly environment: string;
  readonly creator: string;
  readonly at: string;
}

export interface EnvironmentRow {
  readonly id: number;
  readonly name: string;
  readonly reviewers: readonly string[];
  readonly preventSelfReview: boolean;
  readonly waitMinutes: number;
  readonly branches: 'protected' | 'custom' | null;
  /** With `custom`: the branches that may deploy. */
  readonly patterns: readonly string[];
  readonly createdAt: string;
}

export interface RunRow {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly event: string;
  headBranch: string | null;
  readonly headSha: string;
  readonly headRepo: string;
  status: 'queued' | 'in_progress' | 'completed' | 'waiting';
  conclusion: string | null;
  attempt: number;
  readonly number: number;
  readonly actor: string;
  readonly pulls: readonly number[];
  readonly jobs: readonly JobRow[];
  readonly createdAt: string;
  updatedAt: string;
}

export interface JobRow {
  readonly id: number;
  readonly name: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | null;
}

export interface ApprovalRow {
  readonly run: number;
  readonly environments: readonly string[];
  readonly user: string;
  readonly state: 'approved' | 'rejected';
  readonly comment: string;
}

export interface ArtifactRow {
  readonly id: number;
  readonly run: number;
  readonly name: string;
  readonly digest: string;
  readonly size: number;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface DispatchRow {
  readonly workflow: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly by: string;
}

export interface RulesetRow {
  readonly id: number;
  readonly name: string;
  readonly target: 'tag' | 'branch';
  readonly enforcement: 'active' | 'evaluate' | 'disabled';
  /** fnmatch patterns as `refs/tags/*@v*`, or `~ALL`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly ('creation' | 'update' | 'deletion' | 'non_fast_forward')[];
  /** Logins that may pass. */
  readonly bypass: readonly string[];
  readonly createdAt: string;
}

/** All state but git's: plain data, so that a stale read can see a copy. */
export interface Tables {
  readonly pulls: Map<number, PullRow>;
  readonly reviews: Map<number, ReviewRow>;
  readonly retargets: RetargetRow[];
  readonly issues: Map<number, IssueRow>;
  readonly comments: Map<number, CommentRow>;
  readonly releases: Map<number, ReleaseRow>;
  readonly assets: Map<number, AssetRow>;
  readonly statuses: Map<number, StatusRow>;
  readonly deployments: Map<number, DeploymentRow>;
  readonly deploymentStatuses: Map<number, DeploymentStatusRow>;
  readonly environments: Map<string, EnvironmentRow>;
  readonly protectedBranches: Set<string>;
  readonly runs: Map<number, RunRow>;
  readonly approvals: ApprovalRow[];
  readonly artifacts: Map<number, ArtifactRow>;
  readonly dispatches: DispatchRow[];
  readonly rulesets: Map<number, RulesetRow>;
  /** Tags that an immutable release has had. */
  readonly burnt: Set<string>;
}

export interface World {
  readonly owner: string;
  readonly repo: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  readonly git: BareRepository;
  readonly clock: Clock;
  readonly users: Map<string, User>;
  readonly tokens: Map<string, Token>;
  /** Bytes of assets and artifacts by hex SHA-256. */
  readonly bytes: Map<string, Buffer>;
  readonly rate: { limit: number; used: number };
  readonly tables: Tables;
  immutableReleases: boolean;
  /** Ids are unique over all kinds and grow. */
  nextId(): number;
}

export function emptyTables(): Tables {
  return {
    pulls: new Map(),
    reviews: new Map(),
    retargets: [],
    issues: new Map(),
    comments: new Map(),
    releases: new Map(),
    assets: new Map(),
    statuses: new Map(),
    deployments: new Map(),
    deploymentStatuses: new Map(),
    environments: new Map(),
    protectedBranches: new Set(),
    runs: new Map(),
    approvals: [],
    artifacts: new Map(),
    dispatches: [],
    rulesets: new Map(),
    burnt: new Set(),
  };
}

/** Issues and pull requests share their numbers. */
export function nextNumber({ issues, pulls }: Tables): number {
  return Math.max(0, ...issues.keys(), ...pulls.keys()) + 1;
}
