/** Who a change breaks: those who read the data, and rest on what was promised; or data that kept the old contract. */
export type Broken = 'readers' | 'data';

export interface ContractChange {
  /** Column, or what of the contract: `age`, `address.zip`, `rows`. */
  readonly where: string;
  /** What of it: `range`, `required`, `column` … */
  readonly what: string;
  /** null: was not there. */
  readonly before: string | null;
  /** null: is not there any more. */
  readonly after: string | null;
  /** Empty: nobody. */
  readonly breaks: readonly Broken[];
  /** In words, why. */
  readonly because: string;
}

export const NOBODY: readonly Broken[] = [];
export const BOTH: readonly Broken[] = ['readers', 'data'];

/** What was promised and is not any more breaks readers; what was not asked for and is breaks data. */
export function looserOrStricter(before: unknown, after: unknown): readonly Broken[] {
  if (before !== null && after === null) return ['readers'];
  return before === null && after !== null ? ['data'] : BOTH;
}

const REASONS: Readonly<Record<string, string>> = {
  '': 'nobody relies on it',
  readers: 'what was promised is not any more',
  data: 'data that kept the old contract may break the new one',
  'readers,data': 'it is something else now',
};

export function reason(what: string, breaks: readonly Broken[]): string {
  if (what === 'required' && breaks[0] === 'readers') return 'readers may meet nulls';
  return REASONS[breaks.join(',')] ?? '';
}
