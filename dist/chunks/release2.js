import { n as ModelyardError, r as messageOf } from "./errors.js";
import { l as removeDeadWork, s as evaluateAgain, t as evaluatePorts } from "./stage-steps.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { a as recordPath, i as recordDigest, o as recordText, r as readRecord, s as writeRecord, t as modelFolder } from "./store.js";
import { i as headCommit, u as treeOf } from "./repository.js";
import { n as olderStateProblem, r as acceptRecordSchema, t as confirmEvaluation } from "./agreement.js";
import { t as releaseRecordSchema } from "./release.js";
import { i as releasesOf, t as newestRelease } from "./baseline-release.js";
import { n as sha256sumLines, s as releaseTag, t as isUnsafePartName } from "./model-digest.js";
import { t as recordHeader } from "./header.js";
import { t as readRevision } from "./revision.js";
import { t as hashModel } from "./model-files.js";
import { r as repositoryPath } from "./paths.js";
import { it as require_dist } from "./registry.js";
import { i as escapeMarkdown } from "./escape-markdown.js";
import { p as metricLabel } from "./gate-words.js";
import { i as readingOf, n as chooseVersion, r as isServedAlike, t as shownPath } from "./shown-path.js";
import { n as hashFile } from "./hash-file.js";
import { t as loggedExperiments } from "./merged-experiment.js";
import { r as validateRecordSchema } from "./validate.js";
import { t as currentCandidate } from "./candidate-store.js";
import { t as computeInputDigest } from "./input-digest.js";
import { t as forEachModel } from "./for-each-model.js";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { randomBytes } from "node:crypto";

// src/stages/accept/read-accepted.ts
/** What `accept` decided for the commit that is checked out; null where it was not asked. Throws `refused` for one of another commit or run. */
async function readAccepted({ project, model, ci }) {
	const path = recordPath(project.directory, model.name, "accept");
	const record = await readRecord(path, acceptRecordSchema);
	if (record === null) return null;
	const commit = await headCommit(project.repository);
	if (record.commit === commit && record.run === (ci?.run ?? null)) return record;
	throw new ModelyardError("refused", `${model.name}: what was accepted is ${record.commit?.slice(0, 7)} of run ${record.run ?? "none"}, not what is checked out`, { hint: "Run modelyard accept for this commit first." });
}

// src/stages/release/accepted-release.ts
/**
* Where `accept` has judged the candidate again for this very commit, a release takes its word and runs nothing: the job that
* may write runs no model. Throws `refused` where accept said no.
*/
async function acceptedEvaluation(context) {
	const accepted = await readAccepted(context);
	if (accepted === null) return null;
	assertAccepted(context, accepted);
	return async () => {
		const path = recordPath(context.project.directory, context.model.name, "evaluate");
		const record = await readRecord(path, evaluateRecordSchema);
		if (record?.candidate.digest === accepted.candidate && record !== null) return record;
		throw new ModelyardError("refused", "the evaluation beside accept.json speaks of another candidate", { hint: "Take all files of the artifact that accept left." });
	};
}
function assertAccepted({ model }, { verdict, reason }) {
	if (verdict === "pass") return;
	throw new ModelyardError("refused", `${model.name} is not released: accept said ${verdict}, ${reason}`, { hint: "Read the record accept.json of this run." });
}

