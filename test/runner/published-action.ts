import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import config from '../../rolldown.config.ts';
import { PROJECT } from '../architecture/source-files.ts';

export interface PublishedAction {
  /** The files of the repository as a job gets them: no `node_modules`. */
  readonly folder: string;
  /** For `MODELYARD_RUNTIME`: the add-ons of this checkout, in place of an installation from the registry. */
  readonly runtime: string;
  remove(): void;
}

/** Builds the repository as `uses:` fetches it, from the source of this checkout. */
export async function publishAction(): Promise<PublishedAction> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-action-')));
  const { output, ...input } = config;
  const bundle = await rolldown({ ...input, cwd: PROJECT, logLevel: 'warn' });
  await bundle.write({ ...output, dir: join(folder, 'dist') });
  await bundle.close();
  mkdirSync(join(folder, 'runtime'), { recursive: true });
  for (const name of [
    'action.yml',
    'actions',
    'package.json',
    'runtime/package.json',
    'runtime/package-lock.json',
    'runtime/tree-hashes.json',
  ])
    cpSync(join(PROJECT, name), join(folder, name), { recursive: true });
  return { folder, runtime: PROJECT, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
