import type { EngineSession } from './engine-session.ts';

export interface DescribedColumn {
  readonly name: string;
  readonly physicalType: string;
}

/** Names and types of the columns of a FROM item. */
export async function describeFrom(
  session: EngineSession,
  from: string,
  files: readonly string[],
): Promise<readonly DescribedColumn[]> {
  const rows = await session.rows(`DESCRIBE SELECT * FROM ${from}`, { files, types: {} });
  return rows.map((row) => ({ name: String(row.column_name), physicalType: String(row.column_type) }));
}
