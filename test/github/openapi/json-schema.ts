/** A schema of OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, and one of several may fit more than once. */
export function toJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, oneOf, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, toJsonSchema(value)]),
  );
  // GitHub's alternatives overlap: an issue's label fits both shapes of a label.
  const own = oneOf === undefined ? rest : { ...rest, anyOf: oneOf };
  return nullable === true ? { anyOf: [own, { type: 'null' }] } : own;
}
