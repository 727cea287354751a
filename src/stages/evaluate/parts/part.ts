import type { GateVerdict } from '../../../domain/gates/gate.ts';
import type { FileEntry } from '../../../records/common.ts';
import type { MetricRow } from '../../../records/metric-row.ts';
import type { Findings } from '../judging.ts';

/** What one way of looking at the rows has to say. Parts stand beside each other: none reads what another found. */
export interface Part {
  readonly metrics?: readonly MetricRow[];
  readonly gates?: readonly GateVerdict[];
  readonly notes?: readonly string[];
  /** Files that were read for it. */
  readonly read?: readonly FileEntry[];
  /** Fields of the record that are this part's alone. */
  readonly facts?: Partial<Findings>;
}

/** One after the other, with a rest between: each may be arithmetic on millions of rows, and signals and progress wait. */
export async function partsInTurn(
  makers: readonly (() => Part | Promise<Part>)[],
  rest: () => Promise<void>,
): Promise<Part[]> {
  const parts: Part[] = [];
  for (const make of makers) {
    parts.push(await make());
    await rest();
  }
  return parts;
}

/** All parts in one, each list in their order. */
export function joinParts(parts: readonly Part[]) {
  return {
    metrics: parts.flatMap(({ metrics = [] }) => metrics),
    gates: parts.flatMap(({ gates = [] }) => gates),
    notes: parts.flatMap(({ notes = [] }) => notes),
    read: parts.flatMap(({ read = [] }) => read),
    facts: Object.assign({}, ...parts.map(({ facts }) => facts)) as Partial<Findings>,
  };
}