// src/stages/release/asset-sources.ts
/** Everything that a release holds, besides what is written for it. The records are the ones that were checked, not what lies there now. */
async function assetSources(context, judged) {
	const { candidate, validate, evaluate } = judged;
	const records = {
		validate,
		train: candidate.record,
		evaluate
	};
	return [
		...await modelSources(candidate),
		...evidenceSources(candidate),
		...Object.entries(records).map(([stage, record]) => ({
			name: `${stage}.json`,
			text: recordText(record)
		})),
		...configSources(context, judged),
		...generatedSources(context, judged)
	];
}
async function modelSources(candidate) {
	const path = candidate.model?.path ?? "";
	const { files } = await hashModel(path);
	const isFile = files.length === 1 && files[0]?.path === path;
	return files.map((file) => ({
		name: isFile ? modelAssetName(candidate) : `model/${file.name}`,
		path: file.path,
		sha256: file.sha256
	}));
}
/** Names of other assets are taken. */
const TAKEN = /^(validate|train|evaluate|profile|golden|release|metrics|params|contract|predictions|SHA256SUMS|MODEL_CARD)(\.|$)/;
/** Name of the asset that holds a model of one file. */
function modelAssetName(candidate) {
	const name = basename(candidate.model?.path ?? "");
	if (isUnsafePartName(name)) throw new ModelyardError("input", `${JSON.stringify(name)}: names with a line break or a backslash are refused`);
	return TAKEN.test(name) ? `model-${name}` : name;
}
/** The ending that says how a file is read: `.csv`, `.csv.gz`. */
function dataEnding(path) {
	return /(\.[A-Za-z0-9]+)?\.(gz|zst)$/i.exec(path)?.[0] ?? extname(path);
}
function evidenceSources({ predictions, metrics, record }) {
	const source = (name, path) => {
		return {
			name,
			path,
			sha256: record.outputs.find((each) => basename(each.path) === basename(path))?.sha256 ?? ""
		};
	};
	return [...predictions === null ? [] : [source(`predictions${dataEnding(predictions)}`, predictions)], ...metrics === null ? [] : [source(`metrics${extname(metrics) || ".json"}`, metrics)]];
}
function configSources({ project, model }, { candidate, validate }) {
	const { contract } = model.data;
	const { params } = model.train;
	const trained = (path) => candidate.record.inputs.find((input) => input.path === path)?.sha256 ?? "";
	return [...contract === null ? [] : [{
		name: `contract${extname(contract.written) || ".yaml"}`,
		path: contract.absolute,
		sha256: validate.contract?.sha256 ?? ""
	}], ...params === null ? [] : [{
		name: `params${extname(params.written)}`,
		path: params.absolute,
		sha256: trained(repositoryPath(project, params.absolute))
	}]];
}
function generatedSources(context, { validate, evaluate }) {
	const folder = modelFolder(context.project.directory, context.model.name);
	const golden = goldenDigest(evaluate);
	const profile = {
		name: "profile.json",
		path: join(folder, "profile.json")
	};
	return [...validate.profile === null ? [] : [{
		...profile,
		sha256: validate.profile.sha256
	}], ...golden === null ? [] : [{
		name: "golden.json",
		path: join(folder, "golden.json"),
		sha256: golden
	}]];
}
/** Golden rows are what a deployed model is checked with: a model that can be run is not released without them, unless there is a reason. */
function goldenDigest({ written, evidence, goldenReason }) {
	const golden = written.find(({ path }) => basename(path) === "golden.json");
	if (golden === void 0 && evidence === "model" && goldenReason === void 0) throw new ModelyardError("refused", "the evaluation wrote no golden rows", { hint: "Run modelyard evaluate again." });
	return golden?.sha256 ?? null;
}

