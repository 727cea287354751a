import { C as string, T as union, d as _enum, g as literal, m as boolean, p as array, v as number, w as tuple, y as object } from "./schemas.js";
import { t as PREDICTIONS_FORMS } from "./predictions-form.js";
import { o as verdictSchema, r as headerShape, t as digestSchema } from "./common.js";

// src/records/metric-row.ts
/** The lower limit, the upper one. */
const intervalSchema = tuple([number(), number()]);
/** One row per (name, dataset, against, target); the primary first. Unknown numbers are null with a `reason`. */
const metricRowSchema = object({
	name: string(),
	dataset: string(),
	/** Tag of the baseline release, `file:<path>`, or null when there is no baseline. */
	against: string().nullable(),
	target: string().optional(),
	better: _enum(["higher", "lower"]),
	rows: number().int(),
	groups: number().int().nullable(),
	candidate: number().nullable(),
	candidateInterval: intervalSchema.nullable(),
	baseline: number().nullable(),
	/** candidate − baseline, in the metric's own unit. */
	difference: number().nullable(),
	interval: intervalSchema.nullable(),
	confidence: number(),
	/** delong, tango, tango-relative, paired-mean, linearised or bootstrap, with groups followed by -clustered; point. Of what both models together give (churn): wilson or mean. */
	method: string(),
	/** How often a bootstrap drew the rows anew, and the seed of its draws. */
	bootstrap: object({
		replicates: number().int(),
		seed: number().int()
	}).optional(),
	/** What a model without fault would show on these rows, for metrics that are not 0 then. */
	nullValue: number().optional(),
	reason: string().optional()
});

// src/records/calibration.ts
/** How often what the candidate gives a chance to comes true. */
const calibrationSchema = object({
	/** What the chances are of: `yes`, or `the decided class`. */
	of: string(),
	/** Of all intervals of the table at once. */
	confidence: number(),
	bins: array(object({
		low: number(),
		high: number(),
		rows: number().int(),
		claimed: number(),
		observed: number(),
		interval: intervalSchema,
		verdict: _enum([
			"too-high",
			"too-low",
			"fits",
			"unknown"
		])
	}))
});

// src/records/fairness-row.ts
/** Rates by group and how far apart they are. */
const fairnessRowSchema = object({
	/** What groups are told apart by: `sex`, `sex × age`. */
	by: string(),
	/** The class that is asked about. */
	positive: string(),
	groups: array(object({
		group: string(),
		rows: number().int(),
		rates: array(object({
			/** selection_rate, true_positive_rate, false_positive_rate, calibration_gap (mean score − share of positives). */
			name: string(),
			/** Rows that it rests on, and groups of data.group_by that they are of. */
			rows: number().int(),
			groups: number().int().nullable(),
			candidate: number().nullable(),
			interval: intervalSchema.nullable(),
			baseline: number().nullable(),
			reason: string().optional()
		}))
	})),
	metrics: array(metricRowSchema)
});

// src/records/gate-row.ts
/** Why a gate's verdict is what it is: the key of its explanation. */
const gateOutcomeSchema = _enum([
	"kept",
	"broken",
	"undecided",
	"guarded",
	"identical",
	"first-release",
	"baseline-missing",
	"not-finite",
	"not-measured",
	"no-value",
	"no-baseline-value",
	"points-only"
]);
/** candidate − factor · baseline; factor 0 where the rule looks at the candidate alone. */
const gateSeenSchema = object({
	better: _enum(["higher", "lower"]),
	candidate: number().nullable(),
	baseline: number().nullable(),
	factor: number(),
	estimate: number().nullable(),
	interval: intervalSchema.nullable(),
	confidence: number(),
	rows: number().int().nullable(),
	groups: number().int().nullable(),
	/** Why there is no value, or why no verdict may be read off the interval. */
	note: string().nullable(),
	/** Margin at which an equal model passes 80 times of 100, and rows (groups, when clustered) for the margin asked. */
	power: object({
		margin: number(),
		needed: number().nullable()
	}).nullable()
});
const gateRowSchema = object({
	metric: string(),
	/** Of several targets the one that was looked at. */
	target: string().optional(),
	dataset: string(),
	/** The slice whose rows were looked at; absent: all rows. */
	slice: string().optional(),
	/** What it was compared with where that is not the baseline: the anchor. */
	against: string().optional(),
	rule: _enum([
		"min",
		"max",
		"max_worse",
		"min_better"
	]),
	limit: number(),
	/** True when the limit was given in percent of the baseline; `limit` is then the fraction (0.01 for 1%). */
	relative: boolean(),
	on: _enum(["point", "bound"]),
	severity: _enum(["block", "warn"]),
	verdict: verdictSchema,
	/** One sentence from a fixed template; the same text in report and `explain`. */
	reason: string(),
	/** Probability that a model equal to the baseline would pass; null where it does not apply. */
	equalModelPasses: number().nullable(),
	/** Which of the fixed explanations applies; absent in records of other tools. */
	outcome: gateOutcomeSchema.optional(),
	/** The numbers that the verdict was read off. */
	seen: gateSeenSchema.optional()
});
const sliceRowSchema = object({
	slice: string(),
	rows: number().int(),
	groups: number().int().nullable(),
	verdict: _enum([
		"no-proof-of-harm",
		"harm",
		"insufficient",
		"not-judged"
	]),
	reason: string(),
	/** warn: harm here is told and does not decide; absent means block. */
	severity: _enum(["block", "warn"]).optional(),
	metrics: array(metricRowSchema)
});

