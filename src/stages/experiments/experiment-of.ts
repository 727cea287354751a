import { hashBytes } from '../../adapters/files/hash-file.ts';
import { canonicalJson } from '../../records/canonical-json.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { Experiment } from '../../records/experiment.ts';
import type { TrainRecord } from '../../records/train.ts';
import type { StageContext } from '../context.ts';
import { matcherOf } from '../paths.ts';

/** Params whose JSON is longer are told by the digest of the code alone. */
const MOST_PARAMS_BYTES = 64 * 1024;
/** Rows of metrics that one experiment keeps. */
const MOST_METRICS = 500;

export interface Judged {
  readonly train: TrainRecord;
  /** null: not judged, or what was judged is another candidate. */
  readonly evaluate: EvaluateRecord | null;
  /** Digest of the rows that were judged, where their predictions are kept. */
  readonly rows: string | null;
  readonly rowsReason: string | null;
  /** Why training failed; left out where it did not. */
  readonly failure?: string;
}

type Context = Pick<StageContext, 'project' | 'model' | 'toolkit'>;

/** The experiment that records tell of. */
export function experimentOf(
  context: Context,
  { train, evaluate, rows, rowsReason, failure }: Judged,
): Experiment {
  return {
    schema: 'modelyard/experiment/1',
    toolkit: context.toolkit,
    model: context.model.name,
    id: experimentId(train),
    verdict: evaluate?.verdict ?? null,
    ...(failure === undefined ? {} : { failure }),
    at: train.at,
    evaluatedAt: evaluate?.at ?? null,
    commit: train.commit,
    pullRequest: train.pullRequest,
    dirty: train.dirty.length > 0,
    inputDigest: train.inputDigest,
    candidate: train.candidate,
    ...keptParams(train.params),
    seed: train.seed,
    ...inputDigests(context, train),
    baseline: evaluate?.baseline?.source ?? null,
    metrics: evaluate?.metrics.slice(0, MOST_METRICS) ?? [],
    cost: {
      trainSeconds: train.trainSeconds,
      peakMemoryBytes: train.peakMemoryBytes,
      sizeBytes: evaluate?.sizeBytes ?? null,
      latencyP95Ms: evaluate?.latencyMs?.batch1.p95 ?? null,
      durationMs: train.durationMs,
    },
    rows,
    ...(rowsReason === null ? {} : { rowsReason }),
  };
}

/** The same inputs that gave other bytes are another experiment: training need not be deterministic. */
export function experimentId({ inputDigest, outputs }: Pick<TrainRecord, 'inputDigest' | 'outputs'>): string {
  const bytes = outputs.map(({ sha256 }) => sha256).sort();
  return hashBytes(canonicalJson([inputDigest, ...bytes])).slice(0, 12);
}

function keptParams(params: TrainRecord['params']): Pick<Experiment, 'params' | 'paramsReason'> {
  const bytes = Buffer.byteLength(JSON.stringify(params));
  if (bytes <= MOST_PARAMS_BYTES) return { params };
  return {
    params: null,
    paramsReason: `${bytes} bytes of parameters; at most ${MOST_PARAMS_BYTES} are kept`,
  };
}

function inputDigests(
  { project, model }: Context,
  { inputs }: TrainRecord,
): Pick<Experiment, 'data' | 'code'> {
  const isData = matcherOf(project, model.data.train);
  const digest = (entries: TrainRecord['inputs']) =>
    `sha256:${hashBytes(canonicalJson(entries.map(({ path, sha256 }) => [path, sha256]).sort()))}`;
  return {
    data: digest(inputs.filter(({ path }) => isData(path))),
    code: digest(inputs.filter(({ path }) => !isData(path))),
  };
}