// src/stages/release/model-card.ts
var import_dist = require_dist();
const PIPELINE = {
	binary: "tabular-classification",
	multiclass: "tabular-classification",
	regression: "tabular-regression",
	ranking: "other",
	scores: "other"
};
/** MODEL_CARD.md: front matter as the Hugging Face hub reads it, then the facts for people. */
function modelCard(facts) {
	const { evaluate, train, validate } = facts;
	const rows = (role) => validate.datasets.find((dataset) => dataset.role === role)?.rows ?? null;
	const metrics = evaluate.metrics.filter((row) => row.candidate !== null);
	const datasets = [...new Set(metrics.map(({ dataset }) => dataset))];
	const named = (row) => {
		const name = metricLabel(row.name, row.target);
		return datasets.length > 1 ? `${name} on ${row.dataset}` : name;
	};
	const front = {
		pipeline_tag: PIPELINE[evaluate.task],
		tags: ["modelyard", facts.model],
		metrics: [...new Set(metrics.map((row) => row.name))],
		"model-index": [{
			name: facts.tag,
			results: datasets.map((dataset) => ({
				task: { type: PIPELINE[evaluate.task] },
				dataset: {
					name: dataset,
					type: "private"
				},
				metrics: metrics.filter((row) => row.dataset === dataset).map(cardMetric)
			}))
		}]
	};
	const lines = [
		`# ${escapeMarkdown(facts.tag)}`,
		"",
		`| | |`,
		`|---|---|`,
		`| Predicts | ${escapeMarkdown([facts.targets.join(", "), `(${evaluate.task})`].join(" ").trim())} |`,
		`| Digest | \`${facts.digest}\` |`,
		`| Commit | \`${facts.commit}\` |`,
		`| Training data | ${rows("train") ?? "unknown"} rows |`,
		`| Evaluation data | ${evaluate.rows ?? "unknown"} rows${evaluate.groups === null ? "" : ` of ${evaluate.groups} groups`} |`,
		`| Trained in | ${train.trainSeconds.toFixed(1)} s by ${escapeMarkdown(train.command)} |`,
		"",
		"## Metrics on the evaluation data",
		"",
		"| metric | value | interval |",
		"|---|--:|---|",
		...metrics.map((row) => `| ${escapeMarkdown(named(row))} | ${row.candidate?.toPrecision(6)} | ${intervalText(row.candidateInterval)} |`),
		"",
		"`release.json` lists every file of this release with its SHA-256; `sha256sum -c SHA256SUMS` checks them.",
		""
	];
	return `---\n${(0, import_dist.stringify)(front)}---\n\n${lines.join("\n")}`;
}
/** As the hub reads them; a name only where the type is not enough. */
function cardMetric({ name: type, target, candidate: value }) {
	return target === void 0 ? {
		type,
		value
	} : {
		type,
		name: metricLabel(type, target),
		value
	};
}
function intervalText(interval) {
	return interval === null ? "" : `${interval[0].toPrecision(4)} … ${interval[1].toPrecision(4)}`;
}

// src/stages/release/write-assets.ts
/** Writes the assets into a folder and returns them as the record lists them, sorted by name. Throws `refused` for a file that changed. */
async function writeAssets(folder, sources) {
	const assets = [];
	for (const source of sources) {
		const target = join(folder, source.name);
		await mkdir(dirname(target), { recursive: true });
		await ("text" in source ? writeFile(target, source.text) : copySource(source.path, target));
		const hash = await hashFile(target);
		if (!("text" in source) && hash.sha256 !== source.sha256) throw changed(source.name, source.path);
		assets.push({
			name: source.name,
			...hash
		});
	}
	return assets.sort((a, b) => a.name < b.name ? -1 : 1);
}
async function copySource(path, target) {
	await copyFile(path, target).catch((cause) => {
		if (cause.code === "ENOENT") throw changed(basename(target), path);
		throw cause;
	});
}
function changed(name, path) {
	return new ModelyardError("refused", `${path} is not the ${name} that was judged: it changed since`, { hint: "Run `modelyard run` again, then release." });
}
/** Writes release.json and SHA256SUMS beside the assets; returns the record's digest. */
async function sealAssets(folder, record) {
	await writeFile(join(folder, "release.json"), recordText(record));
	const own = await hashFile(join(folder, "release.json"));
	const lines = sha256sumLines([...record.assets, {
		name: "release.json",
		sha256: own.sha256
	}]);
	await writeFile(join(folder, "SHA256SUMS"), lines);
	return recordDigest(record);
}

// src/stages/release/build-release.ts
/** Puts all assets but release.json and SHA256SUMS into a folder, and makes the record that lists them. */
async function buildRelease(context, folder, facts) {
	const { judged, version } = facts;
	const tag = releaseTag(context.model.name, version.version);
	const { targets } = context.model.data;
	const card = modelCard({
		tag,
		model: context.model.name,
		targets,
		...judged,
		train: judged.candidate.record
	});
	const sources = [...await assetSources(context, judged), {
		name: "MODEL_CARD.md",
		text: card
	}];
	const assets = await writeAssets(folder, sources);
	const { commit } = judged;
	const tree = await treeOf(context.project.repository, commit);
	const revision = {
		...await readRevision(context),
		commit,
		tree
	};
	return {
		schema: "modelyard/release/1",
		verdict: "pass",
		...recordHeader(context, {
			startedMs: facts.startedMs,
			revision,
			read: [],
			written: []
		}),
		tag,
		version: version.version,
		candidate: judged.digest,
		inputDigest: judged.candidate.record.inputDigest,
		...await acceptedAs(context, judged.digest),
		reevaluated: true,
		previous: facts.previous?.tag.tag ?? null,
		bump: version.bump,
		bumpReason: version.reason,
		serving: serving(context, judged, assets),
		assets
	};
}
/** `accept` says when the candidate was trained again after the merge, and what it takes the place of; what was judged in this checkout is what was reviewed. */
async function acceptedAs({ project, model }, candidate) {
	const path = recordPath(project.directory, model.name, "accept");
	const accepted = await readRecord(path, acceptRecordSchema);
	if (accepted?.candidate !== candidate) return { origin: "reviewed" };
	const { outcome, superseded } = accepted;
	return {
		origin: outcome === "retrained" ? "retrained" : "reviewed",
		...superseded === void 0 ? {} : { superseded }
	};
}
function serving(context, { evaluate, candidate }, assets) {
	const isFolder = assets.some(({ name }) => name.startsWith("model/"));
	return {
		...readingOf(context, evaluate),
		model: isFolder ? "model" : modelAssetName(candidate),
		runnable: evaluate.evidence === "model"
	};
}

