import type { ModelConfig, ProjectConfig } from '../config/resolved.ts';
import type { Clock } from '../ports/clock.ts';
import type { Reporter } from '../ports/reporter.ts';

/** What only the CI system knows of the state under judgement. */
export interface CiRun {
  /** Commit that the runner checks out: on a pull request GitHub's own merge of head and base. */
  readonly sha: string;
  readonly run: string;
  readonly attempt: number;
  /** Page of the run, for people. */
  readonly url: string;
  readonly pull: {
    readonly number: number;
    readonly head: string;
    readonly base: string;
    /** Whose run this is where its token may only read: nothing that it makes is ever released. */
    readonly foreign: 'fork' | 'Dependabot' | null;
  } | null;
  /** In a merge queue: the commit on which the change is put. */
  readonly queue: { readonly base: string } | null;
}

/** What every stage is given; the ports that a stage needs besides are its own parameters. */
export interface StageContext {
  readonly project: ProjectConfig;
  readonly model: ModelConfig;
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** Fires on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** Environment variables of the caller. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The run of GitHub Actions that this is; null elsewhere. */
  readonly ci: CiRun | null;
  /** Version of Modelyard. */
  readonly toolkit: string;
}
