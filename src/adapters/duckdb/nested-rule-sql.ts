import type { RowRule } from '../../domain/contract/measure-plan.ts';
import type { PlacedCell } from './nested-value.ts';
import type { RuleSql } from './rule-sql.ts';
import { outOfBounds, textLiteral } from './sql.ts';

type NestedRule = Extract<RowRule, { kind: 'items' | 'unique-items' | 'fields' | 'field-count' | 'offset' }>;

/** Rules on lists and objects as a whole; a cell that is neither is left to the check of types. */
export function nestedRuleSql(rule: NestedRule, cell: PlacedCell): RuleSql {
  const [present, failing] = conditions(rule, cell);
  return {
    checked: `${present} IS NOT NULL`,
    failing: `${present} IS NOT NULL AND (${failing})`,
    value: cell.raw,
  };
}

function conditions(rule: NestedRule, cell: PlacedCell): readonly [present: string, failing: string] {
  const list = listOf(cell);
  switch (rule.kind) {
    case 'items':
      return [list, outOfBounds(`len(${list})`, rule)];
    case 'unique-items': {
      const nulls = `len(list_filter(${list}, lambda y: y IS NULL))`;
      return [list, `list_unique(${list}) + least(1, ${nulls}) < len(${list})`];
    }
    case 'fields':
      return [cell.raw, rule.names.map((name) => `${fieldOf(cell, name)} IS NULL`).join(' OR ')];
    case 'field-count':
      return [cell.raw, outOfBounds(countOf(cell), rule)];
    case 'offset':
      return [cell.raw, rule.isThere ? `NOT (${hasOffset(cell)})` : hasOffset(cell)];
  }
}

function listOf({ raw, type }: PlacedCell): string {
  if (type.kind === 'list') return raw;
  return type.text === 'JSON' ? `TRY_CAST(${raw} AS JSON[])` : 'NULL::VARCHAR[]';
}

/** A field's value; a JSON null is none. */
function fieldOf({ raw, type }: PlacedCell, name: string): string {
  const field = textLiteral(name);
  if (type.kind === 'map') return `map_extract_value(${raw}, ${field})`;
  if (type.kind === 'struct')
    return type.fields.some(([known]) => known === name) ? `struct_extract(${raw}, ${field})` : 'NULL';
  if (type.text !== 'JSON') return 'NULL';
  const path = textLiteral(`$."${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
  return `nullif(json_extract(${raw}, ${path}), 'null')`;
}

/** Fields that have a value: one that is null in Parquet is one that is left out in JSON. */
function countOf({ raw, type }: PlacedCell): string {
  if (type.kind === 'map') return `len(list_filter(map_values(${raw}), lambda y: y IS NOT NULL))`;
  if (type.kind === 'struct')
    return (
      type.fields
        .map(([name]) => `(struct_extract(${raw}, ${textLiteral(name)}) IS NOT NULL)::INTEGER`)
        .join(' + ') || '0'
    );
  if (type.text !== 'JSON') return '0';
  const path = `'/' || replace(replace(y, '~', '~0'), '/', '~1')`;
  return `len(list_filter(json_keys(${raw}), lambda y: json_type(${raw}, ${path}) <> 'NULL'))`;
}

function hasOffset({ raw, type, physicalType }: PlacedCell): string {
  if (/^TIME/.test(type.text)) return String(/WITH TIME ZONE|TIMETZ/.test(type.text));
  if (/^DATE$/.test(physicalType)) return 'false';
  return `regexp_matches(${raw}::VARCHAR, ':.*([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)\\s*$')`;
}