// src/stages/release/existing-release.ts
/** Publishes what a killed run claimed: nothing is rebuilt after the claim. Withdrawn ones are left alone. */
async function completeClaims({ model, reporter }, forge) {
	const { releases } = await forge.listReleases();
	for (const tag of releases) {
		if (tag.model !== model.name || tag.published || tag.withdrawn) continue;
		await forge.publish(tag);
		reporter.note(`${tag.tag} was claimed by a run that did not end; it is published now`);
	}
}
/**
* The release of exactly this candidate, served as it was judged, from this commit or the newest of all; null when it is still
* to be made: the same bytes at another threshold are another release.
*/
async function existingRelease(context, forge, { list, judged, version }) {
	const asked = version?.replace(/^v/, "");
	const own = releasesOf(list, context.model.name);
	const ofThisCommit = own.filter(({ commit }) => commit === judged.commit);
	const possible = [
		...ofThisCommit.filter((tag) => tag.version === asked),
		...ofThisCommit.filter((tag) => tag.version !== asked),
		...own.slice(0, 1)
	].filter(({ candidate }) => candidate === judged.digest);
	const reading = readingOf(context, judged.evaluate);
	for (const tag of possible) {
		const stored = await forge.readRelease(tag);
		if (!isServedAlike(stored.record.serving, reading)) continue;
		if (asked === void 0 || tag.version === asked) return stored;
		throw new ModelyardError("refused", `this candidate is released already, as ${tag.tag}`, { hint: "A candidate is released once; deploy that release, or train another one." });
	}
	return null;
}

// src/stages/release/log-experiments.ts
/**
* Adds to the log what accept found of candidates that this release takes the place of. A second run adds nothing twice, and a log that
* cannot be written holds up no release.
*/
async function logExperiments(context, log) {
	const found = (await readAccepted(context))?.experiments ?? [];
	if (found.length === 0) return;
	const model = context.model.name;
	try {
		const { entries } = await log.read();
		const known = new Set(loggedExperiments(entries, model).experiments.map(({ experiment }) => experiment.id));
		for (const body of found.filter(({ experiment }) => !known.has(experiment.id)).reverse()) await log.append({
			kind: "experiment",
			at: context.clock.now().toISOString(),
			model,
			body
		});
	} catch (error) {
		context.reporter.warn(`what was merged and never released is not in the log: ${messageOf(error)}`);
	}
}

// src/stages/release/assert-belong-together.ts
/** Each stage can be run alone: throws `refused` unless the three records speak of one candidate and the same data, and pass. */
function assertBelongTogether(model, { candidate, evaluate, validate }) {
	const again = `Run modelyard run --model ${model}.`;
	if (evaluate.inputDigest !== candidate.record.inputDigest || evaluate.candidate.digest !== (candidate.model?.digest ?? null)) throw new ModelyardError("refused", "the evaluation speaks of another candidate than the newest training", { hint: `Run modelyard evaluate --model ${model}.` });
	const judged = new Set(evaluate.read.map(({ sha256 }) => sha256));
	const unseen = fileNotIn(validate, "train", new Set(candidate.record.inputs.map(({ sha256 }) => sha256))) ?? (evaluate.evidence === "metrics" ? null : fileNotIn(validate, "evaluation", judged));
	if (unseen !== null) throw new ModelyardError("refused", `${unseen} was validated with other content than it was used with`, { hint: again });
	for (const [stage, { verdict }] of Object.entries({
		validate,
		evaluate
	})) {
		if (verdict === "pass") continue;
		throw new ModelyardError("refused", `${model} is not released: the verdict of ${stage} is ${verdict}`, { hint: "Read the report: modelyard report; the reasons: modelyard explain." });
	}
}
function fileNotIn({ datasets }, role, digests) {
	const files = datasets.filter((dataset) => dataset.role === role).flatMap((dataset) => dataset.files);
	if (files.length === 0) return `the ${role} data`;
	return files.find(({ sha256 }) => !digests.has(sha256))?.path ?? null;
}

