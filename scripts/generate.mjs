// Writes what is made from the source: schemas/*.schema.json from the zod schemas, action.yml and the actions' READMEs from
// their definitions, and the workflow that `init` writes from the example. With --check it writes nothing and fails where a file differs.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypescript } from './load-typescript.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const { schemaFiles } = await loadTypescript('scripts/schemas.ts');
const { actionFiles } = await loadTypescript('scripts/actions.ts');
const { workflowSource } = await loadTypescript('scripts/workflow-source.ts');
const schemas = [...schemaFiles()].map(([name, text]) => [`schemas/${name}`, text]);
const files = new Map([
  ...schemas,
  ...actionFiles(),
  ...workflowSource((path) => readFileSync(join(project, path), 'utf8')),
]);
const stale = [...generated('schemas', '.schema.json'), ...actionFolders()].filter(
  (path) => !files.has(path),
);
const different = [...files].filter(([path, text]) => readOrNull(path) !== text).map(([path]) => path);

if (process.argv.includes('--check')) {
  for (const path of different) console.error(`${path} is not what the source says`);
  for (const path of stale) console.error(`${path} belongs to nothing in the source`);
  if (different.length + stale.length > 0) {
    console.error('Run npm run generate and commit what it wrote.');
    process.exitCode = 1;
  }
} else {
  for (const path of different) {
    mkdirSync(join(project, dirname(path)), { recursive: true });
    writeFileSync(join(project, path), files.get(path));
  }
  for (const path of stale) rmSync(join(project, path));
  console.log(`${files.size} files, ${different.length} written, ${stale.length} removed`);
}

function generated(folder, ending) {
  return list(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);
}

function actionFolders() {
  return list('actions').flatMap((name) => generated(`actions/${name}`, 'action.yml'));
}

function list(folder) {
  try {
    return readdirSync(join(project, folder));
  } catch {
    return [];
  }
}

function readOrNull(path) {
  try {
    return readFileSync(join(project, path), 'utf8');
  } catch {
    return null;
  }
}
