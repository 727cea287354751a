import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { ModelyardError } from '../../errors.ts';

/** The ONNX graph of a model on disk: the file itself, or the only `.onnx` file in the folder. */
export async function locateGraph(path: string): Promise<string> {
  const info = await stat(path).catch(() => null);
  if (info === null) throw new ModelyardError('input', `${path}: there is no such file or folder`);
  if (info.isFile()) return path;
  if (!info.isDirectory()) throw new ModelyardError('input', `${path}: a model must be a file or a folder`);
  const graphs = (await glob('**/*.onnx', { cwd: path, dot: true })).sort();
  const [only] = graphs;
  if (only !== undefined && graphs.length === 1) return join(path, only);
  const found =
    graphs.length === 0 ? 'no .onnx file' : `several ONNX files: ${graphs.slice(0, 5).join(', ')}`;
  throw new ModelyardError('input', `${path} holds ${found}`, {
    hint: 'A model is one .onnx file, or a folder with one .onnx file and its external data.',
  });
}