// src/records/model-tests.ts
/** What the candidate says of rows in which one column was changed. */
const perturbationRowSchema = object({
	name: string(),
	/** `sex: f ↔ m`, `income + 1000`. */
	change: string(),
	expect: string(),
	/** Class or target that is looked at. */
	of: string().optional(),
	tolerance: number(),
	minShare: number(),
	/** Rows that the change speaks of, those of them that were tried, and those that keep what is expected. */
	changed: number().int(),
	rows: number().int(),
	held: number().int(),
	/** The largest change of a score, with its sign; null where a score is no number. */
	largest: number().nullable(),
	/** The first rows that do not keep it, by id where ids may be shown, else by place. */
	failing: array(string())
});
/** The candidate, loaded anew, on rows of which it said something already. */
const determinismRowSchema = object({
	/** Rows of one batch; null: as many as usual. */
	batchRows: number().int().nullable(),
	rows: number().int(),
	/** Rows whose score moved by more than the tolerance, and the first of them. */
	differing: number().int(),
	first: array(string()),
	/** The largest change of a score; 0: the same to the last digit; null: one is no number. */
	largest: number().nullable(),
	tolerance: object({
		absolute: number(),
		relative: number()
	})
});
/** The candidate beside a model that anybody could make of the training rows; nothing is decided by it. */
const trivialRowSchema = object({
	/** `class frequencies`, `the mean`, `a logistic regression`, `a ridge regression`. */
	model: string(),
	learntRows: number().int(),
	verdict: _enum([
		"better",
		"not-shown",
		"worse"
	]),
	metric: metricRowSchema
});

// src/records/score-changes.ts
const shareSchema = object({
	rows: number().int(),
	/** By weight, where rows have one. */
	share: number(),
	interval: intervalSchema.nullable()
});
/** Rows of a classification whose decision is not what the baseline's was. */
const flipsSchema = object({
	rows: number().int(),
	groups: number().int().nullable(),
	confidence: number(),
	changed: shareSchema,
	/** Right before, wrong now. */
	nowWrong: shareSchema,
	/** Wrong before, right now. */
	nowRight: shareSchema,
	/** Some of those that are wrong now, the surest mistakes first: their ids, or their places where ids are not shown. */
	wrongRows: array(string())
});
const scoreShiftSchema = object({
	/** What the numbers are: `the score of yes`, `the chance of the decided class`, a target, an own column. */
	of: string(),
	rows: number().int(),
	candidateMean: number(),
	baselineMean: number(),
	/** Of candidateMean − baselineMean, on the same rows. */
	interval: intervalSchema.nullable(),
	confidence: number(),
	/** Wasserstein's distance of the two distributions, in the numbers' own unit. */
	distance: number(),
	/** How far the numbers of single rows moved. */
	moved: object({
		mean: number(),
		p50: number(),
		p95: number(),
		most: number()
	})
});

// src/records/seeds.ts
/** Trainings of one recipe that differ in the seed, the candidate's first, on the rows of the first dataset. */
const seedsSchema = object({
	dataset: string(),
	trained: array(object({
		seed: number().int(),
		candidate: digestSchema.nullable(),
		trainSeconds: number().nonnegative(),
		/** false: what it gave is not kept any more, and nothing below rests on it. */
		kept: literal(false).optional()
	})),
	/** Empty where fewer than two are kept. */
	metrics: array(object({
		name: string(),
		target: string().optional(),
		better: _enum(["higher", "lower"]),
		/** In the order of `trained`; null for what is not kept, and for what is no number. */
		values: array(number().nullable()),
		baseline: number().nullable(),
		mean: number().nullable(),
		/** With n − 1. */
		standardDeviation: number().nullable(),
		/** Where one more seed would land; null where all seeds give the same. */
		another: intervalSchema.nullable(),
		/** Whether the baseline lies there: its difference is then no more than another seed makes. */
		baselineIsLikeASeed: boolean().nullable()
	}))
});

