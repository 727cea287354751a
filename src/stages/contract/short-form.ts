import type { KeyPath } from '../../config/problems.ts';
import { compileColumn, type Place } from './short-column.ts';

/** A part of the compiled contract and the part of the short form that it comes from. */
type Origin = readonly [compiled: KeyPath, written: KeyPath];

export interface CompiledShort {
  /** A contract of the standard, as its YAML would be parsed. */
  readonly document: Record<string, unknown>;
  readonly problems: readonly (readonly [path: KeyPath, message: string])[];
  /** The place in the short form that a place in the contract comes from. */
  readonly origin: (path: KeyPath) => KeyPath;
}

type Raw = Readonly<Record<string, unknown>>;

/** Whether a parsed file is meant to be the short form. */
export function isShortForm(value: unknown): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  return 'columns' in value && !('schema' in value) && !('kind' in value) && !('apiVersion' in value);
}

/**
 * The contract that a short form stands for. It is held against the short form's schema before. `before` tells which of two
 * places in the file comes first: a parsed map puts names that are numbers before all others.
 */
export function compileShort(
  short: Raw,
  before: (path: KeyPath, other: KeyPath) => number = () => 0,
): CompiledShort {
  const place: Place = { origins: [], problems: [], before };
  const name = String(short.table ?? short.contract);
  const tables = Object.entries((short.tables ?? {}) as Raw);
  const dataset = {
    name,
    ...properties(short, place, { compiled: ['schema', 0], written: [] }),
    ...qualityOf(short, place),
  };
  const others = tables.map(([table, given], index) =>
    compileTable({ name: table, given, keys: keysInto(table, dataset.properties) }, place, {
      compiled: ['schema', index + 1],
      written: ['tables', table],
    }),
  );
  const ages = [...agesOf(short.fresh, 'latency', name), ...agesOf(short.keep, 'retention', name)];
  ages.forEach(({ from }, index) => {
    place.origins.push([['slaProperties', index], from]);
  });
  const document = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: short.contract,
    version: String(short.version ?? '1.0.0'),
    status: short.status ?? 'active',
    ...(short.description === undefined ? {} : { description: { purpose: short.description } }),
    schema: [dataset, ...others],
    ...(ages.length === 0 ? {} : { slaProperties: ages.map(({ level }) => level) }),
  };
  return { document, problems: place.problems, origin: originOf(place.origins) };
}

/** The longest known beginning of the path, and what follows. */
function originOf(origins: readonly Origin[]): (path: KeyPath) => KeyPath {
  return (path) => {
    const fitting = origins.filter(([compiled]) => compiled.every((key, depth) => path[depth] === key));
    const best = fitting.reduce<Origin | null>(
      (longest, each) => (longest === null || each[0].length > longest[0].length ? each : longest),
      null,
    );
    return best === null ? path : [...best[1], ...path.slice(best[0].length)];
  };
}

interface Where {
  readonly compiled: KeyPath;
  readonly written: KeyPath;
}

function properties(short: Raw, place: Place, { compiled, written }: Where) {
  place.origins.push([compiled, written]);
  const keys = [short.key ?? []].flat().map(String);
  const columns = Object.entries((short.columns ?? {}) as Raw);
  columns.sort(([a], [b]) => place.before([...written, 'columns', a], [...written, 'columns', b]));
  const unknown = keys.filter((key) => !columns.some(([name]) => name === key));
  for (const key of unknown) place.problems.push([[...written, 'key'], `there is no column ${key}`]);
  return {
    properties: columns.map(([name, given], index): Record<string, unknown> => {
      const at = { compiled: [...compiled, 'properties', index], written: [...written, 'columns', name] };
      const position = keys.indexOf(name);
      const key = position === -1 ? {} : { primaryKey: true, primaryKeyPosition: position + 1 };
      return { name, ...compileColumn(given, place, at), ...key };
    }),
  };
}

interface ShortTable {
  readonly name: string;
  readonly given: unknown;
  /** Columns that keys of the dataset point to: described by that, where the table says nothing of its columns. */
  readonly keys: readonly string[];
}

function compileTable(
  { name, given, keys }: ShortTable,
  place: Place,
  where: Where,
): Record<string, unknown> {
  const isFiles = typeof given === 'string' || Array.isArray(given);
  const table = (isFiles ? { files: given } : given) as Raw;
  const columns = table.columns ?? Object.fromEntries(keys.map((key) => [key, null]));
  return {
    name,
    customProperties: [{ property: 'files', value: table.files }],
    ...properties({ ...table, columns }, place, where),
  };
}

function keysInto(table: string, columns: readonly Raw[]): string[] {
  const targets = columns.flatMap(({ relationships }) =>
    ((relationships ?? []) as { readonly to: unknown }[]).map(({ to }) => String(to)),
  );
  const keys = targets.filter((to) => to.startsWith(`${table}.`)).map((to) => to.slice(table.length + 1));
  return [...new Set(keys)];
}

function qualityOf(short: Raw, place: Place): { readonly quality?: unknown[] } {
  const rules: { readonly rule: unknown; readonly from: KeyPath }[] = [
    ...rowRules(short.rows, place).map((rule) => ({ rule, from: ['rows'] })),
    ...((short.unique ?? []) as unknown[]).map((columns, index) => ({
      rule: { metric: 'duplicateValues', mustBe: 0, arguments: { properties: columns } },
      from: ['unique', index],
    })),
    ...Object.entries((short.sql ?? {}) as Raw).map(([title, query]) => ({
      rule: queryRule(title, query),
      from: ['sql', title],
    })),
    ...((short.quality ?? []) as unknown[]).map((rule, index) => ({ rule, from: ['quality', index] })),
  ];
  rules.forEach(({ from }, index) => {
    place.origins.push([['schema', 0, 'quality', index], from]);
  });
  return rules.length === 0 ? {} : { quality: rules.map(({ rule }) => rule) };
}

function queryRule(title: string, given: unknown): Record<string, unknown> {
  if (typeof given === 'string') return { type: 'sql', description: title, query: given, mustBe: 0 };
  const hasOperator = Object.keys(given as Raw).some((key) => key.startsWith('must'));
  return { type: 'sql', description: title, ...(given as Raw), ...(hasOperator ? {} : { mustBe: 0 }) };
}

/** `1000` is at least so many; `1000..5000` has two ends. */
function rowRules(rows: unknown, place: Place): Record<string, unknown>[] {
  if (rows === undefined) return [];
  const [, low, high] = /^(\d*)\.\.(\d*)$/.exec(typeof rows === 'number' ? `${rows}..` : String(rows)) ?? [];
  if (low === undefined || high === undefined || `${low}${high}` === '') {
    place.problems.push([['rows'], `${JSON.stringify(rows)} is no range as 1000.. or 1000..5000`]);
    return [];
  }
  return [
    ...(low === '' ? [] : [{ metric: 'rowCount', mustBeGreaterOrEqualTo: Number(low) }]),
    ...(high === '' ? [] : [{ metric: 'rowCount', mustBeLessOrEqualTo: Number(high) }]),
  ];
}

/** `7d`, `12 h`, `P1Y`, or a number of days. */
function agesOf(given: unknown, property: string, table: string) {
  const key = property === 'latency' ? 'fresh' : 'keep';
  return Object.entries((given ?? {}) as Raw).map(([column, age]) => {
    const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/.exec(String(age)) ?? [];
    const value = amount === undefined ? { value: age } : { value: Number(amount), unit };
    return { level: { property, ...value, element: `${table}.${column}` }, from: [key, column] };
  });
}
