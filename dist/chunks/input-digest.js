import { r as __toESM } from "./rolldown-runtime.js";
import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { L as allEvaluation, z as evaluationSets } from "./registry.js";
import { t as canonicalJson } from "./canonical-json.js";
import { t as require_picomatch } from "./picomatch.js";
import { t as glob } from "./dist.js";
import { n as pointedFiles } from "./pointed-files.js";
import { t as expandPaths } from "./expand-paths.js";
import { t as CONFIG_NAME } from "./load-config.js";
import { n as ModelyardError } from "./errors.js";
import { n as matcherOf, r as repositoryPath } from "./paths.js";
import { d as workState, f as gitEntries, i as headCommit, m as runGit } from "./repository.js";
import { lstat, readlink, realpath } from "node:fs/promises";
import { basename, dirname, join, posix, relative } from "node:path";
import { createHash } from "node:crypto";

// src/domain/lineage/input-digest.ts
function inputManifest(entries, config) {
	return {
		config,
		entries: [...new Map(entries.map((entry) => [entry.path, entry])).values()].sort((a, b) => compareBytes(a.path, b.path)).map(({ path, mode, sha256 }) => ({
			path,
			mode,
			sha256
		}))
	};
}
/** Order of the UTF-8 bytes; for well-formed text that is the order of code points. */
function compareBytes(a, b) {
	const [left, right] = [[...a], [...b]];
	for (let index = 0; index < Math.min(left.length, right.length); index++) {
		const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}
/** Paths whose content differs between two lists, with what happened to them. */
function changedEntries(before, after) {
	const key = (entry) => `${entry.mode} ${entry.sha256}`;
	const earlier = new Map(before.map((entry) => [entry.path, key(entry)]));
	const later = new Map(after.map((entry) => [entry.path, key(entry)]));
	return [.../* @__PURE__ */ new Set([...earlier.keys(), ...later.keys()])].sort().filter((path) => earlier.get(path) !== later.get(path));
}

// src/stages/train/choose-inputs.ts
var import_picomatch = /* @__PURE__ */ __toESM(require_picomatch(), 1);
/** Which files determine the trained bytes: DESIGN "Identity". Throws for a pattern that matches nothing. */
async function chooseInputs(context, git) {
	const { project, model } = context;
	const files = model.train.inputs === null ? defaultInputs(context, git) : await narrowedInputs(context, git);
	const data = await dataFiles(context, git);
	const params = paramsFiles(project, model, git);
	const pulled = await pulledByDvc(context, [...files, ...data]);
	const isOutside = (path) => !git.tracked.has(path);
	return {
		paths: [.../* @__PURE__ */ new Set([
			...files,
			...params,
			...data,
			...pulled
		])],
		outside: new Set([...data, ...pulled].filter(isOutside))
	};
}
/** Predictions and metrics that training writes come from the evaluation rows: then these determine what it leaves. */
function readsEvaluation({ train }) {
	return train.predictions !== null || train.metrics !== null;
}
const NEVER_DETERMINE = [/\.(md|markdown)$/i, /(^|\/)\.github\//];
function defaultInputs(context, { tracked }) {
	const root = repositoryPath(context.project, context.model.root.absolute);
	const prefix = root === "" ? "" : `${root}/`;
	const leftOut = isJudgesOwn(context);
	return [...tracked.keys()].filter((path) => path.startsWith(prefix) && !NEVER_DETERMINE.some((pattern) => pattern.test(path)) && !leftOut(path));
}
/** What the candidate is judged by, and what training writes: never an input, however it is named. */
function isJudgesOwn({ project, model }) {
	const { data, train } = model;
	const files = [
		data.contract,
		train.model,
		train.predictions,
		train.metrics
	].filter((path) => path !== null);
	const exact = [project.file, ...files.map((path) => path.absolute)].map((path) => repositoryPath(project, path));
	const isEvaluation = readsEvaluation(model) ? () => false : matcherOf(project, allEvaluation(data));
	const isServing = data.serving === null ? () => false : matcherOf(project, data.serving);
	return (path) => {
		const file = path.replace(/\.dvc$/, "");
		return basename(path) === "modelyard.yml" || /(^|\/)\.modelyard\//.test(path) || exact.some((each) => file === each || path.startsWith(`${each}/`)) || isEvaluation(file) || isServing(file);
	};
}
/** What Python and notebooks leave beside the code that they read. */
const BY_PRODUCTS = [
	"**/.git/**",
	"**/__pycache__/**",
	"**/.ipynb_checkpoints/**"
];
/** `train.inputs`: patterns relative to modelyard.yml; each must match a tracked file, or one of the work tree. */
async function narrowedInputs(context, git) {
	const { project, model } = context;
	const leftOut = isJudgesOwn(context);
	const found = [];
	for (const written of model.train.inputs ?? []) {
		const loose = git.isWorktree ? await looseMatches(project, written) : [];
		const matches = matchesPattern(project, written);
		const chosen = [...[...git.tracked.keys()].filter(matches), ...loose].filter((path) => !leftOut(path));
		if (chosen.length === 0) throw new ModelyardError("input", `models.${model.name}.train.inputs: ${written} matches no file that can be an input`, { hint: "Patterns are relative to the folder of modelyard.yml. Evaluation data, the contract and what training writes are never inputs." });
		found.push(...chosen);
	}
	return [...new Set(found)];
}
function matchesPattern(project, written) {
	const pattern = normalised(written);
	const matches = (0, import_picomatch.default)(pattern, { dot: true });
	const folder = repositoryPath(project, project.directory);
	return (path) => {
		const own = posix.relative(folder, path);
		return pattern === "." || own === pattern || own.startsWith(`${pattern}/`) || matches(own);
	};
}
function normalised(pattern) {
	return posix.normalize(pattern).replace(/(.)\/$/, "$1");
}
async function looseMatches(project, written) {
	const options = {
		cwd: project.directory,
		dot: true,
		expandDirectories: true,
		ignore: BY_PRODUCTS
	};
	return (await glob(normalised(written), options)).map((path) => repositoryPath(project, join(project.directory, path)));
}
/** Training data, and evaluation data where training reads it: of a commit what it holds, and what git never held. */
async function dataFiles({ project, model }, git) {
	const { train } = model.data;
	const patterns = { patterns: (readsEvaluation(model) ? [train, allEvaluation(model.data)] : [train]).flatMap((set) => set.patterns) };
	const onDisk = (await withTargets(await expandPaths(patterns))).map((path) => repositoryPath(project, path));
	if (git.isWorktree) return onDisk;
	return [...[...git.tracked.keys()].filter(matcherOf(project, patterns)), ...onDisk.filter((path) => git.tracked.has(path) || !git.indexed.has(path))];
}
/** A link says where its data is, not which. */
async function withTargets(paths) {
	const all = [];
	for (const path of paths) {
		all.push(path);
		if ((await lstat(path)).isSymbolicLink()) all.push(await realpath(path));
	}
	return all;
}
function paramsFiles(project, { train }, git) {
	const files = [train.params].filter((path) => path !== null).map(({ absolute }) => repositoryPath(project, absolute));
	return git.isWorktree ? files : files.filter((path) => git.tracked.has(path));
}
/** The files that `.dvc` pointers among the inputs stand for, where they have been pulled. Nothing is fetched here. */
async function pulledByDvc({ project }, files) {
	const found = [];
	for (const pointer of new Set(files.filter((path) => path.endsWith(".dvc")))) {
		const pulled = await pulledFiles(join(project.repository, pointer), pointer);
		found.push(...pulled.map((path) => repositoryPath(project, path)));
	}
	return found;
}
/** A pointer that cannot be read stands for the file of its name: training may know what to do with it. */
async function pulledFiles(pointer, label) {
	try {
		return await pointedFiles(pointer, label);
	} catch (error) {
		if (!(error instanceof ModelyardError)) throw error;
		return filesOf(pointer.slice(0, -4));
	}
}
async function filesOf(path) {
	const info = await lstat(path).catch(() => null);
	if (info?.isDirectory() !== true) return info === null ? [] : [path];
	return (await glob("**", {
		cwd: path,
		dot: true,
		expandDirectories: false
	})).map((name) => join(path, name));
}

// src/adapters/git/blob-reader.ts
const HEAD_BYTES = 4096;
/** Reads what `git cat-file --batch` prints for these objects, chunk by chunk. */
function blobReader(objects) {
	const found = /* @__PURE__ */ new Map();
	let problem = null;
	let line = Buffer.alloc(0);
	let blob = null;
	const openBlob = (header) => {
		const [, object = "", bytes] = /^([0-9a-f]+) blob (\d+)$/.exec(header) ?? [];
		if (bytes === void 0) problem ??= header;
		if (bytes === void 0) return null;
		const size = Number(bytes);
		return {
			object,
			bytes: size,
			hash: createHash("sha256"),
			left: size + 1,
			head: Buffer.alloc(0)
		};
	};
	const take = (open, chunk) => {
		const content = chunk.subarray(0, Math.min(open.left - 1, chunk.length));
		open.hash.update(content);
		if (open.head.length < HEAD_BYTES) open.head = Buffer.concat([open.head, content.subarray(0, HEAD_BYTES - open.head.length)]);
		const taken = Math.min(open.left, chunk.length);
		open.left -= taken;
		if (open.left === 0) {
			const { object, bytes, hash, head } = open;
			found.set(object, {
				sha256: hash.digest("hex"),
				bytes,
				head: head.toString("utf8")
			});
			blob = null;
		}
		return chunk.subarray(taken);
	};
	const readHeader = (chunk) => {
		const end = chunk.indexOf(10);
		line = Buffer.concat([line, end < 0 ? chunk : chunk.subarray(0, end)]);
		if (end < 0) return chunk.subarray(chunk.length);
		blob = openBlob(line.toString("utf8"));
		line = Buffer.alloc(0);
		return chunk.subarray(end + 1);
	};
	return {
		push(chunk) {
			let rest = chunk;
			while (rest.length > 0 && problem === null) rest = blob === null ? readHeader(rest) : take(blob, rest);
		},
		/** Every object that was asked for. Throws `outside` where git could not read one. */
		facts() {
			const missing = problem ?? objects.find((object) => !found.has(object));
			if (missing !== void 0 && missing !== null) throw new ModelyardError("outside", `git cannot read an object of this repository: ${missing}`, { hint: "Run `git fsck`, or fetch what is missing." });
			return found;
		}
	};
}

// src/adapters/git/tree-files.ts
const INDEX_ENTRY = /^\S (\d+) ([0-9a-f]+) \d\t([\s\S]*)$/;
/** Files of the index, as `git add` would commit them now; in a conflict a path stands several times. */
async function listIndex(top) {
	return (await indexEntries(top)).map((entry) => trackedFile(INDEX_ENTRY, entry));
}
function indexEntries(top) {
	return gitEntries(top, [
		"ls-files",
		"-v",
		"--stage",
		"-z",
		"--",
		"."
	]);
}
/** Files of a commit. */
async function listCommit(top, commit) {
	return (await gitEntries(top, [
		"ls-tree",
		"-r",
		"-z",
		"--full-tree",
		commit
	])).map((entry) => trackedFile(/^(\d+) \w+ ([0-9a-f]+)\t([\s\S]*)$/, entry));
}
function trackedFile(form, entry) {
	const [, mode = "", object = "", path = ""] = form.exec(entry) ?? [];
	return {
		path,
		mode,
		object
	};
}
/**
* Paths whose content or mode in the work tree differs from the commit; deleted ones included, and files that git was
* told not to look at (assume-unchanged, skip-worktree) where they exist. Takes no lock: git may be at work elsewhere.
*/
async function changedFiles(top, commit) {
	return /* @__PURE__ */ new Set([...await gitEntries(top, [
		"-c",
		"diff.autoRefreshIndex=true",
		"diff",
		...[
			"--name-only",
			"-z",
			"--no-renames",
			"--no-ext-diff",
			"--ignore-submodules=untracked"
		],
		commit,
		"--"
	]), ...await unwatchedFiles(top)]);
}
async function unwatchedFiles(top) {
	const paths = (await indexEntries(top)).filter((entry) => /^[a-zS]/.test(entry)).map((entry) => trackedFile(INDEX_ENTRY, entry).path);
	const exist = await Promise.all(paths.map((path) => lstat(join(top, path)).then(() => true, () => false)));
	return paths.filter((_path, index) => exist[index]);
}
/** SHA-256 of blobs by object id, with one git process; read as a stream, whatever their size. */
async function hashBlobs(top, objects) {
	const unique = [...new Set(objects)];
	if (unique.length === 0) return /* @__PURE__ */ new Map();
	const reader = blobReader(unique);
	await runGit(top, ["cat-file", "--batch"], {
		input: `${unique.join("\n")}\n`,
		onStdout: reader.push
	});
	return reader.facts();
}

// src/stages/train/follow-links.ts
/**
* Tracked files that symbolic links among the inputs lead to, directly or through other links: a link counts by its
* target's name, and code that a monorepo shares by a link would otherwise change unseen.
*/
async function followLinks(context, { git, paths }) {
	const targets = await linkTargets(context.project.repository, git);
	const leftOut = isJudgesOwn(context);
	const seen = new Set(paths);
	const open = paths.filter((path) => targets.has(path));
	const reached = [];
	for (let link = open.pop(); link !== void 0; link = open.pop()) {
		const place = resolveLink(link, targets);
		if (place === null) continue;
		const below = place === "" ? "" : `${place}/`;
		for (const path of git.tracked.keys()) {
			if (path !== place && !path.startsWith(below) || seen.has(path) || leftOut(path)) continue;
			seen.add(path);
			reached.push(path);
			if (targets.has(path)) open.push(path);
		}
	}
	return reached;
}
/** Every tracked link with what it says, as it is in the state that is looked at. */
async function linkTargets(top, git) {
	const links = [...git.tracked.values()].filter(({ mode }) => mode === "120000");
	const clean = links.filter(({ path }) => !git.changed.has(path));
	const blobs = await hashBlobs(top, clean.map(({ object }) => object));
	const targets = new Map(clean.map(({ path, object }) => [path, blobs.get(object)?.head ?? ""]));
	for (const { path } of links.filter((link) => git.changed.has(link.path))) {
		const target = await readlink(join(top, path)).catch(() => null);
		if (target !== null) targets.set(path, target);
	}
	return targets;
}
const MOST_STEPS = 40;
/** Where a link ends, relative to the top; null where it leaves the repository or turns in a circle. */
function resolveLink(link, targets) {
	let path = link;
	for (let step = 0; step < MOST_STEPS; step++) {
		const parts = path.split("/");
		const depth = parts.findIndex((_part, index) => targets.has(parts.slice(0, index + 1).join("/")));
		if (depth < 0) return path === "." ? "" : path;
		const at = parts.slice(0, depth + 1).join("/");
		const next = posix.join(posix.dirname(at), targets.get(at) ?? "", ...parts.slice(depth + 1));
		if (targets.get(at)?.startsWith("/") === true || next === ".." || next.startsWith("../")) return null;
		path = next.replace(/\/$/, "");
	}
	return null;
}

// src/stages/train/hash-inputs.ts
const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n[\s\S]*?^oid sha256:([0-9a-f]{64})$/m;
/** Git LFS takes nothing longer for a pointer. */
const LONGEST_POINTER_BYTES = 1024;
/** A file as it is committed: a Git LFS pointer by the digest of what it stands for, a submodule by its commit. */
function cleanEntry(top, file, blobs) {
	const { path, mode } = file;
	if (mode === "160000") return {
		path,
		mode,
		sha256: hashBytes(file.object)
	};
	const blob = blobs.get(file.object);
	if (blob === void 0) throw new ModelyardError("internal", `${path}: object ${file.object} was not read`);
	if (mode === "120000") assertInside(top, path, blob.head);
	const oid = blob.bytes < LONGEST_POINTER_BYTES ? LFS_POINTER.exec(blob.head)?.[1] : void 0;
	return {
		path,
		mode,
		sha256: mode === "120000" ? blob.sha256 : oid ?? blob.sha256
	};
}
/** A file that is not as committed, or that git does not track, by its own bytes; null when it is gone. */
async function looseEntry(top, path, mode) {
	const absolute = join(top, path);
	const info = await lstat(absolute).catch(() => null);
	if (info === null) return null;
	if (mode === "160000" && info.isDirectory()) return submoduleEntry(absolute, path);
	if (info.isDirectory()) return null;
	if (info.isSymbolicLink()) {
		const target = await readlink(absolute);
		assertInside(top, path, target);
		await assertLeadsInside(top, path);
		return {
			path,
			mode: "120000",
			sha256: hashBytes(target)
		};
	}
	if (!info.isFile()) throw new ModelyardError("input", `${path} is no plain file: training cannot be identified by it`, { hint: "Remove it, or leave it out with train.inputs." });
	return {
		path,
		mode: (info.mode & 64) !== 0 ? "100755" : "100644",
		sha256: (await hashFile(absolute)).sha256
	};
}
/** A submodule that is not at its committed state: its own commit, and what was changed in it since. */
async function submoduleEntry(absolute, path) {
	if (!(await lstat(join(absolute, ".git")).catch(() => null) !== null)) return null;
	const { commit, changes } = await workState(absolute);
	return {
		path,
		mode: "160000",
		sha256: hashBytes(changes === null ? commit : `${commit}\n${changes}`)
	};
}
function assertInside(top, path, target) {
	const reached = relative(top, join(top, dirname(path), target));
	if (target.startsWith("/") || reached === ".." || reached.startsWith("../")) throw leaves(path, target);
}
/** A link may also leave by way of another one, which git need not know. */
async function assertLeadsInside(top, path) {
	const real = await realpath(join(top, path)).catch(() => null);
	if (real === null) return;
	const reached = relative(await realpath(top), real);
	if (reached === ".." || reached.startsWith("../")) throw leaves(path, real);
}
function leaves(path, target) {
	return new ModelyardError("input", `${path} is a symbolic link out of the repository (${target}); what it leads to cannot be identified`, { hint: "Copy the file into the repository, or leave it out with train.inputs." });
}

// src/stages/train/input-entries.ts
/** Every input of the training with its content's hash: DESIGN "Identity". Throws for a pattern that matches nothing. */
async function readInputEntries(context, state) {
	const top = context.project.repository;
	const git = await readGitState(top, state);
	const { paths, outside } = await chooseInputs(context, git);
	const all = [.../* @__PURE__ */ new Set([...paths, ...await followLinks(context, {
		git,
		paths
	})])];
	assertTextNames(all);
	const isClean = (path) => git.tracked.has(path) && !git.changed.has(path);
	const clean = all.filter(isClean).flatMap((path) => git.tracked.get(path) ?? []);
	const blobs = await hashBlobs(top, clean.filter(({ mode }) => mode !== "160000").map(({ object }) => object));
	const loose = all.filter((path) => !isClean(path));
	const looseEntries = [];
	for (const path of loose) looseEntries.push(await looseEntry(top, path, git.tracked.get(path)?.mode));
	return {
		entries: [...clean.map((file) => cleanEntry(top, file, blobs)), ...looseEntries.filter((entry) => entry !== null)],
		dirty: loose.filter((path) => !outside.has(path)).sort()
	};
}
/** What of a commit determines training, by git's own hashes: equal texts are equal inputs, and no file is read for it. */
async function committedInputs(context, commit) {
	return (await committedFiles(context, commit)).map(({ mode, object, path }) => `${mode} ${object} ${path}`).sort().join("\n");
}
/** The tracked files that are inputs of the training at a commit. */
async function committedFiles(context, commit) {
	const git = await readGitState(context.project.repository, { commit });
	const { paths } = await chooseInputs(context, git);
	return [.../* @__PURE__ */ new Set([...paths, ...await followLinks(context, {
		git,
		paths
	})])].flatMap((path) => git.tracked.get(path) ?? []);
}
async function readGitState(top, state) {
	const byPath = (files) => new Map(files.map((file) => [file.path, file]));
	const index = byPath(await listIndex(top));
	const indexed = new Set(index.keys());
	if (state !== "worktree") return {
		isWorktree: false,
		tracked: byPath(await listCommit(top, state.commit)),
		indexed,
		changed: /* @__PURE__ */ new Set()
	};
	const head = await headCommit(top);
	return {
		isWorktree: true,
		tracked: index,
		indexed,
		changed: head === null ? indexed : await changedFiles(top, head)
	};
}
/** JSON, and thus the digest, knows text only. */
function assertTextNames(paths) {
	const odd = paths.find((path) => /\p{Surrogate}/u.test(path));
	if (odd === void 0) return;
	throw new ModelyardError("input", `${JSON.stringify(odd)}: the name of an input is not UTF-8`, { hint: "Rename the file, or leave it out with train.inputs." });
}

// src/stages/train/input-digest.ts
/** SHA-256 over everything that determines the trained bytes: DESIGN "Identity". */
async function computeInputDigest(context, state) {
	const { entries, dirty } = await readInputEntries(context, state);
	const manifest = inputManifest(entries, trainingConfig(context.model));
	return {
		digest: `sha256:${hashBytes(canonicalJson(manifest))}`,
		entries: manifest.entries,
		dirty,
		narrowed: context.model.train.inputs !== null
	};
}
/** The part of the config that determines training; the time limit, gates and everything after training do not. */
function trainingConfig(model) {
	const { name, root, data, train } = model;
	const written = (path) => path?.written ?? null;
	return {
		model: name,
		root: root.written,
		run: train.run,
		inputs: train.inputs,
		params: written(train.params),
		outputs: [
			train.model,
			train.predictions,
			train.metrics
		].map(written),
		env: train.env,
		seed: train.seed,
		target: data.targets.length === 1 ? data.targets[0] : data.targets,
		positive: data.positive?.text ?? null,
		id: data.id,
		features: data.features,
		train: data.train.patterns.map((pattern) => pattern.written),
		...rowsOf(model),
		evaluation: readsEvaluation(model) ? allEvaluation(data).patterns.map((pattern) => pattern.written) : null
	};
}
/** Which rows training is told to take; nothing where it takes all, so that the digests of before stay what they are. */
function rowsOf(model) {
	const { train } = model.data;
	const evaluation = readsEvaluation(model) ? evaluationSets(model.data).flatMap(({ name, paths }) => paths.form?.rows === void 0 ? [] : [{
		name,
		rows: paths.form.rows
	}]) : [];
	return {
		...train.form?.rows === void 0 ? {} : { trainRows: train.form.rows },
		...evaluation.length === 0 ? {} : { evaluationRows: evaluation }
	};
}

export { changedEntries as i, committedFiles as n, committedInputs as r, computeInputDigest as t };