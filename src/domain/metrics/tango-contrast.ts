import { criticalValue, tailOf } from '../statistics/critical-value.ts';
import { tangoLimits, wilsonLimits } from '../statistics/tango.ts';
import { designEffect, independentVariance, largestDesignEffect } from '../statistics/variance.ts';
import { portions, type Steps } from '../steps.ts';
import type { Pair } from './contrast.ts';
import { fewGroups, LEAST_DIFFERING_GROUPS } from './guards.ts';
import type { Contrast, Interval } from './measurement.ts';
import type { Metric } from './metric.ts';
import { unitsWith } from './units.ts';

/**
 * Candidate − factor · baseline of a share of rows, such as the right ones. Tango's score interval for the plain difference; with groups
 * the counts are divided by the design effect of the paired difference.
 */
export function* tangoContrast(metric: Metric, pair: Pair, factor: number): Steps<Contrast> {
  const { differences, onlyCandidate, onlyBaseline } = yield* pairedHits(metric, pair);
  const rows = differences.length;
  const plain = (onlyCandidate - onlyBaseline) / rows;
  const influence = yield* influenceOf(differences, plain);
  const effect = yield* effectOf(differences, influence, pair);
  const counts = {
    onlyCandidate: onlyCandidate / effect,
    onlyBaseline: onlyBaseline / effect,
    rows: rows / effect,
  };
  const units = pair.groups?.count ?? null;
  const limits = (tail: number): Interval => tangoLimits(counts, criticalValue(tail, units));
  const name = factor === 1 ? 'tango' : 'tango-relative';
  const found = {
    estimate: plain,
    standardError: Math.sqrt((yield* independentVariance(influence)) * effect),
    interval: limits(tailOf(pair.confidence)),
    limits,
    method: pair.groups === null ? name : `${name}-clustered`,
    discordant: onlyCandidate + onlyBaseline,
    guard: fewGroups(pair.groups),
  };
  return factor === 1 ? found : scaled(found, { pair, factor, rows: counts.rows });
}

interface PairedHits {
  readonly differences: Float64Array;
  readonly onlyCandidate: number;
  readonly onlyBaseline: number;
}

/** Per row 1 where only the candidate counts, −1 where only the baseline does, else 0. */
function* pairedHits(metric: Metric, { candidateInput, baselineInput }: Pair): Steps<PairedHits> {
  if (metric.hits === undefined) throw new Error(`${metric.name} has no share`);
  const differences = yield* metric.hits(candidateInput);
  const other = yield* metric.hits(baselineInput);
  let [onlyCandidate, onlyBaseline] = [0, 0];
  for (const [from, to] of portions(differences.length)) {
    for (let row = from; row < to; row++) {
      const difference = (differences[row] as number) - (other[row] as number);
      differences[row] = difference;
      if (difference > 0) onlyCandidate += 1;
      if (difference < 0) onlyBaseline += 1;
    }
    yield to - from;
  }
  return { differences, onlyCandidate, onlyBaseline };
}

function* influenceOf(differences: Float64Array, mean: number): Steps<Float64Array> {
  const rows = differences.length;
  const influence = new Float64Array(rows);
  for (const [from, to] of portions(rows)) {
    for (let row = from; row < to; row++) influence[row] = ((differences[row] as number) - mean) / rows;
    yield to - from;
  }
  return influence;
}

/** Where hardly any group differs, its rows are taken to differ together: that is the most that groups can cost. */
function* effectOf(differences: Float64Array, influence: Float64Array, { groups }: Pair): Steps<number> {
  if (groups === null) return 1;
  const effect = yield* designEffect(influence, groups);
  const differing = yield* unitsWith((row) => differences[row] !== 0, differences.length, groups);
  return differing >= LEAST_DIFFERING_GROUPS ? effect : Math.max(effect, yield* largestDesignEffect(groups));
}

/**
 * c − f·b = (c − b) + (1 − f)·b: the reach of Tango's interval and that of Wilson's for b, added in squares
 * (G. Zou and A. Donner, Statistics in Medicine 27, 2008). Rows that nobody got differently still leave it a width.
 */
function scaled(
  plain: Contrast,
  { pair, factor, rows }: { readonly pair: Pair; readonly factor: number; readonly rows: number },
): Contrast {
  const baseline = pair.baseline.value;
  const share = 1 - factor;
  const estimate = pair.candidate.value - factor * baseline;
  const units = pair.groups?.count ?? null;
  const limits = (tail: number): Interval => {
    const ends = wilsonLimits(baseline, rows, criticalValue(tail, units)).map(
      (end) => share * (end - baseline),
    );
    const [low, high] = plain.limits(tail);
    const below = Math.hypot(plain.estimate - low, Math.min(...ends));
    return [estimate - below, estimate + Math.hypot(high - plain.estimate, Math.max(...ends))];
  };
  const standardError = Math.hypot(
    plain.standardError,
    share * Math.sqrt((baseline * (1 - baseline)) / rows),
  );
  return { ...plain, estimate, standardError, interval: limits(tailOf(pair.confidence)), limits };
}
