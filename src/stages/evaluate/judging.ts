import type { Contract } from '../../domain/contract/contract.ts';
import type { Measurement } from '../../domain/metrics/measurement.ts';
import type { Texts } from '../../domain/texts/texts.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { ModelRuntime } from '../../ports/model-runtime.ts';
import type { FileEntry } from '../../records/common.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { Golden } from '../../records/golden.ts';
import type { Candidate } from '../candidates/candidate-store.ts';
import type { StageContext } from '../context.ts';
import type { Evidence as RowEvidence } from '../experiments/row-evidence.ts';
import type { Baseline, FindRelease } from './baseline.ts';
import type { Evidence } from './evidence.ts';
import type { CommandSession } from './predictions/predict-by-command.ts';

export interface EvaluatePorts {
  readonly engine: DataEngine;
  readonly runtime: ModelRuntime;
  /** The release that the config compares with; null only where its absence is proven. */
  readonly findRelease: FindRelease;
  /** The release of a tag, for `baseline.anchor`. */
  readonly findTagged?: (context: StageContext, tag: string) => Promise<Baseline>;
  /** Where a command of the user's prints to; absent: none may be run here. */
  readonly openOutput?: (() => CommandOutput) | null;
}

export interface CommandOutput {
  write(chunk: Buffer): void;
  close(): void;
}

/** What every kind of evidence is judged with. */
export interface Judging {
  readonly context: StageContext;
  readonly ports: EvaluatePorts;
  readonly candidate: Candidate;
  readonly evidence: Evidence;
  /** What `evaluate.predict` says; absent for other evidence. */
  readonly commands?: CommandSession;
  /** The ONNX file of the candidate; null for other evidence. */
  readonly graph: string | null;
  readonly baseline: Baseline | null;
  /** The release that small losses may not add up against; absent or null: none. */
  readonly anchor?: Baseline | null;
  /** What the metrics are shown against as well; absent: nothing. */
  readonly beside?: readonly Baseline[];
  /** What the commands of `evaluate.custom` printed; absent: there are none. */
  readonly custom?: readonly Measurement[];
  /** The models of candidate and baseline are the same bytes. */
  readonly identical: boolean;
  readonly contract: Contract | null;
  readonly types: Readonly<Record<string, string>>;
  /** Ids of rows that judge nothing and that a predictions file may speak of: those that chose the threshold. */
  readonly otherIds?: readonly Texts[];
}

/** The part of the record that depends on the evidence. */
export type Findings = Pick<
  EvaluateRecord,
  | 'verdict'
  | 'identical'
  | 'rows'
  | 'groups'
  | 'nonFiniteScores'
  | 'threshold'
  | 'thresholdChoice'
  | 'metrics'
  | 'gates'
  | 'slices'
  | 'fairness'
  | 'perturbations'
  | 'determinism'
  | 'latencyMs'
  | 'baselineCosts'
  | 'trivial'
  | 'beside'
  | 'flips'
  | 'scoreShift'
  | 'calibration'
  | 'reuse'
  | 'seeds'
  | 'taughtRows'
  | 'signature'
  | 'signatureChanges'
  | 'features'
  | 'notes'
  | 'goldenReason'
> & {
  readonly read: readonly FileEntry[];
  readonly golden: Golden | null;
  /** What the candidate says row by row, to compare candidates with each other later; null: points only. */
  readonly evidenceRows: RowEvidence | null;
};
