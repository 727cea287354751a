// src/cli/command-definition.ts
/** Commands that change nothing but `.modelyard/` refuse it: a promise that they do not keep would be worse. */
const DRY_RUN = {
	name: "dry-run",
	type: "boolean",
	summary: "say what would change and change nothing"
};

// src/cli/experiments/experiment-options.ts
/** Options of all parts of `experiments`; the command says which part knows which. */
const EXPERIMENT_OPTIONS = [
	{
		name: "sort",
		type: "string",
		value: "name",
		summary: "list: by a metric or a cost, best first; newest first without it"
	},
	{
		name: "limit",
		type: "string",
		value: "number",
		summary: "list: as many lines at most; 50 without it, with --json all"
	},
	{
		name: "metric",
		type: "string",
		value: "name",
		repeatable: true,
		summary: "best: instead of the primary metric; compare: this one alone, several times for several"
	},
	{
		name: "fail-on",
		type: "string",
		value: "worse|unclear",
		summary: "compare: end with 1 where a metric is worse, or also where that cannot be told"
	},
	{
		name: "params-file",
		type: "string",
		value: "file",
		repeatable: true,
		summary: "compare: parameters to look at besides train.params"
	},
	{
		name: "metrics-file",
		type: "string",
		value: "file",
		repeatable: true,
		summary: "compare: numbers to look at besides train.metrics, as DVC and CML keep them"
	}
];

// src/cli/init-options.ts
const text = (name, value, summary) => ({
	name,
	type: "string",
	value,
	summary
});
const INIT_OPTIONS = [
	text("name", "name", "the model’s name"),
	text("train-data", "files", "training data: a file or a pattern"),
	text("evaluation-data", "files", "rows to judge by, which training never sees"),
	text("contract", "file|none", "data contract"),
	text("target", "column", "what the model predicts"),
	text("task", "task", "binary, multiclass or regression"),
	text("positive", "value", "binary: the class that a score speaks of"),
	text("id", "column|none", "identifies a row"),
	text("group", "column|none", "ties rows together: a person, a household"),
	text("time", "column|none", "time of a row; no feature"),
	text("run", "command", "the training command"),
	text("params", "file|none", "parameters of the training"),
	text("model-file", "path", "file or folder of the model that training writes"),
	text("predictions", "file|none", "predictions on the evaluation rows that training writes"),
	text("metrics-file", "file|none", "numbers that training tells of itself"),
	text("metric", "names", "metrics that the file holds, separated by commas"),
	text("branch", "name", "branch that releases come from"),
	text("prepare", "command", "makes or fetches data that git does not hold, for the workflow"),
	{
		name: "no-workflow",
		type: "boolean",
		summary: "write no workflow"
	},
	{
		name: "no-questions",
		type: "boolean",
		summary: "ask nothing, not even in a terminal"
	},
	text("print", "config|workflow", "print that text and write nothing, even where the file is there"),
	{
		...DRY_RUN,
		summary: "say what would be written and write nothing"
	}
];

