import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import type { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { rolldown } from 'rolldown';
import { PROJECT } from '../source-files.ts';

/** What GitHub's own parser says: keys, contexts and functions that are not there. */
export interface OfficialParser {
  actionErrors(text: string): string[];
  workflowErrors(text: string): string[];
}

interface Package {
  readonly NoOperationTraceWriter: new () => NoOperationTraceWriter;
  readonly parseAction: typeof parseAction;
  readonly parseWorkflow: typeof parseWorkflow;
}

export async function loadOfficialParser(): Promise<OfficialParser> {
  const { NoOperationTraceWriter, parseAction, parseWorkflow } = await loadPackage();
  const errors = (parse: typeof parseAction, name: string, content: string) =>
    parse({ name, content }, new NoOperationTraceWriter())
      .context.errors.getErrors()
      .map(({ message }) => message);
  return {
    actionErrors: (text) => errors(parseAction, 'action.yml', text),
    workflowErrors: (text) => errors(parseWorkflow, 'workflow.yml', text),
  };
}

/** It imports JSON as no supported version of Node does, so it is bundled first. */
async function loadPackage(): Promise<Package> {
  const folder = mkdtempSync(join(tmpdir(), 'modelyard-parser-'));
  const file = join(folder, 'parser.mjs');
  const entry = `export * from '@actions/workflow-parser'; export { parseAction } from '@actions/workflow-parser/actions/action-parser';`;
  const bundle = await rolldown({
    input: 'entry',
    cwd: PROJECT,
    platform: 'node',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? join(PROJECT, 'entry.mjs') : null),
        load: (id) => (id === join(PROJECT, 'entry.mjs') ? entry : null),
      },
    ],
  });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  await bundle.close();
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Package;
  rmSync(folder, { recursive: true });
  return loaded;
}
