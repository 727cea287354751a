/** What a file is that is no ONNX model, in words for the person who named it. */
export interface ForeignFile {
  /** "a Git LFS pointer": fits after "is". */
  readonly what: string;
  readonly hint: string;
}

const EXPORT_HINT = 'Export the model to ONNX (skl2onnx, onnxmltools, torch.onnx.export) and name that file.';
const DOWNLOAD_HINT = 'The download or checkout that made this file failed; fetch the model again.';
const UNPACK_HINT = 'Unpack it first.';

/** How a file starts. Texts stand for bytes, one character each; all that is given must hold. */
interface Signature {
  /** One of these stands at `at`. */
  readonly starts?: readonly string[];
  readonly at?: number;
  /** The first kilobyte matches. */
  readonly matches?: RegExp;
  readonly what: string;
  readonly hint: string;
}

const ZIP = ['PK\x03\x04'];
const PICKLES = ['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'];
const ZLIB = ['\x78\x01', '\x78\x5e', '\x78\x9c', '\x78\xda'];

/** The more particular ones first. */
const SIGNATURES: readonly Signature[] = [
  {
    starts: ['version https://git-lfs.github.com/spec/'],
    what: 'a Git LFS pointer, not the model itself',
    hint: 'Run `git lfs pull` (in CI: check out with `lfs: true`).',
  },
  {
    matches: /^outs:\s*\n\s*- (md5|hash|etag|size):/,
    what: 'a DVC pointer, not the model itself',
    hint: 'Run `dvc pull`, and name the file that it fetches.',
  },
  { matches: /^\s*<(!doctype html|html|head|body)/i, what: 'an HTML page', hint: DOWNLOAD_HINT },
  { matches: /^\s*<(\?xml|PMML|Error)/i, what: 'an XML document', hint: EXPORT_HINT },
  {
    starts: ZIP,
    matches: /\/data\.pkl/,
    what: 'a PyTorch checkpoint',
    hint: 'Export it with torch.onnx.export and name that file.',
  },
  { starts: ZIP, matches: /\.npy/, what: 'a NumPy archive (.npz)', hint: EXPORT_HINT },
  { starts: ZIP, what: 'a zip archive (as PyTorch, Keras and skops write)', hint: EXPORT_HINT },
  { starts: PICKLES, what: 'a Python pickle (as pickle and joblib write)', hint: EXPORT_HINT },
  { starts: ZLIB, what: 'zlib-compressed (as joblib writes)', hint: EXPORT_HINT },
  { starts: ['{"'], at: 8, what: 'a safetensors file', hint: EXPORT_HINT },
  { starts: ['\x89HDF\r\n'], what: 'an HDF5 file (as Keras writes)', hint: EXPORT_HINT },
  { starts: ['GGUF'], what: 'a GGUF file', hint: EXPORT_HINT },
  { starts: ['TFL3'], at: 4, what: 'a TensorFlow Lite model', hint: EXPORT_HINT },
  {
    starts: ['ORTM'],
    at: 4,
    what: 'a model in the format .ort, which does not tell its classes',
    hint: 'Name the .onnx file that it was made from.',
  },
  { starts: ['\x93NUMPY'], what: 'a NumPy array (.npy)', hint: EXPORT_HINT },
  { starts: ['PAR1'], what: 'a Parquet file', hint: 'That is a data format; name the model.' },
  {
    starts: ['CBM1'],
    what: 'a CatBoost model in its own format',
    hint: 'Save it with save_model(…, format="onnx").',
  },
  {
    starts: ['tree\nversion=', 'tree\r\nversion='],
    what: 'a LightGBM model in its own format',
    hint: 'Convert it with onnxmltools.convert_lightgbm.',
  },
  {
    matches: /^(\{"learner"|\{L.{8}.learner|binf)/s,
    what: 'an XGBoost model in its own format',
    hint: 'Convert it with onnxmltools.convert_xgboost.',
  },
  { starts: ['\x1f\x8b'], what: 'a gzip archive', hint: UNPACK_HINT },
  { starts: ['\x28\xb5\x2f\xfd'], what: 'a Zstandard archive', hint: UNPACK_HINT },
  { starts: ['BZh'], what: 'a bzip2 archive', hint: UNPACK_HINT },
  { starts: ['\xfd7zXZ'], what: 'an xz archive', hint: UNPACK_HINT },
];

const HEAD_BYTES = 1024;

/** What the file is by its first bytes; null when they tell nothing. */
export function recogniseFile(bytes: Uint8Array): ForeignFile | null {
  if (bytes.length === 0) {
    return { what: 'empty', hint: 'The export or the copy that made it failed; write it again.' };
  }
  const length = Math.min(bytes.length, HEAD_BYTES);
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1');
  const known = SIGNATURES.find((signature) => hasSignature(head, signature));
  if (known !== undefined) return { what: known.what, hint: known.hint };
  // A text may hold any byte from 0x80 on, but no control characters; an ONNX file starts with one.
  return hasControlCharacters(head) ? null : { what: 'a text file', hint: EXPORT_HINT };
}

function hasSignature(head: string, { starts, at = 0, matches }: Signature): boolean {
  const hasStart = starts === undefined || starts.some((start) => head.startsWith(start, at));
  return hasStart && (matches === undefined || matches.test(head));
}

function hasControlCharacters(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return true;
  }
  return false;
}
