import { n as ModelyardError, r as messageOf } from "./errors.js";
import { r as gitIdentity } from "./repository.js";
import { a as parseTag, i as compareVersions, o as parseVersion } from "./model-digest.js";
import { a as recordPath, r as readRecord, s as writeRecord } from "./store.js";
import { t as recordHeader } from "./header.js";
import { B as findOnnxGraph, i as releasesOf, n as readVerified } from "./baseline-release.js";
import { t as readRevision } from "./revision.js";
import { a as goldenSchema, r as smokeTest } from "./golden.js";
import { n as verdictCode } from "./for-each-model.js";
import { a as whileUnderWay, n as deploymentsOf, o as deployRecordSchema, r as desired, s as processStart, t as assertNobodyDeploys } from "./deployment-log.js";
import { t as readEvent } from "./read-event.js";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

// src/stages/deploy/announce.ts
/** Claims the environment: appends the intent, unless somebody else is at it. What dead processes announced is closed, and said. */
async function announce(context, log, { guard, ...facts }) {
	const model = context.model.name;
	const intent = {
		...facts,
		host: hostname(),
		pid: process.pid,
		started: processStart(process.pid)
	};
	const look = (entries) => deploymentsOf(entries, model, facts.environment);
	const before = look((await log.read()).entries);
	assertNobodyDeploys(before, context.clock.now());
	guard(before);
	await closeDead(context, log, before);
	const at = context.clock.now().toISOString();
	let live = null;
	const head = await log.append({
		kind: "intent",
		at,
		model,
		body: intent
	}, (entries) => {
		const now = look(entries);
		assertNobodyDeploys(now, context.clock.now());
		guard(now);
		live = desired(now);
	});
	return {
		intent,
		live,
		tookOver: before.open.length > 0,
		head
	};
}
async function closeDead(context, log, { open }) {
	for (const { id, release, environment, by } of open) {
		context.reporter.warn(`${by} began to deploy ${release} to ${environment} and did not end; starting over`);
		await abandon(context, log, id);
	}
}
/** Closes an intent that brought nothing. */
async function abandon(context, log, intent) {
	const at = context.clock.now().toISOString();
	await log.append({
		kind: "abandoned",
		at,
		model: context.model.name,
		body: { intent }
	});
}
/** Appends a result. Throws `conflict` when somebody took the claim for dead and closed it: what is live is theirs to say. */
async function appendResult(context, log, { intent, record }) {
	const model = context.model.name;
	await log.append({
		kind: "result",
		at: record.at,
		model,
		body: {
			intent: intent.id,
			record
		}
	}, (entries) => {
		if (!entries.some(({ kind, body }) => kind === "abandoned" && body?.intent === intent.id)) return;
		throw new ModelyardError("conflict", `somebody else took over ${intent.environment} while ${intent.release} was being deployed`, { hint: "Look at modelyard status, then deploy again." });
	});
}

// src/stages/deploy/release-files.ts
/** The files of a release that are served: the model alone, under its own names. */
function modelFiles({ record, folder }) {
	const { model } = record.serving;
	const prefix = `${model}/`;
	const own = record.assets.filter(({ name }) => name === model || name.startsWith(prefix));
	return {
		digest: record.candidate,
		files: own.map(({ name, sha256 }) => ({
			name: name === model ? name : name.slice(prefix.length),
			path: join(folder, name),
			sha256
		}))
	};
}

