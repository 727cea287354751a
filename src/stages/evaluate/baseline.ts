import { access } from 'node:fs/promises';
import { hashModel } from '../../adapters/files/model-files.ts';
import type { RowChoice } from '../../domain/data-form.ts';
import type { PredictionsForm } from '../../domain/predictions-form.ts';
import type { Signature } from '../../domain/versions/signature-changes.ts';
import { ModelyardError } from '../../errors.ts';
import type { StageContext } from '../context.ts';
import { mlflowGraph } from './mlflow-graph.ts';
import type { EvaluatedOn } from './reuse.ts';

/** `mae`; of several targets `mae of price`. */
export function pointName({
  name,
  target,
}: {
  readonly name: string;
  readonly target?: string | undefined;
}): string {
  return target === undefined ? name : `${name} of ${target}`;
}

/** What the candidate is compared with. */
export interface Baseline {
  /** Tag of the release, or null for a file. */
  readonly release: string | null;
  /** What metrics rows say under `against`: the tag, or `file:<path>`. */
  readonly source: string;
  readonly digest: string | null;
  /** The model's file; null when the release holds no model that can be run here. */
  readonly modelPath: string | null;
  readonly predictionsPath: string | null;
  /** The model's bytes, file or folder; absent: there are none. */
  readonly storedPath?: string;
  /** What its predictions hold instead of probabilities; absent: probabilities. */
  readonly link?: 'logit' | 'softmax' | null;
  /** Name of the output of an ONNX model that is read; absent or null: the only one that can be. */
  readonly output?: string | null;
  /** How its predictions are laid out; absent: a row per id with a score, a column per class or a value. */
  readonly form?: PredictionsForm | null;
  /** Points of the release's own evaluation by `pointName`. */
  readonly points: Readonly<Record<string, number>>;
  readonly features: readonly string[] | null;
  readonly classes: readonly string[] | null;
  /** What it predicts; absent where that is not recorded. */
  readonly targets?: readonly string[];
  readonly threshold: number | null;
  /** What its callers see, as its release says; absent or null: not known. */
  readonly signature?: Signature | null;
  readonly sizeBytes: number | null;
  /** Commit that it was released from; absent or null: not known. */
  readonly commit?: string | null;
  /** The rows of the training data that it was trained on; absent or null: all of them. */
  readonly trainRows?: readonly RowChoice[] | null;
  /** The rows that it was judged on when it was released; absent or null: not known. */
  readonly evaluated?: EvaluatedOn | null;
  /** How long its training took, as its release says; null where that is not known. */
  readonly trainSeconds?: number | null;
}

/** Finds the release that the config asks for; null only where its absence is proven. */
export type FindRelease = (context: StageContext) => Promise<Baseline | null>;

/** The baseline of this model. `file:` is read here, releases come from the forge. */
export async function resolveBaseline(
  context: StageContext,
  findRelease: FindRelease,
): Promise<Baseline | null> {
  const { from } = context.model.baseline;
  if (from.kind !== 'file') return findRelease(context);
  const { written, absolute } = from.path;
  await access(absolute).catch(() => {
    throw new ModelyardError('unreadable', `baseline.from: file:${written}: there is no such file`, {
      hint: 'A baseline that cannot be read is never taken as absent.',
    });
  });
  const model = await hashModel(absolute);
  const graph = await mlflowGraph(absolute);
  return {
    release: null,
    source: `file:${written}`,
    digest: model.digest,
    modelPath: graph === undefined ? absolute : graph,
    predictionsPath: null,
    storedPath: absolute,
    points: {},
    features: null,
    classes: null,
    threshold: null,
    sizeBytes: model.files.reduce((sum, file) => sum + file.bytes, 0),
  };
}
