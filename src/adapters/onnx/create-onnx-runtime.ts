import { ModelyardError } from '../../errors.ts';
import type {
  Latency,
  LatencyRequest,
  ModelOutput,
  ModelRuntime,
  PredictRequest,
} from '../../ports/model-runtime.ts';
import { locateWorker } from '../process/locate-worker.ts';
import { measureModels } from './measure-models.ts';
import { predictRows } from './predict-rows.ts';
import { type Ask, startWorker, type WorkerProcess } from './worker-process.ts';

export interface OnnxRuntimeOptions {
  /** The built worker; default: `onnx-worker.js` of the bundle. */
  readonly workerUrl?: URL;
}

/**
 * Runs ONNX models in a process of its own, started at the first question and used again; requests are served one
 * after the other. An aborted request ends the process, whatever it is doing, and is rejected with `interrupted`.
 */
export function createOnnxRuntime(options: OnnxRuntimeOptions = {}): ModelRuntime {
  let worker: WorkerProcess | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const alive = () => {
    if (worker === null || !worker.isAlive())
      worker = startWorker(options.workerUrl ?? locateWorker('onnx-worker.js'));
    return worker;
  };
  /** One request after the other: the worker holds the models of one request at a time. */
  const inTurn = <T>(signal: AbortSignal | undefined, use: (ask: Ask) => Promise<T>): Promise<T> => {
    const result = queue.then(() => withWorker(alive, signal, use));
    queue = result.catch(() => undefined);
    return result;
  };

  return {
    inspect: (model) =>
      inTurn(undefined, async (ask) => {
        const { inputs, outputs, classes } = await ask('open', { path: model.path });
        return { inputs, outputs, classes };
      }),
    predict: (request: PredictRequest): Promise<ModelOutput> =>
      inTurn(request.signal, (ask) => predictRows(ask, request)),
    measureLatency: (request: LatencyRequest): Promise<readonly Latency[]> =>
      inTurn(request.signal, (ask) => measureModels(ask, request)),
    close: async () => {
      await queue;
      worker?.kill();
      worker = null;
    },
  };
}

async function withWorker<T>(
  alive: () => WorkerProcess,
  signal: AbortSignal | undefined,
  use: (ask: Ask) => Promise<T>,
): Promise<T> {
  if (signal?.aborted === true)
    throw new ModelyardError('interrupted', 'interrupted before the model was run');
  const worker = alive();
  const onAbort = () => worker.kill();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const result = await use(worker.ask);
    await worker.ask('release', null);
    return result;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
