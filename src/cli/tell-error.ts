import { inertLine } from '../domain/report/escape-markdown.ts';
import { ModelyardError, messageOf } from '../errors.ts';
import { paint } from './paint.ts';

/** 128 and the number of the signal, as shells have it. */
export const EXIT_CODE_BY_SIGNAL = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
export type Signal = keyof typeof EXIT_CODE_BY_SIGNAL;

export interface ToldError {
  readonly exitCode: number;
  /** For people, on stderr. */
  readonly text: string;
}

/** An error as people read it, and its exit code. `subject` names what failed where several things ran. */
export function toldError(error: unknown, subject: string | null = null): ToldError {
  const { exitCode, hint, message } = described(error);
  const lines = [
    `${paint('error:', 'red')} ${subject === null ? '' : `${inertLine(subject)}: `}${inertLines(message)}`,
    ...(hint === undefined ? [] : [`${paint('hint:', 'cyan')} ${inertLines(hint)}`]),
    ...(exitCode === 70 ? [bugText()] : []),
    ...(wantsStack() && error instanceof Error ? [error.stack ?? ''] : []),
  ];
  return { exitCode, text: `${lines.join('\n')}\n` };
}

interface Description {
  readonly exitCode: number;
  readonly message: string;
  readonly hint?: string | undefined;
}

function described(error: unknown): Description {
  if (error instanceof ModelyardError)
    return { exitCode: error.exitCode, message: error.message, hint: error.hint };
  if (isSystemError(error)) {
    const hint = 'Check that the path is there, that it may be read and written, and that the disk has room.';
    return { exitCode: 3, message: error.message, hint };
  }
  return { exitCode: 70, message: messageOf(error) };
}

/** What the operating system refused: no bug of ours, and no fault of the input. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'errno' in error;
}

function bugText(): string {
  const more = wantsStack() ? '' : ' MODELYARD_DEBUG=1 shows where it happened.';
  return `This is a bug in Modelyard. Please report it in the project's issues, with what you did.${more}`;
}

function wantsStack(): boolean {
  return (process.env.MODELYARD_DEBUG ?? '') !== '';
}

/** Line breaks stay, everything else that could move a cursor or be a runner's command is made visible. */
function inertLines(text: string): string {
  return text.split('\n').map(inertLine).join('\n');
}
