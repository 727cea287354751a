import { messageOf } from '../../errors.ts';
import type { EngineSession } from './engine-session.ts';

/** What a query that may run reads. */
export interface GuardedQuery {
  /** Folded names of declared tables. */
  readonly tables: readonly string[];
  /** Lower-case names that may be columns; null: any column may be read. */
  readonly columns: readonly string[] | null;
}

const REFUSED_PREFIXES = ['pragma_', 'pg_', 'duckdb_'];

const LONGEST_QUERY = 20_000;
/** The parser takes time by the square of the comments that stand in each other. */
const MOST_COMMENTS = 200;

/** Names of tables are equal to DuckDB whatever the case of A to Z. */
export function folded(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Sources of rows that reach nothing outside of the query. */
const TABLE_FUNCTIONS = ['range', 'generate_series', 'unnest'];
const SOURCES = ['BASE_TABLE', 'TABLE_FUNCTION', 'JOIN', 'SUBQUERY', 'EMPTY', 'EXPRESSION_LIST', 'PIVOT'];
/** Functions that look at the process, wait, leave traces, or take a query as text, which nobody has taken apart. */
const REFUSED_FUNCTIONS = [
  'json_serialize_plan',
  'json_serialize_sql',
  'json_deserialize_sql',
  'current_query_id',
  'current_connection_id',
  'current_transaction_id',
  'txid_current',
  'stats',
  'setseed',
  'write_log',
  'sleep_ms',
  'current_setting',
  'set_config',
  'getvariable',
  'getenv',
  'nextval',
  'currval',
  'current_query',
];

/**
 * Takes a query apart before it runs: one SELECT over declared tables, and nothing else. A text says why it may not run.
 * The engine that runs it is locked, too; but some of DuckDB's functions break a locked engine.
 */
export async function guardQuery(
  session: EngineSession,
  sql: string,
  declared: readonly string[],
): Promise<GuardedQuery | string> {
  if (sql.length > LONGEST_QUERY) return `the query is longer than ${LONGEST_QUERY} characters`;
  if (sql.split('/*').length - 1 > MOST_COMMENTS) return `the query has more than ${MOST_COMMENTS} comments`;
  try {
    const connection = await session.connection();
    const reader = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR) AS j', [sql]);
    const parsed = JSON.parse(String(reader.getRowObjects()[0]?.j)) as Parsed;
    return guardParsed(parsed, new Set(declared.map(folded)));
  } catch (error) {
    if (error instanceof RangeError) return 'the query is nested too deeply';
    // What DuckDB makes of 1e999 is no JSON.
    if (error instanceof SyntaxError) return 'a number in the query is larger than a double can say';
    return firstLine(messageOf(error));
  }
}

interface Parsed {
  readonly error: boolean;
  readonly error_message?: string;
  readonly statements?: readonly { readonly node: unknown; readonly named_param_map?: readonly unknown[] }[];
}

function guardParsed(parsed: Parsed, declared: ReadonlySet<string>): GuardedQuery | string {
  if (parsed.error) {
    const message = parsed.error_message ?? '';
    return /Only SELECT/.test(message) ? 'only a SELECT may be asked' : firstLine(message);
  }
  const [statement, another] = parsed.statements ?? [];
  if (statement === undefined) return 'the query is empty';
  if (another !== undefined) return 'only one statement may be asked';
  if ((statement.named_param_map ?? []).length > 0) return 'a query takes no parameters';
  const found = new Findings(declared);
  found.visit(statement.node);
  return found.problem ?? found.guarded();
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.slice(0, 300) ?? '';
}

type Node = Readonly<Record<string, unknown>>;

/** What stands after WITH. */
interface Named {
  readonly key?: unknown;
  readonly value?: { readonly query?: { readonly node?: { readonly type?: unknown } } };
}

/** What a walk through a parsed query comes across. */
class Findings {
  readonly #declared: ReadonlySet<string>;
  /** Tables of the query's own, where it is being looked at. */
  #temporary: ReadonlySet<string> = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #tables = new Set<string>();
  readonly #columns = new Set<string>();
  /** Names that stand alone: a column's, or a table's for its whole row. */
  readonly #alone = new Set<string>();
  #isWhole = false;
  problem: string | null = null;

