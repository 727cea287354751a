import { resolve } from 'node:path';
import { ModelyardError } from '../../errors.ts';
import { IMPORT_KINDS, importContract } from '../../stages/contract/import/import-contract.ts';
import { parseDocument } from '../../stages/contract/load-contract.ts';
import { odcsYaml } from '../../stages/contract/odcs-yaml.ts';
import type { BareCommand } from '../bare-context.ts';
import { deliverText } from './deliver-text.ts';
import { readText } from './given-contract.ts';

/** A contract from the schema of another tool. What could not be carried over is told, and stands in the file. */
export const importCommand: BareCommand = async (context) => {
  const { line, reporter } = context;
  const [, file] = line.positionals;
  if (file === undefined)
    throw new ModelyardError('usage', 'modelyard contract import needs a file', {
      hint: 'A Table Schema, a JSON Schema, or a schema.pbtxt of TensorFlow Data Validation.',
    });
  const from = line.text('from');
  const kind = IMPORT_KINDS.find((each) => each === from) ?? null;
  if (from !== null && kind === null)
    throw new ModelyardError('usage', `--from ${JSON.stringify(from)}: expected ${IMPORT_KINDS.join(', ')}`);
  const text = await readText({ written: file, absolute: resolve(file) });
  const { document, lost } = importContract(text, file, kind);
  const yaml = odcsYaml(document);
  parseDocument(yaml, `the contract made from ${file}`);
  for (const note of lost) reporter.warn(`not carried over: ${note}`);
  return deliverText(context, { text: `${heading(file, lost)}${yaml}`, json: { document, lost } });
};

function heading(file: string, lost: readonly string[]): string {
  const plain = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  const notes = lost.map((note) => `# not carried over: ${plain(note)}\n`);
  return `# Made by modelyard contract import from ${plain(file)}.\n${notes.join('')}`;
}
