/** Text for people, on stderr: a live line on a terminal, plain lines elsewhere. Escapes what it is given. */
export interface Reporter {
  /** One finished step: `visits  train  …  3.1 s`. */
  step(text: {
    readonly model: string;
    readonly stage: string;
    readonly detail: string;
    readonly durationMs: number;
  }): void;
  /** What is going on now; shown at most a few times a second. `total` null: unknown. */
  progress(text: {
    readonly label: string;
    readonly done: number;
    readonly total: number | null;
    readonly unit: string;
  }): void;
  /** How far the query is that runs within what `progress` told last, in rows. */
  within(rows: { readonly done: number; readonly total: number }): void;
  note(text: string): void;
  warn(text: string): void;
}
