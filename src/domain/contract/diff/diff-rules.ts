import type { LibraryRule, Operator, Severity } from '../contract.ts';
import { ruleText } from '../library-rule.ts';
import { BOTH, type Broken, type ContractChange, NOBODY } from './contract-change.ts';
import { numbered } from './diff-keyed.ts';
import { operatorBreaks } from './operator-breaks.ts';

/** Library rules of one place: those of the same metric and arguments are one rule whose limit may change. */
export function diffRules(
  where: string,
  before: readonly LibraryRule[],
  after: readonly LibraryRule[],
): ContractChange[] {
  const subjects = [...new Set([...before, ...after].map(subject))];
  return subjects.flatMap((each) => {
    const [old, now] = [before, after].map((rules) => rules.filter((rule) => subject(rule) === each));
    return diffLimits(where, old ?? [], now ?? []);
  });
}

function subject({ metric, values, pattern, columns }: LibraryRule): string {
  return JSON.stringify([metric, values, pattern, columns]);
}

/** Where several rules hold for one count, upper limits are compared with upper limits. */
function diffLimits(
  where: string,
  before: readonly LibraryRule[],
  after: readonly LibraryRule[],
): ContractChange[] {
  if (before.length === 1 && after.length === 1) return diffRule(where, before[0], after[0]);
  const [old, now] = [before, after].map((rules) => numbered(rules, ({ operator }) => side(operator)));
  const keys = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...keys].flatMap((key) => diffRule(where, old?.get(key), now?.get(key)));
}

/** Which way a rule holds: an upper and a lower limit of one metric are two rules. */
function side({ kind }: Operator): string {
  if (/Less/.test(kind)) return 'most';
  return /Greater/.test(kind) ? 'least' : kind;
}

function diffRule(
  where: string,
  before: LibraryRule | undefined,
  after: LibraryRule | undefined,
): ContractChange[] {
  const [old, now] = [told(before), told(after)];
  if (old === now) return [];
  const breaks = ruleBreaks(before, after);
  const what = (before ?? after)?.metric ?? 'rule';
  return [{ where, what, before: old, after: now, breaks, because: REASONS[breaks.join(',')] ?? '' }];
}

const REASONS: Readonly<Record<string, string>> = {
  '': 'it blocks nothing',
  readers: 'what was promised is not any more',
  data: 'data that kept the old contract may break the new one',
  'readers,data': 'it is another rule now',
};

function told(rule: LibraryRule | undefined): string | null {
  if (rule === undefined) return null;
  return rule.severity === 'error' ? ruleText(rule) : `${ruleText(rule)} (${rule.severity})`;
}

/** Only rules that block promise anything. */
function ruleBreaks(before: LibraryRule | undefined, after: LibraryRule | undefined): readonly Broken[] {
  const changed = blockingBreaks(before, after);
  if (changed !== null || before === undefined || after === undefined) return changed ?? NOBODY;
  return before.unit === after.unit ? operatorBreaks(before.operator, after.operator) : BOTH;
}

type Blocking = { readonly severity: Severity } | undefined;

/** Whom it breaks that a rule begins to block or ceases to; null where both block. */
export function blockingBreaks(before: Blocking, after: Blocking): readonly Broken[] | null {
  const [held, holds] = [before, after].map((rule) => rule?.severity === 'error');
  if (held === true && holds === true) return null;
  if (held === true) return ['readers'];
  return holds === true ? ['data'] : NOBODY;
}
