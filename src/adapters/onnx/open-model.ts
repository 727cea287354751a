import { readFile, stat } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { TensorDescription } from '../../ports/model-runtime.ts';
import { explainBrokenFile } from './explain-broken-file.ts';
import { explainLoadError } from './explain-load-error.ts';
import { externalDataFiles } from './external-data.ts';
import { findClasses } from './find-classes.ts';
import { loadRuntime, type Onnx } from './load-runtime.ts';
import { locateGraph } from './locate-graph.ts';
import { type OnnxFile, readOnnxFile } from './onnx-graph.ts';
import type { OpenedModel } from './protocol.ts';
import { rewriteZipMaps, zipMapOutputs } from './rewrite-zipmaps.ts';

export interface OpenModel {
  readonly onnx: Onnx;
  readonly session: InferenceSession;
  readonly description: OpenedModel;
}

/**
 * One thread: with two, tree ensembles move by up to 1e-6 with the batch size, and ties, bins and "identical" with
 * them. Severity 4 is fatal: whatever matters comes as an exception.
 */
const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  executionMode: 'sequential',
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 4,
};

/** Reads, rewrites where needed, and loads a model. Throws `input` for a file that is no model we can run. */
export async function openModel(path: string): Promise<OpenModel> {
  const graphPath = await locateGraph(path);
  const bytes = await readModelFile(graphPath);
  const { file, data } = parse(bytes, graphPath);
  const size = bytes.byteLength + (await assertDataFiles(graphPath, data));
  const onnx = await loadRuntime();
  const session = await createSession(onnx, {
    path: graphPath,
    bytes: rewriteZipMaps(bytes, file),
    original: bytes,
    data,
  });
  try {
    return { onnx, session, description: { ...describe(session, file, graphPath), bytes: size } };
  } catch (error) {
    await session.release();
    throw error;
  }
}

async function readModelFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_FS_FILE_TOO_LARGE') {
      throw new ModelyardError('input', `${path} is larger than 2 GiB, the limit of an ONNX file`, {
        hint: 'Export it with its weights as external data.',
      });
    }
    throw new ModelyardError('unreadable', `cannot read ${path}: ${messageOf(cause)}`, { cause });
  }
}

function parse(bytes: Uint8Array, path: string): { file: OnnxFile; data: readonly string[] } {
  try {
    return { file: readOnnxFile(bytes), data: externalDataFiles(bytes) };
  } catch (error) {
    throw explainBrokenFile(bytes, path, error);
  }
}

/** External data must lie beside the graph or below: what lies elsewhere is in no digest. Returns its bytes. */
async function assertDataFiles(graphPath: string, names: readonly string[]): Promise<number> {
  let size = 0;
  for (const name of names) {
    const inside = normalize(name);
    if (name === '' || inside.startsWith('..') || inside.startsWith('/') || /^[a-z]:/i.test(inside)) {
      throw new ModelyardError(
        'input',
        `${graphPath} keeps weights in ${JSON.stringify(name)}, outside its own folder`,
        {
          hint: 'Save the external data beside the graph, under a plain file name.',
        },
      );
    }
    const info = await stat(join(dirname(graphPath), inside)).catch(() => null);
    if (info?.isFile() !== true) {
      throw new ModelyardError(
        'input',
        `${graphPath} keeps weights in ${JSON.stringify(name)}, which is not there`,
        {
          hint: 'Keep graph and weights in one folder and name that folder in train.model: all its files belong to the model.',
        },
      );
    }
    size += info.size;
  }
  return size;
}

interface Loading {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly original: Uint8Array;
  readonly data: readonly string[];
}

/** From memory; a model with external data from its path, unless it was rewritten: then with its data in memory. */
async function createSession(onnx: Onnx, loading: Loading): Promise<InferenceSession> {
  const { path, bytes, original, data } = loading;
  try {
    if (data.length === 0) return await onnx.InferenceSession.create(bytes, SESSION_OPTIONS);
    if (bytes === original) return await onnx.InferenceSession.create(path, SESSION_OPTIONS);
    const externalData = await Promise.all(
      data.map(async (name) => ({ path: name, data: await readFile(join(dirname(path), name)) })),
    );
    return await onnx.InferenceSession.create(bytes, { ...SESSION_OPTIONS, externalData });
  } catch (error) {
    throw explainLoadError(error, { path, version: onnx.env.versions.node ?? onnx.env.versions.common });
  }
}

function describe(session: InferenceSession, file: OnnxFile, path: string): Omit<OpenedModel, 'bytes'> {
  const classes = findClasses(file.graph);
  const maps = zipMapOutputs(file);
  const outputs = session.outputMetadata.map((value) => describeTensor(value, 'output', path));
  return {
    inputs: session.inputMetadata.map((value) => describeTensor(value, 'input', path)),
    outputs: outputs.map((output) => (maps.has(output.name) ? mapAsTensor(output, classes) : output)),
    classes,
  };
}

/**
 * A map per row has one entry per class, whatever the runtime can infer of the tensor below it: with the inferred
 * shape a release would seem to break its callers when only the algorithm changed.
 */
function mapAsTensor(output: TensorDescription, classes: readonly string[] | null): TensorDescription {
  return { ...output, shape: ['', classes?.length ?? ''] };
}

function describeTensor(
  value: InferenceSession.ValueMetadata,
  role: 'input' | 'output',
  path: string,
): TensorDescription {
  if (value.isTensor) return { name: value.name, type: value.type, shape: value.shape };
  throw new ModelyardError(
    'input',
    `${path}: ${role} ${value.name} is a sequence or a map, which cannot be read here`,
    {
      hint: 'Export with tensors only; in skl2onnx: options={"zipmap": False}, and one estimator with one target.',
    },
  );
}