  constructor(declared: ReadonlySet<string>) {
    this.#declared = declared;
  }

  guarded(): GuardedQuery {
    const isRow = [...this.#alone].some((name) => this.#asked.has(name));
    return { tables: [...this.#tables], columns: this.#isWhole || isRow ? null : [...this.#columns] };
  }

  visit(node: unknown): void {
    if (node === null || typeof node !== 'object' || this.problem !== null) return;
    if (Array.isArray(node)) {
      for (const each of node) this.visit(each);
      return;
    }
    const { cte_map, ...object } = node as Node;
    const outside = this.#temporary;
    this.#nameTemporary(cte_map);
    this.#look(object);
    for (const each of Object.values(object)) this.visit(each);
    this.#temporary = outside;
  }

  /** A name after WITH is a table for what follows, inside of the same query; for its own only where it is recursive. */
  #nameTemporary(cte_map: unknown): void {
    const { map = [] } = (cte_map ?? {}) as { readonly map?: readonly Named[] };
    for (const { key, value } of map) {
      const outside = this.#temporary;
      const inside = new Set(outside).add(folded(String(key)));
      if (value?.query?.node?.type === 'RECURSIVE_CTE_NODE') this.#temporary = inside;
      this.visit(value);
      this.#temporary = inside;
    }
  }

  #look(node: Node): void {
    const source = node.from_table as Node | undefined;
    if (source !== undefined && !SOURCES.includes(String(source.type)))
      this.problem = `a query may not read from ${String(source.type).toLowerCase().replaceAll('_', ' ')}`;
    const look = LOOKS[String(node.type)];
    if (look !== undefined) this[look](node);
    if (node.ref_type === 'NATURAL') this.#isWhole = true;
    if (Array.isArray(node.using_columns)) this.addColumns(node.using_columns);
  }

  addTable({ schema_name, catalog_name, table_name, alias }: Node): void {
    const name = folded(String(table_name));
    this.#asked.add(String(table_name).toLowerCase()).add(String(alias).toLowerCase());
    const isPlain = ['', 'main'].includes(String(schema_name)) && catalog_name === '';
    if (isPlain && schema_name === '' && this.#temporary.has(name)) return;
    if (isPlain && this.#declared.has(name)) this.#tables.add(name);
    else
      this.problem = `there is no table ${JSON.stringify(table_name)}; the contract declares ${[...this.#declared].join(', ')}`;
  }

  addFunction({ function: called }: Node): void {
    const name = String((called as Node).function_name).toLowerCase();
    if (!TABLE_FUNCTIONS.includes(name)) this.problem = `a query may not call ${name}`;
  }

  addCall({ function_name }: Node): void {
    const name = String(function_name).toLowerCase();
    if (REFUSED_FUNCTIONS.includes(name) || REFUSED_PREFIXES.some((prefix) => name.startsWith(prefix)))
      this.problem = `a query may not call ${name}`;
  }

  addColumn({ column_names }: Node): void {
    if (!Array.isArray(column_names)) return;
    this.addColumns(column_names);
    if (column_names.length === 1) this.#alone.add(String(column_names[0]).toLowerCase());
  }

  addColumns(names: readonly unknown[]): void {
    for (const name of names) this.#columns.add(String(name).toLowerCase());
  }

  addWhole(): void {
    this.#isWhole = true;
  }

  refuseShow(): void {
    this.problem = 'a query may not describe the engine';
  }
}

const LOOKS: Readonly<
  Record<string, 'addTable' | 'addFunction' | 'addCall' | 'addColumn' | 'addWhole' | 'refuseShow'>
> = {
  BASE_TABLE: 'addTable',
  TABLE_FUNCTION: 'addFunction',
  FUNCTION: 'addCall',
  WINDOW_AGGREGATE: 'addCall',
  COLUMN_REF: 'addColumn',
  STAR: 'addWhole',
  POSITIONAL_REFERENCE: 'addWhole',
  PIVOT: 'addWhole',
  SHOW_REF: 'refuseShow',
};
