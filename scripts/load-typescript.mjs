import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const project = fileURLToPath(new URL('..', import.meta.url));

/** TypeScript that Node 20 can run: bundled into a temporary file with what it imports. `path` is relative to the project. */
export async function loadTypescript(path) {
  const bundle = await rolldown({ input: join(project, path), platform: 'node', logLevel: 'warn' });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  const folder = mkdtempSync(join(tmpdir(), 'modelyard-script-'));
  try {
    const file = join(folder, 'script.mjs');
    writeFileSync(file, output[0].code);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
