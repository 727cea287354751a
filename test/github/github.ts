import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { BareRepository } from './git/bare-repository.ts';
import type { MergeMethod } from './git/merge-branches.ts';
import type { Exchange } from './http/exchange.ts';
import type { Queued } from './merge-queue.ts';
import type { NewArtifact, NewEnvironment, NewRuleset, NewRun } from './seed/seed-actions.ts';
import type { NewCommit } from './seed/seed-commits.ts';
import type { NewPull } from './seed/seed-pulls.ts';
import type { IssueRow, Permissions, ReviewRow, Role, Tables } from './world.ts';
import type { Files } from './zip-files.ts';

export interface GithubOptions {
  readonly owner?: string;
  readonly repo?: string;
  readonly defaultBranch?: string;
  /** What the first commit holds; a README unless told. */
  readonly files?: Files;
  /** No commit at all, for tests that push one. */
  readonly isEmpty?: boolean;
  /** Private unless told: then reading needs permission too. */
  readonly isPrivate?: boolean;
  /** The primary limit; 1,000 unless told, as for GITHUB_TOKEN. */
  readonly requestsPerHour?: number;
  /** ISO 8601; time stands still but for one second per change. */
  readonly startsAt?: string;
}

export interface NewToken {
  /** As under `permissions:` in a workflow; what is absent is not granted. */
  readonly permissions?: Permissions;
  /** `github-actions[bot]` unless told. */
  readonly login?: string;
  /** True for a run from a fork: writes become reads. */
  readonly fork?: boolean;
}

export interface Github {
  /** Base of the API; `<url>/api/v3` is the same as a GitHub Enterprise Server has it, `<url>/graphql` GraphQL. */
  readonly url: string;
  /** Folder of the bare repository: git clones from it and pushes to it. */
  readonly gitUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly git: BareRepository;
  readonly clock: Clock;
  /** Everything that is not in git, to look at. */
  readonly tables: Tables;

  token(wanted?: NewToken): string;
  /** `write` unless told. */
  addUser(login: string, role?: Role): void;
  commit(commit?: NewCommit): Promise<string>;
  openPull(pull: NewPull): Promise<number>;
  retarget(number: number, base: string): Promise<void>;
  /** Answers the newest commit of the base branch. */
  mergePull(number: number, method?: MergeMethod, by?: string): Promise<string>;
  /** Puts pull requests into the merge queue, one upon the other; nothing is merged. */
  queue(numbers: readonly number[], method?: MergeMethod): Promise<readonly Queued[]>;
  /** What was queued lands with one push of its last commit. */
  landQueue(queue: readonly Queued[]): Promise<void>;
  review(
    pull: number,
    review: {
      readonly user: string;
      readonly state?: ReviewRow['state'];
      readonly commit?: string;
      readonly body?: string;
    },
  ): number;
  addIssue(issue: Partial<Omit<IssueRow, 'id' | 'number'>> & { readonly title: string }): number;
  addComment(issue: number, comment: { readonly author: string; readonly body: string }): number;
  addWorkflowRun(run: NewRun): number;
  addArtifact(artifact: NewArtifact): number;
  setEnvironment(environment: NewEnvironment): void;
  approve(runId: number, environment: string, user: string, state?: 'approved' | 'rejected'): void;
  ruleset(ruleset: NewRuleset): number;
  /** Whether releases published from now on are immutable. */
  immutableReleases: boolean;

  /** All requests, oldest first. */
  readonly requests: readonly Exchange[];
  /** How many requests changed something. */
  readonly mutations: number;
  readonly faults: Faults;
  /** How many readings of each list lag behind the last change; 0 unless told. */
  staleReads: number;
  /** The k-th change from now takes effect, then every connection breaks until `revive`. */
  killAfterMutation(k: number, onKill?: () => void): void;
  /** The k-th change from now does not take effect any more; every connection breaks until `revive`. */
  killBeforeMutation(k: number, onKill?: () => void): void;
  revive(): void;
  close(): Promise<void>;
}
