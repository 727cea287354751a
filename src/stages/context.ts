import type { ModelConfig, ProjectConfig } from '../config/resolved.ts';
import type { Clock } from '../ports/clock.ts';
import type { Reporter } from '../ports/reporter.ts';

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
  /** Version of Modelyard. */
  readonly toolkit: string;
}
