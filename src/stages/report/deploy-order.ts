import type { EnvironmentConfig } from '../../config/resolved.ts';

/** Environments such that each comes after the one that it requires; otherwise as written. */
export function deployOrder(environments: readonly EnvironmentConfig[]): string[] {
  const byName = new Map(environments.map((environment) => [environment.name, environment]));
  const order = new Set<string>();
  const visit = (name: string, path: readonly string[]) => {
    const requires = byName.get(name)?.requires ?? null;
    if (requires !== null && !path.includes(requires) && byName.has(requires))
      visit(requires, [...path, name]);
    order.add(name);
  };
  for (const { name } of environments) visit(name, []);
  return [...order];
}
