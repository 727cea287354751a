import type { CommandContext } from './command-context.ts';

/** What a command leaves: records for `--json`, text for people otherwise. */
export interface CommandResult {
  /** One record, or several when several models ran. */
  readonly json: unknown;
  /** For stdout when no `--json` was asked. */
  readonly text: string;
  readonly exitCode: number;
}

export type Command = (context: CommandContext) => Promise<CommandResult>;
