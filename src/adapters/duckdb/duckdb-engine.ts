import type { DataEngine } from '../../ports/data-engine.ts';
import { countShared, countSharedRows } from './count-shared.ts';
import { EngineSession } from './engine-session.ts';
import { measure } from './measure.ts';
import { readTable } from './read.ts';
import { survey } from './survey.ts';

export interface DuckdbOptions {
  /** DuckDB spills to disk beyond it. */
  readonly memoryLimitMb: number;
}

/** The data engine on DuckDB. The add-on is loaded with the first question. */
export function createDuckdbEngine({ memoryLimitMb }: DuckdbOptions): DataEngine {
  const session = new EngineSession(memoryLimitMb);
  return {
    async describe(source) {
      const { columns } = await session.relation(source);
      return columns.map(({ name, logicalType, physicalType }) => ({ name, logicalType, physicalType }));
    },
    async measure(source, plan) {
      return measure(session, await session.relation(source), plan);
    },
    async read(source, request) {
      return readTable(session, await session.relation(source), request);
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
    async close() {
      await session.close();
    },
  };
}
