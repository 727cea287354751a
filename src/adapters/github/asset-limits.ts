import { ModelyardError } from '../../errors.ts';
import { toAssetName } from './asset-names.ts';

/** GitHub takes assets below 2 GiB, 1000 of them, with names of 255 characters. */
const MOST_BYTES = 2 ** 31 - 1;
const MOST_ASSETS = 1000;
const LONGEST_NAME = 255;

export interface ReleaseFile {
  /** In the release's folder. */
  readonly name: string;
  readonly bytes: number;
}

/** What GitHub cannot hold of these files, with the way out; null when it can hold them all. */
export function limitProblem(files: readonly ReleaseFile[]): ModelyardError | null {
  const large = files.find(({ bytes }) => bytes > MOST_BYTES);
  if (large !== undefined)
    return new ModelyardError(
      'input',
      `${large.name} has ${(large.bytes / 1e9).toFixed(2)} GB: an asset of a GitHub release must be smaller than 2 GiB`,
      {
        hint: 'Write the model as a folder of smaller files (ONNX: external data in several files) and name the folder in train.model, or release with --forge local.',
      },
    );
  if (files.length > MOST_ASSETS)
    return new ModelyardError(
      'input',
      `the release has ${files.length} files: a GitHub release holds at most ${MOST_ASSETS}`,
      { hint: 'Write the model as fewer files, or as one archive; or release with --forge local.' },
    );
  const long = files.find(({ name }) => toAssetName(name).length > LONGEST_NAME);
  if (long === undefined) return null;
  return new ModelyardError(
    'input',
    `${long.name}: as an asset of a GitHub release its name has ${toAssetName(long.name).length} characters, more than ${LONGEST_NAME}`,
    { hint: 'Give the file a shorter name; folders and characters that are not ASCII take three each.' },
  );
}

/** Throws `input` for what GitHub cannot hold, before anything is made there. */
export function assertFits(files: readonly ReleaseFile[]): void {
  const problem = limitProblem(files);
  if (problem !== null) throw problem;
}
