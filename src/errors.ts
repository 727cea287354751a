/** Exit code for each kind of error. The set of codes is closed: add one here or use one of these. */
export const EXIT_CODE_BY_ERROR = {
  usage: 2, // the command line is wrong
  config: 2, // modelyard.yml or a contract is wrong
  input: 2, // data, a model, a file that the user gave is wrong
  'not-built': 2, // known to the design, not built yet: refused, never ignored
  refused: 1, // the state of the world forbids it (a dirty tree, an order between environments)
  outside: 3, // disk, git, forge, process: something outside failed
  unreadable: 3, // something that should be there cannot be read; absence is not proven
  conflict: 3, // somebody else holds the claim
  interrupted: 130, // Ctrl-C or SIGTERM
  internal: 70, // our bug
} as const;

export type ErrorCode = keyof typeof EXIT_CODE_BY_ERROR;

export interface ErrorDetails {
  /** What to do next, one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** Every error that a person may see. `message` says what and where; `hint` says what to do next. */
export class ModelyardError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ModelyardError';
    this.code = code;
    this.hint = details.hint;
  }

  get exitCode(): number {
    return EXIT_CODE_BY_ERROR[this.code];
  }
}

/** The text of an unknown thrown value, without its stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
