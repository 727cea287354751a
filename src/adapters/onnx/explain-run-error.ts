import { ModelyardError, messageOf } from '../../errors.ts';
import { plainRuntimeText } from './plain-runtime-text.ts';

/** A call of the model that failed. */
export function explainRunError(error: unknown): ModelyardError {
  return new ModelyardError('input', `the model fails on these rows: ${plainRuntimeText(messageOf(error))}`, {
    hint: 'Run the exported file in the training code on the same rows; the export may differ from the model that was trained.',
    cause: error,
  });
}
