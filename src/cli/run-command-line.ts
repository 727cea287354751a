import { visible } from '../domain/report/escape-markdown.ts';
import { ModelyardError, messageOf } from '../errors.ts';
import type { CommandContext } from './command-context.ts';
import { createCommandContext } from './command-context.ts';
import { commandHelp } from './command-table.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { createTerminalReporter } from './terminal-reporter.ts';

/** What a command leaves: records for `--json`, text for people otherwise. */
export interface CommandResult {
  /** One record, or several when several models ran. */
  readonly json: unknown;
  /** For stdout when no `--json` was asked. */
  readonly text: string;
  readonly exitCode: number;
}

export type Command = (context: CommandContext) => Promise<CommandResult>;

const LOADERS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  run: () => import('./commands/run.ts'),
  validate: () => import('./commands/validate.ts'),
  train: () => import('./commands/train.ts'),
  evaluate: () => import('./commands/evaluate.ts'),
  report: () => import('./commands/report.ts'),
  explain: () => import('./commands/explain.ts'),
  release: () => import('./commands/release.ts'),
  deploy: () => import('./commands/deploy.ts'),
  rollback: () => import('./commands/rollback.ts'),
  history: () => import('./commands/history.ts'),
  status: () => import('./commands/status.ts'),
  verify: () => import('./commands/verify.ts'),
  monitor: () => import('./commands/monitor.ts'),
};

/** Runs one command line; returns the exit code. Records go to stdout, everything for people to stderr. */
export async function runCommandLine(args: readonly string[], toolkit: string): Promise<number> {
  const reporter = createTerminalReporter({
    stream: process.stderr,
    environment: process.env,
    now: Date.now,
  });
  const abort = new AbortController();
  const caught = listenForSignals(abort);
  try {
    const line = parseCommandLine(args);
    if (line.help) {
      process.stdout.write(commandHelp(line.command));
      return 0;
    }
    const load = LOADERS[line.command.name];
    if (load === undefined) throw new ModelyardError('internal', `command ${line.command.name} has no code`);
    const context = await createCommandContext({ line, reporter, toolkit, signal: abort.signal });
    try {
      const { command } = await load();
      const result = await command(context);
      reporter.close();
      await print(result, line.flag('json'));
      return result.exitCode;
    } finally {
      await context.services.close();
    }
  } catch (error) {
    reporter.close();
    return explain(error, caught.signal());
  } finally {
    caught.stop();
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

/** The first signal asks the stages to stop; the second ends the process. */
function listenForSignals(abort: AbortController): { stop(): void; signal(): NodeJS.Signals | null } {
  let first: NodeJS.Signals | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    if (first !== null) process.exit(signal === 'SIGINT' ? 130 : 143);
    first = signal;
    abort.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: () => first,
    stop() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

/** Tells an error to people and returns its exit code. */
export function explain(error: unknown, signal: NodeJS.Signals | null): number {
  const wantsStack = (process.env.MODELYARD_DEBUG ?? '') !== '';
  if (error instanceof ModelyardError) {
    process.stderr.write(
      `error: ${lines(error.message)}\n${error.hint === undefined ? '' : `hint: ${lines(error.hint)}\n`}`,
    );
    if (wantsStack) process.stderr.write(`${error.stack}\n`);
    if (error.code === 'interrupted') return signal === 'SIGTERM' ? 143 : 130;
    if (error.code === 'internal')
      process.stderr.write('This is a bug in Modelyard; please report it with what you did.\n');
    return error.exitCode;
  }
  if (signal !== null) {
    process.stderr.write('error: interrupted\n');
    return signal === 'SIGTERM' ? 143 : 130;
  }
  process.stderr.write(
    `error: ${lines(messageOf(error))}\nThis is a bug in Modelyard; please report it with what you did. MODELYARD_DEBUG=1 shows where it happened.\n`,
  );
  if (wantsStack && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 70;
}

/** Line breaks stay, everything else that could move a cursor is made visible. */
function lines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
