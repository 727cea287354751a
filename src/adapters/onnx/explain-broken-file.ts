import { ModelyardError, messageOf } from '../../errors.ts';
import { recogniseFile } from './recognise-file.ts';
import { announcedLength } from './wire.ts';

/** Why these bytes cannot be read as ONNX: what else they are, cut short, or damaged. */
export function explainBrokenFile(bytes: Uint8Array, path: string, cause: unknown): ModelyardError {
  const foreign = recogniseFile(bytes);
  if (foreign !== null) {
    return new ModelyardError('input', `${path} is no ONNX model: it is ${foreign.what}`, {
      hint: foreign.hint,
      cause,
    });
  }
  const announced = announcedLength(bytes);
  // An ONNX file starts with its IR version: field 1, a number.
  if (bytes[0] === 0x08 && announced !== null) {
    return new ModelyardError(
      'input',
      `${path} is cut short: it has ${bytes.length} bytes and announces ${announced}`,
      { hint: 'The export, copy or download that made it was interrupted; write it again.', cause },
    );
  }
  return new ModelyardError('input', `${path} is no ONNX model, or it is damaged: ${messageOf(cause)}`, {
    hint: 'Export the model to ONNX again, and check that the file arrives unchanged.',
    cause,
  });
}
