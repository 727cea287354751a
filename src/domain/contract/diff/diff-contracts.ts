import type {
  Contract,
  ContractTable,
  ForeignRule,
  QueryRule,
  Relationship,
  ServiceLevel,
} from '../contract.ts';
import { operatorText } from '../library-rule.ts';
import { placeLabel } from '../place.ts';
import { type Broken, type ContractChange, looserOrStricter, NOBODY, reason } from './contract-change.ts';
import { diffColumns, diffOrder } from './diff-columns.ts';
import { diffKeyed, numbered } from './diff-keyed.ts';
import { blockingBreaks, diffRules } from './diff-rules.ts';
import { operatorBreaks } from './operator-breaks.ts';

export interface ContractDiff {
  readonly changes: readonly ContractChange[];
  readonly isBreaking: boolean;
  /** Part of the version that says so: major for a break, minor for any other change that is checked. */
  readonly suggests: 'major' | 'minor' | 'none';
}

/** What differs between two contracts, and whom it breaks. What only describes is not compared. */
export function diffContracts(before: Contract, after: Contract): ContractDiff {
  const tables = diffKeyed({
    where: '',
    what: 'table',
    before: new Map(before.tables.map((table) => [table.name, table])),
    after: new Map(after.tables.map((table) => [table.name, table])),
    told: ({ files }) => files.join(', '),
    inside: (old, now) =>
      diffTables(old, now).map((change) => ({ ...change, where: `${now.name}: ${change.where}` })),
  });
  const changes = [...diffTables(before, after), ...tables];
  const isBreaking = changes.some(({ breaks }) => breaks.length > 0);
  const order = ({ breaks }: ContractChange) => -breaks.length;
  return {
    changes: [...changes].sort((a, b) => order(a) - order(b)),
    isBreaking,
    suggests: isBreaking ? 'major' : changes.length > 0 ? 'minor' : 'none',
  };
}

function diffTables(before: ContractTable, after: ContractTable): ContractChange[] {
  return [
    ...diffColumns(before, after),
    ...diffOrder(before, after),
    ...diffKey(before, after),
    ...diffRules('rows', before.rules, after.rules),
    ...diffRelationships(before.relationships, after.relationships),
    ...diffServiceLevels(before.serviceLevels, after.serviceLevels),
    ...diffQueries(before.queries, after.queries),
    ...diffForeign(before.foreignRules, after.foreignRules),
  ];
}

function diffKey(
  { primaryKey: before }: ContractTable,
  { primaryKey: after }: ContractTable,
): ContractChange[] {
  const told = (key: readonly string[]) => (key.length === 0 ? null : key.join(', '));
  const [old, now] = [told(before), told(after)];
  const isSame = old === now || [...before].sort().join('\n') === [...after].sort().join('\n');
  if (isSame) return [];
  const breaks = looserOrStricter(old, now);
  return [
    {
      where: 'primary key',
      what: 'columns',
      before: old,
      after: now,
      breaks,
      because: reason('key', breaks),
    },
  ];
}

function diffRelationships(
  before: readonly Relationship[],
  after: readonly Relationship[],
): ContractChange[] {
  const text = ({ from, to }: Relationship) =>
    `${from.map(placeLabel).join(', ')} in ${to.table} (${to.columns.map(placeLabel).join(', ')})`;
  const named = (relationships: readonly Relationship[]) => numbered(relationships, text);
  return diffKeyed({
    where: 'foreign key',
    what: 'relationship',
    before: named(before),
    after: named(after),
    told: text,
    inside: () => [],
  });
}

/** A longer age is looser. */
function diffServiceLevels(
  before: readonly ServiceLevel[],
  after: readonly ServiceLevel[],
): ContractChange[] {
  const named = (levels: readonly ServiceLevel[]) =>
    numbered(levels, ({ column, kind }) => `${column} ${kind}`);
  return diffKeyed({
    where: '',
    what: 'age',
    before: named(before),
    after: named(after),
    told: ({ age }) => age,
    inside: (old, now) => {
      if (old.ageMs === now.ageMs) return [];
      const breaks: readonly Broken[] = now.ageMs > old.ageMs ? ['readers'] : ['data'];
      const { column, kind } = now;
      return [
        {
          where: `${column} ${kind}`,
          what: 'age',
          before: old.age,
          after: now.age,
          breaks,
          because: reason('age', breaks),
        },
      ];
    },
  });
}

function diffQueries(before: readonly QueryRule[], after: readonly QueryRule[]): ContractChange[] {
  const named = (rules: readonly QueryRule[]) =>
    numbered(rules, ({ column, query }) => `${column ?? ''}\n${query}`);
  return diffKeyed({
    where: 'sql',
    what: 'query',
    before: named(before),
    after: named(after),
    told: queryTold,
    inside: (old, now) => {
      const [was, is] = [queryTold(old), queryTold(now)];
      if (was === is) return [];
      const breaks = blockingBreaks(old, now) ?? operatorBreaks(old.operator, now.operator);
      return [
        { where: 'sql', what: 'query', before: was, after: is, breaks, because: reason('query', breaks) },
      ];
    },
    more: (rule) => blockingBreaks(undefined, rule) ?? NOBODY,
    less: (rule) => blockingBreaks(rule, undefined) ?? NOBODY,
  });
}

function queryTold({ operator, query, severity }: QueryRule): string {
  const text = `${operatorText(operator)}: ${query.replaceAll(/\s+/g, ' ').trim()}`;
  return severity === 'error' ? text : `${text} (${severity})`;
}

/** What another tool's engine makes of a rule is not known: one that is changed is one less and one more. */
function diffForeign(before: readonly ForeignRule[], after: readonly ForeignRule[]): ContractChange[] {
  const named = (rules: readonly ForeignRule[]) =>
    numbered(rules, ({ label, engine, implementation, severity }) =>
      [label ?? '', engine, implementation, severity].join('\n'),
    );
  return diffKeyed({
    where: 'custom',
    what: 'query',
    before: named(before),
    after: named(after),
    told: foreignTold,
    inside: () => [],
    more: (rule) => blockingBreaks(undefined, rule) ?? NOBODY,
    less: (rule) => blockingBreaks(rule, undefined) ?? NOBODY,
  });
}

const LONGEST_IMPLEMENTATION = 200;

function foreignTold({ engine, implementation, severity }: ForeignRule): string {
  const text = `${engine}: ${implementation.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_IMPLEMENTATION)}`;
  return severity === 'error' ? text : `${text} (${severity})`;
}
