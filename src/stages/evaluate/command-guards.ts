import { hashModel } from '../../adapters/files/model-files.ts';
import { ModelyardError } from '../../errors.ts';
import type { CommandOutput, EvaluatePorts } from './judging.ts';

/** Throws `refused` where the job can write to the repository: it runs no program of a repository. `key` names the one asked for. */
export function assertMayRun(
  ports: Pick<EvaluatePorts, 'openOutput'>,
  key: string,
): asserts ports is { readonly openOutput: () => CommandOutput } {
  if (ports.openOutput != null) return;
  throw new ModelyardError('refused', `${key} is not run here: this job can write to the repository`, {
    hint: 'Run modelyard accept in a job of its own with contents: read; the release takes what it accepted.',
  });
}

/** Throws `unreadable` with `problem` where the model's bytes are not those of its digest. */
export async function assertModelBytes(
  { path, digest }: { readonly path: string; readonly digest: string },
  problem: string,
): Promise<void> {
  if ((await hashModel(path)).digest === digest) return;
  throw new ModelyardError('unreadable', `${problem}: ${path}`, {
    hint: 'Nothing may write to a model once it is judged.',
  });
}
