// Writes schemas/*.schema.json from the zod schemas. With --check it writes nothing and fails where a file differs.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = join(project, 'schemas');

/** TypeScript that Node 20 can run: bundled in memory, with what it imports. */
async function load(path) {
  const bundle = await rolldown({ input: join(project, path), platform: 'node', logLevel: 'warn' });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}

function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

const { schemaFiles } = await load('scripts/schemas.ts');
const files = schemaFiles();
mkdirSync(folder, { recursive: true });
const stale = readdirSync(folder).filter((name) => name.endsWith('.schema.json') && !files.has(name));
const different = [...files].filter(([name, text]) => readOrNull(join(folder, name)) !== text);

if (process.argv.includes('--check')) {
  for (const [name] of different) console.error(`schemas/${name} is not what the source says`);
  for (const name of stale) console.error(`schemas/${name} belongs to no schema`);
  if (different.length + stale.length > 0) {
    console.error('Run npm run generate and commit schemas/.');
    process.exitCode = 1;
  }
} else {
  for (const [name, text] of different) writeFileSync(join(folder, name), text);
  for (const name of stale) rmSync(join(folder, name));
  console.log(`schemas/: ${files.size} files, ${different.length} written, ${stale.length} removed`);
}
