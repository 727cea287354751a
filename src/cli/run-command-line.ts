import { ModelyardError } from '../errors.ts';
import type { CommandResult } from './command.ts';
import { createCommandContext } from './command-context.ts';
import { type CommandLine, parseCommandLine } from './parse-command-line.ts';
import { type CaughtSignals, catchSignals } from './signals.ts';
import { EXIT_CODE_BY_SIGNAL, toldError } from './tell-error.ts';
import { createTerminalReporter, type TerminalReporter } from './terminal-reporter.ts';

/** What one command line did: its result, null where it ended in an error that was told already. */
export interface Performed {
  readonly exitCode: number;
  readonly result: CommandResult | null;
  readonly error: unknown;
}

/** Runs one command line; returns the exit code. Records go to stdout, everything for people to stderr. */
export async function runCommandLine(args: readonly string[], toolkit: string): Promise<number> {
  const { exitCode } = await performCommandLine(args, toolkit, print);
  return exitCode;
}

/** Runs one command line and gives its result to `deliver`. Never throws: an error is told on stderr and is an exit code. */
export async function performCommandLine(
  args: readonly string[],
  toolkit: string,
  deliver: (result: CommandResult, asJson: boolean) => Promise<void>,
): Promise<Performed> {
  if (args.includes('--no-color')) process.env.NO_COLOR = '1';
  const reporter = createTerminalReporter({
    stream: process.stderr,
    environment: process.env,
    now: Date.now,
  });
  const signals = catchSignals(() => reporter.note('stopping; once more to end at once'));
  try {
    const line = parseCommandLine(args);
    const result = await runCommand(line, { reporter, toolkit, signals });
    reporter.close();
    await deliver(result, line.flag('json'));
    return { exitCode: result.exitCode, result, error: null };
  } catch (error) {
    reporter.close();
    return { exitCode: failed(error, signals), result: null, error };
  } finally {
    signals.stop();
  }
}

interface Running {
  readonly reporter: TerminalReporter;
  readonly toolkit: string;
  readonly signals: CaughtSignals;
}

async function runCommand(
  line: CommandLine,
  { reporter, toolkit, signals }: Running,
): Promise<CommandResult> {
  const given = { line, reporter, toolkit, signal: signals.aborted };
  if (line.command.isBeginning === true) {
    const loaded = await line.command.load();
    if ('beginning' in loaded) return loaded.beginning(given);
  }
  const context = await createCommandContext(given);
  try {
    const loaded = await line.command.load();
    if ('beginning' in loaded) throw new ModelyardError('internal', `${line.command.name} takes no config`);
    return await loaded.command(context);
  } finally {
    await context.services.close();
  }
}

async function print({ json, text }: CommandResult, asJson: boolean): Promise<void> {
  if (!asJson) {
    process.stdout.write(text);
    return;
  }
  const { recordText } = await import('../records/store.ts');
  process.stdout.write(recordText(json));
}

/** What fails after Ctrl-C fails because of it: git and other children got the signal, too. */
function failed(error: unknown, signals: CaughtSignals): number {
  const signal = signals.first();
  const told = toldError(
    signal === null || error instanceof ModelyardError
      ? error
      : new ModelyardError('interrupted', 'interrupted'),
  );
  process.stderr.write(told.text);
  return signal === null ? told.exitCode : EXIT_CODE_BY_SIGNAL[signal];
}