// src/stages/release/releasable.ts
/** Reads and checks everything that a release rests on. Throws `refused` with what is missing and how to get it. */
async function readReleasable(context) {
	const { project, model } = context;
	const path = (stage) => recordPath(project.directory, model.name, stage);
	const candidate = await currentCandidate(context);
	const validate = await readRecord(path("validate"), validateRecordSchema);
	const evaluate = await readRecord(path("evaluate"), evaluateRecordSchema);
	if (candidate === null || validate === null || evaluate === null) throw new ModelyardError("refused", `${model.name} has no candidate that was validated, trained and evaluated`, { hint: `Run modelyard run --model ${model.name} first.` });
	if (candidate.model === null) throw new ModelyardError("input", "the candidate holds no model, so there is nothing to release", { hint: "Name the file or folder that training writes in train.model." });
	assertBelongTogether(model.name, {
		candidate,
		validate,
		evaluate
	});
	return {
		candidate,
		evaluate,
		validate,
		commit: await assertCommitted(context, candidate),
		digest: candidate.model.digest
	};
}
/** The commit whose tree gives exactly this candidate's inputs. */
async function assertCommitted(context, candidate) {
	const commit = await headCommit(context.project.repository);
	if (commit === null) throw new ModelyardError("refused", "there is no commit to release", { hint: "Commit first." });
	if (((await readAccepted(context))?.inputDigest ?? (await computeInputDigest(context, { commit })).digest) === candidate.record.inputDigest) return commit;
	const dirty = candidate.record.dirty.slice(0, 5).join(", ");
	throw new ModelyardError("refused", `the candidate was not trained from what is committed${dirty === "" ? "" : ` (changed: ${dirty})`}`, { hint: "Commit the inputs, run `modelyard run` again, then release." });
}

