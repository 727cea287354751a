/** Elements of a DuckDB LIST value; none where it is null. */
export function itemsOf(value: unknown): readonly unknown[] {
  return value === null || value === undefined ? [] : (value as { items: readonly unknown[] }).items;
}
