import { readFile, stat } from 'node:fs/promises';
import { type Problem, problemLines } from '../../config/problems.ts';
import type { ConfigPath } from '../../config/resolved.ts';
import { checkSchema } from '../../config/schema-problems.ts';
import { parseYaml } from '../../config/yaml-document.ts';
import type { Contract, ContractColumn, LibraryRule, Operator } from '../../domain/contract/contract.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import { contractProblems, validValues } from './contract-problems.ts';
import {
  contractSchema,
  OPERATORS,
  type WrittenContract,
  type WrittenProperty,
  type WrittenQuality,
} from './contract-schema.ts';

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
    hint: 'docs/validation.md lists the parts of the Open Data Contract Standard that are checked.',
  });
}

function toContract(written: WrittenContract): Contract {
  const object = written.schema[0];
  const properties = object?.properties ?? [];
  const keys = properties.filter((property) => property.primaryKey);
  keys.sort((a, b) => (a.primaryKeyPosition ?? 0) - (b.primaryKeyPosition ?? 0));
  return {
    id: written.id,
    version: written.version,
    columns: properties.map(toColumn),
    primaryKey: keys.map((property) => property.name),
    rules: (object?.quality ?? []).flatMap(toRule),
  };
}

const PUBLIC_CLASSES = new Set(['public', 'internal', 'none', 'unclassified']);

function toColumn(property: WrittenProperty): ContractColumn {
  const options = property.logicalTypeOptions ?? {};
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = options;
  const range = present({ minimum, maximum, exclusiveMinimum, exclusiveMaximum });
  const length = present({ minimum: options.minLength, maximum: options.maxLength });
  return {
    name: property.name,
    logicalType: property.logicalType ?? null,
    required: property.required || property.primaryKey,
    unique: property.unique,
    classified:
      property.classification !== undefined && !PUBLIC_CLASSES.has(property.classification.toLowerCase()),
    range: Object.keys(range).length === 0 ? null : range,
    multipleOf: options.multipleOf ?? null,
    length: Object.keys(length).length === 0 ? null : length,
    pattern: options.pattern ?? null,
    rules: property.quality.flatMap(toRule),
  };
}

function present<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Rules of type text are documentation. */
function toRule(rule: WrittenQuality): LibraryRule[] {
  const metric = rule.metric ?? rule.rule;
  const operator = operatorOf(rule);
  if (rule.type === 'text' || metric === undefined || operator === null) return [];
  const missing = rule.arguments?.missingValues?.filter((value) => value !== null) ?? null;
  return [
    {
      metric,
      operator,
      unit: rule.unit,
      severity: rule.severity,
      values: metric === 'missingValues' ? missing : validValues(rule),
      pattern: rule.arguments?.pattern ?? null,
      columns: rule.arguments?.properties ?? null,
    },
  ];
}

function operatorOf(rule: WrittenQuality): Operator | null {
  for (const kind of OPERATORS) {
    const value = rule[kind];
    if (value === undefined) continue;
    if (kind === 'mustBeBetween' || kind === 'mustNotBeBetween') {
      const [low, high] = value as [number, number];
      return { kind, low, high };
    }
    return { kind, value: value as number };
  }
  return null;
}
