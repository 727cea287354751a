import { s as createDuckdbEngine, t as CLOCK } from "./command-context.js";
import { n as ModelyardError } from "./errors.js";
import { c as syncFolder } from "./store.js";
import { t as hashBytes } from "./hash-file.js";
import { C as string, E as unknown, d as _enum, g as literal, m as boolean, p as array, y as object } from "./schemas.js";
import { c as repositoryTop, f as gitEntries, i as headCommit, m as runGit, p as gitText } from "./repository.js";
import { n as assertSoundConfig, r as loadConfig, t as CONFIG_NAME } from "./load-config.js";
import { t as recordHeader } from "./header.js";
import { i as sha256Schema, r as headerShape } from "./common.js";
import { it as require_dist, o as isMetricOf, t as METRICS, tt as nearest } from "./registry.js";
import { a as inertLine, s as visible } from "./escape-markdown.js";
import { t as expandPaths } from "./expand-paths.js";
import { n as parseYaml } from "./yaml-document.js";
import { _ as counted } from "./pair-metrics.js";
import { t as MODEL_NAME } from "./names.js";
import { n as isShortForm, t as compileShort } from "./short-form.js";
import { n as paint } from "./paint.js";
import { constants, copyFile, link, lstat, mkdir, mkdtemp, open, readFile, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline/promises";

// src/adapters/files/create-files.ts
/**
* Writes several files, each whole or not at all, in their order: all are written beside their places first, so that a full
* disk or a missing right leaves nothing. Throws `refused` for a file that has come into being meanwhile; it stays as it is.
*/
async function createFiles(files) {
	const staged = [];
	try {
		for (const file of files) staged.push({
			...file,
			temporary: await stage(file)
		});
		for (const file of staged) await place$1(file);
	} finally {
		for (const { temporary } of staged) await rm(temporary, { force: true });
	}
}
async function stage({ path, text }) {
	const folder = dirname(path);
	await mkdir(folder, { recursive: true });
	const temporary = join(folder, `.${randomBytes(6).toString("hex")}.tmp`);
	const file = await open(temporary, "wx", 420);
	try {
		await file.writeFile(text);
		await file.sync();
	} finally {
		await file.close();
	}
	return temporary;
}
async function place$1({ path, temporary, replaces }) {
	if (replaces) await rename(temporary, path);
	else await appear(temporary, path);
	await syncFolder(dirname(path));
}
const NO_LINKS = /* @__PURE__ */ new Set([
	"EPERM",
	"ENOTSUP",
	"EOPNOTSUPP",
	"ENOSYS"
]);
/** A link fails where a name is taken; a renaming would replace what has the name. */
async function appear(temporary, path) {
	try {
		await link(temporary, path).catch((error) => {
			if (!NO_LINKS.has(error.code ?? "")) throw error;
			return copyFile(temporary, path, constants.COPYFILE_EXCL);
		});
	} catch (error) {
		if (error.code !== "EEXIST") throw error;
		throw new ModelyardError("refused", `${path} has come into being meanwhile and stays as it is`, {
			hint: "Run the command again.",
			cause: error
		});
	}
}

// src/records/init.ts
/** What `modelyard init --json` prints: the files it wrote, or would write, and where each line of the config comes from. */
const initRecordSchema = object({
	schema: literal("modelyard/init/1"),
	...headerShape,
	/** Nothing was written: it was only to be shown. */
	dryRun: boolean(),
	framework: string().nullable(),
	files: array(object({
		path: string(),
		/** written; appended: lines were added; kept: it is there already, or needs no change; skipped: `reason` says why. */
		action: _enum([
			"written",
			"appended",
			"kept",
			"skipped"
		]),
		reason: string().nullable(),
		/** Of the text as it is, or would be, there; null for what was neither written nor appended. */
		sha256: sha256Schema.nullable()
	})),
	lines: array(object({
		key: string(),
		value: unknown(),
		because: string()
	})),
	workflow: array(string()),
	notes: array(string())
});

// src/stages/init/config-text.ts
var import_dist = require_dist();
/** Text of modelyard.yml: one model, each key with the reason above it. */
function configText(name, lines) {
	const model = new import_dist.YAMLMap();
	for (const line of lines) place(model, line);
	const models = new import_dist.YAMLMap();
	models.items.push(new import_dist.Pair(keyOf(name.value, `the model's name: ${name.because}`), model));
	const document = new import_dist.Document();
	const top = new import_dist.YAMLMap();
	top.items.push(new import_dist.Pair(new import_dist.Scalar("version"), new import_dist.Scalar(1)), new import_dist.Pair(new import_dist.Scalar("models"), models));
	document.contents = top;
	document.commentBefore = HEAD;
	document.comment = TAIL;
	return document.toString({
		lineWidth: 0,
		commentString: commented,
		flowCollectionPadding: false
	});
}
const HEAD = [" Written by `modelyard init`; yours to change. Above each key stands where its value comes from.", " Every key is described in docs/configuration.md of Modelyard; `modelyard status` checks this file."].join("\n");
const TAIL = [
	" Not written, because nothing here says it:",
	"   evaluate.slices  columns whose parts must not be harmed, e.g. [region]",
	"   deploy           where releases go, e.g. staging: { target: { kind: command, run: ./deploy.sh } }",
	"   monitor          new data to hold against the released profile"
].join("\n");
function place(model, { path, value, because }) {
	const parent = path.slice(0, -1).reduce(mapAt, model);
	const key = path.at(-1) ?? "";
	parent.items.push(new import_dist.Pair(keyOf(key, because), nodeOf(value)));
}
function mapAt(parent, key) {
	const found = parent.items.find((pair) => (0, import_dist.isScalar)(pair.key) && pair.key.value === key)?.value;
	if ((0, import_dist.isMap)(found)) return found;
	const map = new import_dist.YAMLMap();
	parent.items.push(new import_dist.Pair(new import_dist.Scalar(key), map));
	return map;
}
function keyOf(key, comment) {
	const scalar = new import_dist.Scalar(key);
	scalar.commentBefore = wrapped(visible(comment));
	return scalar;
}
const LONGEST_LINE = 90;
/** Lists and maps on one line where they are short. */
function nodeOf(value) {
	if (Array.isArray(value)) {
		const list = new import_dist.YAMLSeq();
		list.flow = JSON.stringify(value).length <= LONGEST_LINE;
		list.items = value.map(nodeOf);
		return list;
	}
	if (value !== null && typeof value === "object") {
		const map = new import_dist.YAMLMap();
		map.flow = true;
		for (const [key, each] of Object.entries(value)) map.items.push(new import_dist.Pair(new import_dist.Scalar(key), nodeOf(each)));
		return map;
	}
	return textOrValue(value);
}
/** What older readers of YAML take for true, false or a date stands in quotes. */
function textOrValue(value) {
	const scalar = new import_dist.Scalar(value);
	if (typeof value === "string" && /^(y|n|yes|no|on|off)$|^\d{4}-\d/i.test(value)) scalar.type = "QUOTE_DOUBLE";
	return scalar;
}
const COMMENT_WIDTH = 96;
/** Words in lines of a readable length. */
function wrapped(text) {
	const lines = [];
	for (const word of text.split(" ")) {
		const last = lines.at(-1);
		if (last !== void 0 && last.length + word.length < COMMENT_WIDTH) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(` ${word}`);
	}
	return lines.join("\n");
}
function commented(comment) {
	return comment.split("\n").map((line) => line === "" ? "" : `#${line}`).join("\n");
}

// src/domain/init/frameworks.ts
/** The first of these that is found is named; general ones stand behind those that are built on them. */
const FRAMEWORKS = [
	{
		name: "XGBoost",
		packages: ["xgboost"],
		toOnnx: "onnxmltools.convert_xgboost(model, initial_types=…), from the package onnxmltools"
	},
	{
		name: "LightGBM",
		packages: ["lightgbm"],
		toOnnx: "onnxmltools.convert_lightgbm(model, initial_types=…), from the package onnxmltools"
	},
	{
		name: "CatBoost",
		packages: ["catboost"],
		toOnnx: "model.save_model(\"out/model.onnx\", format=\"onnx\")"
	},
	{
		name: "PyTorch",
		packages: [
			"torch",
			"pytorch",
			"pytorch-lightning",
			"lightning"
		],
		toOnnx: "torch.onnx.export(model, example, \"out/model.onnx\")"
	},
	{
		name: "TensorFlow",
		packages: [
			"tensorflow",
			"keras",
			"tensorflow-cpu"
		],
		toOnnx: "tf2onnx.convert.from_keras(model, output_path=\"out/model.onnx\"), from the package tf2onnx"
	},
	{
		name: "scikit-learn",
		packages: [
			"scikit-learn",
			"sklearn",
			"skl2onnx"
		],
		toOnnx: "skl2onnx.to_onnx(model, X[:1]).SerializeToString(), from the package skl2onnx"
	},
	{
		name: "statsmodels",
		packages: ["statsmodels"],
		toOnnx: ""
	}
];
/** The framework that a list of imported or required packages speaks of; null for none. */
function frameworkOf(packages) {
	return FRAMEWORKS.find((each) => each.packages.some((name) => packages.has(name))) ?? null;
}
const IMPORT = /^[ \t]*(?:import|from)[ \t]+([A-Za-z_]\w*)|(?:require\(|from[ \t]+)["']([\w@/-]+)["']|library\((\w+)\)/gm;
/** Top-level packages that a source file imports. */
function importsIn(text) {
	return [...text.matchAll(IMPORT)].flatMap(([, python, node, r]) => python ?? node ?? r ?? []);
}
/** Packages that a requirements file, pyproject.toml or environment.yml names: what may stand before a version. */
function requirementsIn(text) {
	return [...text.matchAll(/^[\s"'-]*([A-Za-z][\w.-]*)(?=\s*(?:\[|[=<>!~;^"',\s]|$))/gm)].map(([, name = ""]) => name.toLowerCase());
}

// src/stages/init/find-packages.ts
/** Files that say what to install, those that pin it first. */
const KINDS = [
	{
		name: "uv.lock",
		tool: "uv",
		runner: "uv run "
	},
	{
		name: "poetry.lock",
		tool: "poetry",
		runner: "poetry run "
	},
	{
		name: "requirements.txt",
		tool: "pip",
		runner: ""
	},
	{
		name: "environment.yml",
		tool: "conda",
		runner: ""
	},
	{
		name: "environment.yaml",
		tool: "conda",
		runner: ""
	},
	{
		name: "conda.yaml",
		tool: "conda",
		runner: ""
	},
	{
		name: "conda.yml",
		tool: "conda",
		runner: ""
	},
	{
		name: "pyproject.toml",
		tool: "pip",
		runner: "",
		isIt: (text) => /^\[(project|build-system|tool\.poetry)\]/m.test(text)
	},
	{
		name: "setup.py",
		tool: "pip",
		runner: ""
	}
];
const REQUIREMENT_FILES = [
	"requirements.txt",
	"pyproject.toml",
	"environment.yml",
	"environment.yaml",
	"conda.yaml",
	"conda.yml",
	"setup.py"
];
async function findPackages(project) {
	const texts = (await project.near(REQUIREMENT_FILES)).map(({ text }) => text);
	const required = new Set(texts.flatMap(requirementsIn));
	for (const file of await project.near(KINDS.map(({ name }) => name))) {
		const kind = KINDS.find(({ name }) => file.path.endsWith(name));
		if (kind !== void 0 && kind.isIt?.(file.text) !== false) return {
			runner: kind.runner,
			tool: kind.tool,
			file,
			required
		};
	}
	const file = await project.nearest("package.json");
	return {
		runner: "",
		tool: file === null ? null : "npm",
		file,
		required
	};
}

// src/adapters/git/folder-files.ts
/** Lists a folder of the work tree. `skipped`: names of folders that git need not enter. */
async function listFolder(folder, skipped) {
	const list = (...options) => gitEntries(folder, [
		"ls-files",
		"-z",
		...options
	]);
	const notInto = skipped.map((name) => `--exclude=${name}/`);
	const deleted = new Set(await list("--deleted"));
	return {
		tracked: (await list("--cached")).filter((path) => !deleted.has(path)),
		untracked: await list("--others", "--exclude-standard", ...notInto),
		ignored: await list("--others", "--ignored", "--exclude-standard", "--directory")
	};
}
/** Which of some paths git ignores. */
async function ignoredPaths(folder, paths) {
	if (paths.length === 0) return /* @__PURE__ */ new Set();
	const input = `${paths.join("\0")}\0`;
	return new Set(await gitEntries(folder, [
		"check-ignore",
		"-z",
		"--stdin"
	], {
		input,
		okCodes: [1]
	}));
}
/** The branch that releases come from, and what says so; null in a repository that has no branch yet. */
async function defaultBranch(top) {
	const remote = await symbolicRef(top, "refs/remotes/origin/HEAD");
	if (remote !== null) return {
		branch: remote.replace(/^refs\/remotes\/origin\//, ""),
		because: "what origin/HEAD names"
	};
	const known = await gitText(top, [
		"for-each-ref",
		"--format=%(refname)",
		"refs/heads/main",
		"refs/remotes/origin/main",
		"refs/heads/master",
		"refs/remotes/origin/master"
	]);
	for (const branch of ["main", "master"]) if (known.split("\n").some((ref) => ref.endsWith(`/${branch}`))) return {
		branch,
		because: "a branch of that name is there"
	};
	const current = await symbolicRef(top, "HEAD");
	return current === null ? null : {
		branch: current.replace(/^refs\/heads\//, ""),
		because: "the branch that is checked out"
	};
}
async function symbolicRef(top, name) {
	const { code, stdout } = await runGit(top, [
		"symbolic-ref",
		"--quiet",
		name
	], { okCodes: [1, 128] });
	return code === 0 ? stdout.toString("utf8").trim() : null;
}

// src/stages/init/planned-file.ts
function kept(path, reason) {
	return {
		path,
		action: "kept",
		reason,
		text: null
	};
}
function skipped(path, reason) {
	return {
		path,
		action: "skipped",
		reason,
		text: null
	};
}
/** A file that is to come into being; kept where anything has its name, skipped where its place is none of the repository's. */
async function fileToWrite(path, text, repository) {
	if (await lstat(path).catch(() => null) !== null) return kept(path, "it is there already and stays as it is");
	const problem = await placeProblem(path, repository);
	if (problem !== null) return skipped(path, problem);
	return {
		path,
		action: "written",
		reason: null,
		text
	};
}
async function placeProblem(path, repository) {
	for (let folder = dirname(path);; folder = dirname(folder)) {
		const real = await realpath(folder).catch(() => null);
		if (real === null) continue;
		if (!(await lstat(real)).isDirectory()) return `${folder} is no folder`;
		return isInside(repository, real) ? null : `${folder} leads out of the repository, to ${real}`;
	}
}
function isInside(outer, path) {
	const below = relative(outer, path);
	return below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}

// src/stages/init/plan-ignore.ts
/** Lines for the folder's `.gitignore`: what git ignores already gets none, what it tracks neither. */
async function planIgnore(project, written) {
	const wanted = [{
		line: ".modelyard/",
		path: ".modelyard/records"
	}, ...written.filter((path) => !project.tree.tracked.has(path) && !path.startsWith("../")).map((path) => ({
		line: ignoreLine(path, project),
		path
	}))];
	const ignored = await ignoredPaths(project.folder, wanted.map(({ path }) => path));
	const lines = [...new Set(wanted.filter(({ path }) => !ignored.has(path)).map(({ line }) => line))];
	return {
		file: await planFile(project, lines),
		lines
	};
}
/** The folder where nothing in it is tracked, else the one path. */
function ignoreLine(path, { tree }) {
	const [folder = "", ...rest] = path.split("/");
	return rest.length > 0 && ![...tree.tracked].some((tracked) => tracked.startsWith(`${folder}/`)) ? `/${escaped(folder)}/` : `/${escaped(path)}`;
}
function escaped(path) {
	return path.replace(/[*?[\]\\]/g, "\\$&").replace(/ $/, "\\ ");
}
async function planFile({ folder, repository }, lines) {
	const path = join(folder, ".gitignore");
	if (lines.length === 0) return kept(path, "git ignores already what training and Modelyard write");
	const real = await realpath(path).catch(() => null);
	const added = ["# what training and Modelyard write", ...lines];
	const reason = lines.join(", ");
	if (real === null) return {
		path,
		action: "written",
		reason,
		text: `${added.join("\n")}\n`
	};
	if (!isInside(repository, real)) return skipped(path, `it leads out of the repository; add ${lines.join(", ")}`);
	const text = await readFile(real, "utf8");
	const end = text.includes("\r\n") ? "\r\n" : "\n";
	return {
		path: real,
		action: "appended",
		reason,
		text: `${text === "" || text.endsWith("\n") ? text : `${text}${end}`}${added.map((line) => `${line}${end}`).join("")}`
	};
}

// src/domain/init/edit-workflow.ts
const STEP_INDENT = "      ";
const PIPELINE = "      - uses: modelyard/modelyard@";
const ACCEPT = "      - uses: modelyard/modelyard/actions/accept@";
const RELEASE = "      - uses: modelyard/modelyard/actions/release@";
const DEPLOY = "      - uses: modelyard/modelyard/actions/deploy@";
const ENVIRONMENT = /^ {4}environment: \{ name: staging, /;
/**
* The quickstart workflow for one repository. Each change names the very lines it stands on and throws a RangeError where
* they are not there exactly once: a workflow that lost a line unseen would be worse than none.
*/
function editWorkflow(source, changes) {
	return [
		head,
		branch,
		withSetup,
		withoutLfs,
		withoutDeploy,
		withConfig$1,
		withDeploy
	].reduce((lines, step) => step(lines, changes), source.split("\n")).join("\n");
}
const head = (lines, { config, environment }) => {
	const named = replaced(replaced(lines, /^# Judges every pull request;/, [`# Judges every pull request; after the merge ${environment === null ? "releases" : "releases and deploys"} the very bytes that were reviewed.`]), /^# Copy to /, ["# Written by `modelyard init`; yours to change. See docs/github.md of Modelyard."]);
	if (config === null) return named;
	return replaced(replaced(named, /^name: modelyard$/, [`name: ${JSON.stringify(`modelyard ${config.suffix}`)}`]), /^ {2}group: modelyard-/, (line) => [line.replace("modelyard-", `modelyard-${config.suffix}-`)]);
};
const branch = (lines, changes) => replaced(lines, /^ {2}push: \{ branches: \[main\] \}$/, [`  push: { branches: [${changes.branch === "main" ? "main" : JSON.stringify(changes.branch)}] }`]);
/** Before the steps that may train: in place of the comments that say so. */
const withSetup = (lines, { setup, remarks }) => {
	const own = (setup ?? []).flatMap((step) => step.map((line) => `${STEP_INDENT}${line}`));
	const told = remarks.map((remark) => `${STEP_INDENT}# ${remark}`);
	const replace = (text, from, to) => {
		const written = setup === null ? text.slice(from, to) : own;
		return [
			...text.slice(0, from),
			...written,
			...told,
			...text.slice(to)
		];
	};
	const checked = replace(lines, only(lines, (line) => line.startsWith(`${STEP_INDENT}# Whatever your training needs, for example`)), only(lines, (line) => line.startsWith(PIPELINE)));
	return replace(checked, only(checked, (line) => line.startsWith(`${STEP_INDENT}# Whatever your training needs, as above`)), only(checked, (line) => line.startsWith(ACCEPT)));
};
const withoutLfs = (lines, { hasLfs }) => {
	if (hasLfs) return lines;
	return lines.filter((line) => line !== "          lfs: true").map((line) => line.replace(", lfs: true,", ","));
};
const withoutDeploy = (lines, { environment }) => {
	if (environment !== null) return lines;
	const at = only(lines, (line) => line.startsWith(DEPLOY));
	const kept = replaced([...lines.slice(0, at), ...lines.slice(at + 2)], ENVIRONMENT, []);
	const ship = only(kept, (line) => line === "  ship:");
	const rights = (line, index) => index > ship && /^ {6}(deployments: write|actions: read) #/.test(line);
	return replaced(replaced(kept.filter((line, index) => !rights(line, index)), /^ {2}# Writes the release and moves traffic;/, ["  # Writes the release; runs no code of yours."]), /^ {6}contents: write # /, ["      contents: write # the tag and the release"]);
};
const withConfig$1 = (lines, { config }) => {
	if (config === null) return lines;
	const given = `        with: { config: ${JSON.stringify(config.path)} }`;
	return lines.flatMap((line) => [
		PIPELINE,
		ACCEPT,
		RELEASE
	].some((action) => line.startsWith(action)) ? [line, given] : [line]);
};
const withDeploy = (lines, { environment, config }) => {
	if (environment === null) return lines;
	const inputs = [`environment: ${JSON.stringify(environment)}`, ...config === null ? [] : [`config: ${JSON.stringify(config.path)}`]];
	return replaced(replaced(lines, ENVIRONMENT, (line) => [line.replace("staging", JSON.stringify(environment))]), /^ {8}with: \{ environment: staging \}$/, [`        with: { ${inputs.join(", ")} }`]);
};
function replaced(lines, pattern, by) {
	const at = only(lines, (line) => pattern.test(line));
	const written = typeof by === "function" ? by(lines[at] ?? "") : by;
	return [
		...lines.slice(0, at),
		...written,
		...lines.slice(at + 1)
	];
}
function only(lines, matches) {
	const at = lines.findIndex(matches);
	if (at < 0 || lines.slice(at + 1).some(matches)) throw new RangeError(`the workflow has not exactly one line that ${matches}`);
	return at;
}
/** What git allows in no name of a branch. */
const NO_BRANCH = /[\s~^:?*[\\\p{Cc}]|\.\.|@\{|^[-./]|[./]$/u;
function isBranchName(name) {
	return name !== "" && !NO_BRANCH.test(name);
}
/** A branch as a pattern of workflows that matches it alone: of its special characters names of branches hold only two. */
function branchPattern(branchName) {
	return branchName.replace(/[+!]/g, "\\$&");
}

// src/domain/init/shell-text.ts
/** Text as one word of a shell's command. */
function shellWord(text) {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
/** What a workflow would replace before a shell sees it; nothing of the kind may come from a name. */
function holdsExpression(text) {
	return text.includes("${{");
}

// src/stages/init/answers.ts
/** Says that there is none of what an option names, where one would be found. */
const NONE = "none";
/** null: nothing was said. `false`: there is to be none. */
function answerTo(answers, option) {
	const answer = answers.get(option) ?? null;
	return answer === NONE ? false : answer;
}
function isQuestion(value) {
	return "option" in value;
}
const BECAUSE_SAID = "given on the command line";

// src/domain/init/column-facts.ts
function hasEveryCell({ train, evaluation }) {
	return train.nulls === 0 && evaluation.nulls === 0;
}
/** No value twice, neither in one file nor in both. */
function isUnique({ train, evaluation, shared }) {
	return shared === 0 && isUniqueInEach({
		train,
		evaluation
	});
}
function isUniqueInEach({ train, evaluation }) {
	return [train, evaluation].every(({ rows, nulls, distinct }) => distinct === rows - nulls);
}
function quoted(names, most = 12) {
	const shown = names.slice(0, most).join(", ");
	return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

// src/domain/init/ask-for-data.ts
const SPLIT = "Candidate and release are compared on rows that training never sees. Split the data once, by person where one has several rows, and name both files. Where training splits one file itself and leaves a metrics file, name that file for both.";
function severalPairs(pairs) {
	const choices = [...new Set(pairs.map(({ train }) => train.written))];
	return {
		option: "train-data",
		text: `several files may be the training data: ${quoted(choices)}`,
		choices
	};
}
/** Asks for the datasets that nobody named and no name gives away. `absent`: what DVC holds and is not here. */
function missingData(groups, named, absent) {
	const learnt = groups.filter(({ role }) => role === "train").map(({ written }) => written);
	const judged = groups.filter(({ role }) => role !== "train" && role !== null).map(({ written }) => written);
	const names = groups.map(({ written }) => written);
	return [...named.train === null && learnt.length !== 1 ? [trainQuestion(names, learnt, absent)] : [], ...named.evaluation === null ? [evaluationQuestion(names, judged)] : []];
}
function trainQuestion(names, learnt, absent) {
	const text = names.length === 0 ? "no data file was found (CSV, Parquet or JSON Lines)" : `of ${quoted(names)} none alone is named like the training data`;
	const pull = absent.length === 0 ? {} : { hint: `DVC holds ${quoted(absent)}: run dvc pull first.` };
	return {
		option: "train-data",
		text,
		choices: learnt.length > 0 ? learnt : names,
		...pull
	};
}
function evaluationQuestion(names, judged) {
	return {
		option: "evaluation-data",
		text: names.length === 0 ? "no rows to judge by were found" : `of ${quoted(names)} none is named like rows to judge by, beside the training data`,
		choices: judged,
		hint: SPLIT
	};
}

// src/domain/init/data-names.ts
const DATA_FILE = /\.((csv|tsv|jsonl|ndjson)(\.gz|\.zst)?|parquet|pq)$/i;
/** Words that name a role, as they stand alone in a path. */
const WORDS$1 = {
	train: [
		"train",
		"training",
		"trainset"
	],
	evaluation: [
		"eval",
		"evaluation",
		"evaluate",
		"holdout",
		"heldout"
	],
	test: [
		"test",
		"testing",
		"testset"
	],
	validation: [
		"valid",
		"validation",
		"val",
		"dev"
	]
};
/** Which of several is the one to judge by: rows for judging first, rows for tuning last. */
const EVALUATION_ROLES = [
	"evaluation",
	"test",
	"validation"
];
/** Tables that training leaves, or that speak of something else than rows to learn from. */
const NO_ROWS = /(^|[^a-z])(predictions?|preds?|submissions?|metrics?|scores?|results?|history|logs?|importances?|reports?|schema|dictionary)([^a-z]|$)/i;
const NO_DATA_FOLDER = /(^|\/)(tests|fixtures|out|outputs?|artifacts?|deployed|logs?|reports?|metrics|plots|docs?|dist|build|wandb)\//i;
/** Whether a path looks like a table of rows to learn from or to judge by. */
function isDataFile(path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	return DATA_FILE.test(name) && !NO_ROWS.test(name) && !NO_DATA_FOLDER.test(path);
}
/** The role that a path names: its file name first, then the nearest folder; null where it names none or several. */
function roleOfPath(path) {
	const parts = path.replace(DATA_FILE, "").split("/").reverse();
	for (const part of parts) {
		const words = wordsOf(part);
		const named = Object.keys(WORDS$1).filter((role) => WORDS$1[role].some((word) => words.includes(word)));
		if (named.length > 1) return null;
		if (named[0] !== void 0) return named[0];
	}
	return null;
}
function wordsOf(part) {
	return part.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z]+/);
}
/** Parts of one table (`train-0.parquet`, `train-1.parquet`; `train/a.csv`, `train/b.csv`) belong together. */
function groupFiles(files) {
	const groups = /* @__PURE__ */ new Map();
	for (const file of [...files].sort()) {
		const key = groupKey(file);
		groups.set(key, [...groups.get(key) ?? [], file]);
	}
	return [...groups.values()].map((members) => {
		const [first = ""] = members;
		return {
			files: members,
			role: roleOfPath(first),
			written: written$1(members, files)
		};
	});
}
function groupKey(file) {
	const folder = file.slice(0, file.lastIndexOf("/") + 1);
	const name = file.slice(folder.length);
	const ending = DATA_FILE.exec(name)?.[0] ?? "";
	if (roleOfPath(name) === null && roleOfPath(folder.slice(0, -1)) !== null) return `${folder}*${ending}`;
	return roleOfPath(name) === null ? file : `${folder}${name.replace(/\d+/g, "#")}`;
}
function written$1(members, all) {
	const [first = "", ...more] = members;
	if (more.length === 0) return first;
	const folder = first.slice(0, first.lastIndexOf("/") + 1);
	const names = members.map((file) => file.slice(folder.length));
	const start = commonStart(names);
	const end = commonStart(names.map(reversed));
	return all.filter((file) => file.startsWith(folder + start) && file.endsWith(reversed(end)) && !file.slice(folder.length).includes("/")).length === members.length ? `${folder}${start}*${reversed(end)}` : "";
}
function commonStart(names) {
	const [first = ""] = names;
	let length = first.length;
	for (const name of names) while (!name.startsWith(first.slice(0, length))) length--;
	return first.slice(0, length).replace(/\d+$/, "");
}
function reversed(text) {
	return [...text].reverse().join("");
}
/** Training and evaluation data of one folder and format, by their names: each training group with the best judge beside it. */
function pairGroups(groups) {
	return groups.filter(({ role }) => role === "train").flatMap((train) => {
		const evaluation = judgeBeside(train, groups);
		return evaluation === null ? [] : [{
			train,
			evaluation
		}];
	});
}
function judgeBeside(train, groups) {
	const near = groups.filter((each) => placeOf$1(each) === placeOf$1(train));
	for (const role of EVALUATION_ROLES) {
		const named = near.filter((each) => each.role === role);
		if (named.length === 1) return named[0] ?? null;
	}
	return null;
}
/** Folder and format; a folder that names the role counts as the one above it: data/train/x.csv lies beside data/test/y.csv. */
function placeOf$1({ files }) {
	const [first = ""] = files;
	const parts = first.split("/");
	const name = parts.pop() ?? "";
	if (roleOfPath(name) === null && roleOfPath(parts.at(-1) ?? "") !== null) parts.pop();
	return `${parts.join("/")} ${DATA_FILE.exec(name)?.[1]?.toLowerCase() ?? ""}`;
}

// src/stages/init/find-data.ts
/** One file for both: training splits it itself. */
function isSameData({ train, evaluation }) {
	return train.value === evaluation.value;
}
/** The two datasets, by what the files are called and what training reads; questions for what that leaves open. */
async function findData(from, answers) {
	const chosen = choosePair(groupFiles(dataFiles(from)).filter(({ written }) => written !== ""), from, answers);
	if (!("train" in chosen)) return chosen;
	return {
		train: await withFiles(from, "train-data", chosen.train),
		evaluation: await withFiles(from, "evaluation-data", chosen.evaluation)
	};
}
/** Tables of the tree, and those that DVC knows and that may not be here. */
function dataFiles({ project, dvc }) {
	const known = [...dvc.pointers, ...dvc.stages.flatMap(({ outs }) => outs)];
	return [.../* @__PURE__ */ new Set([...project.tree.files, ...known])].filter(isDataFile).sort();
}
function choosePair(groups, from, { train, evaluation }) {
	if (train !== null && evaluation !== null) return {
		train: given(train),
		evaluation: given(evaluation)
	};
	const fits = (pair) => (train ?? pair.train.written) === pair.train.written && (evaluation ?? pair.evaluation.written) === pair.evaluation.written;
	const pairs = pairGroups(groups).filter(fits);
	const near = pairs.length > 1 ? pairs.filter((pair) => isRead(pair, from)) : pairs;
	const [pair] = near;
	if (pair !== void 0 && near.length === 1) return {
		train: train === null ? {
			value: pair.train.written,
			because: roleReason(pair.train)
		} : given(train),
		evaluation: evaluation === null ? {
			value: pair.evaluation.written,
			because: `${roleReason(pair.evaluation)}, beside the training data`
		} : given(evaluation)
	};
	if (pairs.length > 1) return [severalPairs(near.length > 1 ? near : pairs)];
	return onlyOnes(groups, {
		train,
		evaluation
	}) ?? missingData(groups, {
		train,
		evaluation
	}, absent(from));
}
/** One dataset was named: the other is the only one whose name says so, wherever it lies. */
function onlyOnes(groups, { train, evaluation }) {
	const learnt = groups.filter(({ role }) => role === "train");
	const judged = groups.filter(({ role }) => role !== "train" && role !== null);
	const [one, another] = train === null ? learnt : judged;
	if (one === void 0 || another !== void 0 || train === null === (evaluation === null)) return null;
	const found = {
		value: one.written,
		because: `the only one: ${roleReason(one)}`
	};
	return {
		train: train === null ? found : given(train),
		evaluation: evaluation === null ? found : given(evaluation)
	};
}
/** What `.dvc` pointers stand for and is not here. */
function absent({ dvc, project }) {
	return dvc.pointers.filter((path) => !project.tree.files.some((file) => isBelow(file, path)));
}
function given(value) {
	return {
		value,
		because: BECAUSE_SAID
	};
}
function roleReason({ role, files }) {
	return `${files.length > 1 ? `${files.length} files whose names say` : "its name says"} ${role}`;
}
/** Whether training names the files: as deps of its stage, or as text in a source. */
function isRead({ train, evaluation }, { declared, sources }) {
	const named = sources.flatMap(({ clues }) => clues.paths.filter(({ isTail }) => !isTail).map(({ text }) => text));
	const isNamed = (path) => declared.some((dep) => path === dep || path.startsWith(`${dep}/`)) || named.some((text) => text.replace(/^(\.\.?\/)+/, "") === path);
	return [train, evaluation].some(({ files }) => files.some(isNamed));
}
/** Throws `usage` for data that is neither here nor known to DVC. */
async function withFiles({ project, dvc }, option, found) {
	const { value } = found;
	const paths = { patterns: [{
		written: value,
		absolute: resolve(project.folder, value)
	}] };
	const files = await expandPaths(paths).catch((error) => {
		if (isKnownToDvc(value, dvc)) return [];
		if (error instanceof ModelyardError) throw new ModelyardError("usage", `--${option} ${error.message}`, {
			hint: error.hint ?? "",
			cause: error
		});
		throw error;
	});
	return {
		...found,
		files
	};
}
/** The file itself, or a folder that it lies in. */
function isKnownToDvc(path, { pointers, stages }) {
	return [...pointers, ...stages.flatMap(({ outs }) => outs)].some((each) => isBelow(path, each));
}
function isBelow(path, folder) {
	return path === folder || path.startsWith(`${folder}/`);
}

// src/stages/init/list-tree.ts
/** What tools keep for themselves: huge, and never data of the project. */
const SKIPPED = [
	"node_modules",
	".venv",
	"venv",
	"env",
	".conda",
	"site-packages",
	"__pycache__",
	".ipynb_checkpoints",
	".git",
	".dvc",
	".modelyard",
	"mlruns",
	"mlartifacts",
	"wandb",
	"lightning_logs",
	"catboost_info",
	".tox",
	".nox",
	".cache",
	".pytest_cache",
	".mypy_cache",
	".ruff_cache"
];
const MOST_FILES = 2e5;
const MOST_IGNORED = 2e4;
const DEEPEST = 6;
async function listTree(folder) {
	const { tracked, untracked, ignored } = await listFolder(folder, SKIPPED);
	const found = await ignoredFiles(folder, ignored.filter(isLookedAt));
	const all = [
		...tracked,
		...untracked.filter(isLookedAt),
		...found.files
	].filter(isText);
	const files = [...new Set(all)].sort();
	return {
		files: files.slice(0, MOST_FILES),
		tracked: new Set(tracked),
		ignored: new Set(found.files),
		isCut: files.length > MOST_FILES || found.isCut
	};
}
function isLookedAt(path) {
	return !path.split("/").some((part) => SKIPPED.includes(part));
}
/** Bytes that are no UTF-8 cannot be written in YAML, and paths with control characters are refused there. */
function isText(path) {
	return !/[\p{Cc}\p{Cs}]/u.test(path);
}
/** Git names an ignored folder once; what is in it is listed here, within bounds. */
async function ignoredFiles(folder, entries) {
	const files = [];
	const open = entries.map((path) => ({
		path,
		depth: 0
	}));
	for (let next = open.shift(); next !== void 0; next = open.shift()) {
		if (files.length >= MOST_IGNORED) return {
			files,
			isCut: true
		};
		if (!next.path.endsWith("/")) files.push(next.path);
		else if (next.depth < DEEPEST) open.push(...await entriesOf(folder, next));
	}
	return {
		files,
		isCut: false
	};
}
async function entriesOf(folder, { path, depth }) {
	return (await readdir(join(folder, path), { withFileTypes: true }).catch(() => [])).filter((entry) => (entry.isFile() || entry.isDirectory()) && isLookedAt(entry.name)).map((entry) => ({
		path: `${path}${entry.name}${entry.isDirectory() ? "/" : ""}`,
		depth: depth + 1
	}));
}

// src/stages/init/project-files.ts
const LONGEST_TEXT_BYTES = 524288;
async function openProject(folder, repository) {
	const below = relative(repository, folder).split(sep).join("/");
	const near = async (names) => {
		const found = [];
		for (const inside of /* @__PURE__ */ new Set([below, ""])) for (const name of names) {
			const text = await readSmall(join(repository, inside, name));
			if (text !== null) found.push({
				text,
				path: posix.join(inside, name),
				folder: inside
			});
		}
		return found;
	};
	return {
		folder,
		repository,
		below,
		tree: await listTree(folder),
		text: (path) => readSmall(join(folder, path)),
		near,
		nearest: async (...names) => (await near(names))[0] ?? null
	};
}
async function readSmall(path) {
	const info = await stat(path).catch(() => null);
	if (info === null || !info.isFile() || info.size > LONGEST_TEXT_BYTES) return null;
	return readFile(path, "utf8").catch(() => null);
}
function isPlainMap(value) {
	return value !== null && typeof value === "object" && !Array.isArray(value);
}
/** A YAML or JSON file that holds a map; null for anything else: what is broken gives no clue. */
function mapIn(text) {
	if (text === null) return null;
	const { value, problems } = parseYaml(text);
	return problems.length === 0 && isPlainMap(value) ? value : null;
}
/** Entries of a map that are maps, whatever else stands there. */
function mapsOf(value) {
	if (!isPlainMap(value)) return [];
	return Object.entries(value).flatMap(([key, each]) => isPlainMap(each) ? [[key, each]] : []);
}

// src/stages/init/workflow-source.ts
/** The example workflow, as it is. */
const QUICKSTART_WORKFLOW = `# Judges every pull request; after the merge releases and deploys the very bytes that were reviewed.
# Copy to .github/workflows/modelyard.yml. See docs/github.md for the other workflows, forks, approvals and rights.
name: modelyard

on:
  pull_request:
  merge_group: # in a merge queue the required check must run, too
  push: { branches: [main] }

permissions: {}

concurrency:
  group: modelyard-$\{{ github.event.pull_request.number || github.ref }}
  # A newer commit of a pull request makes the older run pointless; a release that has begun is finished.
  cancel-in-progress: $\{{ github.event_name == 'pull_request' }}

jobs:
  # Runs your training, so it may read and comment, and nothing else.
  check:
    if: github.event_name != 'push'
    runs-on: ubuntu-24.04
    timeout-minutes: 120
    permissions:
      contents: read
      pull-requests: write # the comment
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0 # the rules of the base are compared with yours
          lfs: true
          persist-credentials: false
      # Whatever your training needs, for example:
      # - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0
      #   with: { python-version: "3.12" }
      # - run: pip install -r requirements.txt
      - uses: modelyard/modelyard@v0

  # Finds what was reviewed and judges it again; may train again, so it may write nothing.
  accept:
    if: github.event_name == 'push'
    runs-on: ubuntu-24.04
    timeout-minutes: 120
    permissions:
      contents: read
      actions: read # the artifact of the check
      pull-requests: read # who approved what
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: { fetch-depth: 0, lfs: true, persist-credentials: false }
      # Whatever your training needs, as above: what a fork brought is trained again here.
      - uses: modelyard/modelyard/actions/accept@v0

  # Writes the release and moves traffic; runs no code of yours.
  ship:
    needs: accept
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    environment: { name: staging, deployment: false } # its rules hold; Modelyard makes the deployment itself
    permissions:
      contents: write # the tag, the release, the log of deployments
      deployments: write # the environment's page
      actions: read # the environment's rules, and who approved this run
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: modelyard/modelyard/actions/release@v0
      - uses: modelyard/modelyard/actions/deploy@v0
        with: { environment: staging }
`;
/** Actions that set a language up, pinned by commit. */
const SETUP_PYTHON = "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0";
const SETUP_NODE = "actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0";

// src/stages/init/find-setup.ts
const NODE = /(^|\s)(node|npm|npx)\s/;
/** The steps that the training needs in a fresh machine; `steps` null where they are not known. */
async function findSetup(project, request) {
	const { packages, command, prepare } = request;
	const installed = NODE.test(` ${command}`) && (packages.tool === "npm" || packages.tool === null) ? await nodeSteps(project, packages) : await pythonSteps(project, packages);
	if (installed === null) return {
		steps: null,
		told: [],
		notes: ["what training needs installed was not found: write the steps into the workflow, where it says so"]
	};
	const pulled = dvcSteps(project, request);
	const prepared = prepare === null ? [] : [runStep(prepare, project.below, "makes the data that git does not hold")];
	return {
		steps: [
			...installed.steps,
			...pulled.steps,
			...prepared
		],
		told: [
			...installed.told,
			...pulled.told,
			...prepare === null ? [] : [`${prepare}: ${BECAUSE_SAID}`]
		],
		notes: pulled.notes
	};
}
async function nodeSteps(project, { file }) {
	if (file === null) return {
		steps: [],
		told: ["nothing to install: training is plain Node, which the runner has"]
	};
	const versionFile = await project.nearest(".nvmrc", ".node-version");
	const engines = mapIn(file.text)?.engines;
	const path = versionFile?.path ?? (isPlainMap(engines) && engines.node !== void 0 ? file.path : null);
	const version = path === null ? "node-version: lts/*" : `node-version-file: ${JSON.stringify(path)}`;
	const install = await project.nearest("package-lock.json", "npm-shrinkwrap.json") === null ? "npm install --no-save" : "npm ci";
	return {
		steps: [[`- uses: ${SETUP_NODE}`, `  with: { ${version} }`], runStep(install, file.folder)],
		told: [`${install}: ${file.path} is there; Node ${path === null ? "as it is supported longest" : `as ${path} says`}`]
	};
}
const INSTALLS = {
	pip: ({ path, folder }) => {
		return [runStep(path.endsWith(".txt") ? `pip install -r ${shellWord(path)}` : `pip install ${shellWord(folder === "" ? "." : `./${folder}`)}`, "")];
	},
	uv: ({ folder }) => [runStep("pip install uv", ""), runStep("uv sync --locked", folder)],
	poetry: ({ folder }) => [runStep("pip install poetry", ""), runStep("poetry install --no-interaction", folder)]
};
async function pythonSteps(project, packages) {
	const { tool, file } = packages;
	if (file === null || tool === null || tool === "npm") return null;
	if (tool === "conda") return condaSteps(file);
	const version = await pythonVersion(project);
	return {
		steps: [[`- uses: ${SETUP_PYTHON}`, `  with: { ${version.input} }${version.remark}`], ...INSTALLS[tool](file)],
		told: [`${tool}: ${file.path} is there; Python ${version.told}`]
	};
}
const USUAL_PYTHON = "3.12";
async function pythonVersion(project) {
	const pinned = await project.nearest(".python-version");
	const declared = await project.nearest("pyproject.toml");
	const says = declared !== null && /^(requires-python|python)\s*=/m.test(declared.text) ? declared : null;
	const file = pinned ?? says;
	if (file !== null) return {
		input: `python-version-file: ${JSON.stringify(file.path)}`,
		remark: "",
		told: `as ${file.path} says`
	};
	return {
		input: `python-version: "${USUAL_PYTHON}"`,
		remark: " # nothing here says which: write the one that you train with",
		told: `${USUAL_PYTHON}, as nothing here says which`
	};
}
/** Hosted runners have conda; its environment comes first on PATH, so that `python` is the one of the project. */
function condaSteps({ path }) {
	return {
		steps: [["- run: |", ...[`"$CONDA/bin/conda" env create --quiet --file ${shellWord(path)} --prefix "$RUNNER_TEMP/conda"`, "echo \"$RUNNER_TEMP/conda/bin\" >> \"$GITHUB_PATH\""].map((line) => `    ${line}`)]],
		told: [`conda: ${path} is there`]
	};
}
const DVC_EXTRAS = {
	s3: "s3",
	gs: "gs",
	azure: "azure",
	ssh: "ssh",
	gdrive: "gdrive",
	oss: "oss",
	webdav: "webdav",
	webdavs: "webdav",
	hdfs: "hdfs"
};
function dvcSteps(project, { packages, pulled, dvcRemote }) {
	if (pulled.length === 0) return {
		steps: [],
		told: [],
		notes: []
	};
	const scheme = /^([a-z0-9]+):\/\//.exec(dvcRemote ?? "")?.[1] ?? "";
	const extra = DVC_EXTRAS[scheme];
	const hasDvc = [...packages.required].some((name) => /^dvc(-|$)/.test(name));
	const install = hasDvc ? [] : [runStep(`pip install ${extra === void 0 ? "dvc" : `'dvc[${extra}]'`}`, "")];
	const command = `${hasDvc ? packages.runner : ""}dvc pull ${pulled.map(shellWord).join(" ")}`;
	const secret = `the DVC remote ${dvcRemote ?? ""} needs credentials: give them to the step dvc pull as env from secrets`.replace("  ", " ");
	return {
		steps: [...install, runStep(command, project.below)],
		told: [`dvc pull: DVC holds ${pulled.join(", ")}`],
		notes: extra === void 0 ? dvcRemote === null ? ["DVC has no remote, so that a workflow cannot fetch the data: dvc remote add"] : [] : [secret]
	};
}
/** A step that runs one line; YAML quotes it where it has to. */
function runStep(command, folder, remark = "") {
	return [`- run: ${/^[A-Za-z][\w ./@=+,-]*$/.test(command) ? command : JSON.stringify(command)}${remark === "" ? "" : ` # ${remark}`}`, ...folder === "" ? [] : [`  working-directory: ${JSON.stringify(folder)}`]];
}

// src/stages/init/plan-workflow.ts
const FOLDER = ".github/workflows";
async function planWorkflow(project, request) {
	const isTop = project.below === "";
	const path = join(project.repository, FOLDER, isTop ? CONFIG_NAME : `modelyard-${request.model}.yml`);
	const branch = await branchOf(project, request);
	if (branch === null) return none(path, "which branch releases come from is not known: say --branch");
	const planned = await written(project, request, {
		path,
		branch
	});
	const other = await workflowInUse(project);
	if (other === null) return planned;
	return {
		file: kept(join(project.repository, FOLDER, other), "it uses Modelyard already and stays as it is"),
		text: planned.text,
		told: [],
		notes: []
	};
}
function none(path, reason) {
	return {
		file: skipped(path, reason),
		text: null,
		told: [],
		notes: []
	};
}
async function branchOf({ repository }, { branch }) {
	if (branch === null) return defaultBranch(repository);
	if (isBranchName(branch)) return {
		branch,
		because: BECAUSE_SAID
	};
	throw new ModelyardError("usage", `--branch ${branch}: git allows no branch of this name`);
}
async function written(project, request, { path, branch }) {
	const pulled = request.data.filter((each) => isKnownToDvc(each, request.dvc));
	const setup = await findSetup(project, {
		...request,
		pulled,
		dvcRemote: request.dvc.remote
	});
	const missing = request.prepare === null ? unheld(project, request.data, pulled) : [];
	const config = project.below === "" ? null : {
		path: posix.join(project.below, CONFIG_NAME),
		suffix: request.model
	};
	const hostile = [
		branch.branch,
		config?.path ?? "",
		...(setup.steps ?? []).flat()
	].find(holdsExpression);
	if (hostile !== void 0) return none(path, `a workflow would replace a part of ${JSON.stringify(hostile)}: rename it`);
	const text = editWorkflow(QUICKSTART_WORKFLOW, {
		branch: branchPattern(branch.branch),
		setup: setup.steps,
		remarks: missing.length === 0 ? [] : [NOT_HELD],
		hasLfs: await usesLfs(project),
		config,
		environment: request.environment
	});
	const file = await fileToWrite(path, text, project.repository);
	if (file.text === null) return {
		file,
		text,
		told: [],
		notes: []
	};
	return {
		file,
		text,
		told: [
			`releases come from ${branch.branch}: ${branch.because}`,
			...setup.told,
			request.environment === null ? "releases only: nothing is deployed" : `each release goes to ${request.environment}`
		],
		notes: [...setup.notes, ...missing.map(unheldNote)]
	};
}
const NOT_HELD = "Git does not hold the data: a step that makes or fetches them belongs here, and in accept.";
function unheldNote(path) {
	return `git does not hold ${path}: the workflow needs a step that makes or fetches it (--prepare)`;
}
/** Data that a checkout does not bring, and that DVC does not either. */
function unheld({ tree }, data, pulled) {
	return data.filter((path) => {
		if (pulled.includes(path)) return false;
		const start = path.split("*")[0] ?? path;
		return ![...tree.tracked].some((file) => file === path || path.includes("*") && file.startsWith(start));
	});
}
async function usesLfs(project) {
	return (await project.near([".gitattributes"])).some(({ text }) => /filter=lfs/.test(text));
}
/** A workflow that calls Modelyard for this folder already, whatever its name. */
async function workflowInUse({ repository, below }) {
	const folder = join(repository, FOLDER);
	const names = await readdir(folder).catch(() => []);
	for (const name of names.filter((each) => /\.ya?ml$/.test(each)).sort()) {
		const text = await readFile(join(folder, name), "utf8").catch(() => "");
		if (/^[^#\n]*uses:\s*["']?modelyard\/modelyard/m.test(text) && (below === "" ? !/^[^#\n]*\bconfig:/m.test(text) : text.includes(`${below}/`))) return name;
	}
	return null;
}

// src/stages/init/read-dvc.ts
async function readDvc(project) {
	const pipeline = mapIn(await project.text("dvc.yaml"));
	const pointers = project.tree.files.filter((path) => path.endsWith(".dvc")).map((path) => path.slice(0, -4));
	const config = (await project.nearest(".dvc/config"))?.text ?? "";
	const remote = /^\s*url\s*=\s*(\S+)/m.exec(config)?.[1] ?? null;
	return {
		stages: mapsOf(pipeline?.stages).map(([name, stage]) => stageOf(name, stage)),
		pointers,
		remote
	};
}
function stageOf(name, stage) {
	const folder = typeof stage.wdir === "string" ? stage.wdir : ".";
	const place = (path) => posix.normalize(posix.join(folder, path));
	const written = [
		"outs",
		"metrics",
		"plots"
	].flatMap((key) => listOf(stage[key]));
	const command = commandOf(stage.cmd);
	return {
		name,
		command: folder === "." ? command : `cd ${shellWord(folder)} && ${command}`,
		problem: problemOf(stage, command),
		deps: listOf(stage.deps).map(({ path }) => place(path)),
		outs: listOf(stage.outs).map(({ path }) => place(path)),
		metrics: listOf(stage.metrics).map(({ path }) => place(path)),
		params: paramFiles(stage.params).map(place),
		inGit: written.filter(({ isCached }) => !isCached).map(({ path }) => place(path))
	};
}
function commandOf(command) {
	if (Array.isArray(command)) return command.filter((line) => typeof line === "string").join(" && ");
	return typeof command === "string" ? command.trim() : "";
}
function problemOf(stage, command) {
	if (stage.foreach !== void 0 || stage.matrix !== void 0 || isPlainMap(stage.do)) return "it is a template for several stages";
	if (command === "") return "it has no command";
	return command.includes("${") ? "its command is a template of DVC" : null;
}
/** `- path`, or `- path: {cache: false}`. */
function listOf(value) {
	if (!Array.isArray(value)) return [];
	return value.flatMap((each) => {
		if (typeof each === "string") return [{
			path: each,
			isCached: true
		}];
		return isPlainMap(each) ? Object.entries(each).map(([path, options]) => ({
			path,
			isCached: !(isPlainMap(options) && options.cache === false)
		})) : [];
	});
}
/** Names of parameters stand in params.yaml; a map names another file. */
function paramFiles(value) {
	if (!Array.isArray(value)) return [];
	const files = value.flatMap((each) => isPlainMap(each) ? Object.keys(each) : typeof each === "string" ? ["params.yaml"] : []);
	return [...new Set(files)];
}

// src/domain/init/script-clues.ts
const TEXT = String.raw`["']([^"'\n]{1,200})["']`;
const TARGETS = [
	new RegExp(String.raw`\b(?:TARGET|LABEL|Y)(?:_?(?:COL|COLUMN|NAME|FIELD|VAR))?\s*(?::\s*\w+\s*)?=\s*${TEXT}`, "gi"),
	new RegExp(String.raw`\by(?:_\w+)?\s*=\s*\w+(?:\.loc\[:,\s*|\[)\s*${TEXT}\s*\]`, "g"),
	new RegExp(String.raw`\by(?:_\w+)?\s*=\s*\w+\.pop\(\s*${TEXT}`, "g"),
	new RegExp(String.raw`add_argument\(\s*["']--(?:target|label)[\w-]*["'][^)]*?default\s*=\s*${TEXT}`, "g"),
	/\by(?:_\w+)?\s*=\s*(?:df|data|train|test|frame|table)(?:_\w+)?\.(?!values\b|iloc\b|loc\b|pop\b|drop\b|get\b|copy\b|read)([A-Za-z_]\w*)\s*(?:\.\w+\([^)]*\)\s*)?$/gm
];
const DROPPED = /(?:\b(?:LEFT_OUT|DROP\w*|EXCLUDED?\w*|IGNORED?\w*|NOT_FEATURES)\s*=\s*|\.drop\(\s*(?:columns\s*=\s*|labels\s*=\s*)?)\[([^\]]{0,4000})\]/gi;
const DROPPED_ONE = new RegExp(String.raw`\.drop\(\s*(?:columns\s*=\s*)?${TEXT}`, "g");
const FEATURES = /\bFEATURES?(?:_?(?:COLS|COLUMNS|NAMES))?\s*(?::\s*[\w[\], ]+\s*)?=\s*[[(]([^\])]{0,4000})[\])]/gi;
const COMPARED = new RegExp(String.raw`={2,3}\s*${TEXT}`, "g");
const VARIABLE = new RegExp(String.raw`(?:environ\s*\[\s*["']|environ\.get\(\s*["']|getenv\(\s*["']|process\.env\.|Sys\.getenv\(\s*["'])(MODELYARD_\w+)["']?(?:\s*(?:,|\?\?|\|\|)\s*${TEXT})?`, "g");
const PATH = /(\/\s*|join\([^()\n]*,\s*)?(["'])([^"'\n$`]{1,300}\.[A-Za-z0-9]{1,8}(?:\.(?:gz|zst|dvc))?)\2/g;
const CLASSES = /Classifier\b|LogisticRegression\b|predict_proba|binary:logistic|multi:soft|CrossEntropy|BCE(?:WithLogits)?Loss|roc_auc|["'](?:binary|multiclass)["']|\bLogit\(/;
const NUMBERS = /Regressor\b|LinearRegression\b|\bRidge\(|\bLasso\(|ElasticNet\(|\breg:\w+|mean_squared_error|mean_absolute_error|MSELoss|["']regression["']|\bOLS\(/;
const SEED = /\b(?:random_state|random_seed|manual_seed|set_seed|seed|set\.seed|SEED|MODELYARD_SEED)\b/;
const KEY = /["']?\b([a-z][a-z0-9_]{1,30})["']?\s*(?::|\]\s*=)(?!=)/g;
const SECRET = /(?:environ\s*\[\s*["']|environ\.get\(\s*["']|getenv\(\s*["']|process\.env\.)([A-Z][A-Z0-9_]*(?:_KEY|_TOKEN|_SECRET|_PASSWORD))\b/g;
function readClues(text) {
	const code = withoutComments(text);
	return {
		targets: unique(TARGETS.flatMap((pattern) => captured(code, pattern))),
		dropped: unique([...captured(code, DROPPED).flatMap(textsIn), ...captured(code, DROPPED_ONE)]),
		features: captured(code, FEATURES).map(textsIn).filter((list) => list.length > 1),
		compared: unique(captured(code, COMPARED)),
		paths: pathsIn(code),
		variables: new Map([...code.matchAll(VARIABLE)].map(([, name = "", value]) => [name, value ?? null])),
		speaksOf: {
			classes: CLASSES.test(code),
			numbers: NUMBERS.test(code)
		},
		hasSeed: SEED.test(code),
		needed: neededArguments(code),
		hasRelativeImport: /^\s*from\s+\.+\w*\s+import\b/m.test(code),
		secrets: unique(captured(code, SECRET)),
		keys: unique(captured(code, KEY))
	};
}
/** Whole lines only: a # within a line may stand in a text. */
function withoutComments(text) {
	return text.replace(/^[ \t]*(?:#|\/\/).*$/gm, "");
}
function captured(text, pattern) {
	return [...text.matchAll(pattern)].flatMap(([, first]) => first ?? []);
}
function textsIn(list) {
	return captured(list, new RegExp(TEXT, "g"));
}
const MOST_PATHS = 500;
function pathsIn(code) {
	const known = /* @__PURE__ */ new Map();
	for (const { 1: before, 3: text = "", index } of code.matchAll(PATH)) {
		if (known.size >= MOST_PATHS) break;
		const folder = pathlibFolder(code.slice(Math.max(0, index - 200), index), before) ?? joinedFolder(before);
		const found = folder === null ? {
			text,
			isTail: before !== void 0
		} : {
			text: `${folder}/${text}`,
			isTail: false
		};
		known.set(`${found.text} ${found.isTail}`, found);
	}
	return [...known.values()];
}
/** `Path("out") / "model.onnx"`: the folder stands before the file. */
function pathlibFolder(ahead, before) {
	if (before?.startsWith("/") !== true) return null;
	return /Path\(\s*["']([\w./-]+)["']\s*\)\s*$/.exec(ahead)?.[1] ?? null;
}
/** `os.path.join("out", "model.onnx")`. */
function joinedFolder(before) {
	return /^join\(\s*["']([\w./-]+)["']\s*,\s*$/.exec(before ?? "")?.[1] ?? null;
}
function neededArguments(code) {
	const required = [...code.matchAll(/(?:add_argument|option)\(\s*["'](--?[\w-]+)["'][^)]*required\s*=\s*True/g)];
	const positional = [...code.matchAll(/add_argument\(\s*["']([A-Za-z]\w*)["'](?![^)]*nargs\s*=\s*["'][?*])/g)];
	const argv = /len\(sys\.argv\)|process\.argv\.length/.test(code) ? [] : [...code.matchAll(/\b(sys\.argv\[[1-9]\]|process\.argv\[[2-9]\])(?!\s*(?:\?\?|\|\|))/g)];
	return unique([
		...required,
		...positional,
		...argv
	].map(([, name = ""]) => name));
}
function unique(list) {
	return [...new Set(list)];
}

// src/stages/init/read-sources.ts
const SOURCE = /\.(py|mjs|cjs|js|ts|R|r|jl|sh)$/;
const NOT_OURS = /(^|\/)(tests?|docs?|examples?|dist|build|migrations)\/|(^|\/)(test_[^/]*|[^/]*_test|conftest|setup)\.py$|\.(test|spec)\.[a-z]+$/;
const MOST_SOURCES = 300;
/** The project's own sources, those nearest to the top first; text that is too long is left out. */
async function readSources(project) {
	const paths = project.tree.files.filter((path) => SOURCE.test(path) && !NOT_OURS.test(path) && !project.tree.ignored.has(path)).sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1)).slice(0, MOST_SOURCES);
	const sources = [];
	for (const path of paths) {
		const text = await project.text(path);
		if (text !== null) sources.push({
			path,
			clues: readClues(text),
			imports: importsIn(text)
		});
	}
	return sources;
}
function depth(path) {
	return path.split("/").length;
}
/** The training script first, then the others: what stands nearest to training counts most. */
function scriptFirst(sources, script) {
	return [...sources.filter(({ path }) => path === script), ...sources.filter(({ path }) => path !== script)];
}

// src/domain/init/choose-gates.ts
/** One metric for the order or the decision, one for the size of the error. Numbers have no unit of their own, so theirs are relative. */
const MARGINS = {
	binary: [{
		metric: "roc_auc",
		margin: .01,
		because: "how well scores put the classes in order; 0.5 is chance"
	}, {
		metric: "log_loss",
		margin: .01,
		because: "how well scores are probabilities"
	}],
	multiclass: [{
		metric: "accuracy",
		margin: .01,
		because: "the share of right decisions"
	}, {
		metric: "log_loss",
		margin: .01,
		because: "how well scores are probabilities"
	}],
	regression: [{
		metric: "rmse",
		margin: "1%",
		because: "the size of the error, large ones above all"
	}, {
		metric: "mae",
		margin: "1%",
		because: "the size of the usual error"
	}]
};
const NO_MINIMUM = "Add min: or max: once you know what is good enough";
/** Gates that any first model passes and that no later one may undercut. */
function chooseGates(task, known) {
	if (known !== null) return metricsFileGates(task, known);
	return MARGINS[task].map(({ metric, margin, because }, index) => ({
		path: ["gates", metric],
		value: { max_worse: margin },
		because: `${because}: at most ${margin} worse than the release.${index === 0 ? ` ${NO_MINIMUM}.` : ""}`
	}));
}
function metricsFileGates(task, known) {
	const margins = new Map(MARGINS[task].map((each) => [each.metric, each.margin]));
	const usual = known.filter((metric) => margins.has(metric));
	const chosen = (usual.length > 0 ? usual : known).slice(0, 2);
	return [{
		path: ["evaluate", "metrics"],
		value: known,
		because: "what the metrics file tells under a name that is known"
	}, ...chosen.map((metric, index) => ({
		path: ["gates", metric],
		value: {
			max_worse: margins.get(metric) ?? (task === "regression" ? "1%" : .01),
			on: "point"
		},
		because: `the file has single numbers without rows, so the values themselves are compared.${index === 0 ? ` ${NO_MINIMUM}.` : ""}`
	}))];
}
/** Of some names those that are metrics of a task, in the order of reports. */
function knownMetrics(task, names) {
	const order = METRICS.map(({ name }) => name);
	return names.filter((name) => isMetricOf(task, name)).sort((a, b) => placeOf(a, order) - placeOf(b, order));
}
/** Members of a family that stand for it in no list come last. */
function placeOf(name, order) {
	const place = order.indexOf(name);
	return place === -1 ? order.length : place;
}

// src/domain/init/choose-roles.ts
const ID = /^(id|uuid|guid|key|index|row_?(id|number|nr)|record_?id|.*_(id|uuid|guid|key)|[a-z]+Id)$/;
const ROW_ID = /^(id|uuid|guid|row_?(id|number|nr)|record_?id)$/i;
const GROUP = /^(person|patient|customer|user|household|subject|family|client|account|session|device|member|student|employee|driver|group|participant|visitor|player|machine|vehicle)(_?(id|key|no|nr|number|uuid))?$/i;
const TIME = /^(date|time|timestamp|datetime|day|week|month|year|quarter|period|.*_(date|time|at|ts|month|year)|ts)$/i;
function isNamedLikeRole(name) {
	return [
		ID,
		GROUP,
		TIME
	].some((pattern) => pattern.test(name));
}
const NOTHING$2 = {
	found: null,
	notes: []
};
/** The column that identifies a row. `keys`: what a contract declares. */
function chooseId(columns, keys) {
	const named = columns.filter(({ name, logicalType }) => (ID.test(name) || keys.includes(name)) && isExact(logicalType));
	const fit = named.filter((facts) => hasEveryCell(facts) && isUnique(facts));
	const found = fit.find(({ name }) => keys.includes(name)) ?? fit.find(({ name }) => ROW_ID.test(name));
	if (found !== void 0) {
		const key = keys.includes(found.name) ? "the primary key of the contract; " : "";
		return {
			found: {
				value: found.name,
				because: `${key}no value stands twice`
			},
			notes: []
		};
	}
	if (fit.length === 1 && fit[0] !== void 0) return {
		found: {
			value: fit[0].name,
			because: "named like an id; no value stands twice"
		},
		notes: []
	};
	if (fit.length > 1) return {
		found: null,
		notes: [`${quoted(fit.map(({ name }) => name))} could each be the id: say which with --id`]
	};
	return {
		found: null,
		notes: named.flatMap(sharedIdNote)
	};
}
/** Unique in each file and the same in both: a number that starts again, or rows that were judged and learnt from. */
function sharedIdNote(facts) {
	if (!hasEveryCell(facts) || !isUniqueInEach(facts) || facts.shared === 0) return [];
	return [`${facts.name} is no id here: ${counted(facts.shared, "value")} of it stand in training and evaluation data. If they are the same rows, the evaluation flatters the model`];
}
/** The column whose equal values tie rows together. */
function chooseGroup(columns) {
	const many = columns.filter(({ name, logicalType }) => GROUP.test(name) && isExact(logicalType)).filter((facts) => hasEveryCell(facts) && facts.evaluation.distinct < facts.evaluation.rows).filter(({ evaluation }) => evaluation.distinct >= 20);
	const apart = many.filter(({ shared }) => shared === 0);
	const [only, another] = apart;
	if (only !== void 0 && another === void 0) return {
		found: {
			value: only.name,
			because: groupReason(only)
		},
		notes: []
	};
	if (another !== void 0) return {
		found: null,
		notes: [`${quoted(apart.map(({ name }) => name))} each tie rows together: say which with --group`]
	};
	return {
		found: null,
		notes: many.map(({ name, shared }) => `rows of one ${name} are not independent, and ${counted(shared, "value")} of ${name} stand in training and evaluation data: split by ${name}, then name it with --group`)
	};
}
function groupReason({ evaluation }) {
	return `${counted(evaluation.rows, "evaluation row")} belong to ${counted(evaluation.distinct, "value")}: they are not independent`;
}
/** The column of time. It is no feature then, so that a number is taken only where the sources leave it out themselves. */
function chooseTime(columns, { features, dropped }) {
	const named = columns.filter(({ name }) => TIME.test(name));
	const isLeftOut = ({ name }) => dropped.includes(name) || features !== null && !features.includes(name);
	const fit = named.filter((facts) => facts.logicalType === "date" || facts.logicalType === "timestamp" || isLeftOut(facts));
	const [only, another] = fit;
	if (only !== void 0 && another === void 0) {
		const why = isLeftOut(only) ? "named like a time, and training leaves it out" : `a ${only.logicalType}`;
		return {
			found: {
				value: only.name,
				because: why
			},
			notes: []
		};
	}
	if (another !== void 0) return {
		found: null,
		notes: [`${quoted(fit.map(({ name }) => name))} could each be the time: say which with --time`]
	};
	const [first] = named;
	if (first === void 0) return NOTHING$2;
	return {
		found: null,
		notes: [`${first.name} is taken for a feature; if it is the time of a row, say --time ${first.name}`]
	};
}
/** Floating-point numbers cannot be compared exactly. */
function isExact(logicalType) {
	return logicalType === "string" || logicalType === "integer";
}

// src/domain/init/found.ts
function joined(...parts) {
	return {
		lines: parts.flatMap(({ lines }) => lines),
		questions: parts.flatMap(({ questions }) => questions),
		notes: parts.flatMap(({ notes }) => notes)
	};
}

// src/domain/init/choose-positive.ts
/** Pairs in which the first is what a score usually speaks of. */
const PAIRS = [
	["true", "false"],
	["1", "0"],
	["1", "-1"],
	["1.0", "0.0"],
	["yes", "no"],
	["y", "n"],
	["t", "f"],
	["positive", "negative"],
	["pos", "neg"]
];
const DENIED = /^(not?|non|un)[\s_-]*/i;
/** The class that a score speaks of; a question where neither the sources nor the words say it. */
function choosePositive(target, compared) {
	const values = target.train.values.map(({ text }) => text);
	const found = byWords(values) ?? byComparison(values, compared);
	if (found !== null) return {
		value: asLabel(found.value, target.logicalType),
		because: found.because
	};
	return {
		option: "positive",
		text: `which of ${values.join(" and ")} a score speaks of is not clear`,
		choices: values
	};
}
function byWords(values) {
	const folded = values.map((value) => value.trim().toLowerCase());
	for (const pair of PAIRS) {
		const at = folded.indexOf(pair[0]);
		if (at >= 0 && folded.includes(pair[1]) && values[at] !== void 0) return {
			value: values[at],
			because: `of ${values.join(" and ")} the one that says yes`
		};
	}
	const plain = folded.findIndex((value, index) => folded.some((other, at) => at !== index && DENIED.test(other) && other.replace(DENIED, "") === value));
	if (plain < 0 || values[plain] === void 0) return null;
	return {
		value: values[plain],
		because: "the other value denies it"
	};
}
function byComparison(values, compared) {
	const [only, another] = values.filter((value) => compared.includes(value));
	if (only === void 0 || another !== void 0) return null;
	return {
		value: only,
		because: "the value that the sources compare the target with"
	};
}
/** A label as modelyard.yml writes it: of the type that the data have. */
function asLabel(text, logicalType) {
	if (logicalType === "boolean") return text.toLowerCase() === "true";
	return (logicalType === "integer" || logicalType === "number") && Number.isFinite(Number(text)) ? Number(text) : text;
}

// src/domain/init/choose-target.ts
const PLAIN_NAMES = /^(target|label|labels|y|class|outcome|response|ground_?truth)$/i;
const USUAL_NAMES = /^((is_|has_)?(churn(ed)?|default(ed)?|fraud(ulent)?|convert(ed)?|conversion|click(ed)?|survived|spam|readmitted|attrition|diagnosis)|(sale_?)?price|species)$/i;
/** The column that the model predicts; a question where no source, or more than one, names it. */
function chooseTarget(columns, sources) {
	for (const { where, columns: named } of sources) {
		const here = named.filter((name) => columns.includes(name));
		if (here.length > 1) return question$1(`${where} speaks of several targets: ${quoted(here)}`, here);
		if (here[0] !== void 0) return {
			value: here[0],
			because: `${where} calls it the target`
		};
	}
	for (const names of [PLAIN_NAMES, USUAL_NAMES]) {
		const here = columns.filter((name) => names.test(name));
		if (here.length > 1) return question$1(`several columns are named like a target: ${quoted(here)}`, here);
		if (here[0] !== void 0) return {
			value: here[0],
			because: "a column of both files that is named like a target"
		};
	}
	return question$1(`which column the model predicts is not clear; there are ${quoted(columns, 40)}`, columns);
}
function question$1(text, choices) {
	return {
		option: "target",
		text,
		choices
	};
}

// src/domain/init/choose-task.ts
const TASKS = [
	"binary",
	"multiclass",
	"regression"
];
const MOST_CLASSES = 50;
/** The task that the values of the target ask for; a question where they leave it open. */
function chooseTask(target, hints) {
	const { name, logicalType, train } = target;
	const holds = `${name} holds ${counted(train.distinct, "value")}`;
	if (train.distinct < 2) return question(`${holds}: there is nothing to predict`);
	if (train.distinct === 2) return {
		value: "binary",
		because: `${holds}: ${shares(target)}`
	};
	if (logicalType === "integer" || logicalType === "number") return numericTask(target, hints);
	if (train.distinct <= MOST_CLASSES) return {
		value: "multiclass",
		because: `${holds}: ${shares(target)}`
	};
	return question(`${holds} of text: more than classes mostly have`);
}
/** Whole numbers may be classes, ranks or counts: then the sources decide, or nobody. */
function numericTask({ name, train }, { classes, numbers }) {
	const isWhole = train.values.every(({ text }) => Number.isInteger(Number(text)));
	const what = `${name} holds ${counted(train.distinct, "number")}`;
	if (!isWhole) return {
		value: "regression",
		because: `${what} with fractions`
	};
	if (classes && !numbers && train.distinct <= MOST_CLASSES) return {
		value: "multiclass",
		because: `${what}, and the sources train a classifier`
	};
	if (numbers && !classes) return {
		value: "regression",
		because: `${what}, and the sources train a regression`
	};
	if (train.distinct > MOST_CLASSES) return {
		value: "regression",
		because: `${what}: too many for classes`
	};
	return question(`${what}, all whole: classes or amounts?`);
}
/** `no 69 %, yes 31 %`. */
function shares({ train }) {
	const present = train.rows - train.nulls;
	return `${train.values.slice(0, 5).map(({ text, rows }) => `${text} ${percent(rows / present)}`).join(", ")}${train.distinct > 5 ? " …" : ""}`;
}
function percent(share) {
	return share < .01 ? "under 1 %" : `${Math.round(share * 100)} %`;
}
function question(text) {
	return {
		option: "task",
		text,
		choices: TASKS
	};
}

// src/stages/init/column-sources.ts
const NOTHING$1 = {
	lines: [],
	questions: [],
	notes: []
};
/** A column that somebody named. Throws `usage` where the data have none of the name. */
function columnOf({ columns }, option, name) {
	if (columns.includes(name)) return name;
	const near = nearest(name, columns);
	throw new ModelyardError("usage", `--${option} ${name}: there is no such column in both files${near === null ? "" : `; did you mean ${near}?`}`, { hint: `The columns are: ${quoted(columns, 50)}.` });
}

// src/stages/init/choose-label.ts
/** The column that the model predicts. */
function targetOf(from, answers) {
	const { inspection } = from;
	const said = answers.get("target");
	const sources = [
		...from.sources.slice(0, 1).map(sourceOf),
		...from.params === null ? [] : [from.params],
		...from.sources.slice(1).map(sourceOf)
	];
	if (inspection === null) {
		const named = said ?? sources.find(({ columns }) => columns.length === 1)?.columns[0];
		if (named !== void 0) return {
			value: named,
			because: said === void 0 ? "the sources call it the target" : BECAUSE_SAID
		};
		return notHere(from, "target", "the column that the model predicts", []);
	}
	if (said !== void 0) return {
		value: columnOf(inspection, "target", said),
		because: BECAUSE_SAID
	};
	return unjudged(from, sources) ?? chooseTarget(inspection.columns, sources);
}
function sourceOf({ path, clues }) {
	return {
		where: path,
		columns: clues.targets
	};
}
/** Rows without the label judge nothing: mostly a file to predict on, not one to test with. */
function unjudged({ inspection, data }, sources) {
	if (inspection === null) return null;
	const { trainColumns, evaluationColumns } = inspection;
	const inTrain = chooseTarget(trainColumns, sources);
	if (isQuestion(inTrain) || evaluationColumns.includes(inTrain.value)) return null;
	return {
		option: "evaluation-data",
		text: `${data.evaluation.value} has no column ${inTrain.value}, which the model predicts: it cannot judge`,
		choices: [],
		hint: "Name rows with labels that training does not learn from."
	};
}
function taskOf(from, facts, answers) {
	const said = answers.get("task");
	if (said !== void 0) return {
		value: taskNamed(said),
		because: BECAUSE_SAID
	};
	if (facts === null) return notHere(from, "task", "the task", TASKS);
	return chooseTask(facts, {
		classes: from.sources.some(({ clues }) => clues.speaksOf.classes),
		numbers: from.sources.some(({ clues }) => clues.speaksOf.numbers)
	});
}
function taskNamed(text) {
	const task = TASKS.find((each) => each === text);
	if (task !== void 0) return task;
	throw new ModelyardError("usage", `--task ${text}: expected ${TASKS.join(", ")}`);
}
function positiveOf(from, facts, answers) {
	const found = positiveFrom(from, facts, answers.get("positive"));
	if (isQuestion(found)) return {
		...NOTHING$1,
		questions: [found]
	};
	const line = {
		path: ["data", "positive"],
		value: found.value,
		because: `scores speak of this class: ${found.because}`
	};
	return {
		...NOTHING$1,
		lines: [line]
	};
}
function positiveFrom(from, facts, said) {
	if (facts === null) {
		if (said === void 0) return notHere(from, "positive", "the class that a score speaks of", []);
		return {
			value: typedLabel(said),
			because: BECAUSE_SAID
		};
	}
	if (said === void 0) return choosePositive(facts, from.sources.flatMap(({ clues }) => clues.compared));
	const values = facts.train.values.map(({ text }) => text);
	if (values.includes(said)) return {
		value: asLabel(said, facts.logicalType),
		because: BECAUSE_SAID
	};
	throw new ModelyardError("usage", `--positive ${said}: ${facts.name} holds ${quoted(values)}`);
}
/** As YAML would read it: there are no data to tell the type. */
function typedLabel(text) {
	if (text === "true" || text === "false") return text === "true";
	return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}
function labelNotes(facts) {
	const gone = facts === null ? 0 : facts.train.nulls + facts.evaluation.nulls;
	if (gone === 0 || facts === null) return NOTHING$1;
	const note = `${counted(gone, "row")} have no ${facts.name}: the check fails until they are labelled or left out (data.null_labels: exclude)`;
	return {
		...NOTHING$1,
		notes: [note]
	};
}
function notHere({ data }, option, what, choices) {
	const gone = [data.train, data.evaluation].filter(({ files }) => files.length === 0);
	return {
		option,
		text: `${what} is not known without the data: ${quoted(gone.map(({ value }) => value))}, not here`,
		choices,
		hint: "Run dvc pull first, and the data are looked at."
	};
}

// src/stages/init/choose-columns.ts
async function chooseColumns(from, answers) {
	const target = targetOf(from, answers);
	if (isQuestion(target)) return {
		...NOTHING$1,
		questions: [target],
		task: null,
		id: null
	};
	const facts = from.inspection === null ? null : await from.inspection.facts(target.value);
	const task = taskOf(from, facts, answers);
	const line = {
		path: ["data", "target"],
		value: target.value,
		because: target.because
	};
	const roles = await chooseRoles(from, target.value, answers);
	const own = isQuestion(task) ? {
		...NOTHING$1,
		lines: [line],
		questions: [task]
	} : joined({
		...NOTHING$1,
		lines: [{
			path: ["task"],
			value: task.value,
			because: task.because
		}, line]
	}, task.value === "binary" ? positiveOf(from, facts, answers) : NOTHING$1, labelNotes(facts));
	return {
		...joined(own, roles),
		task: isQuestion(task) ? null : task.value,
		id: roles.id
	};
}
async function chooseRoles(from, target, answers) {
	const { inspection, keys } = from;
	const seen = inspection === null ? {
		features: null,
		dropped: []
	} : seenColumns(from, inspection, target);
	const others = inspection?.columns.filter((name) => name !== target) ?? [];
	const candidates = others.filter((name) => isNamedLikeRole(name) || keys.includes(name));
	const facts = [];
	if (inspection !== null) for (const name of candidates) facts.push(await inspection.facts(name));
	const apart = isSameData(from.data) ? [] : facts;
	const id = role("id", {
		from,
		answers,
		choose: () => chooseId(apart, keys)
	});
	const rest = apart.filter(({ name }) => name !== id.found?.value);
	const group = role("group", {
		from,
		answers,
		choose: () => chooseGroup(rest)
	});
	const named = [id.found?.value, group.found?.value];
	const times = facts.filter(({ name }) => !named.includes(name));
	const time = role("time", {
		from,
		answers,
		choose: () => chooseTime(times, seen)
	});
	const roles = [
		["id", id],
		["group_by", group],
		["time", time]
	];
	const taken = [target, ...roles.flatMap(([, { found }]) => found?.value ?? [])];
	return {
		lines: [...roles.flatMap(([key, { found }]) => found === null ? [] : [{
			path: ["data", key],
			value: found.value,
			because: found.because
		}]), ...featureLines(from, {
			seen,
			taken,
			others
		})],
		questions: [],
		notes: roles.flatMap(([, { notes }]) => notes),
		id: id.found?.value ?? null
	};
}
function role(option, { from, answers, choose }) {
	const said = answerTo(answers, option);
	if (said === false) return {
		found: null,
		notes: []
	};
	if (said === null) return choose();
	return {
		found: {
			value: from.inspection === null ? said : columnOf(from.inspection, option, said),
			because: BECAUSE_SAID
		},
		notes: []
	};
}
/** What the training script says of the columns; a list that names others speaks of something else. */
function seenColumns({ sources }, { columns }, target) {
	for (const { path, clues } of sources) {
		const features = clues.features.find((list) => list.every((name) => columns.includes(name)) && !list.includes(target));
		const dropped = clues.dropped.filter((name) => columns.includes(name));
		if (features !== void 0 || dropped.length > 0) return {
			features: features ?? null,
			dropped,
			where: path
		};
	}
	return {
		features: null,
		dropped: [],
		where: ""
	};
}
/** Written where it differs from what is taken without it, or where the sources give the order themselves. */
function featureLines(_from, { seen, taken, others }) {
	const path = ["data", "features"];
	if (seen.features !== null) return [{
		path,
		value: seen.features,
		because: `the features as ${seen.where} lists them`
	}];
	const usual = others.filter((name) => !taken.includes(name));
	const left = usual.filter((name) => !seen.dropped.includes(name));
	if (left.length === usual.length || left.length === 0) return [];
	const dropped = usual.filter((name) => seen.dropped.includes(name));
	return [{
		path,
		value: left,
		because: `all columns but ${quoted(dropped)}, which ${seen.where} leaves out`
	}];
}

// src/domain/init/output-names.ts
const MODEL_FILE = /\.(onnx|pkl|pickle|joblib|pt|pth|ckpt|h5|keras|ubj|bst|cbm|skops|safetensors|rds|mlmodel)$/i;
const METRICS_FILE = /(^|\/)[^/]*(metrics?|scores?|results?|eval(uation)?)[^/]*\.json$/i;
const PREDICTIONS_FILE = /(^|\/)[^/]*pred(iction)?s?[^/]*\.(csv|parquet|jsonl)$/i;
function isModelFile(path) {
	return MODEL_FILE.test(path);
}
/** What can be evaluated here without the library that made it. */
function isOnnx(path) {
	return /\.onnx$/i.test(path);
}
function isMetricsFile(path) {
	return METRICS_FILE.test(path);
}
function isPredictionsFile(path) {
	return PREDICTIONS_FILE.test(path);
}
/** Stems that say nothing about which model it is. */
const ANY_MODEL = /^(the_?|my_?|best_?|final_?|trained_?|latest_?|default_?)*(model|clf|classifier|regressor|estimator|pipeline|pipe|checkpoint|weights|net|network|best|final|latest|output|main|index|xgb|lgbm|rf)s?(_?\d+)?$/i;
/** A text as a model's name; null where nothing of it is left, or where it says nothing. */
function modelNameFrom(text) {
	const name = text.normalize("NFKD").toLowerCase().replace(/[^a-z0-9_-]+/g, "-").replace(/^[^a-z0-9]+|[-_]+$/g, "").slice(0, 63);
	const isRandom = /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(name);
	return MODEL_NAME.test(name) && !ANY_MODEL.test(name) && !isRandom ? name : null;
}
/** `visits` of `out/visits.onnx` and of `data/visits.contract.yaml`. */
function stemOf(path) {
	return path.slice(path.lastIndexOf("/") + 1).replace(/\..*$/, "");
}

// src/stages/init/choose-name.ts
/** What the model is called: as somebody said, else the first name that says something. */
async function chooseName(project, from) {
	const said = from.answers.get("name");
	if (said !== void 0) return {
		value: checkedName(said),
		because: BECAUSE_SAID
	};
	for (const { text, because } of await candidates(project, from)) {
		const value = text === null || text === void 0 ? null : modelNameFrom(text);
		if (value !== null) return {
			value,
			because
		};
	}
	return {
		value: "model",
		because: "nothing here gives it a name; --name does"
	};
}
async function candidates(project, { contract, answers, sources, training }) {
	const mlflow = mapIn(await project.text("MLproject"))?.name;
	const graphs = sources.slice(0, 1).flatMap(({ clues }) => clues.paths.map(({ text }) => text));
	const models = [
		answers.get("model-file"),
		...training?.stage?.outs ?? [],
		...graphs
	].filter((path) => path !== void 0 && isModelFile(path));
	return [
		{
			text: typeof mlflow === "string" ? mlflow : null,
			because: "the name in MLproject"
		},
		{
			text: contract?.id,
			because: "what the data contract is called"
		},
		{
			text: contract === null ? null : stemOf(contract.path),
			because: "what the data contract is called"
		},
		...models.map((path) => ({
			text: stemOf(path ?? ""),
			because: "what the file of the model is called"
		})),
		{
			text: basename(project.folder),
			because: "what this folder is called"
		}
	];
}
function checkedName(name) {
	if (MODEL_NAME.test(name)) return name;
	throw new ModelyardError("usage", `--name ${name}: a model is named with a-z, 0-9, _ and -, starting with a letter or digit, at most 63 characters`);
}

// src/stages/init/evidence-questions.ts
/** Without something to judge by there is no verdict, so it has to be said. */
function evidenceQuestions(evidence) {
	const { model, predictions, metrics, id, framework, sources } = evidence;
	if (predictions !== null && id === null) return [NO_ID];
	if (predictions !== null || metrics !== null || model !== null && isOnnx(model.value)) return [];
	return model === null ? [modelQuestion(sources)] : [noEvidence(model.value, framework)];
}
const NO_ID = {
	option: "id",
	text: "predictions are joined to rows by an id, and no column was found to be one",
	choices: []
};
const TRACKER = "A model that only goes to a tracking server has no path here: let training save it to a file as well.";
function modelQuestion(sources) {
	const option = "model-file";
	for (const { path, clues } of sources) {
		const tail = clues.paths.find(({ text, isTail }) => isTail && isModelFile(text));
		if (tail !== void 0) return {
			option,
			text: `${path} saves ${tail.text} in a folder that is not clear`,
			choices: []
		};
	}
	return {
		option,
		text: "where training saves the model was not found",
		choices: [],
		hint: TRACKER
	};
}
function noEvidence(model, framework) {
	const library = framework === null || framework.toOnnx === "" ? "" : ` With ${framework.name}: ${framework.toOnnx}.`;
	return {
		option: "metrics-file",
		text: `${model} cannot be run without the library that made it, and nothing else tells how good it is`,
		choices: [],
		hint: `Best export ONNX and say --model-file.${library} Or let training write an id and a score for each evaluation row (--predictions), or a JSON file of numbers (--metrics-file).`
	};
}

// src/stages/init/choose-outputs.ts
const OUTPUTS = {
	model: {
		kind: "model",
		option: "model-file",
		variable: "MODELYARD_OUTPUT_MODEL",
		fits: isModelFile
	},
	predictions: {
		kind: "predictions",
		option: "predictions",
		variable: "MODELYARD_OUTPUT_PREDICTIONS",
		fits: isPredictionsFile
	},
	metrics: {
		kind: "metrics",
		option: "metrics-file",
		variable: "MODELYARD_OUTPUT_METRICS",
		fits: isMetricsFile
	}
};
async function chooseOutputs(from, answers) {
	const model = findModel(from, answers);
	const open = model !== null && isQuestion(model) ? model : null;
	const found = model === null || isQuestion(model) ? null : model;
	const isRun = found !== null && isOnnx(found.value);
	const predictions = isRun ? saidOnly(answers, OUTPUTS.predictions) : findPredictions(from, answers);
	const hasRows = isRun || predictions !== null;
	const metrics = hasRows ? saidOnly(answers, OUTPUTS.metrics) : await findMetrics(from, answers);
	const questions = open === null ? evidenceQuestions({
		...from,
		model: found,
		predictions,
		metrics
	}) : [open];
	const lines = [
		line("model", found),
		line("predictions", predictions),
		line("metrics", metrics)
	].flatMap((each) => each ?? []);
	return {
		lines,
		questions,
		notes: found === null && questions.length === 0 ? [NO_MODEL] : [],
		written: lines.map(({ value }) => String(value)),
		metricNames: hasRows ? null : await metricNames(from, metrics),
		isJudgedByRows: hasRows
	};
}
const NO_MODEL = "no file of a model is named, so that nothing can be released: save the model and say --model-file";
function line(key, found) {
	return found === null ? null : {
		path: ["train", key],
		value: found.value,
		because: found.because
	};
}
function saidOnly(answers, { option }) {
	const said = answerTo(answers, option);
	return typeof said === "string" ? {
		value: said,
		because: BECAUSE_SAID
	} : null;
}
/** The first of several sources that names exactly one file; a question where one names several. */
function findModel(from, answers) {
	const said = answerTo(answers, "model-file");
	if (said !== null) return said === false ? null : {
		value: said,
		because: saidModel(said)
	};
	const declared = [
		...declaredBy(from, "outs", isModelFile),
		...from.sources.slice(0, 1).map((source) => writtenBy(source, OUTPUTS.model, from)),
		{
			where: "the parameters",
			paths: from.paramTexts.filter(isModelFile)
		},
		...from.sources.slice(1).map((source) => writtenBy(source, OUTPUTS.model, from)),
		{
			where: "an earlier run, it seems",
			paths: leftBehind(from.project, isModelFile)
		}
	];
	for (const { where, paths } of declared) {
		const graphs = paths.filter(isOnnx);
		const [path, another] = graphs.length > 0 ? graphs : paths;
		if (path === void 0) continue;
		if (another !== void 0) return several("model-file", `${where} names several files of models`, paths);
		return {
			value: path,
			because: `${modelReason(path)}; named by ${where}`
		};
	}
	return null;
}
function saidModel(path) {
	return `${BECAUSE_SAID}; ${modelReason(path)}`;
}
function modelReason(path) {
	return isOnnx(path) ? "ONNX: it is run here, beside the release, on the same rows" : "what a release holds; it is no ONNX, so it is never run here";
}
function declaredBy({ training }, key, fits) {
	const stage = training?.stage ?? null;
	return stage === null ? [] : [{
		where: `the stage ${stage.name} in dvc.yaml`,
		paths: stage[key].filter(fits)
	}];
}
/** What a source writes: where Modelyard tells it to, or what it would take without being told; else files it names. */
function writtenBy({ path, clues }, { variable, fits, kind }, from) {
	const fallback = clues.variables.get(variable);
	if (fallback !== void 0) {
		const usual = kind === "model" ? `out/${from.name}.onnx` : `out/${kind}.${kind === "metrics" ? "json" : "csv"}`;
		return {
			where: fallback === null ? `${path}, which writes where $${variable} says` : path,
			paths: [fallback ?? usual]
		};
	}
	const whole = clues.paths.filter(({ text }) => fits(text)).flatMap(({ text, isTail }) => isTail ? located(text, from.project) : [relativePath(text)]);
	return {
		where: path,
		paths: [...new Set(whole.filter((each) => !each.startsWith("..") && !each.startsWith("/")))]
	};
}
/** A file whose folder the source does not say, where the tree has exactly one of that name. */
function located(name, { tree }) {
	const found = tree.files.filter((path) => path === name || path.endsWith(`/${name}`));
	return found.length === 1 ? found : [];
}
function relativePath(text) {
	return posix.normalize(text);
}
/** Files that git ignores, or that nobody has added: what training leaves, mostly. */
function leftBehind({ tree }, fits) {
	return tree.files.filter((path) => fits(path) && !tree.tracked.has(path));
}
/** Predictions are taken where a source writes them to the place that Modelyard names, or where somebody said so. */
function findPredictions(from, answers) {
	const said = answerTo(answers, "predictions");
	if (said !== null) return said === false ? null : {
		value: said,
		because: BECAUSE_SAID
	};
	for (const source of from.sources) {
		if (!source.clues.variables.has(OUTPUTS.predictions.variable)) continue;
		const { where, paths } = writtenBy(source, OUTPUTS.predictions, from);
		if (paths[0] !== void 0) return {
			value: paths[0],
			because: `named by ${where}`
		};
	}
	return null;
}
async function findMetrics(from, answers) {
	const said = answerTo(answers, "metrics-file");
	if (said !== null) return said === false ? null : {
		value: said,
		because: BECAUSE_SAID
	};
	const declared = [...declaredBy(from, "metrics", (path) => path.endsWith(".json")), ...from.sources.map((source) => writtenBy(source, OUTPUTS.metrics, from))];
	for (const { where, paths } of declared) {
		const [path, another] = paths;
		if (path === void 0) continue;
		if (another !== void 0 && !paths.some((each) => /(^|\/)metrics\.json$/.test(each))) continue;
		return {
			value: paths.find((each) => /(^|\/)metrics\.json$/.test(each)) ?? path,
			because: `numbers that training tells of itself; named by ${where}`
		};
	}
	return null;
}
/** Names of a metrics file that is there; else what the sources write under names in quotes. */
async function metricNames({ project, sources }, metrics) {
	if (metrics === null) return [];
	const written = mapIn(await project.text(metrics.value));
	if (written !== null) return Object.keys(written);
	return [...new Set(sources.flatMap(({ clues }) => clues.keys))];
}
function several(option, text, paths) {
	return {
		option,
		text: `${text}: ${quoted(paths)}`,
		choices: paths
	};
}
/** Whether the file of metrics that is there can be read as one: a flat map of numbers. */
async function metricsProblem(project, path) {
	const text = await project.text(path);
	if (text === null) return null;
	const map = mapIn(text);
	if (map === null) return `${path} is no JSON object`;
	const wrong = Object.entries(map).find(([, value]) => typeof value !== "number" || !Number.isFinite(value));
	if (wrong === void 0) return null;
	const what = isPlainMap(wrong[1]) ? "a map" : JSON.stringify(wrong[1]);
	return `${path}: ${wrong[0]} is ${what}, and every value must be a number`;
}

// src/stages/init/choose-params.ts
const NAMES = [
	"params.yaml",
	"params.yml",
	"params.json"
];
const TARGET_KEY = /^(target|label)(_?(col|column|name|field))?$/i;
const SEED_KEY = /^(seed|random_?(state|seed)|.*_seed)$/i;
/** The file of parameters: the one that the stage names, one that is called so, or one that the script opens. */
async function chooseParams(project, { training, sources }, answers) {
	const said = answerTo(answers, "params");
	const path = said === false ? null : said ?? await namedParams(project, training, sources);
	const values = path === null ? null : mapIn(await project.text(path));
	if (path === null || values === null && said === null) return NOTHING;
	const entries = values === null ? [] : leaves(values);
	const target = entries.flatMap(({ key, value }) => TARGET_KEY.test(key) && typeof value === "string" ? [value] : []);
	const seeds = entries.filter(({ key }) => SEED_KEY.test(key));
	const seeded = seeds.length === 0 ? "" : `; ${quoted(seeds.map(({ key, value }) => `${key}: ${String(value)}`))} stands in it`;
	const what = `${counted(entries.length, "parameter")}, recorded and compared in the report${seeded}`;
	return {
		found: {
			value: path,
			because: said === null ? what : `${BECAUSE_SAID}; ${what}`
		},
		target: {
			where: path,
			columns: target
		},
		texts: entries.flatMap(({ value }) => typeof value === "string" ? [value] : []),
		hasSeed: seeds.length > 0
	};
}
const NOTHING = {
	found: null,
	target: null,
	texts: [],
	hasSeed: false
};
async function namedParams(project, training, sources) {
	const staged = training?.stage?.params.find((path) => project.tree.files.includes(path));
	if (staged !== void 0) return staged;
	const usual = NAMES.find((name) => project.tree.files.includes(name));
	if (usual !== void 0) return usual;
	return sources.slice(0, 1).flatMap(({ clues }) => clues.paths.map(({ text }) => text.replace(/^\.\//, ""))).filter((path) => /(^|\/)(params?|config|hyperparameters|settings)\.(ya?ml|json)$/i.test(path)).find((path) => project.tree.files.includes(path)) ?? null;
}
function leaves(map) {
	return Object.entries(map).flatMap(([key, value]) => isPlainMap(value) ? leaves(value) : [{
		key,
		value
	}]);
}

// src/stages/init/find-contract.ts
const CONTRACT_NAME = /contract[^/]*\.ya?ml$|\.odcs\.ya?ml$/i;
/** The data contract of the folder, where there is exactly one. */
async function findContract(project, answers) {
	const said = answerTo(answers, "contract");
	if (said === false) return null;
	if (said !== null) return described(said, BECAUSE_SAID, mapIn(await project.text(said)) ?? {});
	const found = [];
	for (const path of project.tree.files.filter((file) => CONTRACT_NAME.test(file))) {
		const contract = mapIn(await project.text(path));
		if (contract?.kind === "DataContract" || isShortForm(contract)) found.push(described(path, "a data contract: the rows are checked against it", contract ?? {}));
	}
	return found.length === 1 ? found[0] ?? null : null;
}
function described(path, because, written) {
	const contract = isShortForm(written) ? compileShort(written).document : written;
	const [schema] = Array.isArray(contract.schema) ? contract.schema : [];
	const keys = (isPlainMap(schema) && Array.isArray(schema.properties) ? schema.properties : []).flatMap((each) => isPlainMap(each) && each.primaryKey === true ? [String(each.name)] : []);
	return {
		path,
		because,
		id: typeof contract.id === "string" ? contract.id : null,
		keys: keys.length === 1 ? keys : []
	};
}

// src/stages/init/find-training.ts
/** What asks for training, best first: the first that gives an answer is taken. */
const FINDERS = [
	dvcStage,
	mlflowEntry,
	makeTarget,
	packageScript,
	trainingScript
];
async function findTraining(from) {
	for (const finder of FINDERS) {
		const found = await finder(from);
		if (found !== null) return found;
	}
	const notebook = from.project.tree.files.find((path) => path.endsWith(".ipynb"));
	return {
		option: "run",
		text: "no training command was found",
		choices: [],
		...notebook === void 0 ? {} : { hint: `${notebook} is a notebook: it is not run; make a script of it (jupyter nbconvert --to script) that trains and saves the model.` }
	};
}
/** The script that a command starts, where it is a source of this project. */
function scriptIn(command, sources) {
	const words = command.split(/[\s"']+/).map((word) => word.replace(/^\.\//, ""));
	const asModule = words.map((word) => `${word.replaceAll(".", "/")}.py`);
	return sources.find(({ path }) => words.includes(path) || asModule.some((name) => path === name || path === `src/${name}`))?.path ?? null;
}
async function dvcStage({ dvc, sources, runner }) {
	const named = dvc.stages.filter(({ name }) => /(^|[^a-z])(train|training|fit)([^a-z]|$)/i.test(name));
	const chosen = named.length > 0 ? named : dvc.stages.filter(({ command }) => /train/i.test(command));
	const [stage, another] = chosen;
	if (stage === void 0) return null;
	const names = chosen.map(({ name }) => name).join(", ");
	if (another !== void 0) return ask(`dvc.yaml has several stages that train: ${names}`, chosen.map(({ command }) => command));
	if (stage.problem !== null) return ask(`the stage ${stage.name} of dvc.yaml trains, but ${stage.problem}`, []);
	return {
		command: withRunner(stage.command, runner),
		because: `the command of the stage ${stage.name} in dvc.yaml; it is run itself, so that it trains anew each time`,
		script: scriptIn(stage.command, sources),
		stage
	};
}
/** An entry point of an MLproject file, with the defaults of its parameters. */
async function mlflowEntry({ project, sources, runner }) {
	const entries = mapsOf(mapIn(await project.text("MLproject"))?.entry_points);
	const found = entries.find(([name]) => /train/i.test(name)) ?? entries.find(([name]) => name === "main");
	if (found === void 0) return null;
	const [name, entry] = found;
	const { command, missing } = filledIn(entry);
	if (command === "") return ask(`the entry point ${name} of MLproject has no command`, []);
	if (missing.length > 0) return ask(`the entry point ${name} of MLproject needs ${missing.join(", ")}, without a default`, [command]);
	return {
		command: withRunner(command, runner),
		because: `the entry point ${name} of MLproject, with the defaults of its parameters`,
		script: scriptIn(command, sources),
		stage: null
	};
}
function filledIn(entry) {
	const parameters = isPlainMap(entry.parameters) ? entry.parameters : {};
	const missing = [];
	return {
		command: String(entry.command ?? "").replace(/\{(\w+)\}/g, (whole, name) => {
			const parameter = parameters[name];
			const value = isPlainMap(parameter) ? parameter.default : void 0;
			if (value === void 0 || value === null) missing.push(name);
			return value === void 0 || value === null ? whole : shellWord(String(value));
		}).trim(),
		missing
	};
}
async function makeTarget({ project }) {
	const text = await project.text("Makefile") ?? await project.text("makefile");
	if (text === null || !/^train\s*:(?!=)/m.test(text)) return null;
	return {
		command: "make train",
		because: "the target train of the Makefile",
		script: null,
		stage: null
	};
}
async function packageScript({ project, sources }) {
	const scripts = mapIn(await project.text("package.json"))?.scripts;
	if (!isPlainMap(scripts) || typeof scripts.train !== "string") return null;
	return {
		command: "npm run --silent train",
		because: "the script train of package.json",
		script: scriptIn(scripts.train, sources),
		stage: null
	};
}
/** File names that say training, best first. */
const SCRIPT_NAMES = [
	/^train\.(py|mjs|cjs|js|R|r|jl|sh)$/,
	/^(training|train_?model|model_?train(ing)?|fit|fit_?model)\.(py|mjs|cjs|js|R|r|jl|sh)$/,
	/^train_[^/]*\.(py|mjs|cjs|js|R|r|jl|sh)$/
];
async function trainingScript({ sources, runner }) {
	for (const pattern of SCRIPT_NAMES) {
		const named = sources.filter(({ path }) => pattern.test(path.slice(path.lastIndexOf("/") + 1)));
		const atTop = named.filter(({ path }) => !path.includes("/"));
		const [script, another] = atTop.length > 0 ? atTop : named;
		if (script === void 0) continue;
		const paths = named.map(({ path }) => path);
		if (another !== void 0) return ask(`several scripts may be the training: ${paths.join(", ")}`, paths.map((path) => runnerOf(path, runner)));
		return ofScript(script, runner);
	}
	return null;
}
function ofScript({ path, clues }, runner) {
	const isModule = path.endsWith(".py") && clues.hasRelativeImport;
	const command = isModule ? `${runner}python -m ${path.replace(/^src\//, "").replace(/\.py$/, "").replaceAll("/", ".")}` : runnerOf(path, runner);
	if (clues.needed.length > 0) return ask(`${path} does not start without ${clues.needed.join(", ")}`, [command], "Give the whole command, with its arguments.");
	return {
		command,
		because: isModule ? "a script that is named like it, started as a module: its imports are relative" : "a script that is named like it",
		script: path,
		stage: null
	};
}
const PROGRAMS = {
	mjs: "node",
	cjs: "node",
	js: "node",
	R: "Rscript",
	r: "Rscript",
	jl: "julia --project",
	sh: "bash"
};
function runnerOf(path, runner) {
	return `${PROGRAMS[path.slice(path.lastIndexOf(".") + 1)] ?? `${runner}python`} ${shellWord(path)}`;
}
function withRunner(command, runner) {
	return /^python3?\s/.test(command) ? `${runner}${command}` : command;
}
function ask(text, choices, hint) {
	return {
		option: "run",
		text,
		choices,
		...hint === void 0 ? {} : { hint }
	};
}

// src/stages/init/inspect-data.ts
/** Text beyond this is read in part: one look need not take minutes. */
const MOST_TEXT_BYTES = 268435456;
const SAMPLE_BYTES = 33554432;
const MOST_VALUES = 60;
/** Reads the headers of both datasets. Throws `input` for files that are no data. */
async function inspectData(data, engine) {
	const folder = await mkdtemp(join(tmpdir(), "modelyard-init-"));
	const close = () => rm(folder, {
		recursive: true,
		force: true
	});
	try {
		const [train, evaluation] = [await readable(data.train.files, folder, "train"), await readable(data.evaluation.files, folder, "evaluation")];
		const described = [await engine.describe(train), await engine.describe(evaluation)];
		const [trainColumns, evaluationColumns] = [described[0], described[1]].map((list) => list.map(({ name }) => name));
		const types = new Map(described[0].map(({ name, logicalType }) => [name, logicalType]));
		const typeOf = (column) => types.get(column) ?? "string";
		return {
			columns: (trainColumns ?? []).filter((name) => evaluationColumns?.includes(name)),
			trainColumns: trainColumns ?? [],
			evaluationColumns: evaluationColumns ?? [],
			typeOf,
			facts: (column) => factsOf(engine, [train, evaluation], {
				name: column,
				logicalType: typeOf(column)
			}),
			isSample: [train, evaluation].some(({ files }) => files.some((file) => file.startsWith(folder))),
			close
		};
	} catch (error) {
		await close();
		throw error;
	}
}
async function factsOf(engine, [train, evaluation], column) {
	const { values: shared } = await engine.countShared([evaluation, train], [column.name]);
	return {
		...column,
		train: await engine.countValues(train, column.name, MOST_VALUES),
		evaluation: await engine.countValues(evaluation, column.name, MOST_VALUES),
		shared
	};
}
/** The files themselves, or the first rows of huge text. */
async function readable(files, folder, role) {
	const total = (await Promise.all(files.map(async (file) => (await stat(file)).size))).reduce((sum, size) => sum + size, 0);
	const [first = ""] = files;
	if (total <= MOST_TEXT_BYTES || !/\.(csv|tsv|jsonl|ndjson)$/i.test(first)) return {
		files,
		types: {}
	};
	const sample = join(folder, `${role}-${basename(first)}`);
	await writeFile(sample, await firstLines(first));
	return {
		files: [sample],
		types: {}
	};
}
async function firstLines(path) {
	const file = await open(path, "r");
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
		return buffer.subarray(0, buffer.lastIndexOf(10, bytesRead - 1) + 1);
	} finally {
		await file.close();
	}
}

// src/stages/init/propose.ts
async function propose(survey, engine, answers) {
	const trained = await trainingOf(survey, answers);
	const training = isQuestion(trained) ? null : trained;
	const sources = scriptFirst(survey.sources, training?.script ?? null);
	const params = await chooseParams(survey.project, {
		training,
		sources
	}, answers);
	const contract = await findContract(survey.project, answers);
	const name = await chooseName(survey.project, {
		contract,
		answers,
		sources,
		training
	});
	const framework = frameworkOf(/* @__PURE__ */ new Set([...sources.flatMap(({ imports }) => imports), ...survey.packages.required]));
	const found = await findData({
		...survey,
		declared: training?.stage?.deps ?? []
	}, {
		train: answers.get("train-data") ?? null,
		evaluation: answers.get("evaluation-data") ?? null
	});
	const data = "train" in found ? found : null;
	const columns = await columnsOf(data, {
		engine,
		sources,
		params,
		keys: contract?.keys ?? [],
		answers
	});
	const outputs = await chooseOutputs({
		project: survey.project,
		training,
		sources,
		framework,
		name: name.value,
		id: columns.id,
		paramTexts: params.texts
	}, answers);
	const gates = await gatesOf(survey.project, {
		task: columns.task,
		outputs,
		answers
	});
	const trainLines = trainingLines(training, params);
	return {
		name,
		framework,
		training,
		data,
		written: outputs.written,
		lines: [
			...columns.lines.filter(({ path }) => path[0] === "task"),
			...dataLines(data, contract),
			...columns.lines.filter(({ path }) => path[0] !== "task"),
			...trainLines,
			...inputLines(survey, training, outputs),
			...outputs.lines,
			...gates.lines
		],
		questions: [
			..."train" in found ? [] : found,
			...columns.questions,
			...isQuestion(trained) ? [trained] : [],
			...outputs.questions,
			...gates.questions,
			...sameRows(data, outputs)
		],
		notes: [
			...columns.notes,
			...outputs.notes,
			...sourceNotes(sources, params, framework)
		]
	};
}
async function trainingOf(survey, answers) {
	const said = answers.get("run");
	if (said === void 0) return findTraining({
		...survey,
		runner: survey.packages.runner
	});
	return {
		command: said,
		because: BECAUSE_SAID,
		script: scriptIn(said, survey.sources),
		stage: null
	};
}
async function columnsOf(data, { engine, answers, params, ...from }) {
	if (data === null) return {
		lines: [],
		questions: [],
		notes: [],
		task: null,
		id: null
	};
	const inspection = data.train.files.length > 0 && data.evaluation.files.length > 0 ? await inspectData(data, engine) : null;
	try {
		const chosen = await chooseColumns({
			...from,
			data,
			inspection,
			params: params.target
		}, answers);
		if (inspection?.isSample !== true) return chosen;
		return {
			...chosen,
			notes: [...chosen.notes, "the data are large: only their first 32 MB were looked at"]
		};
	} finally {
		await inspection?.close();
	}
}
function dataLines(data, contract) {
	if (data === null) return [];
	const lines = [{
		path: ["data", "train"],
		value: data.train.value,
		because: data.train.because
	}, {
		path: ["data", "evaluation"],
		value: data.evaluation.value,
		because: data.evaluation.because
	}];
	if (contract !== null) lines.push({
		path: ["data", "contract"],
		value: contract.path,
		because: contract.because
	});
	if (isSameData(data)) lines.push({
		path: ["data", "checks"],
		value: {
			overlap_rows: "off",
			overlap_time: "off"
		},
		because: "one file for both: training splits it itself, and what it tells of its own rows is believed"
	});
	return lines;
}
function trainingLines(training, params) {
	const run = training === null ? [] : [{
		path: ["train", "run"],
		value: training.command,
		because: training.because
	}];
	const file = params.found;
	return file === null ? run : [...run, {
		path: ["train", "params"],
		value: file.value,
		because: file.because
	}];
}
/** What training writes over in git would count as a changed input: then the deps that its stage declares are the inputs. */
function inputLines({ project }, training, { written }) {
	const stage = training?.stage ?? null;
	const other = stage?.inGit.filter((path) => !written.includes(path)) ?? [];
	const deps = stage?.deps.filter((path) => project.tree.files.some((file) => file === path || file.startsWith(`${path}/`))) ?? [];
	if (stage === null || other.length === 0 || deps.length === 0) return [];
	return [{
		path: ["train", "inputs"],
		value: deps,
		because: `the deps of the stage ${stage.name}: it writes ${quoted(other)} into git, too, which would count as changed inputs`
	}];
}
/** Rows that training has seen say nothing about a model; numbers that it tells of itself may come from a split of its own. */
function sameRows(data, { isJudgedByRows }) {
	if (data === null || !isJudgedByRows || !isSameData(data)) return [];
	return [{
		option: "evaluation-data",
		text: `${data.train.value} is the training data: what a model has seen cannot judge it`,
		choices: []
	}];
}
async function gatesOf(project, { task, outputs, answers }) {
	const file = outputs.lines.find(({ path }) => path[1] === "metrics");
	if (task === null || outputs.questions.length > 0) return {
		lines: [],
		questions: [],
		notes: []
	};
	if (outputs.isJudgedByRows || outputs.metricNames === null) return {
		lines: chooseGates(task, null),
		questions: [],
		notes: []
	};
	const path = String(file?.value);
	const problem = await metricsProblem(project, path);
	if (problem !== null) return {
		lines: [],
		notes: [],
		questions: [{
			option: "metrics-file",
			text: problem,
			choices: [],
			hint: FLAT
		}]
	};
	const said = answerTo(answers, "metric");
	const names = typeof said === "string" ? said.split(",").map((name) => name.trim()) : outputs.metricNames;
	const known = knownMetrics(task, names);
	if (known.length > 0) return {
		lines: chooseGates(task, known),
		questions: [],
		notes: []
	};
	return {
		lines: [],
		notes: [],
		questions: [unknownMetrics(path, task, names)]
	};
}
const FLAT = "It must be one flat JSON object of numbers, such as {\"accuracy\": 0.91}.";
function unknownMetrics(path, task, names) {
	const known = METRICS.filter((metric) => metric.tasks.includes(task)).map(({ name }) => name);
	return {
		option: "metric",
		text: `${names.length === 0 ? `what ${path} tells is not known` : `${path} tells nothing under a known name`}; of a ${task} task there are ${quoted(known)}`,
		choices: known,
		hint: "Training has to write one of these names."
	};
}
/** What the reader should know of the sources. */
function sourceNotes(sources, params, framework) {
	const [script] = sources;
	const secrets = [...new Set(sources.flatMap(({ clues }) => clues.secrets))].filter((name) => !name.startsWith("MODELYARD"));
	const hasSeed = params.hasSeed || sources.some(({ clues }) => clues.hasSeed);
	return [...secrets.length === 0 ? [] : [`training sees no secret unless train.env lists it; the sources read ${quoted(secrets)}`], ...script === void 0 || hasSeed || framework === null ? [] : [`no seed was found in ${counted(sources.length, "source")}: two trainings of the same inputs may differ. MODELYARD_SEED holds one`]];
}

// src/stages/init/settle.ts
/** A proposal without open questions: a person answers them one by one, else one `usage` error names them all. */
async function settle(survey, { engine, answers, ask }) {
	const known = new Map(answers);
	let proposal = await propose(survey, engine, known);
	while (proposal.questions[0] !== void 0) {
		if (ask === null) throw openQuestions(proposal.questions);
		proposal = await answered(survey, engine, {
			known,
			ask,
			question: proposal.questions[0]
		});
	}
	return proposal;
}
/** The proposal with one more answer; asks again for one that names nothing that is there. */
async function answered(survey, engine, { known, ask, question }) {
	for (let problem = null;;) {
		known.set(question.option, await ask(question, problem));
		try {
			return await propose(survey, engine, known);
		} catch (error) {
			if (!(error instanceof ModelyardError) || error.code !== "usage") throw error;
			problem = error.message;
		}
	}
}
function openQuestions(questions) {
	const width = Math.max(...questions.map(({ option }) => option.length)) + 4;
	const lines = questions.flatMap(({ option, text, hint }) => [`  ${`--${option}`.padEnd(width)}${text}`, ...hint === void 0 ? [] : [`  ${"".padEnd(width)}${hint}`]]);
	const what = questions.length === 1 ? "one thing is" : `${questions.length} things are`;
	return new ModelyardError("usage", `nothing is written: ${what} not known\n${lines.join("\n")}`, { hint: "Give the options that are named; in a terminal init asks for them." });
}

// src/stages/init/init.ts
/**
* Finds out how a repository trains, and writes modelyard.yml, a workflow and the ignore lines. What is there stays; what is
* not known is asked, or is one `usage` error that names every open question.
*/
async function initStage(request) {
	const startedMs = request.clock.monotonicMs();
	const folder = await realpath(request.cwd);
	const project = await openProject(folder, await realpath(await repositoryTop(folder)));
	const planned = await planFiles({
		project,
		dvc: await readDvc(project),
		sources: await readSources(project),
		packages: await findPackages(project)
	}, request);
	const toWrite = planned.files.filter(({ text }) => text !== null);
	if (!request.dryRun) await createFiles(toWrite.map(({ path, text, action }) => ({
		path,
		text: text ?? "",
		replaces: action === "appended"
	})));
	return {
		record: initRecordSchema.parse({
			schema: "modelyard/init/1",
			...await headerOf(request, project, {
				model: planned.model,
				startedMs
			}),
			dryRun: request.dryRun,
			framework: planned.framework,
			files: planned.files.map((file) => ({
				path: shownFrom(project, file.path),
				action: file.action,
				reason: file.reason,
				sha256: file.text === null ? null : hashBytes(file.text)
			})),
			lines: planned.lines.map(({ path, value, because }) => ({
				key: path.join("."),
				value,
				because
			})),
			workflow: [...planned.workflow],
			notes: [...planned.notes]
		}),
		texts: planned.texts
	};
}
/** As the caller, who is in the folder, would write it. */
function shownFrom({ folder }, path) {
	return relative(folder, path).split(sep).join("/");
}
async function headerOf({ clock, toolkit }, { repository }, { model, startedMs }) {
	const revision = {
		tree: null,
		base: null,
		merge: null,
		pullRequest: null,
		run: null,
		attempt: null,
		commit: await headCommit(repository)
	};
	return recordHeader({
		clock,
		toolkit,
		model: { name: model }
	}, {
		startedMs,
		revision,
		read: [],
		written: []
	});
}
async function planFiles(survey, request) {
	const path = join(survey.project.folder, CONFIG_NAME);
	return await lstat(path).catch(() => null) !== null && !request.anew ? aroundConfig(survey, request, path) : withConfig(survey, request, path);
}
/** The config is there: what belongs to it is written by what it says. */
async function aroundConfig(survey, request, path) {
	const { project } = survey;
	const { models } = await loadConfig({
		cwd: project.folder,
		file: path,
		repositoryTop
	});
	const [model] = models;
	if (model === void 0) throw new ModelyardError("internal", `${path} has no model`);
	const written = models.flatMap(({ train }) => [
		train.model,
		train.predictions,
		train.metrics
	].flatMap((each) => each?.written ?? []));
	const ignore = await planIgnore(project, written);
	const workflow = await workflowOf(survey, request, {
		model: model.name,
		command: model.train.run,
		data: models.flatMap(({ data }) => [...data.train.patterns, ...data.evaluation.patterns].map((each) => each.written)),
		environment: models.length === 1 ? environmentOf(model) : null
	});
	return {
		model: model.name,
		framework: null,
		files: [
			ignore.file,
			...workflow === null ? [] : [workflow.file],
			kept(path, "it is there already and stays as it is")
		],
		texts: {
			config: null,
			workflow: workflow?.text ?? null
		},
		lines: [],
		workflow: workflow?.told ?? [],
		notes: workflow?.notes ?? []
	};
}
/** The first environment that a hosted runner can reach. */
function environmentOf({ deploy }) {
	return deploy.find(({ requires, target }) => requires === null && target.kind !== "directory")?.name ?? null;
}
async function withConfig(survey, request, path) {
	const { project } = survey;
	const proposal = await settle(survey, request);
	const text = configText(proposal.name, proposal.lines);
	const place = {
		directory: project.folder,
		repository: project.repository
	};
	await assertSoundConfig(text, {
		label: CONFIG_NAME,
		...place
	});
	const ignore = await planIgnore(project, [...ignorable(proposal), ...trackerFolders(survey)]);
	const workflow = await workflowOf(survey, request, {
		model: proposal.name.value,
		command: proposal.training?.command ?? "",
		data: proposal.data === null ? [] : [proposal.data.train.value, proposal.data.evaluation.value],
		environment: null
	});
	return {
		model: proposal.name.value,
		framework: proposal.framework?.name ?? null,
		files: [
			ignore.file,
			...workflow === null ? [] : [workflow.file],
			await fileToWrite(path, text, project.repository)
		],
		texts: {
			config: text,
			workflow: workflow?.text ?? null
		},
		lines: proposal.lines,
		workflow: workflow?.told ?? [],
		notes: [
			...proposal.notes,
			...workflow?.notes ?? [],
			...treeNotes(project)
		]
	};
}
/** What its stage keeps in git is to stay there. */
function ignorable({ written, training }) {
	const inGit = training?.stage?.inGit ?? [];
	return written.filter((path) => !inGit.includes(path));
}
/** What experiment trackers write beside training. */
function trackerFolders({ sources }) {
	const folders = {
		mlflow: "mlruns/meta.yaml",
		wandb: "wandb/latest-run"
	};
	const imported = new Set(sources.flatMap(({ imports }) => imports));
	return Object.entries(folders).flatMap(([name, path]) => imported.has(name) ? [path] : []);
}
function treeNotes({ tree }) {
	return tree.isCut ? ["the folder is huge: not all of its files were looked at"] : [];
}
async function workflowOf(survey, { withWorkflow, answers }, facts) {
	if (!withWorkflow) return null;
	return planWorkflow(survey.project, {
		...facts,
		...survey,
		branch: answers.get("branch") ?? null,
		prepare: answers.get("prepare") ?? null
	});
}

// src/stages/init/summary-text.ts
const WORDS = {
	written: ["written", "would be written"],
	appended: ["lines added", "lines would be added"],
	kept: ["kept", "kept"],
	skipped: ["not written", "not written"]
};
/** What was written and why, and what to do next, for a terminal. */
function summaryText(record) {
	const { model, framework, lines, workflow, notes } = record;
	return `${[
		[`model ${model}${framework === null ? "" : `, trained with ${framework}`}`, ...files(record)],
		lines.length === 0 ? [] : ["modelyard.yml", ...columns(lines.map(({ key, value, because }) => [
			key,
			shown(value),
			because
		]))],
		workflow.length === 0 ? [] : ["workflow", ...workflow.map((each) => `  ${each}`)],
		notes.length === 0 ? [] : ["to know", ...notes.map((note) => `  - ${note}`)],
		next(record)
	].filter((section) => section.length > 0).map((section) => section.map((line) => visible(line).trimEnd()).join("\n")).join("\n\n")}\n`;
}
function files({ files: list, dryRun }) {
	return columns(list.map(({ path, action, reason }) => [
		path,
		WORDS[action][dryRun ? 1 : 0],
		reason ?? ""
	]));
}
const WIDEST = 40;
/** All columns but the last are as wide as their widest cell, up to a limit. */
function columns(rows) {
	const width = (at) => Math.min(WIDEST, Math.max(...rows.map((row) => row[at].length)));
	const [first, second] = [width(0), width(1)];
	return rows.map(([a, b, c]) => `  ${a.padEnd(first)}  ${b.padEnd(second)}  ${c}`);
}
function shown(value) {
	const text = typeof value === "string" ? value : plain(value);
	return text.length > WIDEST ? `${text.slice(0, 39)}…` : text;
}
/** Maps and lists as YAML has them on one line. */
function plain(value) {
	if (Array.isArray(value)) return value.map(plain).join(", ");
	if (value === null || typeof value !== "object") return String(value);
	return Object.entries(value).map(([key, each]) => `${key}: ${plain(each)}`).join(", ");
}
function next({ dryRun, files: list }) {
	if (dryRun) return ["nothing was written (--dry-run)"];
	const added = list.filter(({ sha256 }) => sha256 !== null).map(({ path }) => path);
	const steps = ["modelyard run"];
	if (added.length > 0) steps.push(`git add ${added.map(shellWord).join(" ")} && git commit -m "judge models with Modelyard"`);
	return ["next", ...steps.map((step) => `  ${step}`)];
}

// src/cli/ask.ts
/** Whether somebody is there who can answer: in CI nobody is, whatever its terminal says. */
function canAsk() {
	return process.stdin.isTTY === true && process.stderr.isTTY === true && (process.env.CI ?? "") === "";
}
/** Questions go to stderr: stdout is for what a command prints. */
function createAsker(streams = {
	input: process.stdin,
	output: process.stderr
}) {
	const { output } = streams;
	let opened = null;
	return {
		async ask(question, problem) {
			opened ??= openTerminal(streams);
			if (problem !== null) output.write(`${paint("no:", "yellow")} ${inertLine(problem)}\n`);
			output.write(questionText(question));
			return answer(opened, question);
		},
		close: () => opened?.close()
	};
}
/** Lines that were pasted together are kept for the questions that follow. */
function openTerminal({ input, output }) {
	const reader = createInterface({
		input,
		output
	});
	const lines = reader[Symbol.asyncIterator]();
	return {
		async line(prompt) {
			reader.setPrompt(prompt);
			reader.prompt();
			const { value, done } = await lines.next();
			return done === true ? null : value;
		},
		close: () => reader.close()
	};
}
function questionText({ text, hint, choices }) {
	const listed = choices.map((choice, index) => `  ${index + 1}  ${inertLine(choice)}`);
	return `${[
		`${paint("?", "cyan")} ${inertLine(text)}`,
		...hint === void 0 ? [] : [`  ${inertLine(hint)}`],
		...listed
	].join("\n")}\n`;
}
/** A number of the list, or the answer itself. */
async function answer(terminal, { option, choices }) {
	for (;;) {
		const line = await terminal.line(`  --${option}: `);
		if (line === null) throw new ModelyardError("usage", `nothing is written: --${option} was not answered`);
		const text = line.trim();
		const chosen = /^\d+$/.test(text) ? choices[Number(text) - 1] ?? text : text;
		if (chosen !== "") return chosen;
	}
}

// src/cli/commands/init.ts
/** Options that answer a question of the stage under the same name. */
const ANSWERS = [
	"name",
	"train-data",
	"evaluation-data",
	"contract",
	"target",
	"task",
	"positive",
	"id",
	"group",
	"time",
	"run",
	"params",
	"model-file",
	"predictions",
	"metrics-file",
	"metric",
	"branch",
	"prepare"
];
const beginning = async ({ line, toolkit }) => {
	const answers = new Map(ANSWERS.flatMap((option) => {
		const value = line.text(option);
		return value === null ? [] : [[option, value]];
	}));
	const print = printed(line.text("print"));
	const engine = createDuckdbEngine({ memoryLimitMb: 256 });
	const asker = canAsk() && !line.flag("no-questions") && !line.flag("json") ? createAsker() : null;
	try {
		const done = await initStage({
			cwd: process.cwd(),
			engine,
			clock: CLOCK,
			toolkit,
			answers,
			withWorkflow: !line.flag("no-workflow"),
			dryRun: line.flag("dry-run") || print !== null,
			anew: print === "config",
			ask: asker?.ask ?? null
		});
		return {
			json: done.record,
			text: print === null ? summaryText(done.record) : textOf(done, print),
			exitCode: 0
		};
	} finally {
		asker?.close();
		await engine.close();
	}
};
function printed(asked) {
	if (asked === null || asked === "config" || asked === "workflow") return asked;
	throw new ModelyardError("usage", `--print ${asked}: expected config or workflow`);
}
function textOf({ texts, record }, print) {
	const text = texts[print];
	if (text !== null) return text;
	const reason = record.files.find(({ action }) => action === "skipped")?.reason;
	throw new ModelyardError("usage", `there is no ${print} to print${reason === void 0 ? "" : `: ${reason}`}`);
}

export { beginning };