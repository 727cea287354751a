import { byteUnit, type Comparison, decimalPlaces, formatExact, formatNumber } from './format-number.ts';

interface MetricDisplay {
  readonly label: string;
  readonly unit: string;
}

const DISPLAY_BY_METRIC: Readonly<Record<string, MetricDisplay>> = {
  latency_p50_ms: { label: 'latency p50', unit: 'ms' },
  latency_p95_ms: { label: 'latency p95', unit: 'ms' },
  size_bytes: { label: 'size', unit: 'bytes' },
  peak_memory_bytes: { label: 'peak memory', unit: 'bytes' },
  train_seconds: { label: 'training time', unit: 's' },
};

/** A metric's name as people read it; scores keep the name that the config uses. */
export function metricLabel(metric: string, target?: string): string {
  const label = DISPLAY_BY_METRIC[metric]?.label ?? metric;
  return target === undefined ? label : `${label} of ${target}`;
}

export interface QuantityRequest {
  readonly metric: string;
  /** Half of the displayed interval; null where only points are known. */
  readonly halfWidth: number | null;
  /** Numbers that will be shown, the first the most important; they choose the unit. */
  readonly values: readonly number[];
  readonly comparisons: readonly Comparison[];
}

export interface QuantityStyle {
  readonly signed?: boolean;
  /** False where the unit stands nearby already. */
  readonly unit?: boolean;
}

/** Writes numbers of one metric with one number of decimals and one unit. */
export interface QuantityFormat {
  readonly measured: (value: number, style?: QuantityStyle) => string;
  /** A number out of the config: as it was written, never rounded. */
  readonly limit: (value: number) => string;
  /** A number to write into the config, in the metric's own unit, rounded away from what it must not cut off. */
  readonly advice: (value: number, round: 'up' | 'down') => string;
}

export function quantityFormat(request: QuantityRequest): QuantityFormat {
  const { divisor, unit } = unitOf(request);
  const scaled = request.comparisons.map(({ value, limit }) => ({
    value: value / divisor,
    limit: limit / divisor,
  }));
  const first = (request.values[0] ?? 0) / divisor;
  const halfWidth = request.halfWidth === null ? null : request.halfWidth / divisor;
  const places = decimalPlaces(halfWidth, [{ value: first, limit: Number.NEGATIVE_INFINITY }, ...scaled]);
  const suffix = unit === '' ? '' : ` ${unit}`;
  return {
    measured: (value, style = {}) =>
      `${formatNumber(value / divisor, places, { signed: style.signed ?? false })}${style.unit === false ? '' : suffix}`,
    limit: (value) => `${formatExact(value / divisor)}${suffix}`,
    advice: (value, round) => adviceText(value / divisor, { round, places, divisor }),
  };
}

function unitOf({ metric, values, comparisons }: QuantityRequest): { divisor: number; unit: string } {
  const unit = DISPLAY_BY_METRIC[metric]?.unit ?? '';
  if (unit !== 'bytes') return { divisor: 1, unit };
  return byteUnit(Math.max(0, ...values.map(Math.abs), ...comparisons.map(({ limit }) => Math.abs(limit))));
}

function adviceText(
  value: number,
  { round, places, divisor }: { round: 'up' | 'down'; places: number; divisor: number },
): string {
  const steps = value * 10 ** places;
  // A value that is on a step up to float64's rounding stays there.
  const whole = round === 'up' ? Math.ceil(steps - 1e-6) : Math.floor(steps + 1e-6);
  return (Math.round(whole * divisor) / 10 ** places).toFixed(divisor === 1 ? places : 0);
}