// src/stages/deploy/put-live.ts
/** Stage, switch, read back, smoke. Never throws: what went wrong is part of the outcome. */
async function putLive(context, { target, smoke, release }) {
	const model = context.model.name;
	const digest = release.record.candidate;
	let switched = false;
	try {
		await target.stage(model, modelFiles(release));
		switched = true;
		await target.activate(model, digest);
		const observed = await target.observe(model);
		if (observed?.digest !== digest) return failed(`the target serves ${observed?.digest ?? "nothing"} after the switch to ${digest}`, {
			live: observed?.digest ?? null,
			switched,
			error: null
		});
		const tested = await smokeOf(context, {
			smoke,
			release,
			served: observed.path
		});
		const problem = tested.smoke === "fail" ? tested.smokeReason : null;
		return {
			live: digest,
			...tested,
			problem,
			switched,
			error: null
		};
	} catch (error) {
		const observed = await target.observe(model).catch(() => null);
		return failed(messageOf(error), {
			live: observed?.digest ?? null,
			switched,
			error
		});
	}
}
function failed(problem, rest) {
	return {
		...rest,
		problem,
		smoke: "not-run",
		smokeReason: problem
	};
}
async function smokeOf({ signal }, { smoke, release, served }) {
	const notRun = (smokeReason) => ({
		smoke: "not-run",
		smokeReason
	});
	if (!release.record.serving.runnable) return notRun("the model cannot be run here: it is not ONNX");
	if (signal.aborted) return notRun("interrupted");
	if (served === null) return notRun("the target names what it serves and does not let it be read");
	const golden = await readRecord(join(release.folder, "golden.json"), goldenSchema);
	if (golden === null) return notRun("the release holds no golden rows");
	try {
		const graph = await findOnnxGraph(served);
		if (graph === null) return {
			smoke: "fail",
			smokeReason: "what is served holds no ONNX file"
		};
		const { verdict, reason } = await smoke(graph, golden);
		return {
			smoke: verdict,
			smokeReason: reason
		};
	} catch (error) {
		if (error instanceof ModelyardError && error.code === "interrupted") throw error;
		return {
			smoke: "fail",
			smokeReason: `the deployed model cannot be run: ${messageOf(error)}`
		};
	}
}

// src/stages/deploy/go-back.ts
/**
* Puts back what was live before a failed deployment, and says so. null when there was nothing to put back: the first
* deployment is taken down; a release that replaced itself stays, as nothing else is known to be better.
*/
async function goBack(context, ports, { live, failed }) {
	const { environment, release, reason } = failed;
	const say = (what) => context.reporter.warn(`${environment}: ${release} failed: ${reason}; ${what}`);
	if (live === null) {
		const problem = await takeDown(context, ports.target);
		say(problem === null ? "nothing was live before, so nothing is served now" : `it COULD NOT BE TAKEN DOWN: ${problem}`);
		return null;
	}
	if (live.release === release) {
		say("it was live already and stays");
		return null;
	}
	const outcome = await putBack(context, ports, live);
	say(outcome.problem === null ? `${live.release} is live again` : `${live.release} COULD NOT BE PUT BACK: ${outcome.problem}`);
	return outcome;
}
async function takeDown(context, target) {
	return target.activate(context.model.name, null).then(() => null, (error) => messageOf(error));
}
async function putBack(context, ports, live) {
	const { releases } = await ports.releases.listReleases();
	const tag = releases.find((each) => each.tag === live.release);
	const release = tag === void 0 ? null : await readVerified(ports.releases, tag).catch(() => null);
	if (release !== null) return putLive(context, {
		...ports,
		release
	});
	return switchBack(context, ports, live);
}
/** The release cannot be read any more; the target may still hold its bytes. */
async function switchBack(context, { target }, live) {
	const base = {
		smoke: "not-run",
		smokeReason: "the release cannot be read any more, so there are no golden rows",
		switched: true
	};
	try {
		await target.activate(context.model.name, live.digest);
		const observed = await target.observe(context.model.name);
		const problem = observed?.digest === live.digest ? null : `the target serves ${observed?.digest ?? "nothing"}`;
		return {
			...base,
			live: observed?.digest ?? null,
			problem,
			error: null
		};
	} catch (error) {
		return {
			...base,
			live: null,
			problem: messageOf(error),
			error
		};
	}
}

