import type { ValueShape } from '../../domain/contract/value-shape.ts';
import { nativeType } from './cell-sql.ts';

/** A DuckDB type, taken apart. */
export type DuckType =
  | {
      readonly kind: 'struct';
      readonly text: string;
      readonly fields: readonly (readonly [string, DuckType])[];
    }
  | { readonly kind: 'list'; readonly text: string; readonly element: DuckType }
  | { readonly kind: 'map'; readonly text: string; readonly value: DuckType }
  | { readonly kind: 'scalar'; readonly text: string };

/** Reads a type as DESCRIBE writes it: `STRUCT("a b" INTEGER, c VARCHAR[])[]`. */
export function parseType(text: string): DuckType {
  const list = /^(.*)\[\d*\]$/s.exec(text)?.[1];
  if (list !== undefined) return { kind: 'list', text, element: parseType(list) };
  const [, name, inner = ''] = /^(STRUCT|MAP)\((.*)\)$/s.exec(text) ?? [];
  if (name === 'STRUCT') return { kind: 'struct', text, fields: splitTop(inner).map(fieldOf) };
  if (name === 'MAP') return { kind: 'map', text, value: parseType(splitTop(inner)[1] ?? '') };
  return { kind: 'scalar', text };
}

function fieldOf(text: string): readonly [string, DuckType] {
  const [, quoted, bare, type = ''] = /^(?:"((?:[^"]|"")*)"|(\S+)) (.*)$/s.exec(text) ?? [];
  return [quoted?.replaceAll('""', '"') ?? bare ?? '', parseType(type)];
}

/** Splits at commas outside of parentheses and quotes. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (const [index, sign] of [...text].entries()) {
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    else if (sign === ',' && depth === 0) {
      parts.push([...text].slice(start, index).join('').trim());
      start = index + 1;
    }
  }
  return [...parts, [...text].slice(start).join('').trim()];
}

/** What is inside values of a type. */
export function shapeOf(type: DuckType): ValueShape {
  if (type.kind === 'list') return { kind: 'list', items: shapeOf(type.element) };
  if (type.kind === 'map' || /^(JSON|UNION)/.test(type.text)) return { kind: 'open' };
  if (type.kind === 'scalar') return { kind: 'scalar', logicalType: nativeType(type.text) };
  return {
    kind: 'object',
    fields: Object.fromEntries(type.fields.map(([name, inner]) => [name, shapeOf(inner)])),
  };
}
