import type { ValueShape } from '../../domain/contract/value-shape.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';
import { askQueries } from './ask-queries.ts';
import { countChanged } from './count-changed.ts';
import { countShared, countSharedRows } from './count-shared.ts';
import { countValues } from './count-values.ts';
import { EngineSession } from './engine-session.ts';
import { extentsOf } from './extents.ts';
import { measure } from './measure.ts';
import { parseType, shapeOf } from './nested-type.ts';
import { outlineColumns } from './outline.ts';
import { readAndStore, readTable } from './read.ts';
import type { SandboxOptions } from './sandbox.ts';
import { survey } from './survey.ts';
import type { OnRows } from './watch-query.ts';

export interface DuckdbOptions {
  /** DuckDB spills to disk beyond it. */
  readonly memoryLimitMb: number;
  /** Limits of queries that contracts ask. */
  readonly sandbox?: SandboxOptions;
  /** Is told how far a query is that takes long. */
  readonly onRows?: OnRows;
}

/** The data engine on DuckDB. The add-on is loaded with the first question. */
export function createDuckdbEngine({ memoryLimitMb, sandbox = {}, onRows }: DuckdbOptions): DataEngine {
  const session = new EngineSession(memoryLimitMb, onRows ?? null);
  return {
    async describe(source) {
      const { columns } = await session.relation(source);
      return columns.map(({ name, logicalType, physicalType }) => {
        // Text that is declared to be a list or an object is JSON.
        const isJson = physicalType === 'VARCHAR' && ['object', 'array'].includes(logicalType);
        const shape: ValueShape = isJson ? { kind: 'open' } : shapeOf(parseType(physicalType));
        return { name, logicalType, physicalType, shape };
      });
    },
    async differences(source) {
      return (await session.relation(source)).differences ?? [];
    },
    async measure(source, plan, tables = {}) {
      return measure(session, await session.relation(source), {
        ...plan,
        table: (name) => session.relation(tableNamed(tables, name)),
      });
    },
    async read(source, request) {
      return readTable(session, await session.relation(source), request);
    },
    async store(source, request) {
      return readAndStore(session, await session.relation(source), request);
    },
    async extents(source, rules) {
      return extentsOf(session, await session.relation(source), rules);
    },
    async survey(source, plan) {
      return survey(session, await session.relation(source), plan);
    },
    async countShared([left, right], columns) {
      const relations = [await session.relation(left), await session.relation(right)] as const;
      const [first, another] = columns;
      return first !== undefined && another === undefined
        ? countShared(session, relations, first)
        : countSharedRows(session, relations, columns);
    },
    async countChanged([left, right], asked) {
      return countChanged(session, [await session.relation(left), await session.relation(right)], asked);
    },
    async outline(source, plan) {
      return outlineColumns(session, await session.relation(source), plan);
    },
    async ask(sources, questions) {
      const tables = [];
      for (const [name, source] of Object.entries(sources))
        tables.push({ name, relation: await session.relation(source) });
      return askQueries(session, { tables, questions }, sandbox);
    },
    async countValues(source, column, most) {
      return countValues(session, await session.relation(source), { column, most });
    },
    async close() {
      await session.close();
    },
  };
}

function tableNamed(tables: Readonly<Record<string, DataSource>>, name: string): DataSource {
  const found = tables[name];
  if (found === undefined) throw new ModelyardError('internal', `no files were given for the table ${name}`);
  return found;
}