// src/stages/deploy/board-changes.ts
/**
* What has to be told so that the board shows what the log says: in progress, success for what should be live, inactive
* for what was, failure, error for what was abandoned. What is not in the log is left alone.
*
* The order matters when a run is killed in the middle: the newest first, then from the oldest on, so that whatever was
* not told yet is newer than the newest inactive one, and is found by the next run.
*/
function boardChanges({ ends, active }, shown) {
	const byAge = [...shown].sort((a, b) => a.id - b.id);
	const firstOf = new Map(byAge.map(({ id, intent }) => [intent, id]).reverse());
	const changes = byAge.flatMap(({ id, intent, state }) => {
		const end = ends.get(intent);
		if (end === void 0) return [];
		const wanted = firstOf.get(intent) === id ? wantedOf(end, intent === active) : DUPLICATE;
		return state === wanted.state || isOver(state) && isOver(wanted.state) ? [] : [{
			id,
			...wanted
		}];
	});
	const newest = byAge.at(-1)?.id;
	return [...changes.filter(({ id }) => id === newest), ...changes.filter(({ id }) => id !== newest)];
}
/** Not inactive, where the next run would stop looking. */
const DUPLICATE = {
	state: "error",
	description: "the same deployment, shown twice"
};
function wantedOf(end, isActive) {
	if (end === null) return {
		state: "error",
		description: "interrupted; a later run started over"
	};
	const { release, reason, verdict, smoke } = end;
	if (verdict !== "pass") return {
		state: "failure",
		description: `${release}: ${reason}`
	};
	if (isActive) return {
		state: "success",
		description: `${release} is live, smoke ${smoke}`
	};
	return {
		state: "inactive",
		description: `${release} was replaced`
	};
}
function isOver(state) {
	return state === "inactive" || state === "failure" || state === "error";
}

// src/stages/deploy/show-deployment.ts
/**
* Shows a deployment that was announced, before traffic moves. Where it cannot be shown nothing is deployed: the intent is
* closed and the error, which names the missing permission, thrown. null without a board.
*/
async function showBegin(context, { log, board }, { announced, release }) {
	if (board === null) return null;
	const { intent, tookOver, head } = announced;
	const { environment, digest, id } = intent;
	const model = context.model.name;
	try {
		if (tookOver) await settle(context, {
			log,
			board
		}, {
			environment,
			own: null
		});
		const names = {
			model,
			environment,
			release: intent.release,
			digest
		};
		return await board.begin({
			...names,
			commit: release.tag.commit,
			intent: id,
			logHead: head
		});
	} catch (error) {
		await abandon(context, log, id).catch(() => void 0);
		throw error;
	}
}
/**
* Makes the board show what the log says. The deployment is over by now, and the log holds how it ended: a board that
* cannot be written is a warning, and the next run sets it right.
*/
async function showEnd(context, { log, board }, place) {
	if (board === null) return;
	try {
		await settle(context, {
			log,
			board
		}, place);
	} catch (error) {
		const { hint } = error;
		context.reporter.warn(`${place.environment}: the deployment is in the log, but could not be shown: ${messageOf(error)}; the next run tries again${hint === void 0 ? "" : `\n${hint}`}`);
	}
}
/** Another run may move on between our reading and our writing; then what we wrote may be old, and is looked at again. */
const MOST_ROUNDS = 3;
async function settle(context, { log, board }, { environment, own }) {
	const model = context.model.name;
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const listed = await board.recent(model, environment);
		const missing = own === null || listed.some(({ id }) => id === own.id) ? [] : [own];
		const { entries, head } = await log.read();
		const changes = boardChanges(deploymentsOf(entries, model, environment), [...missing, ...listed]);
		for (const { id, state, description } of changes) await board.tell(id, state, description);
		if (changes.length === 0 || (await log.read()).head === head) return;
	}
}

