import { inertLine } from '../domain/report/escape-markdown.ts';
import type { Reporter } from '../ports/reporter.ts';
import { type Colour, hasColour, painted } from './paint.ts';
import { createProgressLine } from './progress-line.ts';

const STAGE_WIDTH = 9;
const DETAIL_WIDTH = 78;
const DEFAULT_COLUMNS = 80;
const REFRESH_MS = 100;
const PLAIN_EVERY_MS = 10_000;

/** What of a terminal is used. */
export interface TextStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

interface TerminalOptions {
  readonly stream: TextStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. */
  readonly now: () => number;
}

export interface TerminalReporter extends Reporter {
  /** Removes what is on the live line. */
  close(): void;
}

const STAGE_COLOURS: Readonly<Record<string, Colour>> = {
  pass: 'green',
  fail: 'red',
  inconclusive: 'yellow',
};

/**
 * Live lines on a terminal; elsewhere one plain line per step and one every ten seconds for what takes long. Whatever
 * is told stays on its line and is no command of a CI runner.
 */
export function createTerminalReporter({ stream, environment, now }: TerminalOptions): TerminalReporter {
  const isLive = stream.isTTY === true && environment.TERM !== 'dumb' && (environment.CI ?? '') === '';
  const isColoured = hasColour(stream, environment);
  const colour = (text: string, name: Colour | undefined) =>
    isColoured && name !== undefined ? painted(text, name) : text;
  const underWay = createProgressLine(now);
  let lastMs = now();
  let isLineOpen = false;

  const clear = () => {
    if (isLineOpen) stream.write('\r\u001b[2K');
    isLineOpen = false;
  };
  const line = (text: string) => {
    clear();
    stream.write(`${text}\n`);
  };

  const show = () => {
    if (now() - lastMs < (isLive ? REFRESH_MS : PLAIN_EVERY_MS)) return;
    const text = underWay.text();
    if (text === null) return;
    lastMs = now();
    if (!isLive) return line(text);
    clear();
    // A line that wraps could not be removed as a whole.
    stream.write(
      Array.from(text)
        .slice(0, (stream.columns || DEFAULT_COLUMNS) - 1)
        .join(''),
    );
    isLineOpen = true;
  };

  return {
    step({ model, stage, detail, durationMs }) {
      underWay.end();
      const seconds = `${(durationMs / 1000).toFixed(1)} s`.padStart(8);
      const what = colour(inertLine(stage).padEnd(STAGE_WIDTH), STAGE_COLOURS[stage]);
      line(`${inertLine(model)}  ${what} ${inertLine(detail).padEnd(DETAIL_WIDTH)} ${seconds}`);
    },
    progress(step) {
      underWay.step(step);
      show();
    },
    within(rows) {
      underWay.rows(rows);
      show();
    },
    note: (text) => line(inertLine(text)),
    warn: (text) => line(`${colour('warning:', 'yellow')} ${inertLine(text)}`),
    close: clear,
  };
}
