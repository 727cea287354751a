import type { StoredTable } from '../domain/stored-table.ts';
import type { Table } from '../domain/table.ts';
import type { Texts } from '../domain/texts/texts.ts';

export interface TensorDescription {
  readonly name: string;
  /** float32, float64, int64, int32, string, bool, float16 … */
  readonly type: string;
  /** A number where fixed, a name or "" where dynamic. */
  readonly shape: readonly (number | string)[];
}

export interface ModelSignature {
  readonly inputs: readonly TensorDescription[];
  readonly outputs: readonly TensorDescription[];
  /** Class names in the model's own order; null when the graph does not say. */
  readonly classes: readonly string[] | null;
}

/** A model on disk: one file, or a folder of files of which one is the graph. */
export interface ModelFile {
  readonly path: string;
}

export type ModelTask = 'binary' | 'multiclass' | 'regression';

export interface PredictRequest {
  readonly model: ModelFile;
  readonly task: ModelTask;
  /** Feature columns in the order of a single [n, f] tensor. */
  readonly features: StoredTable;
  /** Class list from the config, for graphs that carry none. */
  readonly classes: readonly string[] | null;
  /** Several values per row, by name: columns of one output in this order, or outputs of these names; left out: one. */
  readonly targets?: readonly string[];
  /** Name of the output that holds the scores or values, where several could; left out: the only one. */
  readonly output?: string;
  /** Rows of one call, where the model takes any number; left out: as many as are fast. */
  readonly batchRows?: number;
  /** The most that the model may take for any thousand rows; left out: an hour. */
  readonly limitMs?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (rowsDone: number) => void;
}

/** Scores as the model gave them, widened to float64, rows as in the request. */
export type ModelOutput =
  | {
      readonly kind: 'classes';
      readonly classes: readonly string[];
      /** rows × classes, row-major. */
      readonly probabilities: Float64Array;
      readonly scoreType: 'float32' | 'float64';
      /** The model's own label output as text, where it has one. */
      readonly labels: Texts | null;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'values';
      /** rows × targets, row-major; one target without `targets`. */
      readonly values: Float64Array;
      readonly targets?: readonly string[];
      readonly scoreType: 'float32' | 'float64';
      readonly notes: readonly string[];
    };

export interface LatencyRequest {
  /** All are timed in turn within one process, so that a busy moment of the machine hits each of them. */
  readonly models: readonly { readonly model: ModelFile; readonly features: Table }[];
  readonly batchSizes: readonly number[];
  /** As that of a prediction. */
  readonly limitMs?: number;
  readonly signal?: AbortSignal;
}

/** Per batch size: milliseconds per call. */
export type Latency = Readonly<Record<number, { readonly p50: number; readonly p95: number }>>;

/** Runs models. Errors: `input` when the file is no model we can run, or when its inputs do not fit the columns. */
export interface ModelRuntime {
  inspect(model: ModelFile): Promise<ModelSignature>;
  predict(request: PredictRequest): Promise<ModelOutput>;
  /** One for each model, in the order of the request. */
  measureLatency(request: LatencyRequest): Promise<readonly Latency[]>;
  close(): Promise<void>;
}
