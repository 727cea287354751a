import { findCommand } from './command-table.ts';
import { commandHelp, helpText } from './help-text.ts';

export interface QuickAnswer {
  readonly text: string;
  readonly exitCode: number;
}

const HELP = new Set(['--help', '-h', 'help']);

/** What can be answered before anything else is loaded: the version and help. null: a command has to be run. */
export function quickAnswer(args: readonly string[], version: () => string): QuickAnswer | null {
  const [first, second = ''] = args;
  if (first === undefined) return { text: helpText(), exitCode: 2 };
  if (args.length === 1 && (first === '--version' || first === '-v'))
    return { text: `${version()}\n`, exitCode: 0 };
  if (HELP.has(first)) {
    const command = findCommand(second);
    if (command !== null) return { text: commandHelp(command), exitCode: 0 };
    return second === '' || second.startsWith('-') ? { text: helpText(), exitCode: 0 } : null;
  }
  const command = findCommand(first);
  const own = args.slice(1, args.includes('--') ? args.indexOf('--') : undefined);
  return command !== null && own.some((arg) => arg === '--help' || arg === '-h')
    ? { text: commandHelp(command), exitCode: 0 }
    : null;
}
