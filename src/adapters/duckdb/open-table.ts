import { stat } from 'node:fs/promises';
import { ModelyardError } from '../../errors.ts';
import type { DataSource } from '../../ports/data-engine.ts';
import { assertNames } from './assert-names.ts';
import { describeFrom } from './describe-reading.ts';
import type { EngineSession } from './engine-session.ts';
import type { NamedFile } from './named-file.ts';
import type { OpenedFile } from './opened-file.ts';
import { identifier, textLiteral } from './sql.ts';

interface Table {
  readonly schema: string;
  readonly name: string;
}

/**
 * A table of a DuckDB file, which is opened for reading only. Views are not read: a view of a file that a pull request
 * brings could read any file of this machine.
 */
export async function openTable(
  session: EngineSession,
  { path, label }: NamedFile,
  source: DataSource,
): Promise<OpenedFile> {
  await assertNoLog(path, label);
  const database = await session.attach(path, source);
  const tables = await tablesOf(session, database, { ...source, files: [path] });
  const { schema, name } = chosen(tables, source.form?.table ?? null, label);
  const table = [database, schema, name].map(identifier).join('.');
  const columns = await describeFrom(session, table, [path]);
  assertNames(
    columns.map((column) => column.name),
    label,
  );
  return {
    path,
    label,
    reading: { format: 'duckdb', table },
    columns: columns.map((column) => ({ ...column, isOpen: false })),
  };
}

/** What stands in the write-ahead log would be read, and is in no digest of the file. */
async function assertNoLog(path: string, label: string): Promise<void> {
  const log = await stat(`${path}.wal`).catch(() => null);
  if (log === null) return;
  throw new ModelyardError('input', `${label} has changes that are not in the file yet: ${label}.wal`, {
    hint: 'Close the program that writes it, or run CHECKPOINT there.',
  });
}

async function tablesOf(
  session: EngineSession,
  database: string,
  source: DataSource,
): Promise<readonly Table[]> {
  const rows = await session.rows(
    `SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ${textLiteral(database)} AND NOT internal ORDER BY ALL`,
    source,
  );
  return rows.map((row) => ({ schema: String(row.schema_name), name: String(row.table_name) }));
}

function chosen(tables: readonly Table[], wanted: string | null, label: string): Table {
  const names = tables.map(({ schema, name }) => (schema === 'main' ? name : `${schema}.${name}`));
  const known = names.length === 0 ? 'It has no table.' : `Its tables are: ${names.slice(0, 50).join(', ')}.`;
  if (wanted === null && tables.length !== 1)
    throw new ModelyardError('input', `${label} has ${tables.length} tables, and none is named`, {
      hint: `${known} Say which: { path: ${label}, table: … }.`,
    });
  const found = tables.find(
    ({ schema, name }, index) => wanted === null || names[index] === wanted || `${schema}.${name}` === wanted,
  );
  if (found !== undefined) return found;
  throw new ModelyardError('input', `${label} has no table ${wanted}`, {
    hint: `${known} A view is not read: make it a table.`,
  });
}
