import type { ActionDefinition } from './action-definition.ts';
import { JUDGING_ACTIONS } from './judging-actions.ts';
import { SHIPPING_ACTIONS } from './shipping-actions.ts';

export type { ActionDefinition };

/** Every action, in the order of the way through a repository. */
export const ACTIONS: readonly ActionDefinition[] = [...JUDGING_ACTIONS, ...SHIPPING_ACTIONS];

export function findAction(name: string): ActionDefinition | null {
  return ACTIONS.find((action) => action.name === name) ?? null;
}
