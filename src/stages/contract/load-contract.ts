import { readFile, stat } from 'node:fs/promises';
import { dotted, type KeyPath, type Position, type Problem, problemLines } from '../../config/problems.ts';
import type { ConfigPath } from '../../config/resolved.ts';
import { checkSchema, valueAt } from '../../config/schema-problems.ts';
import { parseYaml, type YamlFile } from '../../config/yaml-document.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import { contractProblems } from './contract-problems.ts';
import { contractSchema } from './contract-schema.ts';
import { compileShort, isShortForm } from './short-form.ts';
import { shortSchema } from './short-schema.ts';
import { columnOf } from './table-references.ts';
import { datasetIndex } from './tables.ts';
import { toContract } from './to-contract.ts';

/** A contract that was read: what is checked by it, and the document of the standard that says so. */
export interface LoadedContract {
  readonly contract: Contract;
  /** As YAML would be parsed; of a short form what it stands for. */
  readonly document: unknown;
  /** Whether it is kept in the short form. */
  readonly isShort: boolean;
  /** Where a column of the dataset stands: file, line and column. */
  readonly placeOf: (column: string) => string;
}

/** Reads a data contract. Every problem is in one `config` error with file, line and column. */
export async function loadContract(path: ConfigPath): Promise<LoadedContract> {
  const unreadable = (why: string, cause?: unknown) =>
    new ModelyardError('config', `data.contract: ${path.written} cannot be read: ${why}`, { cause });
  const info = await stat(path.absolute).catch((cause: unknown) => {
    throw unreadable(messageOf(cause), cause);
  });
  if (!info.isFile()) throw unreadable('it is not a regular file');
  const text = await readFile(path.absolute, 'utf8').catch((cause: unknown) => {
    throw unreadable(messageOf(cause), cause);
  });
  return parseDocument(text, path.written);
}

export function parseContract(text: string, label: string): Contract {
  return parseDocument(text, label).contract;
}

/** Reads the text of a contract, in the standard's form or the short one. */
export function parseDocument(text: string, label: string): LoadedContract {
  const file = parseYaml(text);
  if (file.problems.length > 0) throw contractError(label, file.problems);
  return isShortForm(file.value)
    ? readShort(file, label)
    : readStandard({ file, name: (path) => path }, label);
}

function readShort(file: YamlFile, label: string): LoadedContract {
  const checked = checkSchema(file, shortSchema);
  if (checked.data === null) throw contractError(label, checked.problems);
  const { document, problems, origin } = compileShort(
    file.value as Readonly<Record<string, unknown>>,
    (path, other) => compare(file.locate(path), file.locate(other)),
  );
  if (problems.length > 0)
    throw contractError(
      label,
      problems.map(([path, message]) => ({ ...file.locate(path, 'value'), path: dotted(path), message })),
    );
  const locate = (path: KeyPath) => file.locate(writtenPart(file.value, origin(path)), 'value');
  const compiled = { ...file, value: document, locate };
  return { ...readStandard({ file: compiled, name: origin }, label), isShort: true };
}

function compare(first: Position, second: Position): number {
  return first.line - second.line || first.column - second.column;
}

/** As much of a path as stands in the file: the rest is said by words. */
function writtenPart(value: unknown, path: KeyPath): KeyPath {
  const isWritten = path.length === 0 || valueAt(value, path) !== undefined;
  return isWritten ? path : writtenPart(value, path.slice(0, -1));
}

interface Given {
  readonly file: YamlFile;
  /** What a place is called where people wrote it. */
  readonly name: (path: KeyPath) => KeyPath;
}

function readStandard({ file, name }: Given, label: string): LoadedContract {
  const checked = checkSchema(file, contractSchema);
  if (checked.data === null) throw contractError(label, checked.problems);
  const problems = contractProblems(checked.data, file, name);
  if (problems.length > 0) throw contractError(label, problems);
  const placing = (path: KeyPath) => {
    const { line, column } = file.locate(path);
    return `${label}:${line}:${column}`;
  };
  const object = datasetIndex(checked.data);
  const names = (checked.data.schema[object]?.properties ?? []).map(columnOf);
  const placeOf = (column: string) => placing(['schema', object, 'properties', names.indexOf(column)]);
  return { contract: toContract(checked.data, placing), document: file.value, isShort: false, placeOf };
}

function contractError(label: string, problems: readonly Problem[]): ModelyardError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new ModelyardError('config', `${label} has ${count}\n${problemLines(label, problems)}`, {
    hint: 'docs/contract.md lists the parts of the Open Data Contract Standard that are checked, and those of the short form.',
  });
}
