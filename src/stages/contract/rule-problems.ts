import type { KeyPath } from '../../config/problems.ts';
import type { LibraryMetric } from '../../domain/contract/contract.ts';
import { patternProblem } from '../../domain/contract/pattern-problem.ts';
import { unknownPlaceholders } from '../../domain/contract/query-text.ts';
import type { Finding } from './contract-problems.ts';
import type { WrittenProperty } from './contract-schema.ts';
import { METRIC_BY_RULE, OPERATORS, type WrittenQuality } from './odcs-quality.ts';

export interface RulePlace {
  /** Where the rule stands: at the dataset, at a column, at a field inside of one, at what is inside lists. */
  readonly level: 'object' | 'property' | 'field' | 'item';
  /** From 3.1 on a rule has exactly one operator. */
  readonly isStrict: boolean;
  /** Properties of the object, where the rule stands at one. */
  readonly properties: readonly WrittenProperty[];
}

/** What is wrong with a quality rule: it contradicts itself, or would not be looked at. */
export function ruleFindings(rule: WrittenQuality, at: KeyPath, place: RulePlace): Finding[] {
  return [
    ...problemsOf(rule, place).map((message): Finding => [at, message]),
    ...unknownProperties(rule, place).map(
      (name): Finding => [[...at, 'arguments', 'properties'], `there is no property ${name}`],
    ),
  ];
}

function unknownProperties({ arguments: given }: WrittenQuality, { level, properties }: RulePlace): string[] {
  const known = properties.map(({ name }) => name);
  return level === 'object' ? (given?.properties ?? []).filter((name) => !known.includes(name)) : [];
}

/** The metric that a rule counts, by its name in 3.1 or in 3.0. */
export function metricOf({ metric, rule }: WrittenQuality): LibraryMetric | undefined {
  return metric ?? (rule === undefined ? undefined : METRIC_BY_RULE[rule]);
}

function problemsOf(rule: WrittenQuality, place: RulePlace): string[] {
  if (rule.type === 'text') return textProblems(rule);
  // It is kept and told as a check that could not run: what else the contract asks for can be checked.
  if (rule.type === 'custom') return customProblems(rule);
  if (rule.engine !== undefined || rule.implementation !== undefined)
    return [
      `engine and implementation are for rules of type custom, which other tools run; take them out, or say type: custom`,
    ];
  if (rule.type === 'sql' || (rule.query !== undefined && metricOf(rule) === undefined))
    return queryProblems(rule, place);
  return libraryProblems(rule, place);
}

function customProblems({ engine, implementation }: WrittenQuality): string[] {
  const lacks = { engine, implementation };
  return Object.entries(lacks).flatMap(([key, value]) =>
    value === undefined ? [`a rule of type custom needs ${key}`] : [],
  );
}

function givenOperators(rule: WrittenQuality): (typeof OPERATORS)[number][] {
  return OPERATORS.filter((operator) => rule[operator] !== undefined);
}

function textProblems(rule: WrittenQuality): string[] {
  const isRule = metricOf(rule) !== undefined || rule.query !== undefined || givenOperators(rule).length > 0;
  return isRule ? ['a rule of type text is not checked; use type: library or sql'] : [];
}

function queryProblems(rule: WrittenQuality, { level, isStrict }: RulePlace): string[] {
  const { query } = rule;
  if (query === undefined) return ['a rule of type sql needs query'];

  if (level === 'field' || level === 'item')
    return ['a query stands at a column or at the object, not inside a column'];
  const unknown = unknownPlaceholders(query, level === 'property');
  return [
    ...(rule.type === 'sql' ? [] : ['a query needs type: sql']),
    ...(metricOf(rule) === undefined ? [] : ['a rule has a metric or a query, not both']),
    ...(rule.arguments === undefined && rule.validValues === undefined ? [] : ['a query takes no arguments']),
    ...(query.trim() === '' ? ['the query is empty'] : []),
    ...unknown.map(
      (name) =>
        `nothing stands for {${name}} here; there is {object}${level === 'property' ? ' and {property}' : ''}`,
    ),
    ...operatorProblems(rule, { name: 'a query', isStrict }),
  ];
}

