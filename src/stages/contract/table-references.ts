import { nearest } from '../../config/nearest.ts';
import type { Place, Step } from '../../domain/contract/place.ts';
import type { Finding } from './contract-problems.ts';
import type {
  WrittenContract,
  WrittenObject,
  WrittenProperty,
  WrittenRelationship,
} from './contract-schema.ts';

/** A column, or a field inside of one, of an object of the contract. */
export interface Target {
  readonly object: WrittenObject;
  readonly place: Place;
  readonly property: WrittenProperty;
}

/**
 * What a reference points to: `table.column` by names, `schema/<id>/properties/<id>` by ids; fields of objects follow.
 * A text says why it points nowhere. A bare column is one of the `home` object.
 */
export function resolveReference(
  { schema }: Pick<WrittenContract, 'schema'>,
  reference: string,
  home: WrittenObject | null,
): Target | string {
  if (reference.includes('#'))
    return `${reference}: another contract cannot be followed; describe the table here`;
  const isPath = reference.includes('/');
  const steps = isPath ? pathSteps(reference) : reference.split('.');
  const [table = '', ...columns] = steps;
  const isCalled = isPath ? hasId : hasName;
  const object = schema.find((each) => isCalled(each, table));
  if (object === undefined && home !== null && !isPath) return insideOf(home, steps, hasName);
  if (object === undefined) {
    const near = nearest(
      table,
      schema.map(({ name }) => name),
    );
    return `${reference}: there is no object ${table} under schema${near === null ? '' : `; did you mean ${near}?`}`;
  }
  return columns.length === 0 ? `${reference} names no property` : insideOf(object, columns, isCalled);
}

/** `/schema/orders/properties/id` → orders, id. */
function pathSteps(reference: string): string[] {
  const parts = reference.replace(/^\//, '').split('/');
  return parts.filter((_, index) => index % 2 === 1);
}

type Called = (
  element: {
    readonly id?: string | undefined;
    readonly name: string;
    readonly physicalName?: string | undefined;
  },
  name: string,
) => boolean;
const hasId: Called = ({ id }, name) => id === name;
const hasName: Called = (element, name) => element.name === name || element.physicalName === name;

function insideOf(object: WrittenObject, steps: readonly string[], isCalled: Called): Target | string {
  let properties: readonly WrittenProperty[] = object.properties;
  const found: WrittenProperty[] = [];
  for (const step of steps) {
    const property = properties.find((each) => isCalled(each, step));
    if (property === undefined)
      return `${object.name} has no property ${[...found.map(({ name }) => name), step].join('.')}`;
    found.push(property);
    properties = property.properties ?? [];
  }
  const [column, ...fields] = found;
  if (column === undefined) return `${object.name} is no property`;
  const path = fields.map((field): Step => ({ field: columnOf(field) }));
  const place = { column: columnOf(column), ...(path.length === 0 ? {} : { path }) };
  return { object, place, property: fields.at(-1) ?? column };
}

/** The name of a property in the data. */
export function columnOf({ name, physicalName }: Pick<WrittenProperty, 'name' | 'physicalName'>): string {
  return physicalName ?? name;
}

/** A relationship with the properties that it starts from. */
export interface PlacedRelationship {
  readonly relationship: WrittenRelationship;
  readonly at: readonly (string | number)[];
  /** null: said by `from`. */
  readonly from: Place | null;
}

/** All relationships of an object: its own, and those of its properties. */
export function relationshipsOf(
  object: WrittenObject,
  at: readonly (string | number)[],
): PlacedRelationship[] {
  return [
    ...object.relationships.map((relationship, index) => ({
      relationship,
      at: [...at, 'relationships', index],
      from: null,
    })),
    ...object.properties.flatMap((property, index) =>
      propertyRelationships(property, [...at, 'properties', index], []),
    ),
  ];
}

function propertyRelationships(
  property: WrittenProperty,
  at: readonly (string | number)[],
  outer: readonly string[],
): PlacedRelationship[] {
  const names = [...outer, columnOf(property)];
  const [column = '', ...fields] = names;
  const path = fields.map((field): Step => ({ field }));
  const from = { column, ...(path.length === 0 ? {} : { path }) };
  return [
    ...property.relationships.map((relationship, index) => ({
      relationship,
      at: [...at, 'relationships', index],
      from,
    })),
    ...(property.properties ?? []).flatMap((inner, index) =>
      propertyRelationships(inner, [...at, 'properties', index], names),
    ),
  ];
}

const listOf = (reference: string | readonly string[]): readonly string[] => [reference].flat();

/** The columns that a reference names; null where one points nowhere. */
export function targetsOf(
  written: Pick<WrittenContract, 'schema'>,
  reference: string | readonly string[],
  home: WrittenObject | null,
): Target[] | null {
  const targets = listOf(reference).map((each) => resolveReference(written, each, home));
  return targets.every((each): each is Target => typeof each !== 'string') ? targets : null;
}

export function relationshipFindings(written: WrittenContract, index: number): Finding[] {
  const object = written.schema[index];
  if (object === undefined) return [];
  return relationshipsOf(object, ['schema', index]).flatMap((placed) => findingsOf(written, object, placed));
}

function findingsOf(
  written: WrittenContract,
  object: WrittenObject,
  { relationship, at, from }: PlacedRelationship,
): Finding[] {
  const { from: written_from, to } = relationship;
  if (from !== null && written_from !== undefined)
    return [[[...at, 'from'], 'from is the property itself here; leave it out']];
  if (from === null && written_from === undefined)
    return [[at, 'a relationship of an object needs from and to']];
  if (written_from !== undefined && Array.isArray(written_from) !== Array.isArray(to))
    return [[at, 'from and to must both be one column, or both a list']];
  const [sources, targets] = [listOf(written_from ?? ['']), listOf(to)];
  if (sources.length !== targets.length)
    return [[at, `from names ${sources.length} columns and to ${targets.length}`]];
  const unknown = [
    ...(written_from === undefined ? [] : unresolved(written, sources, [...at, 'from'], object)),
    ...unresolved(written, targets, [...at, 'to'], null),
  ];
  if (unknown.length > 0) return unknown;
  const foreign = written_from === undefined ? [] : (targetsOf(written, written_from, object) ?? []);
  if (foreign.some((each) => each.object !== object))
    return [[[...at, 'from'], `from must name columns of ${object.name}`]];
  const tables = new Set((targetsOf(written, to, null) ?? []).map((each) => each.object.name));
  return tables.size > 1
    ? [[[...at, 'to'], `to names columns of several objects: ${[...tables].join(', ')}`]]
    : [];
}

function unresolved(
  written: WrittenContract,
  references: readonly string[],
  at: readonly (string | number)[],
  home: WrittenObject | null,
): Finding[] {
  return references.flatMap((reference): Finding[] => {
    const found = resolveReference(written, reference, home);
    return typeof found === 'string' ? [[at, found]] : [];
  });
}
