export type Scalar = string | number | boolean;

/** What is done to one column. */
export type Change =
  | { readonly kind: 'set'; readonly value: Scalar }
  | { readonly kind: 'add'; readonly amount: number }
  | { readonly kind: 'scale'; readonly factor: number }
  /** Each value becomes the next one, the last the first; other values stay. */
  | { readonly kind: 'swap'; readonly values: readonly Scalar[] }
  /** So many pairs of neighbouring characters change places. */
  | { readonly kind: 'typos'; readonly count: number };

export const EXPECTATIONS = ['same', 'same_decision', 'not_lower', 'not_higher', 'higher', 'lower'] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

/** What is expected of a model's scores when one column of a row is changed. */
export interface Perturbation {
  readonly name: string;
  readonly column: string;
  readonly change: Change;
  readonly expect: Expectation;
  /** Class or target whose number must rise or fall; null: the only one, or for `same` all of them. */
  readonly of: string | null;
  /** In the unit of the score. */
  readonly tolerance: number;
  /** Share of the changed rows that must keep it. */
  readonly minShare: number;
  readonly severity: 'block' | 'warn';
}

/** `sex: f ↔ m`, `income + 1000`: how a change is told. */
export function changeText(column: string, change: Change): string {
  switch (change.kind) {
    case 'set':
      return `${column} = ${change.value}`;
    case 'add':
      return change.amount < 0 ? `${column} − ${-change.amount}` : `${column} + ${change.amount}`;
    case 'scale':
      return `${column} × ${change.factor}`;
    case 'swap':
      return `${column}: ${change.values.join(change.values.length === 2 ? ' ↔ ' : ' → ')}`;
    case 'typos':
      return `${column} with ${change.count === 1 ? 'a typo' : `${change.count} typos`}`;
  }
}