// src/cli/judging-commands.ts
const FORCE = {
	name: "force",
	type: "boolean",
	summary: "train even when a candidate with the same inputs exists"
};
const CHANGED_SINCE = {
	name: "changed-since",
	type: "string",
	value: "ref",
	summary: "only models whose inputs changed since a git ref"
};
const BASE = {
	name: "base",
	type: "string",
	value: "ref",
	summary: "judge by the rules of this git ref, too; on a pull request: its base"
};
const PACK = {
	name: "pack",
	type: "string",
	value: "folder",
	summary: "write records and candidate there as one archive, for accept --archive after the merge"
};
/** Commands that judge what is here. */
const JUDGING_COMMANDS = [
	{
		name: "init",
		summary: "write modelyard.yml and the workflow for the repository that is here",
		options: INIT_OPTIONS,
		examples: [
			"modelyard init",
			"modelyard init --target churned --id customer_id --dry-run",
			"modelyard init --run \"python train.py\" --model-file out/churn.onnx --no-workflow"
		],
		isBeginning: true,
		load: () => import("./init.js")
	},
	{
		name: "run",
		summary: "validate, train, evaluate and report",
		options: [
			FORCE,
			CHANGED_SINCE,
			BASE,
			PACK
		],
		examples: ["modelyard run", "modelyard run --changed-since origin/main --json"],
		load: () => import("./run.js")
	},
	{
		name: "plan",
		summary: "which models have to be judged since a git ref, for a matrix of jobs",
		options: [{
			...CHANGED_SINCE,
			summary: "the git ref to compare with; on a pull request and in a merge queue: its base"
		}],
		examples: ["modelyard plan --changed-since origin/main", "modelyard plan --changed-since HEAD~1 --json"],
		load: () => import("./plan.js")
	},
	{
		name: "validate",
		summary: "check the data against the contract",
		options: [{
			...BASE,
			summary: "hold the training data against those of this git ref; on a pull request: its base"
		}, {
			name: "checks",
			type: "string",
			value: "names",
			repeatable: true,
			summary: "only these, separated by commas: contract, roles, overlap, drift, or names of checks; leaves no record for later stages"
		}],
		examples: ["modelyard validate", "modelyard validate --checks contract,overlap,label_leak"],
		load: () => import("./validate2.js")
	},
	{
		name: "contract",
		summary: "a first contract from data, one as the standard writes it, one from another schema, or what a change breaks",
		argument: "<infer|show|import|diff> [files]",
		mostArguments: 51,
		options: [
			{
				name: "output",
				type: "string",
				value: "file",
				summary: "write there, not to stdout"
			},
			{
				name: "force",
				type: "boolean",
				summary: "write over a file that is there"
			},
			{
				name: "odcs",
				type: "boolean",
				summary: "infer: in the form of the standard, not the short one"
			},
			{
				name: "from",
				type: "string",
				value: "table-schema|json-schema|tfdv",
				summary: "import: what the file is, where it does not say so"
			}
		],
		examples: [
			"modelyard contract infer --output data/churn.contract.yaml",
			"modelyard contract infer data/train.parquet --odcs",
			"modelyard contract show",
			"modelyard contract import schema.pbtxt --output data/churn.contract.yaml",
			"modelyard contract diff origin/main",
			"modelyard contract diff old.yaml new.yaml --json"
		],
		isBeginning: true,
		readsConfig: true,
		load: () => import("./contract.js")
	},
	{
		name: "train",
		summary: "train a candidate, or take the one with the same inputs",
		options: [FORCE],
		examples: ["modelyard train", "modelyard train --force"],
		load: () => import("./train2.js")
	},
	{
		name: "evaluate",
		summary: "judge the candidate beside the baseline",
		options: [BASE, {
			name: "reproduce",
			type: "boolean",
			summary: "train once more in a clean copy and say whether the same model comes out"
		}],
		examples: [
			"modelyard evaluate",
			"modelyard evaluate --json",
			"modelyard evaluate --reproduce"
		],
		load: () => import("./evaluate2.js")
	},
	{
		name: "report",
		summary: "the verdict and its reasons as Markdown",
		options: [{
			name: "output",
			type: "string",
			value: "file",
			summary: "write the Markdown there, not to stdout"
		}],
		examples: ["modelyard report", "modelyard report --output report.md"],
		load: () => import("./report2.js")
	},
	{
		name: "explain",
		summary: "what each gate asked, saw and means, and what to do",
		options: [{
			name: "gate",
			type: "string",
			value: "metric",
			summary: "one metric only"
		}],
		examples: ["modelyard explain", "modelyard explain --gate roc_auc"],
		load: () => import("./explain2.js")
	}
];

