import type { DataConfig } from '../../config/resolved.ts';
import type { Contract, Role } from '../../domain/contract/contract.ts';
import { ModelyardError } from '../../errors.ts';

/** Throws `config` where modelyard.yml and the contract give a role to different columns: one of the two is wrong. */
export function assertRolesAgree(contract: Contract, data: DataConfig, label: string): void {
  const configured: readonly (readonly [Role, key: string, column: string | null])[] = [
    ['label', 'target', data.target],
    ['id', 'id', data.id],
    ['group', 'group_by', data.groupBy],
    ['time', 'time', data.time],
    ['weight', 'weight', data.weight],
  ];
  const wrong = configured.flatMap(([role, key, column]) => {
    const found = contract.columns.find((each) => each.role === role)?.name;
    return found === undefined || column === null || found === column
      ? []
      : [`the ${role} is ${found}, data.${key} of modelyard.yml says ${column}`];
  });
  if (wrong.length === 0) return;
  throw new ModelyardError('config', `${label}: ${wrong.join('; ')}`, {
    hint: 'Name the same column in both.',
  });
}
