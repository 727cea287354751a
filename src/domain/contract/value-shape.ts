import type { Step } from './place.ts';

/** What is inside the values of a column, as far as its type tells. */
export type ValueShape =
  /** JSON text, or a map: any field may be there or not. */
  | { readonly kind: 'open' }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, ValueShape>> }
  | { readonly kind: 'list'; readonly items: ValueShape }
  | { readonly kind: 'scalar'; readonly logicalType: string };

/** Whether the type has such a place. Maps and JSON may have any. */
export function hasPlace(shape: ValueShape, path: readonly Step[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined || shape.kind === 'open') return true;
  if (step === 'items') return shape.kind === 'list' && hasPlace(shape.items, rest);
  if (shape.kind !== 'object' || !Object.hasOwn(shape.fields, step.field)) return false;
  return hasPlace(shape.fields[step.field] ?? { kind: 'open' }, rest);
}
