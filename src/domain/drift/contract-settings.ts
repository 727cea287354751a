import type { ContractTable } from '../contract/contract.ts';
import type { ColumnSettings, DriftSettings } from './drift-settings.ts';

/**
 * The settings with the limits that the contract gives to single columns; those of the config come before them. `skew`
 * is between training and serving; where the contract says nothing of it, its `drift` holds there, too.
 */
export function driftSettings(
  settings: DriftSettings,
  contract: Pick<ContractTable, 'columns'> | null,
  kind: 'drift' | 'skew',
): DriftSettings {
  const given = (contract?.columns ?? []).flatMap(({ name, drift, skew }) => {
    const found = kind === 'skew' ? (skew ?? drift) : drift;
    if (found === null) return [];
    const { off, ...limits } = found;
    return [[name, off ? 'off' : limits] as const];
  });
  const columns: Record<string, ColumnSettings> = Object.fromEntries(given);
  for (const [name, own] of Object.entries(settings.columns)) {
    const before = Object.hasOwn(columns, name) ? columns[name] : undefined;
    columns[name] = own === 'off' || before === undefined || before === 'off' ? own : { ...before, ...own };
  }
  return { ...settings, columns };
}
