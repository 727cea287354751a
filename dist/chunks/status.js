import { s as visible } from "./escape-markdown.js";
import { r as messageOf } from "./errors.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { a as recordPath, r as readRecord } from "./store.js";
import { t as trainRecordSchema } from "./train.js";
import { i as mayBeRunning, n as deploymentsOf, r as desired } from "./deployment-log.js";
import { i as releasesOf } from "./baseline-release.js";

// src/stages/status/status.ts
/** Newest release, what is live where, and the open candidate. */
async function statusStage(context, ports) {
	const { model } = context;
	const list = await ports.releases.listReleases();
	const newest = releasesOf(list, model.name)[0];
	const environments = [];
	for (const environment of model.deploy) environments.push(await environmentStatus(context, ports, {
		environment,
		list
	}));
	return {
		model: model.name,
		newest: newest === void 0 ? null : {
			tag: newest.tag,
			candidate: newest.candidate,
			published: newest.published
		},
		foreign: list.foreign.filter((tag) => tag.model === model.name && !tag.withdrawn).map(({ tag }) => tag),
		complete: list.complete,
		candidate: await candidateStatus(context),
		environments
	};
}
async function environmentStatus(context, ports, { environment, list }) {
	const { entries } = await ports.log.read();
	const here = deploymentsOf(entries, context.model.name, environment.name);
	const live = desired(here);
	const open = here.open.at(-1);
	const base = {
		environment: environment.name,
		desired: live?.release ?? null,
		since: live?.at ?? null,
		withdrawn: list.releases.some(({ tag, withdrawn }) => withdrawn && tag === live?.release),
		underWay: open === void 0 ? null : {
			release: open.release,
			by: open.by,
			running: mayBeRunning(open, context.clock.now())
		}
	};
	try {
		const observed = (await ports.targetOf(environment).observe(context.model.name))?.digest ?? null;
		return {
			...base,
			observed,
			agrees: observed === (live?.digest ?? null),
			problem: null
		};
	} catch (error) {
		return {
			...base,
			observed: null,
			agrees: false,
			problem: messageOf(error)
		};
	}
}
async function candidateStatus({ project, model }) {
	const path = (stage) => recordPath(project.directory, model.name, stage);
	const train = await readRecord(path("train"), trainRecordSchema);
	if (train === null) return null;
	const evaluate = await readRecord(path("evaluate"), evaluateRecordSchema);
	const isJudged = evaluate !== null && evaluate.inputDigest === train.inputDigest;
	return {
		digest: train.candidate,
		at: train.at,
		verdict: train.verdict === "fail" ? "training failed" : isJudged ? evaluate.verdict : "not evaluated"
	};
}
/** The status as lines for a terminal; `now` gives ages. */
function statusText(statuses, now) {
	return statuses.map((status) => `${modelLines(status, now).join("\n")}\n`).join("\n");
}
function modelLines(status, now) {
	const { candidate } = status;
	const open = candidate === null ? "none" : `${candidate.digest?.slice(7, 19) ?? "no model"}  ${candidate.verdict}, ${age(candidate.at, now)} old`;
	return [
		`${status.model}`,
		`  newest      ${newestText(status)}`,
		...status.foreign.map((tag) => `  UNKNOWN     the tag ${tag} was not made by a release`),
		`  candidate   ${open}`,
		...status.environments.flatMap((each) => environmentLines(each, now))
	];
}
function newestText({ newest, complete }) {
	if (newest === null) return complete ? "no release" : "no release can be seen: the clone is shallow";
	return newest.published ? newest.tag : `${newest.tag}  NOT PUBLISHED: its files are not here (in a clone copy them, else run modelyard release again)`;
}
function environmentLines(each, now) {
	const name = `  ${each.environment.padEnd(10)}  `;
	const lines = [`${name}${servedText(each, now)}${each.withdrawn ? "  WITHDRAWN" : ""}`];
	if (each.underWay !== null) {
		const { release, by, running } = each.underWay;
		const what = running ? "is being deployed" : "WAS INTERRUPTED while it was deployed";
		lines.push(`${"".padEnd(name.length)}${release} ${what} by ${visible(by)}`);
	}
	return lines;
}
function servedText(each, now) {
	if (each.problem !== null) return `${each.desired ?? "nothing"}  CANNOT BE READ: ${visible(each.problem)}`;
	if (!each.agrees) return `DIFFERS: should serve ${each.desired ?? "nothing"}, serves ${each.observed ?? "nothing"}`;
	return each.desired === null ? "nothing" : `${each.desired}  live for ${age(each.since ?? "", now)}`;
}
const UNITS = [
	[864e5, "days"],
	[36e5, "hours"],
	[6e4, "minutes"]
];
function age(since, now) {
	const ms = now.getTime() - Date.parse(since);
	const [size, unit] = UNITS.find(([each]) => ms >= 2 * each) ?? [1e3, "seconds"];
	const count = Math.max(0, Math.floor(ms / size));
	return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

// src/cli/commands/status.ts
const command = async (context) => {
	const ports = {
		...await context.services.forge(context.project.repository),
		targetOf: context.services.targetOf
	};
	const statuses = [];
	for (const model of context.models) statuses.push(await statusStage(context.stageContext(model), ports));
	return {
		json: statuses.length === 1 ? statuses[0] : statuses,
		text: statusText(statuses, context.clock.now()),
		exitCode: 0
	};
};

export { command };