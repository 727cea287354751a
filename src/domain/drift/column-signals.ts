import { counted } from '../report/counted.ts';
import { mergeSparse, missingCells } from './cell-merge.ts';
import { type CellShares, cellShares } from './cell-shares.ts';
import type { DriftLimits, DriftSettings } from './drift-settings.ts';
import {
  jensenShannonDistance,
  largestShareChange,
  populationStabilityIndex,
  standardisedWasserstein,
} from './effect-size.ts';
import type { CellCounts, ColumnProfile } from './profile.ts';
import { rankScores, shapePValue, shiftPValue } from './significance.ts';

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
export interface ColumnTest {
  readonly signal: DriftSignal;
  /** NaN where nothing can be tested: such a statistic does not make the others pay. */
  readonly rawP: number;
  /** Statistics of one column that are proven by the same test count once in the correction. */
  readonly test: 'shape' | 'shape-or-shift' | 'missing' | 'none';
}

interface Pair {
  readonly reference: ColumnProfile;
  readonly current: ColumnProfile;
  /** What of the reference may be compared cell by cell. */
  readonly before: CellCounts;
}

interface Statistic {
  readonly name: string;
  readonly limit: keyof DriftLimits;
  readonly value: (pair: Pair) => number | null;
  /** It answers to a shift and to a change of spread, so either may prove it. */
  readonly mayShift?: true;
  /** Only of columns of this kind. */
  readonly kind?: ColumnProfile['kind'];
}

const STATISTICS: readonly Statistic[] = [
  {
    name: 'js',
    limit: 'js',
    value: ({ before, current }) => jensenShannonDistance(before.counts, current.counts),
  },
  {
    name: 'wasserstein',
    limit: 'wasserstein',
    value: ({ reference, current }) => standardisedWasserstein(reference, current),
    mayShift: true,
    kind: 'number',
  },
  {
    name: 'psi',
    limit: 'psi',
    value: ({ before, current }) => populationStabilityIndex(before.counts, current.counts),
  },
  {
    name: 'l_infinity',
    limit: 'lInfinity',
    value: ({ before, current }) => largestShareChange(before.counts, current.counts),
    kind: 'category',
  },
];

/** What a column is compared by. `current` is counted in the cells of `reference`. */
export function columnTests(
  reference: ColumnProfile,
  current: ColumnProfile,
  settings: DriftSettings,
): ColumnTest[] {
  if (reference.classified === true || current.classified === true)
    return [...unseenShape(reference, current, settings), ...missingTest(reference, current, settings)];
  const before = reference.heldOut ?? reference;
  const merge = mergeSparse(before, current, { ordered: reference.kind === 'number' });
  const shares = [cellShares(before, merge), cellShares(current, merge)] as const;
  const tooFew = insufficiency(...shares, settings);
  const [shape, shift] = tooFew === null ? [shapePValue(...shares), shiftOf(...shares)] : [1, 1];
  const noCells = reference.categories?.length === 0 ? 'no value is frequent enough to be compared' : null;
  const isEmpty = shares.some(({ rows }) => rows === 0);
  const tests = asked(reference, settings).flatMap(({ name, limit, value, mayShift }): ColumnTest[] => {
    const measured = isEmpty ? null : value({ reference, current, before });
    if (measured === null && mayShift === true) return unseenDistance(reference, current, settings);
    return [
      {
        signal: {
          signal: 'drift',
          column: reference.column,
          statistic: name,
          value: measured,
          threshold: settings[limit],
          ...standing(shares[1], tooFew, noCells),
        },
        rawP:
          tooFew !== null || merge.count < 2
            ? Number.NaN
            : mayShift === true
              ? Math.min(1, 2 * Math.min(shape, shift))
              : shape,
        test: mayShift === true ? 'shape-or-shift' : 'shape',
      },
    ];
  });
  return [...tests, ...missingTest(reference, current, settings)];
}

function asked({ kind }: ColumnProfile, settings: DriftSettings): Statistic[] {
  return STATISTICS.filter(
    (each) => settings[each.limit] !== null && (each.kind === undefined || each.kind === kind),
  );
}

