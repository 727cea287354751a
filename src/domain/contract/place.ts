/** One step into a value: to a field of an object, or to the items of a list. */
export type Step = { readonly field: string } | 'items';

/** Where values are: a column, or what is inside its cells. */
export interface Place {
  readonly column: string;
  /** Absent: the cells themselves. */
  readonly path?: readonly Step[];
}

/** `age`, `address.zip`, `tags[].name`. */
export function placeLabel({ column, path = [] }: Place): string {
  return path.reduce(
    (label: string, step) => (step === 'items' ? `${label}[]` : `${label}.${step.field}`),
    column,
  );
}

/** Whether a place holds several values of one row. */
export function isMany({ path = [] }: Place): boolean {
  return path.includes('items');
}