// src/stages/deploy/apply-deployment.ts
/**
* Intent, stage, switch, read back, smoke, result. A deployment that fails after the switch puts back what was live,
* recorded as an event of its own. A model that fails is a record; throws where something outside failed, once all is recorded.
*/
async function applyDeployment(context, ports, deployment) {
	const id = randomUUID();
	return whileUnderWay(id, () => applyIntent(context, ports, {
		...deployment,
		id
	}));
}
async function applyIntent(context, ports, { id, ...deployment }) {
	const startedMs = context.clock.monotonicMs();
	const { environment, release, action } = deployment;
	const target = ports.targetOf(environment);
	const { tag, record: released } = release;
	const identity = await gitIdentity(context.project.repository);
	const by = `${identity.name} <${identity.email}>`;
	const names = {
		release: tag.tag,
		digest: released.candidate
	};
	const announcement = {
		...names,
		id,
		environment: environment.name,
		action,
		by,
		guard: deployment.guard
	};
	await ports.board?.assertApproved(environment.name);
	const announced = await announce(context, ports.log, announcement);
	const { intent, live } = announced;
	const own = await showBegin(context, ports, {
		announced,
		release
	});
	const outcome = await putLive(context, {
		target,
		smoke: ports.smoke,
		release
	});
	const event = {
		environment,
		startedMs,
		by,
		outcome,
		action
	};
	const record = await deployRecord(context, {
		...event,
		...names,
		previous: live?.release ?? null,
		reason: outcome.problem ?? deployment.reason(live)
	});
	const records = [record];
	if (outcome.problem !== null && outcome.switched) {
		const back = await goBack(context, {
			...ports,
			target
		}, {
			live,
			failed: record
		});
		if (live === null) records[0] = {
			...record,
			live: await digestServed(context, target)
		};
		if (live !== null && back !== null) records.push(await restoreRecord(context, {
			event,
			live,
			failed: record,
			back
		}));
	}
	await keep(context, ports.log, {
		intent,
		records
	});
	await showEnd(context, ports, {
		environment: environment.name,
		own
	});
	throwOutside(outcome);
	return records[0] ?? record;
}
async function digestServed({ model }, target) {
	return (await target.observe(model.name).catch(() => null))?.digest ?? null;
}
/** The local record first: once the result is in the log nothing is left to be done, or to be done twice. */
async function keep(context, log, { intent, records }) {
	const path = recordPath(context.project.directory, context.model.name, "deploy");
	if (records[0] !== void 0) await writeRecord(path, deployRecordSchema, records[0]);
	for (const record of records) await appendResult(context, log, {
		intent,
		record
	});
}
async function restoreRecord(context, { event, live, failed, back }) {
	return deployRecord(context, {
		...event,
		outcome: back,
		action: "restore",
		release: live.release,
		digest: live.digest,
		previous: failed.release,
		reason: back.problem ?? `${failed.release} failed: ${failed.reason}`
	});
}
/** A target that cannot be written, or Ctrl-C, is no verdict on the model. */
function throwOutside({ error, problem }) {
	if (error === null) return;
	if (error instanceof ModelyardError) throw error;
	throw new ModelyardError("outside", problem ?? "the deployment failed", { cause: error });
}
/** As people wrote it. */
function locationOf(target) {
	return target.kind === "directory" ? target.path.written : target.run;
}
async function deployRecord(context, facts) {
	const { environment, outcome } = facts;
	const revision = await readRevision(context);
	return {
		schema: "modelyard/deploy/1",
		verdict: outcome.problem === null ? "pass" : "fail",
		...recordHeader(context, {
			startedMs: facts.startedMs,
			revision,
			read: [],
			written: []
		}),
		environment: environment.name,
		release: facts.release,
		digest: facts.digest,
		previous: facts.previous,
		live: outcome.live,
		action: facts.action,
		smoke: outcome.smoke,
		smokeReason: outcome.smokeReason,
		by: facts.by,
		reason: facts.reason,
		target: {
			kind: environment.target.kind,
			location: locationOf(environment.target)
		}
	};
}

// src/stages/deploy/assert-forward.ts
const BY_NAME = { hint: "Name the version to deploy it all the same, or use rollback." };
/**
* Without a named version an environment only goes forward: a job that is late or run again must not undo a newer deployment, nor
* a rollback, nor try again what failed its smoke. What was interrupted, or failed for a reason outside of the model, is tried
* again. Throws `refused`.
*/
function assertForward(here, tag) {
	const highest = here.intents.flatMap((intent) => parseTag(intent.release)?.version ?? []).sort(compareVersions).at(-1);
	if (highest === void 0 || compareVersions(tag.version, highest) > 0) return;
	if (compareVersions(tag.version, highest) < 0) throw new ModelyardError("refused", `${tag.tag} is older than ${highest}, which was attempted in this environment`, BY_NAME);
	const live = desired(here);
	if (live?.release === tag.tag) return;
	const ends = endsOf(here, tag.tag);
	if (ends.some((end) => end?.verdict === "pass")) throw new ModelyardError("refused", `${tag.tag} was live in this environment and was taken back; ${live?.release ?? "nothing"} is what should be live`, BY_NAME);
	const last = ends.at(-1);
	if (last?.smoke === "fail") throw new ModelyardError("refused", `${tag.tag} was tried in this environment and failed: ${last.reason}`, BY_NAME);
}
/** How the deployments of a release ended, oldest first; without those that did not end. */
function endsOf({ intents, ends }, release) {
	return intents.filter((intent) => intent.release === release).flatMap(({ id }) => {
		const end = ends.get(id);
		return end === void 0 ? [] : [end];
	});
}

