/** The config asks for something that these numbers can never answer. A stage turns it into exit code 2. */
export class JudgingError extends Error {
  /** What to do next, one sentence. */
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'JudgingError';
    this.hint = hint;
  }
}
