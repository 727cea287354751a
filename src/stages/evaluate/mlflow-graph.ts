import { readFile, stat } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { parse } from 'yaml';
import { ModelyardError, messageOf } from '../../errors.ts';

const DESCRIPTION = 'MLmodel';

/**
 * The ONNX file of a folder that MLflow wrote; null where its flavours are others, also where an `.onnx` file lies in it: what
 * Python does around that file is part of the model. undefined: MLflow did not write this folder. Throws `input` for a
 * description that cannot be read, and for one that names a file which is not there.
 */
export async function mlflowGraph(folder: string): Promise<string | null | undefined> {
  const path = join(folder, DESCRIPTION);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return undefined;
  const flavor = field(field(described(text, path), 'flavors'), 'onnx');
  if (flavor === undefined) return null;
  const data = field(flavor, 'data');
  if (typeof data !== 'string' || data === '' || isOutside(data))
    throw unfit(path, `says ${JSON.stringify(data ?? null)} where the file of its onnx flavour should stand`);
  const graph = join(folder, data);
  if ((await stat(graph).catch(() => null))?.isFile() === true) return graph;
  throw unfit(path, `names ${data}, and there is no such file beside it`);
}

function described(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw unfit(path, `is no YAML: ${messageOf(cause).split('\n')[0]}`);
  }
}

function field(value: unknown, name: string): unknown {
  const isMap = value !== null && typeof value === 'object' && Object.hasOwn(value, name);
  return isMap ? (value as Record<string, unknown>)[name] : undefined;
}

function isOutside(data: string): boolean {
  const path = normalize(data.replaceAll('\\', '/'));
  return path.startsWith('..') || path.startsWith('/') || /^[A-Za-z]:/.test(path);
}

function unfit(path: string, problem: string): ModelyardError {
  return new ModelyardError('input', `${path} ${problem}`, {
    hint: 'Write the folder anew with mlflow.onnx.save_model, into a folder that is not there yet.',
  });
}
