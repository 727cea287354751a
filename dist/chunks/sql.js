// src/adapters/duckdb/sql.ts
/** Quotes a name for SQL: any text is safe. */
function identifier(name) {
	return `"${name.replaceAll("\"", "\"\"")}"`;
}
/** A text literal. DuckDB knows no backslash escapes; NUL cannot be written and is replaced. */
function textLiteral(text) {
	return `'${text.replaceAll("'", "''").replaceAll("\0", "�")}'`;
}
/** A literal of a number, a text or a boolean. */
function literal(value) {
	if (typeof value === "string") return textLiteral(value);
	if (typeof value === "boolean") return value ? "true" : "false";
	if (Number.isInteger(value)) return String(value);
	return `${textLiteral(String(value))}::DOUBLE`;
}
/** A literal of a double: `literal` leaves whole numbers integers. */
function numberSqlOf(value) {
	return `${textLiteral(String(value))}::DOUBLE`;
}
/** Counts rows. Hundreds of aggregates with a FILTER each take DuckDB time by the square of their number. */
function countIf(condition) {
	return `count(CASE WHEN ${condition} THEN 1 END)`;
}
/** Condition that a count lies outside of its bounds. */
function outOfBounds(count, { minimum, maximum }) {
	return [minimum === void 0 ? null : `${count} < ${literal(minimum)}`, maximum === void 0 ? null : `${count} > ${literal(maximum)}`].filter((part) => part !== null).join(" OR ") || "false";
}

export { outOfBounds as a, numberSqlOf as i, identifier as n, textLiteral as o, literal as r, countIf as t };