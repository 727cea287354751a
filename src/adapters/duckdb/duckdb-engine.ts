import type { DataEngine } from '../../ports/data-engine.ts';
import { countShared } from './count-shared.ts';
import { EngineSession } from './engine-session.ts';
import { measure } from './measure.ts';
import { readTable } from './read.ts';

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
    async countShared([left, right], column) {
      return countShared(session, [await session.relation(left), await session.relation(right)], column);
    },
    async close() {
      await session.close();
    },
  };
}
