import { copyFile, mkdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { hashFile } from '../../adapters/files/hash-file.ts';
import { hashModel } from '../../adapters/files/model-files.ts';
import { writeFileAtomic } from '../../adapters/files/write-atomic.ts';
import { sha256sumLines } from '../../domain/lineage/model-digest.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseRecord } from '../../records/release.ts';
import { modelFolder, recordDigest, recordPath, recordText } from '../../records/store.ts';
import type { Candidate } from '../candidates/candidate-store.ts';
import type { StageContext } from '../context.ts';

/** A file that becomes an asset. */
export interface AssetSource {
  readonly name: string;
  readonly path: string;
}

const RECORDS = ['validate', 'train', 'evaluate'];

/** Everything that a release holds, besides what is written for it. */
export async function assetSources(context: StageContext, candidate: Candidate): Promise<AssetSource[]> {
  const { project, model } = context;
  const folder = modelFolder(project.directory, model.name);
  const { contract } = model.data;
  const { params } = model.train;
  const optional: (AssetSource | null)[] = [
    candidate.predictions === null
      ? null
      : { name: `predictions${extname(candidate.predictions)}`, path: candidate.predictions },
    candidate.metrics === null ? null : { name: 'metrics.json', path: candidate.metrics },
    contract === null
      ? null
      : { name: `contract${extname(contract.written) || '.yaml'}`, path: contract.absolute },
    params === null ? null : { name: `params${extname(params.written)}`, path: params.absolute },
  ];
  return [
    ...(await modelSources(candidate)),
    ...RECORDS.map((stage) => ({
      name: `${stage}.json`,
      path: recordPath(project.directory, model.name, stage),
    })),
    { name: 'profile.json', path: join(folder, 'profile.json') },
    ...optional.filter((asset) => asset !== null),
  ];
}

async function modelSources(candidate: Candidate): Promise<AssetSource[]> {
  if (candidate.model === null) {
    throw new ModelyardError('input', 'the candidate holds no model, so there is nothing to release', {
      hint: 'Name the file or folder that training writes in train.model.',
    });
  }
  const { files } = await hashModel(candidate.model.path);
  const isFile = files.length === 1 && files[0]?.path === candidate.model.path;
  return files.map(({ name, path }) => ({
    name: isFile ? modelAssetName(candidate) : `model/${name}`,
    path,
  }));
}

/** Names of other assets are taken. */
const TAKEN =
  /^(validate|train|evaluate|profile|golden|release|metrics|params|contract|predictions|SHA256SUMS|MODEL_CARD)(\.|$)/;

/** Name of the asset that holds the model: the file's own, or the folder `model`. */
export function modelAssetName(candidate: Candidate): string {
  const path = candidate.model?.path ?? '';
  const name = basename(path);
  return TAKEN.test(name) ? `model-${name}` : name;
}

/** Copies the assets and returns them as the record lists them, sorted by name. */
export async function copyAssets(
  folder: string,
  sources: readonly AssetSource[],
): Promise<ReleaseRecord['assets']> {
  const assets: ReleaseRecord['assets'] = [];
  for (const { name, path } of sources) {
    const target = join(folder, name);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(path, target);
    assets.push({ name, ...(await hashFile(target)) });
  }
  return assets.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Writes release.json and SHA256SUMS beside the assets; returns the record's digest. */
export async function sealAssets(folder: string, record: ReleaseRecord): Promise<string> {
  await writeFileAtomic(join(folder, 'release.json'), recordText(record));
  const own = await hashFile(join(folder, 'release.json'));
  const lines = sha256sumLines([...record.assets, { name: 'release.json', sha256: own.sha256 }]);
  await writeFileAtomic(join(folder, 'SHA256SUMS'), lines);
  return recordDigest(record);
}
