import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const project = fileURLToPath(new URL('..', import.meta.url));

/**
 * TypeScript that Node 20 can run: bundled into a temporary file with what it imports. `path` is relative to the project;
 * `external` packages (native add-ons) are not bundled but found in node_modules.
 */
export async function loadTypescript(path, external = []) {
  const bundle = await rolldown({ input: join(project, path), platform: 'node', logLevel: 'warn', external });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  const folder = mkdtempSync(
    join(external.length === 0 ? tmpdir() : join(project, 'node_modules'), '.modelyard-script-'),
  );
  try {
    const file = join(folder, 'script.mjs');
    writeFileSync(file, output[0].code);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
