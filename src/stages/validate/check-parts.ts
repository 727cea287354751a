import { type CheckSettings, DATA_CHECKS } from '../../domain/data-checks/catalogue.ts';
import { ModelyardError } from '../../errors.ts';

/** Which checks run. */
export interface CheckParts {
  readonly isWhole: boolean;
  readonly contract: boolean;
  /** Target, id, group. */
  readonly roles: boolean;
  readonly overlap: boolean;
  /** The comparisons with other data. */
  readonly drift: boolean;
  /** The settings of those checks on data for learning that run. */
  readonly learning: (settings: CheckSettings) => CheckSettings;
}

export const WHOLE: CheckParts = {
  isWhole: true,
  contract: true,
  roles: true,
  overlap: true,
  drift: true,
  learning: (settings) => settings,
};

const PARTS = ['contract', 'roles', 'overlap', 'drift'] as const;

/** `contract,overlap,outliers` → what runs. Throws `usage` for a name that is none. */
export function checkParts(names: readonly string[]): CheckParts {
  const kinds: readonly string[] = DATA_CHECKS.map(({ kind }) => kind);
  const unknown = names.find((name) => ![...PARTS, ...kinds].includes(name));
  if (names.length === 0 || unknown !== undefined)
    throw new ModelyardError('usage', `--checks: there is no check ${JSON.stringify(unknown ?? '')}`, {
      hint: `Name one or several of: ${[...PARTS, ...kinds].join(', ')}.`,
    });
  const isAsked = (kind: string) =>
    names.includes(kind) || (names.includes('overlap') && kind.startsWith('overlap_'));
  return {
    isWhole: false,
    contract: names.includes('contract'),
    roles: names.includes('roles'),
    overlap: names.includes('overlap'),
    drift: names.includes('drift'),
    learning: (settings) => Object.fromEntries(Object.entries(settings).filter(([kind]) => isAsked(kind))),
  };
}
