import type { DuckDBResultReader } from '@duckdb/node-api';
import type { SandboxReply } from './sandbox-protocol.ts';

/** The one number, or truth, that a query gives. */
export function answerOf(
  reader: Pick<DuckDBResultReader, 'columnCount' | 'currentRowCount' | 'value'>,
): SandboxReply {
  const { columnCount, currentRowCount } = reader;
  if (columnCount !== 1) return refused(`it gives ${columnCount} columns, and one number is expected`);
  if (currentRowCount !== 1)
    return refused(
      `it gives ${currentRowCount === 0 ? 'no row' : 'several rows'}, and one number is expected`,
    );
  const value: unknown = reader.value(0, 0);
  if (value === null) return refused('it gives null, which is no number');
  const number = numberOf(value);
  if (number === null) return refused('it gives something else than a number, true or false');
  if (!Number.isFinite(number)) return refused(`it gives ${number}, which cannot be compared`);
  return { kind: 'value', value: number };
}

function refused(reason: string): SandboxReply {
  return { kind: 'refused', reason };
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return Number(value);
  if (
    value !== null &&
    typeof value === 'object' &&
    'toDouble' in value &&
    typeof value.toDouble === 'function'
  )
    return Number((value.toDouble as () => number).call(value));
  return null;
}
