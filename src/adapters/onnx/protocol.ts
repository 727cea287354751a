import type { ErrorCode } from '../../errors.ts';
import type { TensorDescription } from '../../ports/model-runtime.ts';

/** Elements of a tensor: bool as 0 and 1, float16 as its bits. */
export type TensorValues =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | readonly string[];

/** A tensor on its way to or from the worker; elements row-major. */
export interface TensorData {
  readonly name: string;
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: TensorValues;
}

/** The inputs of one call of the model. */
export type Feeds = readonly TensorData[];

/** A model that the worker has opened. */
export interface OpenedModel {
  readonly inputs: readonly TensorDescription[];
  readonly outputs: readonly TensorDescription[];
  readonly classes: readonly string[] | null;
  /** Of the graph and its weights. */
  readonly bytes: number;
}

/** What the worker can be asked. `open` lets go of the models before, unless the new one is to be held beside them. */
export interface Requests {
  open: { request: { readonly path: string; readonly beside?: boolean }; response: OpenedModel };
  /** One list of outputs per call, with only the outputs named in `fetch`. */
  run: {
    request: { readonly calls: readonly Feeds[]; readonly fetch: readonly string[] };
    response: readonly (readonly TensorData[])[];
  };
  /** Milliseconds of each sample of each open model; one sample is one list of calls, and samples are taken in turn. */
  time: { request: TimeRequest; response: readonly Float64Array[] };
  /** Lets go of the models. */
  release: { request: null; response: null };
}

export interface TimedModel {
  readonly samples: readonly (readonly Feeds[])[];
  readonly fetch: readonly string[];
}

export interface TimeRequest {
  /** For each open model, in the order in which they were opened. */
  readonly models: readonly TimedModel[];
  readonly warmUpMs: number;
  readonly budgetMs: number;
  readonly minSamples: number;
  readonly maxSamples: number;
}

export type RequestKind = keyof Requests;

export type RequestMessage = {
  [K in RequestKind]: { readonly kind: K; readonly payload: Requests[K]['request'] };
}[RequestKind];

export type ReplyMessage =
  | { readonly ok: true; readonly payload: Requests[RequestKind]['response'] }
  | { readonly ok: false; readonly error: TransportedError };

export interface TransportedError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
}