// src/stages/release/release.ts
const MOST_ATTEMPTS = 10;
/** Releases the candidate that was judged. Every step may be killed and run again: the second run ends in the same state. */
async function releaseStage(context, ports, options) {
	const startedMs = context.clock.monotonicMs();
	if (!options.dryRun) {
		await removeDeadWork(ports.workFolder);
		await completeClaims(context, ports.releases);
	}
	const released = await releasedBefore(context, ports.releases);
	if (released !== null) return finish(context, released, "unchanged");
	const judged = await readReleasable(context);
	if (!options.dryRun) await logExperiments(context, ports.log);
	for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
		const result = await tryRelease(context, ports, {
			startedMs,
			judged,
			options
		});
		if (result !== null) return result;
	}
	throw new ModelyardError("conflict", `${MOST_ATTEMPTS} times another release came first`, { hint: "Run the command again." });
}
/** The newest release, where accept found that what is checked out is it. */
async function releasedBefore(context, forge) {
	return (await readAccepted(context))?.outcome === "unchanged" ? previousRelease(context, forge) : null;
}
/** One attempt, from what the forge says now; null when the version was taken meanwhile and everything must be looked at again. */
async function tryRelease(context, ports, { startedMs, judged, options }) {
	const list = await ports.releases.listReleases();
	const existing = await existingRelease(context, ports.releases, {
		list,
		judged,
		version: options.version
	});
	if (existing !== null) {
		if (options.dryRun) return unchanged(existing);
		return finish(context, await ports.releases.publish(existing.tag), "unchanged");
	}
	await assertNotOlder(context, judged.commit, list);
	const evaluate = await confirm(ports, judged.evaluate);
	const previous = await previousRelease(context, ports.releases);
	const version = await nextVersion(context, {
		list,
		previous,
		evaluate,
		options
	});
	return draftAndClaim(context, ports, {
		facts: {
			startedMs,
			judged: {
				...judged,
				evaluate
			},
			previous,
			version
		},
		dryRun: options.dryRun
	});
}
/** A newer state may have been released since accept looked; on a laptop whoever checks out an older commit means it. */
async function assertNotOlder(context, commit, list) {
	if (await readAccepted(context) === null) return;
	const [newest = null] = releasesOf(list, context.model.name);
	const problem = await olderStateProblem(context, commit, newest);
	if (problem !== null) throw new ModelyardError("refused", problem);
}
async function confirm(ports, reviewed) {
	const confirmation = confirmEvaluation(reviewed, await ports.reevaluate());
	if (confirmation.kind === "confirmed") return confirmation.evaluate;
	throw new ModelyardError("refused", `the evaluation before the release does not confirm what was judged: ${confirmation.reason}`, { hint: "Run `modelyard run` again and read its report." });
}
async function previousRelease(context, forge) {
	const tag = await newestRelease(context, forge);
	return tag === null ? null : forge.readRelease(tag);
}
function nextVersion({ model }, { list, previous, evaluate, options }) {
	return chooseVersion({
		model: model.name,
		firstVersion: model.release.firstVersion,
		positive: model.data.positive?.text ?? null,
		targets: model.data.targets,
		list,
		previous,
		evaluate,
		bump: options.bump,
		version: options.version
	});
}
/** Draft, claim, publish. null when the version was taken meanwhile. */
async function draftAndClaim(context, { releases, log, workFolder }, { facts, dryRun }) {
	const folder = join(workFolder, `${process.pid}-${randomBytes(6).toString("hex")}`);
	await mkdir(folder, { recursive: true });
	try {
		const record = await buildRelease(context, folder, facts);
		if (dryRun) return {
			record,
			folder: null,
			outcome: "planned"
		};
		const draft = {
			record,
			recordDigest: await sealAssets(folder, record),
			folder
		};
		await releases.saveDraft(draft);
		const claimed = await releases.claimTag(draft, (await log.read()).head);
		return claimed === null ? null : finish(context, await releases.publish(claimed), "released");
	} finally {
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
function unchanged({ record, folder }) {
	return {
		record,
		folder,
		outcome: "unchanged"
	};
}
async function finish(context, { record, folder }, outcome) {
	const path = recordPath(context.project.directory, context.model.name, "release");
	await writeRecord(path, releaseRecordSchema, record);
	return {
		record,
		folder,
		outcome
	};
}

// src/cli/commands/release.ts
const BUMPS = [
	"major",
	"minor",
	"patch"
];
const command = (context) => {
	const bump = context.line.text("bump");
	if (bump !== null && !BUMPS.includes(bump)) throw new ModelyardError("usage", `--bump ${bump}: expected major, minor or patch`);
	return forEachModel(context, async (model) => {
		const stage = context.stageContext(model);
		const forge = await context.services.forge(stage.project.repository);
		const again = async () => evaluateAgain(stage, {
			...await evaluatePorts(context, stage),
			...withoutCommands(stage)
		});
		const ports = {
			...forge,
			reevaluate: await acceptedEvaluation(stage) ?? again
		};
		const options = {
			bump,
			version: context.line.text("version"),
			dryRun: context.line.flag("dry-run")
		};
		const result = await releaseStage(stage, ports, options);
		stage.reporter.step({
			model: model.name,
			stage: "release",
			detail: detailOf(result),
			durationMs: result.record.durationMs
		});
		return {
			json: result.record,
			text: result.folder === null ? "" : `${result.record.tag}\n`,
			exitCode: 0
		};
	});
};
/** A job that releases can write: there no program of the repository is run. */
function withoutCommands({ environment }) {
	return environment.GITHUB_ACTIONS === "true" ? { openOutput: null } : {};
}
function detailOf({ record, outcome, folder }) {
	const why = record.bump === "first" ? record.bumpReason : `${record.bump}: ${record.bumpReason}`;
	const what = `${record.tag} (${why})`;
	if (outcome === "unchanged") return `nothing to release: ${record.tag} is this candidate`;
	return outcome === "planned" ? `would release ${what}, ${record.assets.length} assets` : `${what} · ${shownPath(folder ?? "")}`;
}

export { command };