/** Of a classified column no value is kept, so that only its missing cells can be compared. */
function unseenShape(
  reference: ColumnProfile,
  current: ColumnProfile,
  settings: DriftSettings,
): ColumnTest[] {
  const [statistic] = asked(reference, settings);
  if (statistic === undefined) return [];
  const shares = cellShares(current, mergeSparse(current, current, { ordered: true }));
  const signal: DriftSignal = {
    signal: 'drift',
    column: reference.column,
    statistic: statistic.name,
    value: null,
    threshold: settings[statistic.limit],
    ...standing(shares, 'the contract classifies the column: only missing cells are compared', null),
  };
  return [{ signal, rawP: Number.NaN, test: 'none' }];
}

/** Values that are there, and lie too far apart to tell how far they moved. */
function unseenDistance(
  { column, minimum, reason }: ColumnProfile,
  current: ColumnProfile,
  { wasserstein }: DriftSettings,
): ColumnTest[] {
  if (reason === undefined || minimum === null) return [];
  const shares = cellShares(current, mergeSparse(current, current, { ordered: true }));
  const signal: DriftSignal = {
    signal: 'drift',
    column,
    statistic: 'wasserstein',
    value: null,
    threshold: wasserstein,
    ...standing(shares, reason, null),
  };
  return [{ signal, rawP: Number.NaN, test: 'none' }];
}

function shiftOf(before: CellShares, now: CellShares): number {
  return shiftPValue(before, now, rankScores(before, now));
}

/** The share of missing cells, which needs no common cells. */
export function missingTest(
  reference: ColumnProfile,
  current: ColumnProfile,
  settings: DriftSettings,
): ColumnTest[] {
  if (settings.nullShare === null) return [];
  const [before, now] = [missingShares(reference), missingShares(current)];
  const tooFew = insufficiency(before, now, settings);
  const [was, is] = [before.shares[1] ?? 0, now.shares[1] ?? 0];
  const change = was === 0 && is === 0 ? null : `${percent(was)} missing before, ${percent(is)} now`;
  const signal: DriftSignal = {
    signal: 'nulls',
    column: reference.column,
    statistic: 'null_share',
    value: before.rows === 0 || now.rows === 0 ? null : Math.abs(is - was),
    threshold: settings.nullShare,
    ...standing(now, tooFew, change),
  };
  const isTestable = tooFew === null && change !== null;
  const rawP = isTestable ? shiftPValue(before, now, [0, 1]) : Number.NaN;
  return [{ signal, rawP, test: 'missing' }];
}

function missingShares(profile: CellCounts): CellShares {
  return cellShares(profile, missingCells(profile));
}

type Standing = Pick<DriftSignal, 'pValue' | 'rows' | 'groups' | 'verdict' | 'reason'>;

function standing({ rows, groups }: CellShares, tooFew: string | null, note: string | null): Standing {
  const reason = tooFew ?? note;
  const verdict = tooFew === null ? 'pass' : 'insufficient';
  return { pValue: null, rows, groups, verdict, ...(reason === null ? {} : { reason }) };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function insufficiency(before: CellShares, now: CellShares, settings: DriftSettings): string | null {
  for (const [when, sample] of [
    ['now', now],
    ['in the reference', before],
  ] as const) {
    if (sample.rows < settings.leastRows)
      return `${counted(sample.rows, 'row')} with a value ${when}; at least ${settings.leastRows} are needed`;
    const uneven = unevenGroups(sample, settings.leastGroups);
    if (uneven !== null)
      return `${sample.groups} groups with a value ${when}${uneven}; at least ${settings.leastGroups} are needed`;
  }
  return null;
}

/** Why groups are too few, to be put behind their number; null where they are enough. */
function unevenGroups({ groups, effectiveGroups }: CellShares, least: number): string | null {
  if (groups === null || effectiveGroups === null) return null;
  if (groups < least) return '';
  // Not for a rounding error of equal groups.
  if (effectiveGroups > least - 0.5) return null;
  return `, so uneven that they say no more than ${Math.floor(effectiveGroups)} equal ones`;
}