// src/stages/deploy/choose-release.ts
/** The release that was asked for, by version or tag; withdrawn ones only so, and then said. Without: the newest. */
async function chooseRelease(context, forge, version) {
	const { model, reporter } = context;
	const list = await forge.listReleases();
	if (version === null) {
		const newest = releasesOf(list, model.name)[0];
		if (newest !== void 0) return newest;
		throw new ModelyardError(list.complete ? "refused" : "unreadable", `${model.name} has no release to deploy${list.complete ? "" : " that can be seen in this shallow clone"}`, { hint: list.complete ? "Run modelyard release first." : "Fetch everything: git fetch --unshallow --tags." });
	}
	const own = list.releases.filter((release) => release.model === model.name);
	const plain = plainVersion(model.name, version);
	const found = own.find((release) => release.version === plain);
	if (found === void 0) throw new ModelyardError("usage", `${model.name} has no release ${plain}`, { hint: `There are ${own.map((release) => release.version).join(", ") || "none"}.` });
	if (found.withdrawn) reporter.warn(`${found.tag} is withdrawn`);
	return found;
}
function plainVersion(model, version) {
	const tag = parseTag(version);
	if (tag !== null && tag.model !== model) throw new ModelyardError("usage", `${version} is a release of ${tag.model}, not of ${model}`, { hint: `Name the model: --model ${tag.model}.` });
	const plain = (tag?.version ?? version).replace(/^v/, "");
	if (parseVersion(plain) !== null && tag?.withdraws !== true) return plain;
	throw new ModelyardError("usage", `${version}: expected a version such as 1.2.3, or a tag such as ${model}@v1.2.3`);
}
/** A release with all assets checked; one that was claimed and not published is completed first. */
async function readyRelease(forge, tag, { dryRun }) {
	if (!tag.published && !dryRun) await forge.publish(tag);
	return readVerified(forge, tag);
}

// src/stages/deploy/deploy.ts
/** Deploys a release to an environment; by default the newest. */
async function deployStage(context, ports, options) {
	const environment = environmentNamed(context, options.environment);
	const tag = await releaseToDeploy(context, ports, options);
	await assertRequired(context, ports, {
		environment,
		tag
	});
	const guard = (now) => {
		if (options.version === null) assertForward(now, tag);
	};
	const here = await deploymentsIn(context, ports, environment);
	guard(here);
	const release = await readyRelease(ports.releases, tag, options);
	const live = desired(here);
	if (live?.release === tag.tag && here.open.length === 0 && await serves(context, ports, {
		environment,
		tag
	})) {
		if (!options.dryRun) await showEnd(context, ports, {
			environment: environment.name,
			own: null
		});
		return {
			record: live,
			outcome: "unchanged",
			release: tag.tag
		};
	}
	if (options.dryRun) return {
		record: null,
		outcome: "planned",
		release: tag.tag
	};
	const reason = () => options.reason;
	return {
		record: await applyDeployment(context, ports, {
			environment,
			release,
			action: "deploy",
			reason,
			guard
		}),
		outcome: "deployed",
		release: tag.tag
	};
}
async function releaseToDeploy(context, { releases }, { version, released = null }) {
	if (version !== null && released !== null) throw new ModelyardError("usage", "a version and --released exclude each other", { hint: "A version is what somebody wants by name; --released is what this run has released." });
	const tag = await chooseRelease(context, releases, version ?? released);
	if (released === null || !tag.withdrawn) return tag;
	throw new ModelyardError("refused", `${tag.tag} was withdrawn after it was released`, { hint: "Name the version to deploy it all the same." });
}
function environmentNamed({ model }, name) {
	const found = model.deploy.find((environment) => environment.name === name);
	if (found !== void 0) return found;
	const known = model.deploy.map((environment) => environment.name);
	throw new ModelyardError("usage", `${model.name} has no environment ${name}`, { hint: known.length === 0 ? `Add it under models.${model.name}.deploy.` : `Its environments are ${known.join(", ")}.` });
}
async function deploymentsIn({ model }, { log }, { name }) {
	return deploymentsOf((await log.read()).entries, model.name, name);
}
/** `requires:` the other environment must serve this very release now: by the log, and read back. */
async function assertRequired(context, ports, { environment, tag }) {
	if (environment.requires === null) return;
	const required = environmentNamed(context, environment.requires);
	const live = desired(await deploymentsIn(context, ports, required));
	const should = live?.release === tag.tag;
	if (should && await serves(context, ports, {
		environment: required,
		tag
	})) return;
	throw new ModelyardError("refused", `${environment.name} requires ${required.name} to serve ${tag.tag}; ${should ? "by the log it does, but what it serves is something else" : `it serves ${live?.release ?? "nothing"}`}`, { hint: `Run modelyard deploy ${tag.version} --model ${context.model.name} --environment ${required.name} first.` });
}
/** What the target serves, read back, is this release. */
async function serves({ model }, { targetOf }, { environment, tag }) {
	return (await targetOf(environment).observe(model.name).catch(() => null))?.digest === tag.candidate;
}

