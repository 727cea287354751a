import type { KeyPath } from '../../config/problems.ts';
import type { Finding } from './contract-problems.ts';

interface Named {
  readonly name: string;
  readonly physicalName?: string | undefined;
}

/** Names and the columns behind them; inside of objects, too. */
export function repeatedNames(properties: readonly Named[], at: KeyPath): Finding[] {
  return properties.flatMap((property, index): Finding[] => {
    const earlier = properties.slice(0, index);
    if (earlier.some(({ name }) => name === property.name))
      return [[[...at, index, 'name'], `${property.name} stands twice`]];
    const column = property.physicalName ?? property.name;
    const isTaken = earlier.some((each) => (each.physicalName ?? each.name) === column);
    return isTaken ? [[[...at, index], `the column ${column} is already that of another property`]] : [];
  });
}
