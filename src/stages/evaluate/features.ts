import type { DataConfig } from '../../config/resolved.ts';

/**
 * The feature columns in the order of a single [n, f] tensor: `data.features`, else the contract's order, else the
 * file's, without targets, id, group, time and weight.
 */
export function resolveFeatures(
  data: DataConfig,
  columnsInFile: readonly string[],
  columnsInContract: readonly string[] | null,
): readonly string[] {
  if (data.features !== null) return data.features;
  const inFile = new Set(columnsInFile);
  const ordered = columnsInContract?.filter((name) => inFile.has(name)) ?? columnsInFile;
  const roles = new Set([...data.targets, data.id, data.groupBy, data.time, data.weight]);
  return ordered.filter((name) => !roles.has(name));
}
