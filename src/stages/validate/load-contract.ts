import { readFile } from 'node:fs/promises';
import { dotted, type KeyPath, type Problem, problemLines } from '../../config/problems.ts';
import type { ConfigPath } from '../../config/resolved.ts';
import { checkSchema } from '../../config/schema-problems.ts';
import { parseYaml, type YamlFile } from '../../config/yaml-document.ts';
import type { Contract, ContractColumn, LibraryRule, Operator } from '../../domain/contract/contract.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import {
  contractSchema,
  OPERATORS,
  type WrittenContract,
  type WrittenProperty,
  type WrittenQuality,
} from './contract-schema.ts';

/** Reads a data contract. Every problem is in one `config` error with file, line and column. */
export async function loadContract(path: ConfigPath): Promise<Contract> {
  const text = await readFile(path.absolute, 'utf8').catch((cause: unknown) => {
    throw new ModelyardError('config', `data.contract: ${path.written} cannot be read: ${messageOf(cause)}`, {
      cause,
    });
  });
  return parseContract(text, path.written);
}

export function parseContract(text: string, label: string): Contract {
  const file = parseYaml(text);
  if (file.problems.length > 0) throw contractError(label, file.problems);
  const checked = checkSchema(file, contractSchema);
  if (checked.data === null) throw contractError(label, checked.problems);
  const problems = ruleProblems(checked.data, file);
  if (problems.length > 0) throw contractError(label, problems);
  return toContract(checked.data);
}

function contractError(label: string, problems: readonly Problem[]): ModelyardError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new ModelyardError('config', `${label} has ${count}\n${problemLines(label, problems)}`, {
    hint: 'docs/validation.md lists the parts of the Open Data Contract Standard that are checked.',
  });
}

type Finding = readonly [path: KeyPath, message: string];

/** What the schema alone cannot see. */
function ruleProblems(written: WrittenContract, file: YamlFile): Problem[] {
  const findings = written.schema.flatMap((object, o): Finding[] => [
    ...object.properties.flatMap((property, p) => propertyFindings(property, ['schema', o, 'properties', p])),
    ...repeatedNames(
      object.properties.map((property) => property.name),
      ['schema', o, 'properties'],
    ),
    ...object.quality.flatMap((rule, q) =>
      datasetFindings(rule, object.properties, ['schema', o, 'quality', q]),
    ),
  ]);
  return findings.map(([path, message]) => ({ ...file.locate(path), path: dotted(path), message }));
}

function repeatedNames(names: readonly string[], at: KeyPath): Finding[] {
  return names.flatMap((name, index): Finding[] =>
    names.indexOf(name) === index ? [] : [[[...at, index, 'name'], `${name} stands twice`]],
  );
}

function propertyFindings(property: WrittenProperty, at: KeyPath): Finding[] {
  return property.quality.flatMap((rule, q) =>
    problemsOfRule(rule, 'property').map((message): Finding => [[...at, 'quality', q], message]),
  );
}

function datasetFindings(
  rule: WrittenQuality,
  properties: readonly WrittenProperty[],
  at: KeyPath,
): Finding[] {
  const known = properties.map((property) => property.name);
  const unknown = (rule.arguments?.properties ?? []).filter((name) => !known.includes(name));
  return [
    ...problemsOfRule(rule, 'dataset').map((message): Finding => [at, message]),
    ...unknown.map((name): Finding => [[...at, 'arguments', 'properties'], `there is no property ${name}`]),
  ];
}

function problemsOfRule(rule: WrittenQuality, level: 'property' | 'dataset'): string[] {
  if (rule.type === 'text') return [];
  const metric = rule.metric ?? rule.rule;
  if (metric === undefined) return ['a library rule needs metric'];
  const given = OPERATORS.filter((operator) => rule[operator] !== undefined);
  const problems = given.length === 1 ? [] : [`${metric} needs exactly one of ${OPERATORS.join(', ')}`];
  const isDatasetMetric =
    metric === 'rowCount' || (metric === 'duplicateValues' && rule.arguments?.properties !== undefined);
  if (level === 'property' && metric === 'rowCount')
    problems.push('rowCount belongs to the dataset, not to a property');
  if (level === 'dataset' && !isDatasetMetric)
    problems.push(
      `${metric} belongs to a property${metric === 'duplicateValues' ? ', or needs arguments.properties' : ''}`,
    );
  if (metric === 'rowCount' && rule.unit === 'percent') problems.push('rowCount has no percent');
  if (metric === 'invalidValues' && validValues(rule) === null && rule.arguments?.pattern === undefined) {
    problems.push('invalidValues needs arguments.validValues or arguments.pattern');
  }
  return problems;
}

function validValues(rule: WrittenQuality) {
  return rule.arguments?.validValues ?? rule.validValues ?? null;
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
