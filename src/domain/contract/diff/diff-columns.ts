import type { ContractColumn, ContractTable } from '../contract.ts';
import { featureColumns } from '../declared-columns.ts';
import { MOST_SEVERE } from '../lifecycle-severity.ts';
import { type Broken, type ContractChange, NOBODY, reason } from './contract-change.ts';
import { diffKeyed } from './diff-keyed.ts';
import { diffField } from './diff-values.ts';

export function diffColumns(before: ContractTable, after: ContractTable): ContractChange[] {
  const named = (table: ContractTable) => new Map(table.columns.map((column) => [column.name, column]));
  return diffKeyed({
    where: '',
    what: 'column',
    before: named(before),
    after: named(after),
    told: ({ logicalType, required }) => `${logicalType ?? 'any type'}${required ? ', required' : ''}`,
    inside: (old, now) => [...heldBack(old, now, diffField(old, now)), ...diffParts(old, now)],
    // A declared column must be there, whether or not it may hold nulls.
    more: (column) => (blocks(column) ? ['data'] : NOBODY),
    less: (column) => (blocks(column) ? ['readers'] : NOBODY),
  });
}

function blocks({ lifecycle }: ContractColumn): boolean {
  return MOST_SEVERE[lifecycle] === 'error';
}

/** What a column of this lifecycle breaks promises nothing and refuses nothing. */
function heldBack(
  before: ContractColumn,
  after: ContractColumn,
  changes: readonly ContractChange[],
): ContractChange[] {
  const isHeld: Readonly<Record<Broken, boolean>> = { readers: blocks(before), data: blocks(after) };
  return changes.map((change) => {
    const breaks = change.breaks.filter((whom) => isHeld[whom]);
    return breaks.length === change.breaks.length
      ? change
      : { ...change, breaks, because: reason(change.what, breaks) };
  });
}

/** Whom a step of the life of a column breaks: those for whom it blocks no more, or from now on. */
function lifecycleBreaks(before: ContractColumn, after: ContractColumn): readonly Broken[] {
  if (blocks(before) === blocks(after)) return NOBODY;
  return blocks(before) ? ['readers'] : ['data'];
}

function diffParts(before: ContractColumn, after: ContractColumn): ContractChange[] {
  const where = after.name;
  const change = (what: string, old: unknown, now: unknown, breaks: readonly Broken[]): ContractChange[] => {
    const [was, is] = [old, now].map((value) =>
      value === null ? null : typeof value === 'string' ? value : JSON.stringify(value),
    );
    return was === is
      ? []
      : [{ where, what, before: was ?? null, after: is ?? null, breaks, because: reason(what, breaks) }];
  };
  const [lost, won] = [
    difference(before.environments, after.environments),
    difference(after.environments, before.environments),
  ];
  return [
    ...change('role', before.role, after.role, before.role === null ? NOBODY : ['readers']),
    ...change(
      'environments',
      before.environments?.join(', ') ?? null,
      after.environments?.join(', ') ?? null,
      [...(lost ? (['readers'] as const) : []), ...(won ? (['data'] as const) : [])],
    ),
    ...change('lifecycle', before.lifecycle, after.lifecycle, lifecycleBreaks(before, after)),
    ...change('drift', before.drift, after.drift, NOBODY),
    ...change('skew', before.skew, after.skew, NOBODY),
  ];
}

/** Whether the first has an environment that the second lacks; null is all of them. */
function difference(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (other === null) return false;
  return one === null || one.some((each) => !other.includes(each));
}

/** A model with one [n, f] input is given its features in the order of the contract. */
export function diffOrder(before: ContractTable, after: ContractTable): ContractChange[] {
  const [old, now] = [featureColumns(before) ?? [], featureColumns(after) ?? []];
  const [kept, keeps] = [old.filter((name) => now.includes(name)), now.filter((name) => old.includes(name))];
  if (kept.join('\n') === keeps.join('\n')) return [];
  const because = 'a model that is given its features by place takes one for another';
  const breaks: readonly Broken[] = ['readers'];
  return [
    { where: 'columns', what: 'order', before: kept.join(', '), after: keeps.join(', '), breaks, because },
  ];
}
