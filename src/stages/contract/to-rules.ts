import type { LibraryRule, Operator, QueryRule, Scalar } from '../../domain/contract/contract.ts';
import type { WrittenProperty } from './contract-schema.ts';
import { OPERATORS, type WrittenQuality } from './odcs-quality.ts';
import { metricOf } from './rule-problems.ts';
import { columnOf } from './table-references.ts';

/** A library rule for each operator; rules of type text are documentation. */
export function toLibraryRules(
  rule: WrittenQuality,
  properties: readonly WrittenProperty[] = [],
): LibraryRule[] {
  const metric = metricOf(rule);
  if (rule.type === 'text' || rule.type === 'custom' || metric === undefined) return [];
  const values =
    metric === 'missingValues'
      ? rule.arguments?.missingValues
      : (rule.arguments?.validValues ?? rule.validValues);
  const columns = rule.arguments?.properties?.map((name) => {
    const property = properties.find((each) => each.name === name);
    return property === undefined ? name : columnOf(property);
  });
  return operatorsOf(rule).map((operator) => ({
    metric,
    operator,
    unit: rule.unit,
    severity: rule.severity,
    values: values?.filter((value): value is Scalar => value !== null) ?? null,
    pattern: rule.arguments?.pattern ?? null,
    columns: columns ?? null,
  }));
}

export function toQueryRules(rule: WrittenQuality, column: string | null): QueryRule[] {
  const { type, query, name, description, severity } = rule;
  if (type !== 'sql' || query === undefined) return [];
  return operatorsOf(rule).map((operator) => ({
    column,
    query,
    title: name ?? description ?? null,
    operator,
    severity,
  }));
}

/** Without any, a rule of 3.0 says by its name that nothing may break it. */
function operatorsOf(rule: WrittenQuality): Operator[] {
  const found = OPERATORS.flatMap((kind): Operator[] => {
    const value = rule[kind];
    if (value === undefined) return [];
    if (Array.isArray(value)) return [{ kind: kind as 'mustBeBetween', low: value[0], high: value[1] }];
    return [{ kind: kind as 'mustBe', value: Number(value) }];
  });
  return found.length === 0 ? [{ kind: 'mustBe', value: 0 }] : found;
}
