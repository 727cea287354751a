import type { CheckSettings } from '../domain/data-checks/catalogue.ts';
import type { DataForm } from '../domain/data-form.ts';
import type { DriftSettings } from '../domain/drift/drift-settings.ts';
import type { CrossingDefinition } from '../domain/gates/cut-rows.ts';
import type { SliceDefinition } from '../domain/gates/slice-rows.ts';
import type { ThresholdMetric } from '../domain/metrics/choose-threshold.ts';
import type { OwnColumn } from '../domain/metrics/own-numbers.ts';
import type { Perturbation } from '../domain/perturbations/perturbation.ts';
import type { PredictionsForm } from '../domain/predictions-form.ts';
import type { GateSeverity, Limit } from './limit.ts';

/** What the stages read: modelyard.yml after checking, with defaults filled in and paths made absolute. */
export interface ProjectConfig {
  /** Absolute path of modelyard.yml; every relative path starts at its folder. */
  readonly file: string;
  readonly directory: string;
  /** Absolute path of the git work tree's top. */
  readonly repository: string;
  /** The work tree that people work in, where the files of a commit are laid out elsewhere; absent: `repository`. */
  readonly checkout?: string;
  readonly models: readonly ModelConfig[];
}

export type Task = 'binary' | 'multiclass' | 'regression' | 'ranking' | 'scores';

/** A path as written in the config (POSIX, relative to the config's folder) and as the file system knows it. */
export interface ConfigPath {
  readonly written: string;
  readonly absolute: string;
}

/** A file, a glob or a list of them; expanded by `adapters/files/expand.ts`, sorted, never empty. */
export interface DataPaths {
  readonly patterns: readonly ConfigPath[];
  /** How they are read; absent: as they say themselves. */
  readonly form?: DataForm;
}

/** Rows on which models are judged, under the name that records and gates know them by. */
export interface EvaluationSet {
  readonly name: string;
  readonly paths: DataPaths;
}

export interface DataConfig {
  readonly train: DataPaths;
  /** The evaluation data, of several datasets the first. */
  readonly evaluation: DataPaths;
  /** Where the config names them: all of them, the first included. Read it by `evaluationSets`. */
  readonly evaluationSets?: readonly EvaluationSet[];
  /** What the model was asked in operation; null: not known here. */
  readonly serving: DataPaths | null;
  /** Rows on which a threshold is chosen, where the config has them. */
  readonly tuning?: DataPaths;
  readonly contract: ConfigPath | null;
  /** Columns that the model predicts: one; several for a regression of several values; none for scores without labels. */
  readonly targets: readonly string[];
  /** The written value as text, with its YAML type: `true`, 1 and "yes" are told apart. Null unless binary. */
  readonly positive: { readonly text: string; readonly type: 'boolean' | 'number' | 'string' } | null;
  readonly id: string | null;
  readonly groupBy: string | null;
  readonly time: string | null;
  /** Column of how much an evaluation row counts; null: all count the same. */
  readonly weight: string | null;
  /** null: contract order (or file order without a contract) without target, id, group, time, weight. */
  readonly features: readonly string[] | null;
  /** null: unknown; class list for models that do not carry one, in the model's order. */
  readonly classes: readonly string[] | null;
  readonly nullLabels: 'error' | 'exclude';
  /** Checks on data for learning; those that are switched off are missing. */
  readonly checks: CheckSettings;
}

export interface TrainConfig {
  readonly run: string;
  /** null: the default inputs of the input digest. */
  readonly inputs: readonly string[] | null;
  readonly params: ConfigPath | null;
  readonly model: ConfigPath | null;
  readonly predictions: ConfigPath | null;
  readonly metrics: ConfigPath | null;
  readonly timeoutMs: number;
  readonly env: readonly string[];
  readonly seed: number;
  /** So many seeds are trained, this one and those above it; absent: this one alone. */
  readonly seeds?: number;
}

export type BaselineConfig = {
  readonly from:
    | { readonly kind: 'latest-release' }
    | { readonly kind: 'live'; readonly environment: string }
    | { readonly kind: 'file'; readonly path: ConfigPath };
  readonly whenAbsent: 'fail' | 'absolute-only';
  /** What the metrics are shown against as well; absent: nothing. */
  readonly beside?: readonly BaselineConfig['from'][];
  /** Tag of the release that every max_worse is also judged against; absent: none. */
  readonly anchor?: string;
  /** Whether the candidate is held against models that anybody could make; absent: yes. */
  readonly trivial?: boolean;
};

export type SliceConfig = (SliceDefinition | CrossingDefinition) & {
  /** Each of them must be shown to keep every max_worse; absent: only proven harm counts. */
  readonly prove?: boolean;
};

