import { EXIT_CODE_BY_SIGNAL, type Signal } from './tell-error.ts';

export interface CaughtSignals {
  readonly aborted: AbortSignal;
  /** The first signal; null when there was none. */
  first(): Signal | null;
  stop(): void;
}

const SIGNALS = Object.keys(EXIT_CODE_BY_SIGNAL) as Signal[];

/** The first signal asks the stages to stop; the second ends the process. */
export function catchSignals(onFirst: () => void): CaughtSignals {
  const abort = new AbortController();
  let first: Signal | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    if (first !== null) process.exit(EXIT_CODE_BY_SIGNAL[signal as Signal]);
    first = signal as Signal;
    onFirst();
    abort.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    aborted: abort.signal,
    first: () => first,
    stop() {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
