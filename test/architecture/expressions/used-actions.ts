import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionDefinition, findAction } from '../../../src/runner/action-definitions.ts';
import { PROJECT } from '../source-files.ts';

/** Outputs of other people's actions that some step may read, from their action.yml at the pinned commit. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout': ['ref', 'commit'],
  'actions/upload-artifact': ['artifact-id', 'artifact-url', 'artifact-digest'],
  'actions/download-artifact': ['download-path'],
  'actions/setup-node': ['cache-hit', 'node-version'],
  'actions/setup-python': ['python-version', 'cache-hit', 'python-path'],
  'actions/setup-go': ['go-version', 'cache-hit'],
  'actions/attest': ['bundle-path', 'attestation-id', 'attestation-url', 'storage-record-ids'],
};

/** Our action that `uses:` names: `modelyard/modelyard@v0`, `modelyard/modelyard/actions/train@v0`, `./`, `./actions/train`. */
export function ownAction(uses: string): ActionDefinition | null {
  const match = /^(?:modelyard\/modelyard|\.)(?:\/actions\/([^/@]+))?\/?(?:@.+)?$/.exec(uses);
  return match === null ? null : findAction(match[1] ?? 'pipeline');
}

/** null: nobody knows this action here. */
export function outputsOf(uses: string): readonly string[] | null {
  const own = ownAction(uses);
  if (own !== null) return own.outputs.map(({ name }) => name);
  return OTHERS[uses.replace(/@.*$/, '')] ?? null;
}

/** What our program sets in the step of an action: its outputs, and where the archive lies for the step that uploads it. */
export function outputsOfMain({ outputs, keepsRecords, handsOver = false }: ActionDefinition): string[] {
  return [...outputs.map(({ name }) => name), ...(keepsRecords || handsOver ? ['artifact-path'] : [])];
}

/** Outputs that a script writes: by `name=…` into the file, or in a script of ours by `setOutput('name', …)`. */
export function outputsOfScript(run: string): string[] {
  const direct = run.includes('GITHUB_OUTPUT') ? [...run.matchAll(/(?<![\w$-])([A-Za-z_][\w-]*)=/g)] : [];
  const scripts = [...run.matchAll(/\bnode (?:--[\w-]+ )*(scripts\/[\w./-]+)/g)].map(([, path = '']) => path);
  const called = scripts
    .filter((path) => existsSync(join(PROJECT, path)))
    .flatMap((path) => [
      ...readFileSync(join(PROJECT, path), 'utf8').matchAll(/\bsetOutput\(\s*'([\w-]+)'/g),
    ]);
  return [...direct, ...called].map(([, name = '']) => name);
}