/** Groups whose rates are held side by side. */
export interface FairnessConfig {
  /** `name` is how gates and reports call it: its columns, `sex × age`. */
  readonly by: readonly { readonly name: string; readonly cut: SliceDefinition | CrossingDefinition }[];
  /** The class that is asked about; null: the positive class of a binary task. */
  readonly positive: string | null;
  readonly leastRows: number;
  /** On metrics called `demographic_parity_difference by sex`. */
  readonly gates: readonly GateConfig[];
}

/** absolute + relative · |score|. */
export interface ToleranceConfig {
  readonly absolute: number;
  readonly relative: number;
}

export interface CustomMetric {
  readonly name: string;
  readonly run: string;
  /** Absolute path of the folder that it runs in: root, beside the config that names it. */
  readonly cwd: string;
  readonly better: 'higher' | 'lower';
  readonly timeoutMs: number;
}

export interface EvaluateConfig {
  /** Names in report order, the first is the primary; never empty (the task's defaults, plus every gated metric). */
  readonly metrics: readonly string[];
  /** Numbers of the predictions file that are metrics of their own; their names stand among `metrics`. */
  readonly columns?: readonly OwnColumn[];
  /** Where one is chosen on the tuning rows, what stands here until then says nothing. */
  /** Commands that print one number about a model. */
  readonly custom?: readonly CustomMetric[];
  readonly threshold: number;
  /** What the candidate's threshold is chosen for on `data.tuning`; absent: `threshold` is it. */
  readonly choose?: ThresholdMetric;
  readonly slices: readonly SliceConfig[];
  /** Absent: nothing is told by group. */
  readonly fairness?: FairnessConfig;
  /** Output of an ONNX model that is read; absent: the only one that can be. */
  readonly output?: string;
  /** How much the same model may say otherwise of the same row; absent: the usual. */
  readonly tolerance?: ToleranceConfig;
  /** What follows when the candidate says something else the second time; absent: warn. */
  readonly determinism?: Consequence;
  /** Absent: no row is changed. */
  readonly perturbations?: readonly Perturbation[];
  /** What predictions hold instead of probabilities; absent: probabilities. */
  readonly link?: 'logit' | 'softmax';
  /** How predictions files are laid out; absent: a row per id with a score, a column per class or a value. */
  readonly predictions?: PredictionsForm;
  /** Where metrics stand in a metrics file, by our names; absent: by their own. */
  readonly metricsMap?: Readonly<Record<string, string>>;
  /** Command that predicts with a model; absent: models are run here, where they are ONNX. */
  readonly predict?: string;
  /** Code that the baseline is predicted with. */
  readonly predictCode?: 'release' | 'head';
  readonly predictTimeoutMs?: number;
  /** Level of every displayed interval, 0.5 < confidence < 1. */
  readonly confidence: number;
}

export interface GateConfig {
  readonly metric: string;
  /** Of several targets the one that it looks at; absent where the metric has one value. */
  readonly target?: string;
  /** Absent: the first dataset. */
  readonly dataset?: string;
  /** Absent: all rows. */
  readonly slice?: string;
  readonly min: Limit | null;
  readonly max: Limit | null;
  readonly maxWorse: Limit | null;
  readonly minBetter: Limit | null;
  /** null: not written; then min and max are read off the point, max_worse and min_better off the interval. */
  readonly on: 'point' | 'bound' | null;
  readonly severity: GateSeverity;
}

export interface ReleaseConfig {
  readonly from: 'reviewed' | 'retrain';
  readonly approval: 'merge' | 'review';
  readonly onMismatch: 'refuse' | 'retrain';
  readonly firstVersion: string;
  readonly renamedFrom: string | null;
  readonly isNew: boolean;
}

export type TargetConfig =
  | { readonly kind: 'directory'; readonly path: ConfigPath }
  | { readonly kind: 'command'; readonly run: string; readonly timeoutMs: number };

export interface EnvironmentConfig {
  readonly name: string;
  readonly target: TargetConfig;
  /** Environment that must serve the release first. */
  readonly requires: string | null;
}

/** What follows from data that are not as others: the verdict fails, it is told, or nobody looks. */
export type Consequence = 'block' | 'warn' | 'off';

export interface DriftConfig {
  readonly settings: DriftSettings;
  readonly trainEvaluation: Consequence;
  readonly base: Consequence;
  readonly serving: Consequence;
}

export interface ModelConfig {
  readonly name: string;
  readonly task: Task;
  /** Absolute path of the model's folder. */
  readonly root: ConfigPath;
  readonly data: DataConfig;
  readonly train: TrainConfig;
  readonly baseline: BaselineConfig;
  readonly evaluate: EvaluateConfig;
  readonly gates: readonly GateConfig[];
  readonly release: ReleaseConfig;
  readonly deploy: readonly EnvironmentConfig[];
  readonly drift: DriftConfig;
  readonly monitor: { readonly data: DataPaths } | null;
  /** Where failing examples may show values: `values` always, `auto` only locally. */
  readonly examples: 'auto' | 'values' | 'none';
}
