import { ModelyardError, messageOf } from '../../errors.ts';
import { loadAddOn } from '../add-ons/load-add-on.ts';

export type Onnx = typeof import('onnxruntime-node');

/** Loads the native add-on. Throws `outside` when it is not installed or not made for this machine. */
export async function loadRuntime(load: () => Promise<Onnx> = importRuntime): Promise<Onnx> {
  try {
    const onnx = await load();
    // Its warnings (a missing GPU, an unused weight) go past every reporter straight to the terminal.
    onnx.env.logLevel = 'fatal';
    return onnx;
  } catch (cause) {
    throw explainMissingRuntime(cause);
  }
}

async function importRuntime(): Promise<Onnx> {
  return loadAddOn('onnxruntime-node', () => import('onnxruntime-node'));
}

function explainMissingRuntime(cause: unknown): ModelyardError {
  const platform = `${process.platform}-${process.arch}${isMusl() ? ' (musl)' : ''}`;
  const text = messageOf(cause);
  if (/onnxruntime_binding|dlopen|shared (library|object)|GLIBC|ld-linux|\.node\b/i.test(text)) {
    return new ModelyardError('outside', `onnxruntime-node does not run on ${platform}`, {
      hint: 'It needs Linux with glibc (x64, arm64), macOS on Apple silicon, or Windows (x64, arm64); on Alpine use a Debian-based image. Elsewhere let the training write train.predictions.',
      cause,
    });
  }
  return new ModelyardError('outside', 'onnxruntime-node, which runs ONNX models, is not installed', {
    hint: 'Run `npm ci` in the folder of Modelyard.',
    cause,
  });
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined;
  return report !== undefined && report.header?.glibcVersionRuntime === undefined;
}
