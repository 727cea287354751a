import type { DataConfig } from '../../../config/resolved.ts';
import { splitColumns } from '../../../config/split-columns.ts';

/**
 * The feature columns in the order of a single [n, f] tensor: `data.features`, else the contract's order, else the
 * file's, without targets, id, group, time, weight and what splits the datasets.
 */
export function resolveFeatures(
  data: DataConfig,
  columnsInFile: readonly string[],
  columnsInContract: readonly string[] | null,
): readonly string[] {
  if (data.features !== null) return data.features;
  const inFile = new Set(columnsInFile);
  const ordered = columnsInContract?.filter((name) => inFile.has(name)) ?? columnsInFile;
  const roles = new Set([
    ...data.targets,
    data.id,
    data.groupBy,
    data.time,
    data.weight,
    ...splitColumns(data),
  ]);
  return ordered.filter((name) => !roles.has(name));
}
