/** What stands for placeholders of a query. */
export interface QueryNames {
  readonly object: string;
  /** null: the query stands at the object. */
  readonly property: string | null;
}

const OBJECT = ['object', 'table', 'model', 'schema'];
const PROPERTY = ['property', 'column', 'field'];
/** `{object}` or `${object}`; quotes around it are the author's and are replaced by ours. `{'a': 1}` is SQL's own. */
const PLACEHOLDER = /(["'`]?)\$?\{([A-Za-z_]+)\}\1/g;

/** Placeholders that nothing stands for. */
export function unknownPlaceholders(query: string, isAtProperty: boolean): string[] {
  const known = isAtProperty ? [...OBJECT, ...PROPERTY] : OBJECT;
  return [...query.matchAll(PLACEHOLDER)].flatMap(([, , name = '']) => (known.includes(name) ? [] : [name]));
}

/** The query with names in place of its placeholders, quoted so that a name stays a name whatever it holds. */
export function renderQuery(query: string, { object, property }: QueryNames): string {
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  // A schema is one more name before the table's: there is only one.
  const bare = query.replaceAll(/(["'`]?)\$?\{schema\}\1\s*\.\s*/g, '');
  return bare.replaceAll(PLACEHOLDER, (whole: string, _quote: string, name: string) => {
    if (OBJECT.includes(name)) return quoted(object);
    return PROPERTY.includes(name) && property !== null ? quoted(property) : whole;
  });
}
