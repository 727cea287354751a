import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Names the folder whose `node_modules` holds the native add-ons; the GitHub Actions set it. Without it they lie beside the program. */
export const RUNTIME_VARIABLE = 'MODELYARD_RUNTIME';

/** Loads a native add-on from the runtime folder, or by `beside`. Throws what Node throws when it is not there. */
export async function loadAddOn<T>(name: string, beside: () => Promise<T>): Promise<T> {
  const folder = process.env[RUNTIME_VARIABLE];
  if (folder === undefined || folder === '') return beside();
  return createRequire(join(folder, 'package.json'))(name) as T;
}
