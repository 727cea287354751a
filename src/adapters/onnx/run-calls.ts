import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { ModelyardError } from '../../errors.ts';
import { explainRunError } from './explain-run-error.ts';
import type { OpenModel } from './open-model.ts';
import type { Feeds, TensorData, TensorValues } from './protocol.ts';

/** Runs the model once per call; only the outputs in `fetch` are computed and returned. */
export async function runCalls(
  model: OpenModel,
  calls: readonly Feeds[],
  fetch: readonly string[],
): Promise<TensorData[][]> {
  const results: TensorData[][] = [];
  for (const feeds of calls) {
    const outputs = await runOnce(model, toTensors(model, feeds), fetch);
    results.push(fetch.map((name) => fromTensor(name, outputs[name])));
  }
  return results;
}

/** The runtime's own form of the inputs. Shares memory with `feeds`. */
export function toTensors({ onnx }: OpenModel, feeds: Feeds): InferenceSession.FeedsType {
  return Object.fromEntries(
    feeds.map(({ name, type, dims, data }) => [
      name,
      new onnx.Tensor(type as 'float32', data as Float32Array, dims),
    ]),
  );
}

export async function runOnce(
  model: OpenModel,
  feeds: InferenceSession.FeedsType,
  fetch: readonly string[],
): Promise<InferenceSession.ReturnType> {
  try {
    return await model.session.run(feeds, fetch);
  } catch (error) {
    throw explainRunError(error);
  }
}

function fromTensor(name: string, tensor: Tensor | undefined): TensorData {
  if (tensor === undefined) throw new ModelyardError('internal', `the runtime did not return output ${name}`);
  const data = tensor.data as unknown as TensorValues;
  return {
    name,
    type: tensor.type,
    dims: tensor.dims,
    data: tensor.type === 'float16' && ArrayBuffer.isView(data) ? bitsOf(data) : data,
  };
}

/** Newer versions of Node give float16 as Float16Array; everything else here reads the bits. */
function bitsOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint16Array {
  return new Uint16Array(buffer, byteOffset, byteLength / Uint16Array.BYTES_PER_ELEMENT);
}
