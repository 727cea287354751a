import type { Findings } from './judging.ts';
import type { RowsRun } from './run-on-rows.ts';

/** What the candidate takes and gives; null where it is not run here. */
export async function signatureOf({ judging, judged }: RowsRun): Promise<Findings['signature']> {
  const { graph, ports } = judging;
  if (graph === null) return null;
  const { inputs, outputs, classes } = await ports.runtime.inspect({ path: graph });
  const tensors = (list: typeof inputs) =>
    list.map(({ name, type, shape }) => ({ name, type, shape: [...shape] }));
  const known = judged.output?.kind === 'classes' ? judged.output.classes : classes;
  return { inputs: tensors(inputs), outputs: tensors(outputs), classes: known === null ? null : [...known] };
}
