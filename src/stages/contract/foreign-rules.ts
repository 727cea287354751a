import type { KeyPath } from '../../config/problems.ts';
import type { ForeignRule } from '../../domain/contract/contract.ts';
import type { WrittenObject, WrittenValue } from './contract-schema.ts';
import type { WrittenQuality } from './odcs-quality.ts';
import { columnOf } from './table-references.ts';

/** Where a part of the contract stands, as people look it up: `data/churn.contract.yaml:22:9`. */
export type Placing = (path: KeyPath) => string;

/** Rules of type custom, of an object and of everything inside it. */
export function foreignRulesOf(object: WrittenObject, at: KeyPath, placing: Placing): ForeignRule[] {
  const own = rulesAt(object.quality, { label: null, column: null, at }, placing);
  const inside = object.properties.flatMap((property, index) => {
    const column = columnOf(property);
    return valueRules(property, { label: column, column, at: [...at, 'properties', index] }, placing);
  });
  return [...own, ...inside];
}

interface Holder {
  readonly label: string | null;
  readonly column: string | null;
  readonly at: KeyPath;
}

function valueRules(value: WrittenValue, holder: Holder, placing: Placing): ForeignRule[] {
  const { label, column, at } = holder;
  const fields = (value.properties ?? []).flatMap((field, index) => {
    const inner = { label: `${label}.${columnOf(field)}`, column, at: [...at, 'properties', index] };
    return valueRules(field, inner, placing);
  });
  const items = { label: `${label}[]`, column, at: [...at, 'items'] };
  return [
    ...rulesAt(value.quality, holder, placing),
    ...fields,
    ...(value.items === undefined ? [] : valueRules(value.items, items, placing)),
  ];
}

function rulesAt(
  quality: readonly WrittenQuality[],
  { label, column, at }: Holder,
  placing: Placing,
): ForeignRule[] {
  return quality.flatMap((rule, index): ForeignRule[] => {
    if (rule.type !== 'custom') return [];
    const { engine = '', implementation = '', name, description, severity } = rule;
    return [
      {
        label,
        column,
        engine,
        implementation: typeof implementation === 'string' ? implementation : JSON.stringify(implementation),
        title: name ?? description ?? null,
        severity,
        writtenAt: placing([...at, 'quality', index]),
      },
    ];
  });
}
