import type { KeyPath } from './problems.ts';
import type { WrittenModel } from './schema/config.ts';

type WrittenRules = Exclude<WrittenModel['gates'][string], readonly unknown[]>;

export interface WrittenGate {
  readonly metric: string;
  /** Where it stands, seen from the model. */
  readonly at: KeyPath;
  readonly gate: WrittenRules;
}

/** The gates as written, one after the other: a metric may have several, each for a dataset of its own. */
export function writtenGates(gates: WrittenModel['gates']): readonly WrittenGate[] {
  return Object.entries(gates).flatMap(([metric, written]): WrittenGate[] => {
    const at = ['gates', metric];
    if (!Array.isArray(written)) return [{ metric, at, gate: written }];
    return written.map((gate, index) => ({ metric, at: [...at, index], gate }));
  });
}
