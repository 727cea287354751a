import { holm } from '../statistics/holm.ts';
import { type ColumnTest, columnTests, type DriftSignal, missingTest } from './column-signals.ts';
import { type DriftSettings, settingsOf } from './drift-settings.ts';
import type { ColumnProfile, Profile } from './profile.ts';

interface CompareOptions {
  readonly settings: DriftSettings;
  /** Columns that may be missing. */
  readonly optional: readonly string[];
}

/**
 * Compares two profiles with the same bins. An alarm needs an effect that matters, significance after Holm over all
 * tests, and enough rows and groups in both; every value, threshold and p-value is told.
 */
export function compareProfiles(
  reference: Profile,
  current: Profile,
  { settings, optional }: CompareOptions,
): DriftSignal[] {
  const currentByName = new Map(current.columns.map((column) => [column.column, column]));
  const tests: ColumnTest[] = [];
  const schema: DriftSignal[] = [];
  for (const column of reference.columns) {
    const own = settingsOf(settings, column.column);
    const other = currentByName.get(column.column);
    const problem = schemaProblem(column, other);
    if (own === null) {
      schema.push(notCompared(column, current));
      continue;
    }
    if (problem !== null) {
      if (other !== undefined || !optional.includes(column.column))
        schema.push(schemaSignal(column, current, problem));
    } else if (other !== undefined) {
      // A column of nulls has no type to speak of: only the nulls can be compared.
      if (other.kind === column.kind) tests.push(...columnTests(column, other, own));
      else tests.push(...missingTest(column, other, own));
    }
  }
  const adjusted = adjustedPValues(tests);
  const judgements = tests.map((test) =>
    judged(test.signal, adjusted.get(keyOf(test)) ?? Number.NaN, settings),
  );
  return [...schema, ...judgements];
}

/** Holm over the tests, each counted once however many statistics rest on it. */
function adjustedPValues(tests: readonly ColumnTest[]): Map<string, number> {
  const pValues = new Map(tests.map((test) => [keyOf(test), test.rawP]));
  const adjusted = holm([...pValues.values()]);
  return new Map([...pValues.keys()].map((key, index) => [key, adjusted[index] ?? Number.NaN]));
}

function keyOf({ signal, test }: ColumnTest): string {
  return JSON.stringify([signal.column, test]);
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
    reason: 'not compared: drift is switched off for this column',
  };
}

/** Nothing to test is p = 1. */
function judged(signal: DriftSignal, adjusted: number, { alpha }: DriftSettings): DriftSignal {
  if (signal.verdict === 'insufficient') return signal;
  const pValue = Number.isNaN(adjusted) ? 1 : adjusted;
  const matters = (signal.value ?? 0) >= (signal.threshold ?? Number.POSITIVE_INFINITY);
  return { ...signal, pValue, verdict: matters && pValue < alpha ? 'fail' : 'pass' };
}
