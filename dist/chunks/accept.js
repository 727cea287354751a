import { n as ModelyardError, r as messageOf } from "./errors.js";
import { n as olderStateProblem, r as acceptRecordSchema, t as confirmEvaluation } from "./agreement.js";
import { t as recordHeader } from "./header.js";
import { a as recordPath, r as readRecord, s as writeRecord, t as modelFolder } from "./store.js";
import { x as fetchData } from "./reference-tables.js";
import { t as newestRelease } from "./baseline-release.js";
import { t as readRevision } from "./revision.js";
import { n as committedFiles, r as committedInputs, t as computeInputDigest } from "./input-digest.js";
import { f as gitEntries, l as resolveCommit, o as isShallow, p as gitText, t as firstParents } from "./repository.js";
import { r as repositoryPath } from "./paths.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { t as trainRecordSchema } from "./train.js";
import { h as experimentOf } from "./read-params.js";
import { n as unpackFiles } from "./tar-archive.js";
import { r as openCandidate } from "./candidate-store.js";
import { a as validateStep, i as trainStep, n as evaluateStep, s as evaluateAgain, t as evaluatePorts } from "./stage-steps.js";
import { t as forgetJudgement } from "./forget-judgement.js";
import { n as verdictCode, t as forEachModel } from "./for-each-model.js";
import { cp, mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { tmpdir } from "node:os";

// src/adapters/git/first-parent-changes.ts
/**
* Commits of a branch, newest first, with the files that each changed. `since` and what is older is left out; a commit that
* this clone lacks leaves nothing out.
*/
async function firstParentChanges(cwd, head, since) {
	const until = since === null ? null : await resolveCommit(cwd, since);
	const range = [head, ...until === null ? [] : [`^${until}`]];
	const tokens = await gitEntries(cwd, [
		"-c",
		"log.showRoot=true",
		"log",
		...[
			"--first-parent",
			"-m",
			"--no-renames",
			"--raw",
			"-z",
			"--format=%H"
		],
		...range,
		"--"
	]);
	const changes = [];
	for (let index = 0; index < tokens.length; index++) {
		const token = (tokens[index] ?? "").trimStart();
		if (token.startsWith(":")) changes.at(-1)?.paths.push(tokens[++index] ?? "");
		else changes.push({
			commit: token,
			paths: []
		});
	}
	return changes;
}
/** The oldest commit of a branch that touched a file; null where none did. */
async function firstCommitOf(cwd, head, path) {
	const args = [
		"rev-list",
		"--first-parent",
		head,
		"--",
		`:(top,literal)${path}`
	];
	return (await gitText(cwd, args)).split("\n").at(-1) || null;
}

// src/stages/accept/approved-state.ts
/** Each costs a handful of requests. */
const MOST_ASKED = 50;
/**
* Whether what is checked out may be trained again under `approval: review`: of every file that decides what is trained and
* how it is judged, the last commit that changed it since the release came by a pull request that somebody else approved.
* Before the first release that goes back to the commit which brought modelyard.yml; it stands for everything before it.
* Throws `unreadable` in a shallow clone, whose oldest commit seems to have brought every file.
*/
async function approvedState(context, reviewed, { commit, since }) {
	const { repository } = context.project;
	if (await isShallow(repository)) throw unseen();
	const start = since ?? await beforeConfig(context, commit);
	const changes = await firstParentChanges(repository, commit, start);
	const deciding = await decidingFiles(context, {
		commit,
		others: [...since === null ? [] : [since], ...changes.map((each) => each.commit)]
	});
	const line = [];
	const settled = /* @__PURE__ */ new Set();
	let newest = {
		kind: "approved",
		by: null,
		pull: null
	};
	let asked = 0;
	for (const { commit: each, paths } of changes) {
		line.push(each);
		const open = paths.filter((path) => deciding(path) && !settled.has(path));
		if (open.length === 0) continue;
		if (++asked > MOST_ASKED) return {
			kind: "refused",
			reason: TOO_MANY,
			pull: null
		};
		const approval = await reviewed.approvalOf(line);
		if (approval.kind === "none") return {
			kind: "refused",
			reason: unapprovedText(open, approval.reason),
			pull: approval.pull
		};
		if (newest.by === null) newest = approval;
		for (const path of open) settled.add(path);
	}
	return newest;
}
function unseen() {
	return new ModelyardError("unreadable", "release.approval is review, and this clone is shallow: who approved the commits that it lacks is not proven", { hint: "Fetch everything: with actions/checkout set fetch-depth: 0." });
}
const TOO_MANY = `release.approval is review, and more than ${MOST_ASKED} commits since the last release would have to be looked up: take the candidate of an approved pull request that is up to date with the branch`;
function unapprovedText([first = "", ...others], reason) {
	return `release.approval is review, and nobody else approved the last change of ${first}${others.length === 0 ? "" : ` and ${others.length} more`}: ${reason}. A pull request whose last commit somebody else with write access approves, and that changes these files, brings them in`;
}
async function beforeConfig({ project }, commit) {
	const { repository, file } = project;
	const first = await firstCommitOf(repository, commit, repositoryPath(project, file));
	return first === null ? null : resolveCommit(repository, `${first}^`);
}
/** Inputs of the training in any of the states, deleted ones too, the rules, the contract and the workflows that run both. */
async function decidingFiles(context, { commit, others }) {
	const { project, model } = context;
	const rules = [project.file, model.data.contract?.absolute ?? project.file];
	const names = new Set(rules.map((path) => repositoryPath(project, path)));
	for (const { path } of await committedFiles(context, commit)) names.add(path);
	for (const other of new Set(others)) for (const { path } of await readableFiles(context, other)) names.add(path);
	return (path) => names.has(path) || path.startsWith(".github/");
}
/** An older commit may know nothing of the model, or not be in this clone. */
async function readableFiles(context, commit) {
	try {
		return await committedFiles(context, commit);
	} catch (error) {
		if (error instanceof ModelyardError && error.code !== "internal") return [];
		throw error;
	}
}

// src/domain/lineage/split-history.ts
/**
* What happened to a model's inputs since its last release. `commits`: newest first, the newest is the state to be released;
* `released`: the inputs of the release, null where there is none, and then nothing is superseded.
*/
function splitHistory(commits, released) {
	const [newest] = commits;
	if (newest === void 0) return {
		current: [],
		superseded: []
	};
	const change = commits.findIndex(({ inputs }) => inputs === null || inputs !== newest.inputs);
	const end = change === -1 ? commits.length : Math.max(change, 1);
	const current = commits.slice(0, end).map(({ commit }) => commit);
	if (released === null) return {
		current,
		superseded: []
	};
	const older = commits.slice(end);
	return {
		current,
		superseded: older.filter(({ inputs }, index) => {
			const before = older[index + 1]?.inputs ?? released;
			return inputs !== null && inputs !== before && inputs !== released && inputs !== newest.inputs;
		}).map(({ commit }) => commit)
	};
}

// src/stages/accept/input-history.ts
/** So many commits are looked at: a push of more merges than this has the newest of them. */
const MOST_COMMITS = 30;
/** How the inputs of a model came to be what they are at a commit, since the commit of its last release (null: there is none). */
async function inputHistory(context, { commit, since }) {
	const { repository } = context.project;
	const commits = [];
	for (const each of await firstParents(repository, commit, {
		since,
		most: MOST_COMMITS
	})) commits.push({
		commit: each,
		inputs: await readableInputs(context, each)
	});
	if (commits.length === 0) return {
		current: [commit],
		superseded: []
	};
	return splitHistory(commits, since === null ? null : await readableInputs(context, since));
}
/** An older commit may know nothing of the model, or not be in this clone. */
async function readableInputs(context, commit) {
	try {
		return await committedInputs(context, commit);
	} catch (error) {
		if (error instanceof ModelyardError && error.code !== "internal") return null;
		throw error;
	}
}

// src/stages/accept/is-released.ts
/** What was trained from these inputs is released, and decides as the config says. */
async function isReleased({ model }, { record, folder }, { inputDigest }) {
	if (record.inputDigest !== inputDigest) return false;
	const { threshold } = record.serving;
	if (threshold === null) return true;
	const { choose } = model.evaluate;
	if (choose === void 0) return threshold === model.evaluate.threshold;
	return (await readRecord(join(folder, "evaluate.json"), evaluateRecordSchema))?.thresholdChoice?.metric === choose;
}

// src/stages/accept/open-archive.ts
/** Records are small; of the candidate as much as a release asset may hold, for each of a few files. */
const LIMITS = {
	mostBytes: 16 * 2 ** 30,
	mostEntries: 1e5
};
/**
* Unpacks the archive of a check into an empty folder and opens this model's candidate in it. Throws `input` when it holds
* no judged candidate of the model, and `unreadable` when the bytes are not those of its record.
*/
async function openArchive(context, archive, work) {
	const folder = modelFolder(work, context.model.name);
	await unpackFiles(archive, dirname(folder), LIMITS);
	const train = await readRecord(join(folder, "train.json"), trainRecordSchema);
	const evaluate = await readRecord(join(folder, "evaluate.json"), evaluateRecordSchema);
	const scratch = {
		...context,
		project: {
			...context.project,
			directory: work
		}
	};
	const candidate = train === null ? null : await openCandidate(scratch, train.inputDigest);
	if (candidate === null || evaluate === null) throw new ModelyardError("input", `${archive} holds no candidate of ${context.model.name} that was evaluated`);
	const digest = candidate.model?.digest ?? null;
	if (evaluate.candidate.digest !== digest || evaluate.inputDigest !== candidate.record.inputDigest) throw new ModelyardError("input", `${archive}: its evaluation speaks of another candidate than it holds`);
	return {
		archive,
		folder,
		inputDigest: candidate.record.inputDigest,
		candidate: digest,
		evaluate
	};
}
/** Puts an opened archive in the place of this checkout's own records of the model. */
async function adoptArchive(context, { folder }) {
	const own = modelFolder(context.project.directory, context.model.name);
	await rm(own, {
		recursive: true,
		force: true
	});
	await mkdir(own, { recursive: true });
	for (const name of await readdir(folder)) await cp(join(folder, name), join(own, name), { recursive: true });
}

// src/stages/accept/superseded-experiments.ts
/** Each costs a handful of requests, and the download of its archive. */
const MOST_LOOKED_FOR = 10;
const MOST_BYTES = 256 * 1024 ** 2;
/** The whole log is read by whoever asks it anything, and a check of a pull request writes what it likes. */
const MOST_ENTRY_BYTES = 524288;
/**
* What was judged of changes that were merged and never released, as the log will keep it. Nothing rests on it: one that cannot be had (a
* direct push, an archive that expired or is large) is left out.
*/
async function supersededExperiments(context, reviewed, commits) {
	const found = /* @__PURE__ */ new Map();
	for (const merged of commits.slice(0, MOST_LOOKED_FOR)) {
		const experiment = await experimentOfMerge(context, reviewed, merged).catch((error) => {
			if (error instanceof ModelyardError && error.code === "interrupted") throw error;
			context.reporter.note(`what was judged of ${merged.slice(0, 7)} is not known: ${messageOf(error)}`);
			return null;
		});
		if (experiment !== null && !found.has(experiment.id)) found.set(experiment.id, {
			merged,
			experiment
		});
	}
	return [...found.values()];
}
async function experimentOfMerge(context, reviewed, commit) {
	const request = {
		model: context.model.name,
		commit,
		approval: "merge",
		mostBytes: MOST_BYTES
	};
	const found = await reviewed.find(request);
	if (found.kind !== "found" || found.pull === null) return null;
	const [newest] = found.archives;
	if (newest === void 0) return null;
	const work = await mkdtemp(join(tmpdir(), "modelyard-superseded-"));
	try {
		const { folder, evaluate } = await openArchive(context, newest, work);
		const train = await readRecord(join(folder, "train.json"), trainRecordSchema);
		if (train === null) return null;
		const experiment = {
			...experimentOf(context, {
				train,
				evaluate,
				rows: null,
				rowsReason: "it is known by the log alone"
			}),
			pullRequest: found.pull
		};
		const bytes = Buffer.byteLength(JSON.stringify(experiment));
		if (bytes <= MOST_ENTRY_BYTES) return experiment;
		throw new ModelyardError("input", `its records hold ${bytes} bytes; the log takes ${MOST_ENTRY_BYTES}`);
	} finally {
		await rm(work, {
			recursive: true,
			force: true
		});
	}
}

// src/stages/accept/take-reviewed.ts
/** Takes the candidate of an archive where it is what is checked out, and judges it again; a mismatch where it is something else. */
async function takeReviewed(context, ports, { found, merged }) {
	const work = await mkdtemp(join(tmpdir(), "modelyard-accept-"));
	try {
		const opened = [];
		for (const [index, archive] of found.archives.entries()) opened.push(await openArchive(context, archive, join(work, String(index))));
		const [newest] = opened;
		const problem = archiveProblem(opened, merged);
		if (problem !== null || newest === void 0) return {
			mismatch: problem ?? "there is no archive",
			pull: found.pull
		};
		await adoptArchive(context, newest);
		return await judgedAgain(context, ports, {
			found,
			reviewed: newest
		});
	} finally {
		await rm(work, {
			recursive: true,
			force: true
		});
	}
}
function archiveProblem(opened, { inputDigest }) {
	const [newest] = opened;
	if (newest === void 0) return null;
	if (new Set(opened.map(({ candidate }) => candidate)).size > 1) return "the attempts of its check trained different bytes, and no review says which of them was meant";
	if (newest.inputDigest !== inputDigest) return "what was merged is not what the candidate was trained from: the branch was not up to date, or was changed by the merge";
	return null;
}
async function judgedAgain(context, { reevaluate }, { found, reviewed }) {
	const { approvedBy, pull } = found;
	const { candidate } = reviewed;
	const confirmation = confirmEvaluation(reviewed.evaluate, await reevaluate());
	if (confirmation.kind === "refuted") return {
		verdict: "fail",
		outcome: "refused",
		candidate,
		mismatch: null,
		approvedBy,
		reason: `judged again on this branch it does not pass: ${confirmation.reason}`,
		pull
	};
	const path = recordPath(context.project.directory, context.model.name, "evaluate");
	await writeRecord(path, evaluateRecordSchema, confirmation.evaluate);
	const by = approvedBy === null ? "" : `, approved by ${approvedBy}`;
	return {
		verdict: "pass",
		outcome: "accepted",
		candidate,
		mismatch: null,
		approvedBy,
		reason: `the reviewed bytes${pull === null ? "" : ` of pull request ${pull}`}${by}, judged again`,
		pull
	};
}

// src/stages/accept/accept.ts
/**
* On merge: finds the reviewed candidate of what is checked out, proves that it is that and still passes, and leaves it where
* a release takes it from. Where it does not fit, the config says whether to train again or to refuse; nothing is guessed.
*/
async function acceptStage(context, ports, options = { retrain: false }) {
	const startedMs = context.clock.monotonicMs();
	const revision = await readRevision(context);
	const { commit } = revision;
	if (commit === null) throw new ModelyardError("refused", "there is no commit whose candidate could be accepted");
	await fetchData(context);
	const inputs = await computeInputDigest(context, { commit });
	const { pull, superseded, experiments, ...findings } = await decide(context, ports, {
		merged: {
			commit,
			inputDigest: inputs.digest
		},
		options
	});
	const record = {
		schema: "modelyard/accept/1",
		...findings,
		...recordHeader(context, {
			startedMs,
			revision: {
				...revision,
				pullRequest: pull ?? revision.pullRequest
			},
			read: [],
			written: []
		}),
		inputDigest: inputs.digest,
		...superseded.length === 0 ? {} : { superseded },
		...experiments.length === 0 ? {} : { experiments }
	};
	const path = recordPath(context.project.directory, context.model.name, "accept");
	await writeRecord(path, acceptRecordSchema, record);
	return record;
}
const NOTHING_SUPERSEDED = {
	superseded: [],
	experiments: []
};
/** Level-triggered: what counts is whether the state of the branch is released, not what this push changed. */
async function decide(context, ports, { merged, options }) {
	const tag = await newestRelease(context, ports.releases);
	const released = tag === null ? null : await ports.releases.readRelease(tag);
	if (released !== null && !options.retrain && await isReleased(context, released, merged)) return {
		...unchanged(released.tag, `nothing to release: ${released.tag.tag} was trained from these very inputs`),
		...NOTHING_SUPERSEDED
	};
	const older = await olderStateProblem(context, merged.commit, tag);
	if (older !== null) return {
		...refusal(older, null),
		...NOTHING_SUPERSEDED
	};
	const history = await inputHistory(context, {
		commit: merged.commit,
		since: tag?.commit ?? null
	});
	const findings = await candidateOf(context, ports, {
		merged,
		options,
		history,
		released
	});
	if (!(findings.outcome === "accepted" || findings.outcome === "retrained") || history.superseded.length === 0) return {
		...findings,
		...NOTHING_SUPERSEDED
	};
	const superseded = await namePulls(ports, history.superseded);
	const experiments = await supersededExperiments(context, ports.reviewed, history.superseded);
	return {
		...findings,
		reason: `${findings.reason}${supersededText(superseded)}`,
		superseded,
		experiments
	};
}
function unchanged({ candidate }, reason) {
	return {
		verdict: "pass",
		outcome: "unchanged",
		candidate,
		mismatch: null,
		approvedBy: null,
		reason,
		pull: null
	};
}
async function candidateOf(context, ports, { merged, options, history, released }) {
	const { release } = context.model;
	const again = (why) => retrainedIfApproved(context, ports, {
		merged,
		released,
		why
	});
	if (options.retrain) return again({
		...NOTHING_FOUND,
		why: "that was asked for"
	});
	if (release.from === "retrain") return again({
		...NOTHING_FOUND,
		why: "release.from is retrain"
	});
	const found = await findReviewed(context, ports, {
		merged,
		history
	});
	if ("verdict" in found) return found;
	const { mismatch, pull, foreign } = found;
	if (foreign !== void 0 || release.onMismatch === "retrain") return again({
		mismatch,
		pull,
		approvedBy: foreign?.by ?? null,
		why: mismatch
	});
	return refusal(mismatch, pull);
}
/** Under `approval: review` nothing is trained from what somebody merged or pushed alone, whatever else the config allows. */
async function retrainedIfApproved(context, ports, { merged, released, why }) {
	const retraining = {
		ports,
		merged,
		released
	};
	if (context.model.release.approval !== "review") return retrained(retraining, why);
	const since = released?.tag.commit ?? null;
	const approved = await approvedState(context, ports.reviewed, {
		commit: merged.commit,
		since
	});
	if (approved.kind === "refused") return refusal(approved.reason, approved.pull);
	const { by, pull } = approved;
	return retrained(retraining, {
		...why,
		approvedBy: why.approvedBy ?? by,
		pull: why.pull ?? pull
	});
}
function refusal(mismatch, pull) {
	return {
		verdict: "fail",
		outcome: "refused",
		candidate: null,
		approvedBy: null,
		mismatch,
		reason: mismatch,
		pull
	};
}
/** Each costs a handful of requests; in a repository that is new to Modelyard, no commit ever brought the inputs. */
const MOST_TRIED = 10;
/**
* The newest commit's candidate, or that of an older one which left the inputs as they are: its run may have been killed, or
* what came after it concerned something else. The mismatch is the newest commit's, unless the commit that brought the
* inputs is a fork's: then there never was anything to take, and `on_mismatch` has nothing to decide.
*/
async function findReviewed(context, ports, { merged, history }) {
	const { approval } = context.model.release;
	const mismatches = [];
	for (const commit of history.current.slice(0, MOST_TRIED)) {
		const found = await ports.reviewed.find({
			model: context.model.name,
			commit,
			approval
		});
		const taken = found.kind === "found" && isApproved(found, approval) ? await takeReviewed(context, ports, {
			found,
			merged
		}) : mismatchOf(found);
		if ("verdict" in taken) return taken;
		mismatches.push(taken);
	}
	const origin = mismatches.at(-1);
	if (origin?.foreign !== void 0) return origin;
	return mismatches.find(({ foreign }) => foreign === void 0) ?? {
		mismatch: "there is no commit whose candidate could be looked for",
		pull: null
	};
}
/** Archives that were named by hand come without anybody's word for them. */
function isApproved({ approvedBy }, approval) {
	return approval === "merge" || approvedBy !== null;
}
function mismatchOf(found) {
	if (found.kind === "found") return {
		mismatch: "release.approval is review, and nobody is known who approved the candidate",
		pull: found.pull
	};
	if (found.kind === "none") return {
		mismatch: found.reason,
		pull: null
	};
	return {
		mismatch: found.reason,
		pull: found.pull,
		foreign: { by: found.approvedBy }
	};
}
const NOTHING_FOUND = {
	mismatch: null,
	pull: null,
	approvedBy: null
};
async function retrained({ ports, merged, released }, { mismatch, pull, approvedBy, why }) {
	const { verdict, candidate, inputDigest } = await ports.retrain();
	const again = `trained again, because ${why}`;
	const base = {
		mismatch,
		approvedBy,
		pull
	};
	if (inputDigest !== null && inputDigest !== merged.inputDigest) return {
		...base,
		verdict: "fail",
		outcome: "refused",
		candidate: null,
		reason: `${again}: ${NOT_COMMITTED}`
	};
	if (released !== null && candidate === released.tag.candidate) return unchanged(released.tag, `nothing to release: ${again}, it is ${released.tag.tag} byte by byte`);
	return {
		...base,
		verdict,
		outcome: "retrained",
		candidate,
		reason: again
	};
}
const NOT_COMMITTED = "inputs that git tracks were changed in this checkout, so no commit says what was trained. Commit them first, or keep data that change in files that git does not track";
async function namePulls({ reviewed }, commits) {
	const named = [];
	for (const commit of commits) named.push({
		commit,
		pullRequest: await reviewed.pullOf(commit)
	});
	return named;
}
function supersededText(superseded) {
	return `; in place of ${superseded.map(({ commit, pullRequest }) => pullRequest === null ? commit.slice(0, 7) : `#${pullRequest}`).join(", ")}, merged since and never released`;
}

// src/cli/reviewed-candidates.ts
/** Archives that are named on the command line, as another CI system keeps them; else those of GitHub's runs. */
async function reviewedCandidates(context) {
	const { line, services, project } = context;
	const client = line.list("archive").length > 0 ? null : await services.github(project.repository);
	if (client === null) return namedArchives(line);
	const { createGithubReviewed } = await import("./github-reviewed.js");
	return createGithubReviewed(client, workflowOf(line, process.env));
}
/** The workflow whose runs judge pull requests: the one that is named, else the one that runs now. */
function workflowOf(line, environment) {
	const named = line.text("workflow");
	if (named !== null) return named.includes("/") ? named : `.github/workflows/${named}`;
	const [, path] = /^[^/]+\/[^/]+\/(.+)@/.exec(environment.GITHUB_WORKFLOW_REF ?? "") ?? [];
	if (path !== void 0) return path;
	throw new ModelyardError("usage", "accept does not know which workflow judges pull requests", { hint: "Name its file with --workflow; inside GitHub Actions it is the one that runs." });
}
async function namedArchives(line) {
	const named = line.list("archive").map((path) => resolve(path));
	for (const path of named) if ((await stat(path).catch(() => null))?.isFile() !== true) throw new ModelyardError("input", `--archive ${path}: there is no such file`);
	return {
		find: async () => named.length === 0 ? {
			kind: "none",
			reason: "no archive of a reviewed candidate was named"
		} : {
			kind: "found",
			archives: named,
			pull: null,
			approvedBy: null
		},
		pullOf: async () => null,
		approvalOf: async () => ({
			kind: "none",
			reason: "only GitHub can say who approved a change, and it was not asked",
			pull: null
		})
	};
}

// src/cli/commands/accept.ts
const command = (context) => forEachModel(context, async (model) => {
	const stage = context.stageContext(model);
	const { releases } = await context.services.forge(stage.project.repository);
	const ports = {
		releases,
		reviewed: await reviewedCandidates(context),
		reevaluate: async () => evaluateAgain(stage, await evaluatePorts(context, stage)),
		retrain: () => retrain(context, model)
	};
	const record = await acceptStage(stage, ports, { retrain: context.line.flag("retrain") });
	const { outcome: stageOutcome, durationMs } = record;
	stage.reporter.step({
		model: model.name,
		stage: stageOutcome,
		detail: detailOf(record),
		durationMs
	});
	return {
		json: record,
		text: "",
		exitCode: verdictCode(record.verdict)
	};
});
function detailOf({ candidate, reason }) {
	return candidate === null ? reason : `candidate ${candidate.slice(7, 15)} · ${reason}`;
}
async function retrain(context, model) {
	const stage = context.stageContext(model);
	await forgetJudgement(stage);
	const validate = await validateStep(context, stage);
	if (validate.verdict !== "pass") return {
		verdict: validate.verdict,
		candidate: null,
		inputDigest: null
	};
	const train = await trainStep(context, stage, { force: context.line.flag("retrain") });
	const { candidate, inputDigest } = train;
	if (train.verdict !== "pass") return {
		verdict: train.verdict,
		candidate: null,
		inputDigest
	};
	const { verdict } = await evaluateStep(context, stage);
	return {
		verdict,
		candidate,
		inputDigest
	};
}

export { command };