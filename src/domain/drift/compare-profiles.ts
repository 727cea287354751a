import { holm } from '../statistics/holm.ts';
import { type CellShares, cellShares, mergeSparse, missingCells } from './cell-shares.ts';
import { jensenShannonDistance, standardisedWasserstein } from './effect-size.ts';
import type { ColumnProfile, Profile } from './profile.ts';
import { rankScores, shapePValue, shiftPValue } from './significance.ts';

export interface DriftSettings {
  /** Smallest Jensen–Shannon distance (base 2) that matters. */
  readonly js: number;
  /** Smallest Wasserstein distance that matters, in standard deviations of the reference. */
  readonly wasserstein: number;
  /** Smallest change of the share of missing cells that matters. */
  readonly nullShare: number;
  /** Family-wise error rate over all tests of one dataset. */
  readonly alpha: number;
  readonly leastRows: number;
  readonly leastGroups: number;
}

export const DRIFT_DEFAULTS: DriftSettings = {
  js: 0.1,
  wasserstein: 0.1,
  nullShare: 0.05,
  alpha: 0.05,
  leastRows: 100,
  leastGroups: 30,
};

export interface DriftSignal {
  signal: 'drift' | 'nulls' | 'schema';
  column: string;
  statistic: string;
  value: number | null;
  threshold: number | null;
  pValue: number | null;
  rows: number;
  groups: number | null;
  verdict: 'pass' | 'fail' | 'warn' | 'insufficient';
  reason?: string;
}

/** One statistic of one column before the correction for testing many. */
interface Candidate {
  readonly signal: DriftSignal;
  readonly rawP: number;
}

/**
 * Compares two profiles with the same bins. An alarm needs an effect that matters, significance after Holm over all
 * tests, and enough rows and groups in both; every value, threshold and p-value is told. `optional` columns may be missing.
 */
export function compareProfiles(
  reference: Profile,
  current: Profile,
  { settings, optional }: { readonly settings: DriftSettings; readonly optional: readonly string[] },
): DriftSignal[] {
  const currentByName = new Map(current.columns.map((column) => [column.column, column]));
  const tested: Candidate[] = [];
  const schema: DriftSignal[] = [];
  for (const column of reference.columns) {
    const other = currentByName.get(column.column);
    if (other === undefined) {
      if (!optional.includes(column.column))
        schema.push(schemaSignal(column, current, 'the column is missing'));
    } else if (other.kind !== column.kind) {
      schema.push(
        schemaSignal(
          column,
          current,
          `the column holds ${KINDS[other.kind]} now, ${KINDS[column.kind]} before`,
        ),
      );
    } else {
      tested.push(...columnCandidates(column, other, settings));
    }
  }
  const adjusted = holm(
    tested.map(({ rawP, signal }) => (signal.verdict === 'insufficient' ? Number.NaN : rawP)),
  );
  return [
    ...schema,
    ...tested.map(({ signal }, index) => judged(signal, adjusted[index] ?? Number.NaN, settings)),
  ];
}

const KINDS = { number: 'numbers', category: 'categories' } as const;

function schemaSignal(column: ColumnProfile, current: Profile, reason: string): DriftSignal {
  return {
    signal: 'schema',
    column: column.column,
    statistic: 'column',
    value: null,
    threshold: null,
    pValue: null,
    rows: current.rows,
    groups: current.groups,
    verdict: 'fail',
    reason,
  };
}

function judged(signal: DriftSignal, pValue: number, { alpha }: DriftSettings): DriftSignal {
  if (signal.verdict === 'insufficient') return signal;
  const matters = (signal.value ?? 0) >= (signal.threshold ?? Number.POSITIVE_INFINITY);
  return { ...signal, pValue, verdict: matters && pValue < alpha ? 'fail' : 'pass' };
}

function columnCandidates(
  reference: ColumnProfile,
  current: ColumnProfile,
  settings: DriftSettings,
): Candidate[] {
  const merge = mergeSparse(reference, current);
  const [before, now] = [cellShares(reference, merge), cellShares(current, merge)];
  const tooFew = insufficiency(before, now, settings);
  const base = { column: reference.column, rows: now.rows, groups: now.groups, pValue: null } as const;
  const verdict = tooFew === null ? 'pass' : 'insufficient';
  const reason = tooFew === null ? {} : { reason: tooFew };
  const shape: Candidate = {
    signal: {
      ...base,
      signal: 'drift',
      statistic: 'js',
      value: jensenShannonDistance(reference.counts, current.counts),
      threshold: settings.js,
      verdict,
      ...reason,
    },
    rawP: tooFew === null ? shapePValue(before, now) : 1,
  };
  const distance = standardisedWasserstein(reference, current);
  const location: Candidate[] =
    distance === null
      ? []
      : [
          {
            signal: {
              ...base,
              signal: 'drift',
              statistic: 'wasserstein',
              value: distance,
              threshold: settings.wasserstein,
              verdict,
              ...reason,
            },
            rawP: tooFew === null ? shiftPValue(before, now, rankScores(before, now)) : 1,
          },
        ];
  return [shape, ...location, missingCandidate(reference, current, settings)];
}

function missingCandidate(
  reference: ColumnProfile,
  current: ColumnProfile,
  settings: DriftSettings,
): Candidate {
  const merge = missingCells(reference);
  const [before, now] = [cellShares(reference, merge), cellShares(current, merge)];
  const tooFew = insufficiency(before, now, settings);
  const change = Math.abs((now.shares[1] ?? 0) - (before.shares[1] ?? 0));
  const signal: DriftSignal = {
    signal: 'nulls',
    column: reference.column,
    statistic: 'null_share',
    value: change,
    threshold: settings.nullShare,
    pValue: null,
    rows: now.rows,
    groups: now.groups,
    verdict: tooFew === null ? 'pass' : 'insufficient',
    reason: tooFew ?? `${percent(before.shares[1])} missing before, ${percent(now.shares[1])} now`,
  };
  return { signal, rawP: tooFew === null ? shiftPValue(before, now, [0, 1]) : 1 };
}

function percent(share: number | undefined): string {
  return `${(100 * (share ?? 0)).toFixed(1)} %`;
}

function insufficiency(before: CellShares, now: CellShares, settings: DriftSettings): string | null {
  for (const [when, sample] of [
    ['now', now],
    ['in the reference', before],
  ] as const) {
    if (sample.rows < settings.leastRows)
      return `${sample.rows} rows ${when}; at least ${settings.leastRows} are needed`;
    if (sample.groups !== null && sample.groups < settings.leastGroups)
      return `${sample.groups} groups ${when}; at least ${settings.leastGroups} are needed`;
  }
  return null;
}
