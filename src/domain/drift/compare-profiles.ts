import type { DriftLimits } from '../contract/contract.ts';
import { holm } from '../statistics/holm.ts';
import { type ColumnTest, columnTests, type DriftSignal, missingTest } from './column-signals.ts';
import type { DriftSettings } from './drift-settings.ts';
import type { ColumnProfile, Profile } from './profile.ts';

interface CompareOptions {
  readonly settings: DriftSettings;
  /** Columns that may be missing. */
  readonly optional: readonly string[];
  /** Limits of single columns in place of the general ones. */
  readonly limits?: ReadonlyMap<string, DriftLimits>;
}

/**
 * Compares two profiles with the same bins. An alarm needs an effect that matters, significance after Holm over all
 * tests, and enough rows and groups in both; every value, threshold and p-value is told.
 */
export function compareProfiles(
  reference: Profile,
  current: Profile,
  { settings, optional, limits }: CompareOptions,
): DriftSignal[] {
  const currentByName = new Map(current.columns.map((column) => [column.column, column]));
  const tests: ColumnTest[] = [];
  const schema: DriftSignal[] = [];
  for (const column of reference.columns) {
    const other = currentByName.get(column.column);
    const problem = schemaProblem(column, other);
    if (problem !== null) {
      if (other !== undefined || !optional.includes(column.column))
        schema.push(schemaSignal(column, current, problem));
    } else if (other !== undefined) {
      const own = limits?.get(column.column) ?? null;
      if (own?.off === true) {
        schema.push(notCompared(column, current));
        continue;
      }
      const holding = { ...settings, ...own };
      // A column of nulls has no type to speak of: only the nulls can be compared.
      if (other.kind === column.kind) tests.push(...columnTests(column, other, holding));
      else tests.push(missingTest(column, other, holding));
    }
  }
  const adjusted = holm(tests.map(({ rawP }) => rawP));
  const judgements = tests.map(({ signal }, index) =>
    judged(signal, adjusted[index] ?? Number.NaN, settings),
  );
  return [...schema, ...judgements];
}

const KINDS = { number: 'numbers', category: 'categories' } as const;

function schemaProblem(column: ColumnProfile, other: ColumnProfile | undefined): string | null {
  if (other === undefined) return 'the column is missing';
  if (other.kind === column.kind || hasNoValue(other) || hasNoValue(column)) return null;
  return `the column holds ${KINDS[other.kind]} now, ${KINDS[column.kind]} before`;
}

function hasNoValue({ counts }: ColumnProfile): boolean {
  return counts.every((count) => count === 0);
}

function schemaSignal({ column }: ColumnProfile, { rows, groups }: Profile, reason: string): DriftSignal {
  return {
    signal: 'schema',
    column,
    statistic: 'column',
    value: null,
    threshold: null,
    pValue: null,
    rows,
    groups,
    verdict: 'fail',
    reason,
  };
}

/** A column that is left out is told, so that nobody takes it for one that did not drift. */
function notCompared({ column }: ColumnProfile, { rows, groups }: Profile): DriftSignal {
  return {
    signal: 'drift',
    column,
    statistic: 'off',
    value: null,
    threshold: null,
    pValue: null,
    rows,
    groups,
    verdict: 'insufficient',
    reason: 'not compared: the contract switches drift off',
  };
}

/** Nothing to test is p = 1. */
function judged(signal: DriftSignal, adjusted: number, { alpha }: DriftSettings): DriftSignal {
  if (signal.verdict === 'insufficient') return signal;
  const pValue = Number.isNaN(adjusted) ? 1 : adjusted;
  const matters = (signal.value ?? 0) >= (signal.threshold ?? Number.POSITIVE_INFINITY);
  return { ...signal, pValue, verdict: matters && pValue < alpha ? 'fail' : 'pass' };
}
