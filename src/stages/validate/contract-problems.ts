import { dotted, type KeyPath, type Problem } from '../../config/problems.ts';
import type { YamlFile } from '../../config/yaml-document.ts';
import { patternProblem } from '../../domain/contract/pattern-problem.ts';
import {
  OPERATORS,
  type WrittenContract,
  type WrittenProperty,
  type WrittenQuality,
} from './contract-schema.ts';

type Finding = readonly [path: KeyPath, message: string];

/** What the schema of a contract alone cannot see: rules that contradict themselves or would not be looked at. */
export function contractProblems(written: WrittenContract, file: YamlFile): Problem[] {
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
  return [
    ...optionFindings(property, [...at, 'logicalTypeOptions']),
    ...property.quality.flatMap((rule, q) =>
      problemsOfRule(rule, 'property').map((message): Finding => [[...at, 'quality', q], message]),
    ),
  ];
}

const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;
const NUMERIC = ['number', 'integer'];
const TEMPORAL = ['date', 'timestamp', 'time'];
const MOMENT = /^(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?|\d{2}:\d{2}(:\d{2}(\.\d+)?)?)Z?$/;

/** An option that does not fit the type would be compared as something else, or not at all. */
function optionFindings({ logicalType, logicalTypeOptions = {} }: WrittenProperty, at: KeyPath): Finding[] {
  const findings: Finding[] = [];
  const options = logicalTypeOptions;
  for (const key of BOUNDS) {
    const message = boundProblem(options[key], logicalType);
    if (message !== null) findings.push([[...at, key], message]);
  }
  const kinds = new Set(BOUNDS.flatMap((key) => (options[key] === undefined ? [] : [typeof options[key]])));
  if (kinds.size > 1) findings.push([at, 'numbers and dates cannot bound one column together']);
  for (const key of ['minLength', 'maxLength', 'pattern'] as const) {
    if (options[key] !== undefined && logicalType !== undefined && logicalType !== 'string')
      findings.push([[...at, key], `${key} is for logicalType string, not for ${logicalType}`]);
  }
  if (options.multipleOf !== undefined && logicalType !== undefined && !NUMERIC.includes(logicalType))
    findings.push([[...at, 'multipleOf'], `multipleOf is for numbers, not for ${logicalType}`]);
  const pattern = options.pattern === undefined ? null : patternProblem(options.pattern);
  if (pattern !== null) findings.push([[...at, 'pattern'], pattern]);
  return findings;
}

function boundProblem(bound: string | number | undefined, logicalType: string | undefined): string | null {
  if (bound === undefined) return null;
  if (typeof bound === 'number') {
    if (!Number.isFinite(bound)) return 'a bound must be a finite number';
    if (logicalType === undefined || NUMERIC.includes(logicalType)) return null;
    return `a number bounds columns of numbers, not of logicalType ${logicalType}`;
  }
  if (logicalType !== undefined && !TEMPORAL.includes(logicalType))
    return `${JSON.stringify(bound)} bounds dates and times, not logicalType ${logicalType}`;
  const isMoment = MOMENT.test(bound) && /^\d{2}:/.test(bound) === (logicalType === 'time');
  return isMoment ? null : `${JSON.stringify(bound)} is no date or time as 2026-01-31 or 2026-01-31T12:00:00`;
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

type Level = 'property' | 'dataset';
type Metric = NonNullable<WrittenQuality['metric']>;

function problemsOfRule(rule: WrittenQuality, level: Level): string[] {
  const metric = rule.metric ?? rule.rule;
  const given = OPERATORS.filter((operator) => rule[operator] !== undefined);
  if (rule.type === 'text') {
    const isRule = metric !== undefined || given.length > 0;
    return isRule ? ['a rule of type text is not checked; use type: library'] : [];
  }
  if (metric === undefined) return ['a library rule needs metric'];
  if (rule.metric !== undefined && rule.rule !== undefined && rule.metric !== rule.rule)
    return [`metric says ${rule.metric} and rule says ${rule.rule}; keep metric`];
  return [
    ...(given.length === 1 ? [] : [`${metric} needs exactly one of ${OPERATORS.join(', ')}`]),
    ...betweenProblems(rule),
    ...placeProblems(rule, metric, level),
    ...argumentProblems(rule, metric, level),
  ];
}

function betweenProblems(rule: WrittenQuality): string[] {
  return (['mustBeBetween', 'mustNotBeBetween'] as const).flatMap((key) => {
    const pair = rule[key];
    return pair !== undefined && pair[0] >= pair[1] ? [`${key}: the first number must be the smaller`] : [];
  });
}

function placeProblems(rule: WrittenQuality, metric: Metric, level: Level): string[] {
  const problems: string[] = [];
  const isDatasetMetric =
    metric === 'rowCount' || (metric === 'duplicateValues' && rule.arguments?.properties !== undefined);
  if (level === 'property' && metric === 'rowCount')
    problems.push('rowCount belongs to the dataset, not to a property');
  if (level === 'dataset' && !isDatasetMetric)
    problems.push(
      `${metric} belongs to a property${metric === 'duplicateValues' ? ', or needs arguments.properties' : ''}`,
    );
  if (metric === 'rowCount' && rule.unit === 'percent') problems.push('rowCount has no percent');
  return problems;
}

/** Arguments that a metric looks at. Others would be passed over in silence. */
const ARGUMENTS: Readonly<Record<Metric, readonly string[]>> = {
  nullValues: [],
  missingValues: ['missingValues'],
  invalidValues: ['validValues', 'pattern'],
  duplicateValues: ['properties'],
  rowCount: [],
};

function argumentProblems(rule: WrittenQuality, metric: Metric, level: Level): string[] {
  const given = Object.entries({ validValues: rule.validValues, ...rule.arguments }).flatMap(
    ([key, value]) => (value === undefined ? [] : [key]),
  );
  const problems = given
    .filter((key) => !ARGUMENTS[metric].includes(key))
    .map((key) => `${metric} does not look at ${key}`);
  if (level === 'property' && metric === 'duplicateValues' && given.includes('properties'))
    problems.push('duplicateValues over several properties belongs to the dataset');
  if (metric === 'invalidValues') {
    if (!given.some((key) => ARGUMENTS.invalidValues.includes(key)))
      problems.push('invalidValues needs arguments.validValues or arguments.pattern');
    if (given.includes('validValues') && given.includes('pattern'))
      problems.push('invalidValues takes validValues or pattern; write two rules for both');
    const pattern = rule.arguments?.pattern;
    const problem = pattern === undefined ? null : patternProblem(pattern);
    if (problem !== null) problems.push(problem);
  }
  return problems;
}

export function validValues(rule: WrittenQuality) {
  return rule.arguments?.validValues ?? rule.validValues ?? null;
}
