import type { ContractField, ContractValue } from './contract.ts';
import type { Step } from './place.ts';

/** A value with the place where it stands. */
export interface PlacedValue {
  /** `address.zip`, `tags[]`. */
  readonly label: string;
  readonly column: string;
  readonly path: readonly Step[];
  readonly value: ContractValue;
  /** Whether the value itself or one that it stands in is classified. */
  readonly classified: boolean;
}

/** A column and everything inside it, the outer before the inner. */
export function valuesOf(column: ContractField): PlacedValue[] {
  const top = {
    label: column.name,
    column: column.name,
    path: [],
    value: column,
    classified: column.classified,
  };
  return [top, ...inside(top)];
}

function inside(outer: PlacedValue): PlacedValue[] {
  const { value, label, column, path, classified } = outer;
  const at = (name: string, step: Step, inner: ContractValue): PlacedValue[] => {
    const placed = {
      label: name,
      column,
      path: [...path, step],
      value: inner,
      classified: classified || inner.classified,
    };
    return [placed, ...inside(placed)];
  };
  return [
    ...value.properties.flatMap((field) => at(`${label}.${field.name}`, { field: field.name }, field)),
    ...(value.element === null ? [] : at(`${label}[]`, 'items', value.element)),
  ];
}
