import { type Broken, type ContractChange, reason } from './contract-change.ts';

export interface Keyed<T> {
  readonly where: string;
  readonly what: string;
  readonly before: ReadonlyMap<string, T>;
  readonly after: ReadonlyMap<string, T>;
  readonly told: (one: T) => string;
  readonly inside: (before: T, after: T) => readonly ContractChange[];
  /** Whom one more breaks; data if not said. */
  readonly more?: (one: T) => readonly Broken[];
  /** Whom one less breaks; readers if not said. */
  readonly less?: (one: T) => readonly Broken[];
}

/** What is gone, what is new, and what differs in those that stayed. */
export function diffKeyed<T>({
  where,
  what,
  before,
  after,
  told,
  inside,
  more = () => ['data'],
  less = () => ['readers'],
}: Keyed<T>): ContractChange[] {
  const at = (key: string) => (where === '' ? key : where);
  return [
    ...[...before].flatMap(([key, old]): readonly ContractChange[] => {
      const now = after.get(key);
      if (now !== undefined) return inside(old, now);
      const breaks = less(old);
      return [
        { where: at(key), what, before: told(old), after: null, breaks, because: reason(what, breaks) },
      ];
    }),
    ...[...after].flatMap(([key, now]): ContractChange[] => {
      if (before.has(key)) return [];
      const breaks = more(now);
      return [
        { where: at(key), what, before: null, after: told(now), breaks, because: reason(what, breaks) },
      ];
    }),
  ];
}

/** Things by what tells them apart; those that nothing does by their turn. */
export function numbered<T>(things: readonly T[], textOf: (one: T) => string): Map<string, T> {
  const counts = new Map<string, number>();
  return new Map(
    things.map((one) => {
      const text = textOf(one);
      const count = counts.get(text) ?? 0;
      counts.set(text, count + 1);
      return [count === 0 ? text : `${text} (${count + 1})`, one];
    }),
  );
}