/** Rules of 3.0 that say by their name that nothing may break them. */
const IMPLIED_NONE = ['nullCheck', 'validValues', 'unique'];

function libraryProblems(rule: WrittenQuality, place: RulePlace): string[] {
  const metric = metricOf(rule);
  if (metric === undefined) return ['a library rule needs metric'];
  if (rule.metric !== undefined && rule.rule !== undefined && rule.metric !== METRIC_BY_RULE[rule.rule])
    return [`metric says ${rule.metric} and rule says ${rule.rule}; keep metric`];
  const isImplied = IMPLIED_NONE.includes(rule.rule ?? '') && givenOperators(rule).length === 0;
  return [
    ...(rule.query === undefined ? [] : ['a rule has a metric or a query, not both']),
    ...(isImplied ? [] : operatorProblems(rule, { name: metric, isStrict: place.isStrict })),
    ...(typeof rule.mustBe === 'boolean' || typeof rule.mustNotBe === 'boolean'
      ? [`${metric} is a number; true and false are answers of queries`]
      : []),
    ...placeProblems(rule, metric, place),
    ...argumentProblems(rule, metric, place),
  ];
}

function operatorProblems(
  rule: WrittenQuality,
  { name, isStrict }: { readonly name: string; readonly isStrict: boolean },
): string[] {
  const given = givenOperators(rule);
  const problems: string[] = [];
  if (given.length === 0)
    problems.push(`${name} needs ${isStrict ? 'exactly ' : ''}one of ${OPERATORS.join(', ')}`);
  if (given.length > 1 && isStrict)
    problems.push(
      `${name} needs exactly one operator, found ${given.join(' and ')}; write mustBeBetween or two rules`,
    );
  for (const key of ['mustBeBetween', 'mustNotBeBetween'] as const) {
    const pair = rule[key];
    if (pair !== undefined && pair[0] >= pair[1])
      problems.push(`${key}: the first number must be the smaller`);
  }
  return problems;
}

function placeProblems(rule: WrittenQuality, metric: LibraryMetric, { level }: RulePlace): string[] {
  const problems: string[] = [];
  const isDatasetMetric =
    metric === 'rowCount' || (metric === 'duplicateValues' && rule.arguments?.properties !== undefined);
  if (level !== 'object' && metric === 'rowCount')
    problems.push('rowCount belongs to the dataset, not to a property');
  if (level === 'item' && metric === 'duplicateValues')
    problems.push(
      'duplicateValues inside a list cannot be checked; uniqueItems looks at the items of one list',
    );
  if (level === 'object' && !isDatasetMetric)
    problems.push(
      `${metric} belongs to a property${metric === 'duplicateValues' ? ', or needs arguments.properties' : ''}`,
    );
  if (metric === 'rowCount' && rule.unit === 'percent') problems.push('rowCount has no percent');
  return problems;
}

/** Arguments that a metric looks at. Others would be passed over in silence. */
const ARGUMENTS: Readonly<Record<LibraryMetric, readonly string[]>> = {
  nullValues: [],
  missingValues: ['missingValues'],
  invalidValues: ['validValues', 'pattern'],
  duplicateValues: ['properties'],
  rowCount: [],
};

function argumentProblems(rule: WrittenQuality, metric: LibraryMetric, { level }: RulePlace): string[] {
  const given = Object.entries({ validValues: rule.validValues, ...rule.arguments }).flatMap(
    ([key, value]) => (value === undefined ? [] : [key]),
  );
  const problems = given
    .filter((key) => !ARGUMENTS[metric].includes(key))
    .map((key) => `${metric} does not look at ${key}`);
  if (level !== 'object' && metric === 'duplicateValues' && given.includes('properties'))
    problems.push('duplicateValues over several properties belongs to the dataset');
  if (metric !== 'invalidValues') return problems;
  if (!given.some((key) => ARGUMENTS.invalidValues.includes(key)))
    problems.push('invalidValues needs arguments.validValues or arguments.pattern');
  const pattern = rule.arguments?.pattern;
  const problem = pattern === undefined ? null : patternProblem(pattern);
  return problem === null ? problems : [...problems, problem];
}
