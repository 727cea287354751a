import { hashBytes } from '../../adapters/files/hash-file.ts';
import type { DataConfig } from '../../config/resolved.ts';
import { measureMetricsInSteps } from '../../domain/metrics/measure-metrics.ts';
import type { Measurement } from '../../domain/metrics/measurement.ts';
import { inTurn } from '../../domain/steps.ts';
import { canonicalJson } from '../../records/canonical-json.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { restingIn } from '../resting.ts';
import { pointName } from './baseline.ts';
import type { Judging } from './judging.ts';
import type { EvaluationRows } from './rows/evaluation-rows.ts';
import { decidesAlike, observedOn } from './rows/evaluation-set.ts';
import type { JudgedRows } from './rows/judged-rows.ts';

export type Reuse = NonNullable<EvaluateRecord['reuse']>;

/** What a release's own evaluation says of the rows that it was judged on. */
export interface EvaluatedOn {
  /** Digest of the files; null in records of earlier versions, which name the files among others. */
  readonly rows: string | null;
  /** SHA-256 of every file that was read. */
  readonly read: ReadonlySet<string>;
  readonly candidates: number;
}

/** The same for every machine: it hangs on the files and on the release alone. */
export function evaluatedOn(record: EvaluateRecord): EvaluatedOn {
  return {
    rows: record.reuse?.rows ?? null,
    read: new Set(record.read.map(({ sha256 }) => sha256)),
    candidates: record.reuse?.candidates ?? 1,
  };
}

/** The files and, where some of their rows are chosen, how: other rows of the same file are other rows. */
function identityOf(hashes: readonly string[], { evaluation }: DataConfig): string {
  const files = [...hashes].sort().join('\n');
  const rows = evaluation.form?.rows;
  return rows === undefined ? files : `${files}\n${canonicalJson(rows)}`;
}

/**
 * How many candidates were judged on these rows up to this one, as far as the releases tell: one more than the baseline says, where it was
 * judged on the very same files. Tries that nobody released are not known, so it is the least that it can be.
 */
export function reuseOf(judging: Judging, { files }: EvaluationRows): Reuse {
  const { baseline, identical, context } = judging;
  const { data, evaluate } = context.model;
  const hashes = files.map(({ sha256 }) => sha256);
  const rows = `sha256:${hashBytes(identityOf(hashes, data))}`;
  const before = baseline?.evaluated ?? null;
  if (before === null) return { rows, candidates: 1, baselineRows: 'unknown' };
  const isSame = before.rows === null ? hashes.every((hash) => before.read.has(hash)) : before.rows === rows;
  if (!isSame) {
    const metric = evaluate.metrics[0] ?? '';
    const target = data.targets.length > 1 ? data.targets[0] : undefined;
    const value = baseline?.points[pointName({ name: metric, target })];
    const known = value === undefined ? {} : { before: { metric, value } };
    return { rows, candidates: 1, baselineRows: 'other', ...known };
  }
  return {
    rows,
    candidates: before.candidates + (identical && decidesAlike(judging) ? 0 : 1),
    baselineRows: 'same',
  };
}

/** α / k for candidate k: of many candidates that are no better, one seems to be. Rounded up, to be told. */
export function strictConfidence(confidence: number, { candidates }: Pick<Reuse, 'candidates'>): number {
  const steps = 10 ** (4 + Math.floor(Math.log10(candidates)));
  return Math.ceil((1 - (1 - confidence) / candidates) * steps - 1e-6) / steps;
}

/** The metrics with `min_better`, at that confidence; null where it is the usual one, or nothing asks. */
export async function strictMeasurements(
  judging: Judging,
  {
    judged,
    rows,
    reuse,
  }: { readonly judged: JudgedRows; readonly rows: EvaluationRows; readonly reuse: Reuse },
): Promise<Measurement[] | null> {
  const { gates, evaluate } = judging.context.model;
  const asked = new Set(gates.flatMap(({ metric, minBetter }) => (minBetter === null ? [] : [metric])));
  const metrics = evaluate.metrics.filter((name) => asked.has(name));
  if (reuse.candidates === 1 || metrics.length === 0) return null;
  const confidence = strictConfidence(evaluate.confidence, reuse);
  return inTurn(
    measureMetricsInSteps({ ...observedOn(judging, { judged, rows }), metrics, confidence, subset: null }),
    restingIn(judging.context),
  );
}
