import type { CrossingDefinition } from '../../domain/gates/cut-rows.ts';
import type { SliceDefinition } from '../../domain/gates/slice-rows.ts';
import type { WrittenCut } from '../checks/check-slice-columns.ts';
import type { SliceConfig } from '../resolved.ts';
import type { WrittenModel } from '../schema/config.ts';

/** A slice as the stages read it. */
export function resolveSlice(written: WrittenModel['evaluate']['slices'][number]): SliceConfig {
  const isProven = typeof written !== 'string' && written.prove;
  return { ...resolveCut(written), ...(isProven ? { prove: true } : {}) };
}

export function resolveCut(written: WrittenCut): SliceDefinition | CrossingDefinition {
  if (typeof written === 'string') return { kind: 'category', column: written };
  const { column = '', bins, cross } = written;
  if (cross === undefined) return resolveColumn({ column, bins });
  const parts = cross.map((each) => resolveColumn(typeof each === 'string' ? { column: each } : each));
  return { kind: 'crossing', parts };
}

function resolveColumn({
  column,
  bins,
}: {
  readonly column: string;
  readonly bins?: readonly number[] | undefined;
}): SliceDefinition {
  return bins === undefined ? { kind: 'category', column } : { kind: 'bins', column, edges: bins };
}
