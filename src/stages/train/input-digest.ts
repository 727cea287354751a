import { hashBytes } from '../../adapters/files/hash-file.ts';
import { allEvaluation, evaluationSets } from '../../config/evaluation-sets.ts';
import type { ModelConfig } from '../../config/resolved.ts';
import { type InputEntry, inputManifest } from '../../domain/lineage/input-digest.ts';
import { canonicalJson } from '../../records/canonical-json.ts';
import type { StageContext } from '../context.ts';
import { readsEvaluation } from './choose-inputs.ts';
import { type InputState, readInputEntries } from './input-entries.ts';

export interface InputDigest {
  readonly digest: string;
  readonly entries: readonly InputEntry[];
  readonly dirty: readonly string[];
  readonly narrowed: boolean;
}

/** SHA-256 over everything that determines the trained bytes: DESIGN "Identity". */
export async function computeInputDigest(context: StageContext, state: InputState): Promise<InputDigest> {
  const { entries, dirty } = await readInputEntries(context, state);
  const manifest = inputManifest(entries, trainingConfig(context.model));
  return {
    digest: `sha256:${hashBytes(canonicalJson(manifest))}`,
    entries: manifest.entries,
    dirty,
    narrowed: context.model.train.inputs !== null,
  };
}

/** The part of the config that determines training; the time limit, gates and everything after training do not. */
function trainingConfig(model: ModelConfig): Record<string, unknown> {
  const { name, root, data, train } = model;
  const written = (path: { readonly written: string } | null) => path?.written ?? null;
  return {
    model: name,
    root: root.written,
    run: train.run,
    inputs: train.inputs,
    params: written(train.params),
    outputs: [train.model, train.predictions, train.metrics].map(written),
    env: train.env,
    seed: train.seed,
    // One target as it always was: digests of earlier candidates stay what they are.
    target: data.targets.length === 1 ? data.targets[0] : data.targets,
    positive: data.positive?.text ?? null,
    id: data.id,
    features: data.features,
    train: data.train.patterns.map((pattern) => pattern.written),
    ...rowsOf(model),
    evaluation: readsEvaluation(model)
      ? allEvaluation(data).patterns.map((pattern) => pattern.written)
      : null,
  };
}

/** Which rows training is told to take; nothing where it takes all, so that the digests of before stay what they are. */
function rowsOf(model: ModelConfig): Record<string, unknown> {
  const { train } = model.data;
  const evaluation = readsEvaluation(model)
    ? evaluationSets(model.data).flatMap(({ name, paths }) =>
        paths.form?.rows === undefined ? [] : [{ name, rows: paths.form.rows }],
      )
    : [];
  return {
    ...(train.form?.rows === undefined ? {} : { trainRows: train.form.rows }),
    ...(evaluation.length === 0 ? {} : { evaluationRows: evaluation }),
  };
}
