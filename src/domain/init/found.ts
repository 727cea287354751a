/** What was found, and the words that say where and why it was taken. */
export interface Found<T> {
  readonly value: T;
  readonly because: string;
}

/** What could not be found: asked in a terminal, else told with the option that answers it. */
export interface Question {
  /** Name of the option, without its dashes. */
  readonly option: string;
  /** What is not known, and why. */
  readonly text: string;
  /** What it may be, as far as that is known; the likeliest first. */
  readonly choices: readonly string[];
  /** What to do where no choice fits. */
  readonly hint?: string;
}

/** One key of a model in modelyard.yml with its explanation. */
export interface ConfigLine {
  /** Below the model: `['data', 'target']`. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly because: string;
}

/** Part of a proposal: what is written, what is asked, and what is only told. */
export interface Part {
  readonly lines: readonly ConfigLine[];
  readonly questions: readonly Question[];
  readonly notes: readonly string[];
}

export function joined(...parts: readonly Part[]): Part {
  return {
    lines: parts.flatMap(({ lines }) => lines),
    questions: parts.flatMap(({ questions }) => questions),
    notes: parts.flatMap(({ notes }) => notes),
  };
}
