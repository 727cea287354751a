import { criterionOf } from './criterion.ts';
import type { GateRule, GateVerdict } from './gate.ts';
import type { GateWords } from './gate-words.ts';

const LOOSER: Readonly<Record<GateRule, { readonly verb: string; readonly round: 'up' | 'down' }>> = {
  min: { verb: 'lower min to', round: 'down' },
  max: { verb: 'raise max to', round: 'up' },
  max_worse: { verb: 'raise max_worse to', round: 'up' },
  min_better: { verb: 'lower min_better to', round: 'down' },
};

/** The limit that this candidate would keep, as the config writes it; null where there is none of that rule. */
export function acceptLimit({ row, format, margin }: GateWords): string | null {
  const { verb, round } = LOOSER[row.rule];
  if (row.relative)
    return row.rule === 'max_worse' ? 'write a wider max_worse' : 'write a smaller min_better';
  const limit = keptLimit(row);
  if (limit === null) return null;
  const wide = row.seen.power === null ? limit : Math.max(limit, row.seen.power.margin);
  const isEqualModels = row.rule === 'max_worse' && margin !== null && wide > limit;
  return `${verb} ${isEqualModels ? margin : format.advice(wide, round)}`;
}

function keptLimit(row: GateVerdict): number | null {
  const { estimate, interval, better } = row.seen;
  const { sign } = criterionOf(row.rule, { value: row.limit, relative: false }, better);
  const unfavourable = row.on === 'point' ? estimate : (interval?.[sign === 1 ? 0 : 1] ?? null);
  if (unfavourable === null) return null;
  if (row.rule === 'min' || row.rule === 'max') return unfavourable;
  const amount = row.rule === 'max_worse' ? -sign * unfavourable : sign * unfavourable;
  return amount > 0 ? amount : null;
}
