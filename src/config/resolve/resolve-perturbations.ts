import type { Change, Perturbation } from '../../domain/perturbations/perturbation.ts';
import type { EvaluateConfig } from '../resolved.ts';
import type { WrittenModel } from '../schema/config.ts';
import type { WrittenPerturbation } from '../schema/perturbation.ts';

/** A probability that moves by less changes no decision that anybody would miss. A convention and no finding: `tolerance` says otherwise. */
const SAME_PROBABILITY = 0.01;

/** Nothing where the config asks for none. */
export function resolvePerturbations({
  task,
  evaluate,
}: WrittenModel): Pick<EvaluateConfig, 'perturbations'> {
  const entries = Object.entries(evaluate.perturbations);
  if (entries.length === 0) return {};
  const usual = task === 'binary' || task === 'multiclass' ? SAME_PROBABILITY : 0;
  return {
    perturbations: entries.map(
      ([name, each]): Perturbation => ({
        name,
        column: each.column,
        change: changeOf(each),
        expect: each.expect,
        of: each.of ?? null,
        tolerance: each.tolerance ?? (each.expect === 'same' ? usual : 0),
        minShare: each.min_share,
        severity: each.severity,
      }),
    ),
  };
}

function changeOf({ set, add, scale, swap, typos }: WrittenPerturbation): Change {
  if (set !== undefined) return { kind: 'set', value: set };
  if (add !== undefined) return { kind: 'add', amount: add };
  if (scale !== undefined) return { kind: 'scale', factor: scale };
  if (swap !== undefined) return { kind: 'swap', values: swap };
  return { kind: 'typos', count: typos ?? 1 };
}
