/** Quotes a name for SQL: any text is safe. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal. DuckDB knows no backslash escapes; NUL cannot be written and is replaced. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('\0', '\uFFFD')}'`;
}

/** A literal of a number, a text or a boolean. */
export function literal(value: string | number | boolean): string {
  if (typeof value === 'string') return textLiteral(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (Number.isInteger(value)) return String(value);
  return `${textLiteral(String(value))}::DOUBLE`;
}

/** A literal of a double: `literal` leaves whole numbers integers. */
export function numberSqlOf(value: number): string {
  return `${textLiteral(String(value))}::DOUBLE`;
}

/** Counts rows. Hundreds of aggregates with a FILTER each take DuckDB time by the square of their number. */
export function countIf(condition: string): string {
  return `count(CASE WHEN ${condition} THEN 1 END)`;
}

/** Condition that a count lies outside of its bounds. */
export function outOfBounds(
  count: string,
  { minimum, maximum }: { readonly minimum?: number; readonly maximum?: number },
): string {
  const parts = [
    minimum === undefined ? null : `${count} < ${literal(minimum)}`,
    maximum === undefined ? null : `${count} > ${literal(maximum)}`,
  ];
  return parts.filter((part) => part !== null).join(' OR ') || 'false';
}
