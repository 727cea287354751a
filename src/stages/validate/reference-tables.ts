import { resolve } from 'node:path';
import type { Contract, ReferenceTable } from '../../domain/contract/contract.ts';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';
import type { DatasetResult } from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import { checkDataset, type OpenedDataset, openDataset } from './check-dataset.ts';

/** A table that keys of the contract point to. */
export interface OpenedTable {
  readonly table: ReferenceTable;
  readonly dataset: OpenedDataset;
}

/** Opens the files that the contract names for its other tables; paths start at the folder of modelyard.yml. */
export async function openTables(
  context: StageContext,
  engine: DataEngine,
  contract: Contract | null,
): Promise<OpenedTable[]> {
  const opened: OpenedTable[] = [];
  for (const table of contract?.tables ?? []) {
    const patterns = table.files.map((written) => ({
      written,
      absolute: resolve(context.project.directory, written),
    }));
    const role = `reference:${table.name}`;
    opened.push({
      table,
      dataset: await openDataset(context, engine, { role, paths: { patterns }, contract: table }),
    });
  }
  return opened;
}

/** The tables as the data engine is given them, by each of their names. */
export function sourcesOf(tables: readonly OpenedTable[]): Record<string, DataSource> {
  const named = tables.flatMap(({ table, dataset }) =>
    [...table.aliases, table.name].map((name) => [name, dataset.source] as const),
  );
  return Object.fromEntries(named);
}

/** The contract's own rules for its other tables. */
export async function checkTables(
  context: StageContext,
  engine: DataEngine,
  tables: readonly OpenedTable[],
): Promise<DatasetResult[]> {
  const results: DatasetResult[] = [];
  for (const { table, dataset } of tables) {
    const request = {
      contract: table,
      roleChecks: [],
      optional: [],
      environment: null,
      tables: sourcesOf(tables),
    };
    results.push(await checkDataset(context, engine, { dataset, request }));
  }
  return results;
}
