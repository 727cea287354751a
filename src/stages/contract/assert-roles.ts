import type { DataConfig } from '../../config/resolved.ts';
import type { Contract, Role } from '../../domain/contract/contract.ts';
import { ModelyardError } from '../../errors.ts';

/**
 * Throws `config` where modelyard.yml and the contract give a role to different columns: one of the two is wrong. `placeOf` says
 * where the contract names a column.
 */
export function assertRolesAgree(
  contract: Contract,
  data: DataConfig,
  placeOf: (column: string) => string,
): void {
  const configured: readonly (readonly [Role, key: string, columns: readonly (string | null)[]])[] = [
    ['label', 'target', data.targets],
    ['id', 'id', [data.id]],
    ['group', 'group_by', [data.groupBy]],
    ['time', 'time', [data.time]],
    ['weight', 'weight', [data.weight]],
  ];
  const wrong = configured.flatMap(([role, key, columns]) => {
    const named = columns.filter((column) => column !== null);
    const found = contract.columns.find((each) => each.role === role)?.name;
    return found === undefined || named.length === 0 || named.includes(found)
      ? []
      : [`${placeOf(found)}: the ${role} is ${found}, data.${key} of modelyard.yml says ${named.join(', ')}`];
  });
  if (wrong.length === 0) return;
  throw new ModelyardError('config', wrong.join('\n'), {
    hint: 'Name the same column in both.',
  });
}
