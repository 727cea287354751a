import { ModelyardError } from '../../errors.ts';
import type { StageContext } from '../context.ts';
import type { Evidence } from './evidence.ts';

/**
 * What is asked must be answered by this evidence: what nobody looks at would pass. Throws `config` for changed rows
 * without a model that is run here, and for groups and slices of a metrics file. The config alone does not always tell:
 * whether a model is ONNX is seen when it is there.
 */
export function assertEvidence(
  { model }: StageContext,
  { evidence, graph }: { readonly evidence: Evidence; readonly graph: string | null },
): void {
  const { evaluate, gates } = model;
  if ((evaluate.perturbations ?? []).length > 0 && graph === null && evidence !== 'predict')
    throw new ModelyardError(
      'config',
      'evaluate.perturbations: the candidate is no ONNX model, so changed rows cannot be run',
      {
        hint: 'Export the model to ONNX (train.model), name a command in evaluate.predict, or take the perturbations out.',
      },
    );
  if (evidence !== 'metrics') return;
  const hint = 'A metrics file has no rows: export the model to ONNX, or write train.predictions.';
  if (evaluate.fairness !== undefined)
    throw new ModelyardError('config', 'evaluate.fairness: the evidence is a metrics file', { hint });
  const onSlice = gates.find(({ slice }) => slice !== undefined);
  if (onSlice !== undefined)
    throw new ModelyardError(
      'config',
      `gates.${onSlice.metric}.slice: the evidence is a metrics file, which knows nothing of ${onSlice.slice}`,
      { hint },
    );
  if (evaluate.slices.some(({ prove }) => prove === true))
    throw new ModelyardError('config', 'evaluate.slices: prove: true, and the evidence is a metrics file', {
      hint,
    });
}
