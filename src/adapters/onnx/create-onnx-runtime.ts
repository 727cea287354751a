import { availableParallelism } from 'node:os';
import { ModelyardError } from '../../errors.ts';
import type {
  Latency,
  LatencyRequest,
  ModelOutput,
  ModelRuntime,
  PredictRequest,
} from '../../ports/model-runtime.ts';
import { locateWorker } from '../process/locate-worker.ts';
import { type Crew, hireWorkers, type Workers } from './crew.ts';
import { limitAnswers } from './limit-answers.ts';
import { measureModels } from './measure-models.ts';
import { naming, predictRows } from './predict-rows.ts';
import { startWorker } from './worker-process.ts';

/** One process makes the rows ready for all of them; it keeps no more busy. */
const MOST_WORKERS = 8;

export interface OnnxRuntimeOptions {
  /** The built worker; default: `onnx-worker.js` of the bundle. */
  readonly workerUrl?: URL;
  /** The most processes that score rows at the same time; default: one for each core, and MOST_WORKERS. */
  readonly mostWorkers?: number;
}

/**
 * Runs ONNX models in processes of their own, started at the first question and used again; requests are served one
 * after the other, many rows by several processes. An aborted request ends them, whatever they are doing, and is rejected
 * with `interrupted`.
 */
export function createOnnxRuntime(options: OnnxRuntimeOptions = {}): ModelRuntime {
  const workers = hireWorkers(
    () => startWorker(options.workerUrl ?? locateWorker('onnx-worker.js')),
    options.mostWorkers ?? Math.min(MOST_WORKERS, availableParallelism()),
  );
  let queue: Promise<unknown> = Promise.resolve();
  /** One request after the other: workers hold the models of one request at a time. */
  const inTurn = <T>(request: Bounds, use: (crew: Crew) => Promise<T>): Promise<T> => {
    const result = queue.then(() => withWorkers(workers, request, use));
    queue = result.catch(() => undefined);
    return result;
  };

  return {
    inspect: (model) =>
      inTurn({}, ({ first }) =>
        naming(model.path, async () => {
          const { inputs, outputs, classes } = await first('open', { path: model.path });
          return { inputs, outputs, classes };
        }),
      ),
    predict: (request: PredictRequest): Promise<ModelOutput> =>
      inTurn(request, (crew) => predictRows(crew, request)),
    measureLatency: (request: LatencyRequest): Promise<readonly Latency[]> =>
      inTurn(request, ({ first }) => measureModels(first, request)),
    close: async () => {
      await queue;
      workers.kill();
    },
  };
}

interface Bounds {
  readonly signal?: AbortSignal;
  readonly limitMs?: number;
}

async function withWorkers<T>(
  workers: Workers,
  { signal, limitMs }: Bounds,
  use: (crew: Crew) => Promise<T>,
): Promise<T> {
  if (signal?.aborted === true)
    throw new ModelyardError('interrupted', 'interrupted before the model was run');
  const crew = limitAnswers(workers, limitMs);
  const onAbort = () => workers.kill();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const result = await use(crew);
    await workers.release();
    return result;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
