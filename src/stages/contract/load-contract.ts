import { readFile, stat } from 'node:fs/promises';
import { type Problem, problemLines } from '../../config/problems.ts';
import type { ConfigPath } from '../../config/resolved.ts';
import { checkSchema } from '../../config/schema-problems.ts';
import { parseYaml } from '../../config/yaml-document.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import { contractProblems } from './contract-problems.ts';
import { contractSchema } from './contract-schema.ts';
import { toContract } from './to-contract.ts';

/** Reads a data contract. Every problem is in one `config` error with file, line and column. */
export async function loadContract(path: ConfigPath): Promise<Contract> {
  const unreadable = (why: string, cause?: unknown) =>
    new ModelyardError('config', `data.contract: ${path.written} cannot be read: ${why}`, { cause });
  const info = await stat(path.absolute).catch((cause: unknown) => {
    throw unreadable(messageOf(cause), cause);
  });
  if (!info.isFile()) throw unreadable('it is not a regular file');
  const text = await readFile(path.absolute, 'utf8').catch((cause: unknown) => {
    throw unreadable(messageOf(cause), cause);
  });
  return parseContract(text, path.written);
}

export function parseContract(text: string, label: string): Contract {
  const file = parseYaml(text);
  if (file.problems.length > 0) throw contractError(label, file.problems);
  const checked = checkSchema(file, contractSchema);
  if (checked.data === null) throw contractError(label, checked.problems);
  const problems = contractProblems(checked.data, file);
  if (problems.length > 0) throw contractError(label, problems);
  return toContract(checked.data);
}

function contractError(label: string, problems: readonly Problem[]): ModelyardError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new ModelyardError('config', `${label} has ${count}\n${problemLines(label, problems)}`, {
    hint: 'docs/contract.md lists the parts of the Open Data Contract Standard that are checked.',
  });
}
