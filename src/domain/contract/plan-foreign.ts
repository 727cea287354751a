import { type CheckHead, notRun, type SettledCheck } from './check.ts';
import type { ContractTable, ForeignRule } from './contract.ts';

/**
 * Rules for engines of other tools. None can be run here, and each is told: as a check that could not run, which fails, or,
 * where the rule would not block when broken, as one that cannot tell.
 */
export function foreignChecks({ foreignRules }: Pick<ContractTable, 'foreignRules'>): SettledCheck[] {
  return foreignRules.map(foreignCheck);
}

function foreignCheck({ label, column, engine, title, severity, writtenAt }: ForeignRule): SettledCheck {
  const head: CheckHead = {
    id: label === null ? 'custom' : `${label}.custom`,
    column,
    kind: 'custom',
    severity,
    expected: title ?? `what the engine ${engine} makes of it`,
  };
  const check = notRun(
    head,
    `a rule of type custom (engine ${engine}) cannot be run here; write it as a library or sql rule, or take it out: ${writtenAt}`,
  );
  if (severity === 'error') return check;
  return { ...check, outcome: { ...check.outcome, verdict: 'insufficient' } };
}

/** Whether the contract asks for anything of the rows; one that only describes its owners and servers does not. */
export function isAnythingAsked({
  columns,
  rules,
  queries,
  foreignRules,
  serviceLevels,
  relationships,
}: ContractTable): boolean {
  const asked = [columns, rules, queries, foreignRules, serviceLevels, relationships];
  return asked.some((each) => each.length > 0);
}

/** A contract that was meant to guard the rows and says nothing of them guards nothing: that is no pass. */
export function nothingAsked(): SettledCheck {
  const head: CheckHead = {
    id: 'contract',
    column: null,
    kind: 'contract',
    severity: 'error',
    expected: 'the contract says what the rows must look like',
  };
  return notRun(
    head,
    'the contract describes no column and asks for nothing; add properties under schema, or leave data.contract out',
  );
}
