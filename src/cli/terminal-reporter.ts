import { visible } from '../domain/report/escape-markdown.ts';
import type { Reporter } from '../ports/reporter.ts';

const STAGE_WIDTH = 9;
const DETAIL_WIDTH = 78;
const REFRESH_MS = 100;
const PLAIN_EVERY_MS = 10_000;

interface TerminalOptions {
  readonly stream: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
}

/** Live lines on a terminal; elsewhere one plain line per step and one every ten seconds for what takes long. */
export function createTerminalReporter({
  stream,
  environment,
  now,
}: TerminalOptions): Reporter & { close(): void } {
  const isLive = stream.isTTY === true && environment.CI === undefined;
  const hasColour = (isLive && environment.NO_COLOR === undefined) || (environment.FORCE_COLOR ?? '') !== '';
  const yellow = (text: string) => (hasColour ? `\u001b[33m${text}\u001b[39m` : text);
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

  return {
    step({ model, stage, detail, durationMs }) {
      const seconds = `${(durationMs / 1000).toFixed(1)} s`;
      line(
        `${visible(model)}  ${stage.padEnd(STAGE_WIDTH)} ${visible(detail).padEnd(DETAIL_WIDTH)} ${seconds.padStart(8)}`,
      );
    },
    progress({ label, done, total, unit }) {
      const elapsed = now() - lastMs;
      if (elapsed < (isLive ? REFRESH_MS : PLAIN_EVERY_MS)) return;
      lastMs = now();
      const amount =
        total === null ? '' : ` ${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${unit}`;
      if (!isLive) return line(`${visible(label)} …${amount}`);
      clear();
      stream.write(`${visible(label)} …${amount}`);
      isLineOpen = true;
    },
    note: (text) => line(visible(text)),
    warn: (text) => line(yellow(`warning: ${visible(text)}`)),
    close: clear,
  };
}