// src/records/evaluate.ts
const latencySchema = object({
	p50: number(),
	p95: number()
});
const evaluateRecordSchema = object({
	schema: literal("modelyard/evaluate/1"),
	verdict: verdictSchema,
	...headerShape,
	task: _enum([
		"binary",
		"multiclass",
		"regression",
		"ranking",
		"scores"
	]),
	/** predict: a model that evaluate.predict was run with. */
	evidence: _enum([
		"model",
		"predict",
		"predictions",
		"metrics"
	]),
	rows: number().int().nullable(),
	groups: number().int().nullable(),
	/** Column that says which rows belong together; null when rows are independent. */
	groupBy: string().nullable().optional(),
	/** Column that says how much each row counts; null when all count the same. */
	weight: string().nullable().optional(),
	inputDigest: digestSchema,
	candidate: object({ digest: digestSchema.nullable() }),
	/** null when absence of a baseline is proven. `release` is null for `file:` baselines. */
	baseline: object({
		release: string().nullable(),
		digest: digestSchema.nullable(),
		source: string(),
		/** By which its scores become decisions; absent where it is of no task with two classes, or not known. */
		threshold: number().optional()
	}).nullable(),
	/** True when candidate and baseline are the same bytes and answer alike: at the same threshold, fed in the same way. */
	identical: boolean(),
	/** The predictions that were judged were logits; absent: probabilities. */
	link: _enum(["logit", "softmax"]).optional(),
	/** Name of the model's output that was judged; absent: the only one that can be. */
	output: string().optional(),
	/** How these predictions were laid out; absent: a row per id with a score, a column per class or a value. */
	predictions: object({
		form: _enum(PREDICTIONS_FORMS),
		score: string(),
		class: string(),
		/** In the order of a list. */
		classes: array(string()).nullable()
	}).optional(),
	/** Why a model that can be run has no golden rows; absent where it has. */
	goldenReason: string().optional(),
	/** Scores of the candidate that are NaN or infinite; above 0 the verdict is fail, whatever the gates say. */
	nonFiniteScores: number().int().nonnegative().optional(),
	threshold: number().nullable(),
	/** How the metrics differ between trainings with other seeds; absent: one was trained. */
	seeds: seedsSchema.optional(),
	/** How the threshold was chosen; absent where the config names a number. */
	thresholdChoice: object({
		metric: string(),
		dataset: string(),
		value: number(),
		rows: number().int()
	}).optional(),
	metrics: array(metricRowSchema),
	gates: array(gateRowSchema),
	slices: array(sliceRowSchema),
	/** By what groups are told apart; absent where nothing is asked. */
	fairness: array(fairnessRowSchema).optional(),
	perturbations: array(perturbationRowSchema).optional(),
	/** The candidate run again; absent for evidence that is not run, or where nobody looks. */
	determinism: array(determinismRowSchema).optional(),
	/** Evaluation rows that the baseline was trained on; they are left out. null: not known; absent: nothing to ask. */
	taughtRows: number().int().nullable().optional(),
	/** How many candidates were judged on these rows up to this one, as far as the releases tell: at least so many. */
	reuse: object({
		/** SHA-256 over the sorted digests of the files of the first evaluation dataset. */
		rows: digestSchema,
		candidates: number().int().positive(),
		/** Whether the baseline was judged on these very files when it was released. */
		baselineRows: _enum([
			"same",
			"other",
			"unknown"
		]),
		/** What the baseline's first metric was on those others; absent: not known. */
		before: object({
			metric: string(),
			value: number()
		}).optional()
	}).optional(),
	/** The metrics again, against what else must be kept up with: the anchor. */
	beside: array(metricRowSchema).optional(),
	trivial: array(trivialRowSchema).optional(),
	/** Of the first dataset; absent: no classification, or nothing to compare with row by row. */
	flips: flipsSchema.optional(),
	/** Of the first dataset; absent: nothing to compare with row by row, or rankings. */
	scoreShift: array(scoreShiftSchema).optional(),
	/** Of the first dataset; absent: no classification. */
	calibration: calibrationSchema.optional(),
	latencyMs: object({
		batch1: latencySchema,
		batch256: latencySchema
	}).nullable(),
	/** What the baseline costs: its latency was measured in turn with the candidate's, the rest is its release's. */
	baselineCosts: object({
		latencyMs: object({
			batch1: latencySchema,
			batch256: latencySchema
		}).nullable(),
		sizeBytes: number().int().nullable(),
		trainSeconds: number().nullable()
	}).optional(),
	sizeBytes: number().int().nullable(),
	trainSeconds: number().nullable(),
	/** Signature of the model, for the version bump; null when the model cannot be run here. */
	signature: object({
		inputs: array(object({
			name: string(),
			type: string(),
			shape: array(union([number(), string()]))
		})),
		outputs: array(object({
			name: string(),
			type: string(),
			shape: array(union([number(), string()]))
		})),
		classes: array(string()).nullable()
	}).nullable(),
	/** What callers of the baseline meet in the candidate, those that break them first; absent: cannot be compared. */
	signatureChanges: array(object({
		bump: _enum(["major", "minor"]),
		what: string()
	})).optional(),
	/** Feature columns in the order in which the model was fed, and notes such as renamed inputs. */
	features: array(string()),
	notes: array(string())
});

export { metricRowSchema as n, evaluateRecordSchema as t };