import type { Predictions, Truth } from '../../../domain/metrics/observations.ts';
import type { Texts } from '../../../domain/texts/texts.ts';
import type { DataEngine } from '../../../ports/data-engine.ts';
import type { ModelRuntime } from '../../../ports/model-runtime.ts';
import type { Baseline } from '../baseline.ts';
import type { SampledOutput } from '../predictions/sampled-output.ts';
import type { EvaluationRows } from './evaluation-rows.ts';

/** Truth and both models' predictions on the same rows. */
export interface JudgedRows {
  readonly truth: Truth;
  readonly candidate: Predictions;
  readonly baseline: Predictions | null;
  /** Of the candidate's raw output what is asked for later; null for a predictions file. */
  readonly output: SampledOutput | null;
  readonly notes: readonly string[];
}

export interface JudgeRequest {
  readonly engine: DataEngine;
  readonly runtime: ModelRuntime;
  readonly rows: EvaluationRows;
  /** Ids of the rows of other datasets: a predictions file speaks of all of them. */
  readonly otherIds: readonly Texts[];
  readonly baseline: Baseline | null;
  /** Candidate and baseline are the same bytes: the baseline need not be run. */
  readonly identical: boolean;
  /** The candidate's predictions file, which may hold own numbers beside what a model says. */
  readonly predictions?: string | null;
}
