import { join } from 'node:path';
import type { StoredRelease } from '../../ports/forge.ts';
import type { ReleaseFiles } from '../../ports/target.ts';

/** The files of a release that are served: the model alone, under its own names. */
export function modelFiles({ record, folder }: StoredRelease): ReleaseFiles {
  const { model } = record.serving;
  const prefix = `${model}/`;
  const own = record.assets.filter(({ name }) => name === model || name.startsWith(prefix));
  return {
    digest: record.candidate,
    files: own.map(({ name, sha256 }) => ({
      name: name === model ? name : name.slice(prefix.length),
      path: join(folder, name),
      sha256,
    })),
  };
}
