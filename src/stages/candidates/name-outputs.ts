import { basename, join } from 'node:path';
import { ModelyardError } from '../../errors.ts';
import type { StageContext } from '../context.ts';
import { type Candidate, declaredOutputs } from './candidate-store.ts';

/** Does the work; its errors name an output as modelyard.yml writes it, not by the place of its copy in the store. */
export async function namingOutputs<T>(
  context: StageContext,
  { folder }: Pick<Candidate, 'folder'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ModelyardError)) throw error;
    const message = declaredOutputs(context.model).reduce(
      (text, { output, written, path }) => text.replaceAll(join(folder, output, basename(path)), written),
      error.message,
    );
    if (message === error.message) throw error;
    throw new ModelyardError(error.code, message, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}
