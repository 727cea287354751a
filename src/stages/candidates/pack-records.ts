import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchivedPath, packFiles } from '../../adapters/files/tar-archive.ts';
import type { ProjectConfig } from '../../config/resolved.ts';
import { modelFolder, readRecord, recordPath } from '../../records/store.ts';
import { trainedDigests, trainRecordSchema } from '../../records/train.ts';
import { isHandingStage, STAGE_FILES } from './stage-files.ts';

export interface PackedRecords {
  /** Name of the artifact: model (or `all`), stage, first digits of the candidate's digest, attempt. */
  readonly name: string;
  readonly path: string;
}

export interface PackRequest {
  readonly project: ProjectConfig;
  readonly models: readonly string[];
  /** `validate`, `train` and `evaluate` hand on what is their own; `check` and `accept` all that there is. */
  readonly stage: string;
  readonly attempt: number;
  /** Where the archive is written. */
  readonly folder: string;
  /** False for a run of which nothing may be released: then its last artifact holds records alone. */
  readonly withCandidate?: boolean;
}

/** One tar with the records of some models and the candidate that each was judged by, as `<model>/…`. */
export async function packRecords(request: PackRequest): Promise<PackedRecords | null> {
  const { project, models, stage, attempt, folder, withCandidate = true } = request;
  const parts = await Promise.all(models.map((model) => partsOf(project, { model, stage, withCandidate })));
  const paths = parts.flatMap((part) => part.paths);
  if (paths.length === 0) return null;
  const [part, another] = parts;
  const [model = ''] = models;
  const digest = another === undefined ? part?.candidate : null;
  const name = `modelyard-${another === undefined ? model : 'all'}-${stage}-${digest?.slice(7, 19) ?? 'none'}-${attempt}`;
  const path = join(folder, `${name}.tar`);
  await packFiles(paths, path);
  return { name, path };
}

interface Part {
  readonly paths: readonly ArchivedPath[];
  readonly candidate: string | null;
}

async function partsOf(
  project: ProjectConfig,
  {
    model,
    stage,
    withCandidate,
  }: Required<Pick<PackRequest, 'stage' | 'withCandidate'>> & { readonly model: string },
): Promise<Part> {
  const folder = modelFolder(project.directory, model);
  const own = isHandingStage(stage) ? STAGE_FILES[stage] : null;
  const names = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = names
    .filter((entry) => entry.isFile() && /\.(json|md)$/.test(entry.name))
    .filter(({ name }) => own === null || own.files.includes(name))
    .sort(byName);
  const paths: ArchivedPath[] = files.map(({ name }) => ({
    path: join(folder, name),
    name: `${model}/${name}`,
    isFolder: false,
  }));
  const train = await readRecord(recordPath(project.directory, model, 'train'), trainRecordSchema);
  if (train === null || train.verdict !== 'pass') return { paths, candidate: null };
  if (own === null ? withCandidate : own.candidate)
    // What other seeds left is needed where they are judged, and nowhere after.
    for (const digest of own === null ? [train.inputDigest] : trainedDigests(train)) {
      const inputs = digest.replace(/^sha256:/, '');
      const path = join(folder, 'candidates', inputs);
      paths.push({ path, name: `${model}/candidates/${inputs}`, isFolder: true });
    }
  return { paths, candidate: train.candidate };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
