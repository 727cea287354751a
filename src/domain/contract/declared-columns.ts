import type { ContractTable, Environment, Lifecycle, TimeReading } from './contract.ts';

/** Declared logical types by column. */
export function declaredTypes(contract: ContractTable | null): Record<string, string> {
  const declared = contract?.columns.flatMap(({ name, logicalType }) =>
    logicalType === null ? [] : [[name, logicalType] as const],
  );
  return Object.fromEntries(declared ?? []);
}

/** How the text of columns is read, where it is not ISO 8601 in UTC. */
export function declaredReadings(contract: ContractTable | null): Record<string, TimeReading> {
  const declared = contract?.columns.flatMap(({ name, reading }) =>
    reading === null ? [] : [[name, reading] as const],
  );
  return Object.fromEntries(declared ?? []);
}

/** Lifecycles of columns that no model may rest on. */
const UNUSED: readonly Lifecycle[] = ['planned', 'debug', 'disabled'];

/**
 * The columns that a model may be given: those with the role of a feature, or, where none has it, those without another.
 * null: the contract describes no column.
 */
export function featureColumns({ columns }: Pick<ContractTable, 'columns'>): string[] | null {
  if (columns.length === 0) return null;
  const hasFeatures = columns.some(({ role }) => role === 'feature');
  const usable = columns.filter(({ role, environments, lifecycle }) => {
    const isServed = environments === null || environments.includes('serving');
    return (hasFeatures ? role === 'feature' : role === null) && isServed && !UNUSED.includes(lifecycle);
  });
  return usable.map(({ name }) => name);
}

/** Columns that data of this environment need not have. */
export function absentIn(
  contract: Pick<ContractTable, 'columns'> | null,
  environment: Environment,
): string[] {
  return (contract?.columns ?? []).flatMap(({ name, environments }) =>
    environments === null || environments.includes(environment) ? [] : [name],
  );
}
