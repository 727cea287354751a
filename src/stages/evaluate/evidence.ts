import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import type { ModelConfig } from '../../config/resolved.ts';
import { ModelyardError } from '../../errors.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { mlflowGraph } from './mlflow-graph.ts';

export type Evidence = EvaluateRecord['evidence'];

/** What a candidate left behind; absolute paths in the candidate store. */
export interface CandidateFiles {
  readonly model: { readonly path: string } | null;
  readonly predictions: string | null;
  readonly metrics: string | null;
}

/**
 * What the candidate is judged by: a command that predicts outranks a model that can be run here, this outranks predictions,
 * these outrank metrics.
 */
export async function chooseEvidence(
  files: CandidateFiles,
  asked: Pick<ModelConfig, 'task' | 'evaluate'> | null = null,
): Promise<{ evidence: Evidence; graph: string | null }> {
  if (asked?.evaluate.predict !== undefined && files.model !== null)
    return { evidence: 'predict', graph: null };
  // Own numbers are nothing that a model could be asked for.
  const graph =
    files.model === null || asked?.task === 'scores' ? null : await findOnnxGraph(files.model.path);
  if (graph !== null) return { evidence: 'model', graph };
  if (files.predictions !== null) return { evidence: 'predictions', graph: null };
  if (files.metrics !== null) return { evidence: 'metrics', graph: null };
  throw new ModelyardError(
    'input',
    'the candidate is a model that cannot be run here (it is not ONNX), and nothing else tells how good it is',
    {
      hint: 'Export the model to ONNX (the file must be called .onnx), name a command in evaluate.predict, or let the training write train.predictions (id and score) or train.metrics.',
    },
  );
}

/** The ONNX file of a model: the file itself, what MLflow says of its folder, or the only `.onnx` of a folder; null when there is none. */
export async function findOnnxGraph(path: string): Promise<string | null> {
  const info = await stat(path);
  if (info.isFile()) return path.toLowerCase().endsWith('.onnx') ? path : null;
  const described = await mlflowGraph(path);
  if (described !== undefined) return described;
  const graphs = await glob('**/*.onnx', { cwd: path, dot: true });
  if (graphs.length > 1) {
    throw new ModelyardError(
      'input',
      `${path} holds several ONNX files: ${graphs.sort().slice(0, 5).join(', ')}`,
      {
        hint: 'Name one file in train.model, or keep one graph in the folder.',
      },
    );
  }
  return graphs[0] === undefined ? null : join(path, graphs[0]);
}