// src/cli/deploy-ports.ts
/** The ports of a deployment. */
async function deployPorts(context, stage) {
	const { releases, log } = await context.services.forge(stage.project.repository);
	return {
		releases,
		log,
		board: await boardOf(context, stage.project.repository),
		targetOf(environment) {
			assertLasting(environment);
			return context.services.targetOf(environment);
		},
		smoke: (path, golden) => smokeTest(context.services.runtime, path, golden)
	};
}
async function boardOf({ services }, repository) {
	const client = await services.github(repository);
	if (client === null) return null;
	const { createGithubDeployments } = await import("./github-deployments.js");
	const event = readEvent(process.env);
	if (event === null || event.run === "") return createGithubDeployments(client, null);
	const url = `${event.serverUrl}/${event.repository}/actions/runs/${event.run}/attempts/${event.attempt}`;
	return createGithubDeployments(client, {
		id: event.run,
		url,
		ref: event.ref
	});
}
/** What is written to the disk of a hosted runner is gone when the job ends. */
function assertLasting({ name, target }) {
	if (target.kind !== "directory" || process.env.RUNNER_ENVIRONMENT !== "github-hosted") return;
	throw new ModelyardError("refused", `${name} is a folder (${target.path.written}), and the disk of a GitHub-hosted runner vanishes with the job`, { hint: "Deploy on a self-hosted runner that has the folder, or use the target kind command." });
}
/** `--environment`, which has no default: nobody deploys by accident. */
function environmentOf({ line, models }) {
	const environment = line.text("environment");
	if (environment !== null) return environment;
	const names = [...new Set(models.flatMap(({ deploy }) => deploy.map(({ name }) => name)))];
	throw new ModelyardError("usage", `modelyard ${line.command.name} needs --environment`, { hint: names.length === 0 ? "modelyard.yml has none: add one under deploy: of the model." : `modelyard.yml has ${names.join(", ")}.` });
}
/** Tells the result of a deployment or a rollback. */
function deployResult(stage, { record, outcome, release }, environment) {
	const { reporter, model } = stage;
	if (record === null) {
		reporter.note(`${model.name}: would put ${release} into ${environment}`);
		return {
			json: {
				model: model.name,
				environment,
				release,
				outcome
			},
			text: "",
			exitCode: 0
		};
	}
	if (outcome === "unchanged") {
		reporter.note(`${model.name}: ${environment} serves ${release} already`);
		return {
			json: record,
			text: "",
			exitCode: 0
		};
	}
	const smoke = `smoke ${record.smoke}${record.smokeReason === void 0 ? "" : `, ${record.smokeReason}`}`;
	const detail = record.verdict === "pass" ? `${release} is live in ${environment} · ${smoke}` : `${release} FAILED in ${environment}: ${record.reason}`;
	reporter.step({
		model: model.name,
		stage: record.action,
		detail,
		durationMs: record.durationMs
	});
	return {
		json: record,
		text: "",
		exitCode: verdictCode(record.verdict)
	};
}

export { deploymentsIn as a, chooseRelease as c, showEnd as d, deployStage as i, readyRelease as l, deployResult as n, environmentNamed as o, environmentOf as r, serves as s, deployPorts as t, applyDeployment as u };