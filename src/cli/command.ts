import type { CommandContext } from './command-context.ts';
import type { CommandLine } from './parse-command-line.ts';
import type { TerminalReporter } from './terminal-reporter.ts';

/** What a command leaves: records for `--json`, text for people otherwise. */
export interface CommandResult {
  /** One record, or several when several models ran. */
  readonly json: unknown;
  /** For stdout when no `--json` was asked. */
  readonly text: string;
  readonly exitCode: number;
}

export type Command = (context: CommandContext) => Promise<CommandResult>;

/** What a command works with that needs no modelyard.yml. */
export interface BeginningContext {
  readonly line: CommandLine;
  readonly reporter: TerminalReporter;
  readonly toolkit: string;
  readonly signal: AbortSignal;
}

export type Beginning = (context: BeginningContext) => Promise<CommandResult>;
