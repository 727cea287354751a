import { type Signature, signatureChanges } from '../../../domain/versions/signature-changes.ts';
import type { Findings, Judging } from '../judging.ts';
import type { RowsRun } from '../rows/run-on-rows.ts';
import { type Serving, servedSignature } from './served-signature.ts';

export type SignatureFindings = Pick<Findings, 'signature' | 'signatureChanges'>;

/** What callers of the candidate see, and what of it is not as it is in the baseline. */
export async function signatureOf({ judging, judged, features }: RowsRun): Promise<SignatureFindings> {
  const { graph, baseline, context } = judging;
  if (graph === null) return { signature: null };
  const own = await readSignature(judging, graph);
  const known = judged.output?.kind === 'classes' ? judged.output.classes : own.classes;
  const signature = { ...own, classes: known === null ? null : [...known] };
  const { positive, targets } = context.model.data;
  const serving = { features, positive: positive?.text ?? null, targets };
  const released = baseline?.signature ?? null;
  if (released !== null) return { signature, ...changesOf(released, servedSignature(signature, serving)) };
  return { signature, ...(await changesFromFile(judging, { own, serving })) };
}

/** A file says nothing of how it is fed and read: only what both files say themselves is compared. */
async function changesFromFile(
  judging: Judging,
  { own, serving }: { readonly own: NonNullable<Findings['signature']>; readonly serving: Serving },
): Promise<Pick<SignatureFindings, 'signatureChanges'>> {
  const path = judging.baseline?.modelPath ?? null;
  if (path === null) return {};
  const before = judging.identical ? own : await readSignature(judging, path);
  const after = { ...own, features: serving.features };
  return changesOf({ ...before, features: judging.baseline?.features ?? [] }, after);
}

function changesOf(before: Signature, after: Signature | null): Pick<SignatureFindings, 'signatureChanges'> {
  return after === null
    ? {}
    : { signatureChanges: signatureChanges(before, after).map((each) => ({ ...each })) };
}

async function readSignature({ ports }: Judging, path: string): Promise<NonNullable<Findings['signature']>> {
  const { inputs, outputs, classes } = await ports.runtime.inspect({ path });
  const tensors = (list: typeof inputs) =>
    list.map(({ name, type, shape }) => ({ name, type, shape: [...shape] }));
  return {
    inputs: tensors(inputs),
    outputs: tensors(outputs),
    classes: classes === null ? null : [...classes],
  };
}
