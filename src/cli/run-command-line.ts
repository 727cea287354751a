import { ModelyardError } from '../errors.ts';
import type { CommandResult } from './command.ts';
import { createCommandContext } from './command-context.ts';
import { type CommandLine, parseCommandLine } from './parse-command-line.ts';
import { type CaughtSignals, catchSignals } from './signals.ts';
import { EXIT_CODE_BY_SIGNAL, toldError } from './tell-error.ts';
import { createTerminalReporter, type TerminalReporter } from './terminal-reporter.ts';

/** Runs one command line; returns the exit code. Records go to stdout, everything for people to stderr. */
export async function runCommandLine(args: readonly string[], toolkit: string): Promise<number> {
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
    await print(result, line.flag('json'));
    return result.exitCode;
  } catch (error) {
    reporter.close();
    return failed(error, signals);
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
  const context = await createCommandContext({ line, reporter, toolkit, signal: signals.aborted });
  try {
    const { command } = await line.command.load();
    return await command(context);
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