// src/cli/shipping-commands.ts
const ENVIRONMENT = {
	name: "environment",
	type: "string",
	value: "name",
	summary: "environment of modelyard.yml"
};
const REASON = {
	name: "reason",
	type: "string",
	value: "text",
	summary: "why, for the history"
};
/** Commands from the merge to what is live, and what they left. */
const SHIPPING_COMMANDS = [
	{
		name: "accept",
		summary: "after the merge: the reviewed candidate, proven to be that and judged again",
		options: [
			{
				name: "archive",
				type: "string",
				value: "file",
				repeatable: true,
				summary: "records and candidate as a check packed them (modelyard-<model>-check-….tar)"
			},
			{
				name: "workflow",
				type: "string",
				value: "file",
				summary: "on GitHub: the workflow that judged the pull request, when it is not the one that runs"
			},
			{
				name: "retrain",
				type: "boolean",
				summary: "train again on what is checked out, whatever was reviewed or released: for fresh data"
			}
		],
		examples: ["modelyard accept --archive modelyard-churn-check-60c9874d9d11-1.tar", "modelyard accept --retrain --model churn"],
		load: () => import("./accept.js")
	},
	{
		name: "release",
		summary: "tag the judged candidate with everything that proves it",
		options: [{
			name: "bump",
			type: "string",
			value: "major|minor|patch",
			summary: "instead of what the change suggests"
		}, {
			name: "version",
			type: "string",
			value: "version",
			summary: "this version"
		}],
		examples: ["modelyard release", "modelyard release --bump minor --dry-run"],
		changesTheWorld: true,
		load: () => import("./release2.js")
	},
	{
		name: "deploy",
		summary: "put the newest release of each model into an environment, or the one that is named",
		argument: "[version]",
		options: [
			ENVIRONMENT,
			{
				name: "released",
				type: "string",
				value: "tag",
				summary: "the release that this run made, or several with commas: they alone, and never below what was deployed before"
			},
			REASON
		],
		examples: ["modelyard deploy --environment staging", "modelyard deploy churn@v1.2.0 --environment production --reason \"asked for by support\""],
		changesTheWorld: true,
		load: () => import("./deploy.js")
	},
	{
		name: "rollback",
		summary: "go back to an older release, without training",
		options: [
			ENVIRONMENT,
			{
				name: "to",
				type: "string",
				value: "version",
				summary: "instead of the one that was live before"
			},
			REASON
		],
		examples: ["modelyard rollback --environment production", "modelyard rollback --environment production --to 1.1.0 --reason \"wrong scores\""],
		changesTheWorld: true,
		load: () => import("./rollback.js")
	},
	{
		name: "history",
		summary: "what was live when, by whom and why",
		options: [ENVIRONMENT, {
			name: "at",
			type: "string",
			value: "time",
			summary: "what was live at one moment (UTC)"
		}],
		examples: ["modelyard history --environment production", "modelyard history --environment production --at 2026-05-01T12:00:00Z"],
		load: () => import("./history.js")
	},
	{
		name: "status",
		summary: "newest release, what is live where, the open candidate",
		options: [],
		examples: ["modelyard status", "modelyard status --model churn --json"],
		load: () => import("./status.js")
	},
	{
		name: "verify",
		summary: "re-check a release from its tag to its bytes, offline",
		argument: "<tag>",
		options: [],
		examples: ["modelyard verify churn@v1.2.0"],
		load: () => import("./verify.js")
	},
	{
		name: "monitor",
		summary: "hold new data against the released model’s profile",
		options: [{
			name: "data",
			type: "string",
			value: "files",
			summary: "instead of monitor.data"
		}],
		examples: ["modelyard monitor", "modelyard monitor --data \"logs/*.parquet\""],
		load: () => import("./monitor2.js")
	}
];

// src/cli/command-table.ts
const GLOBAL_OPTIONS = [
	{
		name: "config",
		type: "string",
		value: "file",
		summary: "modelyard.yml, when it is not here or above"
	},
	{
		name: "model",
		type: "string",
		value: "names",
		repeatable: true,
		summary: "one or several models, separated by commas; all without it"
	},
	{
		name: "json",
		type: "boolean",
		summary: "print the record on stdout and nothing else"
	},
	{
		name: "forge",
		type: "string",
		value: "local|github",
		summary: "where releases and deployments are recorded; github inside GitHub Actions, else local"
	},
	{
		name: "no-color",
		type: "boolean",
		summary: "no colours; so does the variable NO_COLOR"
	},
	{
		name: "help",
		type: "boolean",
		short: "h",
		summary: "what a command does, its options and examples"
	}
];
const OF_THE_CONFIG = [
	"config",
	"model",
	"forge"
];
/** Every command, in the order in which help shows them. Add one here and under `commands/`. */
const COMMANDS = [
	...JUDGING_COMMANDS,
	...SHIPPING_COMMANDS,
	{
		name: "experiments",
		summary: "list, show, compare and rank the candidates that were trained here or released",
		argument: "<list|show|compare|best> [names]",
		mostArguments: 3,
		options: EXPERIMENT_OPTIONS,
		examples: [
			"modelyard experiments list --sort roc_auc --limit 10",
			"modelyard experiments show 3f2a91c07be4",
			"modelyard experiments compare main --fail-on worse",
			"modelyard experiments compare churn@v1.2.0 3f2a91c07be4 --json",
			"modelyard experiments best"
		],
		load: () => import("./experiments.js")
	}
];
/** Known, and not there yet. */
const LATER_COMMANDS = ["dashboard", "scorecard"];
function findCommand(name) {
	return COMMANDS.find((command) => command.name === name) ?? null;
}
/** A command's own options, then those of every command. */
function optionsOf(command) {
	const dryRun = command.changesTheWorld === true ? [DRY_RUN] : [];
	const leftOut = command.isBeginning === true && command.readsConfig !== true ? OF_THE_CONFIG : [];
	return [
		...command.options,
		...dryRun,
		...GLOBAL_OPTIONS.filter(({ name }) => !leftOut.includes(name))
	];
}

export { optionsOf as a, findCommand as i, GLOBAL_OPTIONS as n, DRY_RUN as o, LATER_COMMANDS as r, COMMANDS as t };