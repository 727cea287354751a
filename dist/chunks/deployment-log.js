import { t as isAlive } from "./is-alive.js";
import { C as string, d as _enum, g as literal, v as number, y as object } from "./schemas.js";
import { n as ModelyardError } from "./errors.js";
import { o as verdictSchema, r as headerShape, t as digestSchema } from "./common.js";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

// src/adapters/process/process-start.ts
/**
* When a process of this machine started, in a form that can only be compared: it tells a process from a later one that
* was given the same number. null where the system does not say (only Linux does) or there is no such process.
*/
function processStart(pid) {
	try {
		const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
		const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
		return fields[19] === void 0 ? null : `${boot}/${fields[19]}`;
	} catch {
		return null;
	}
}

// src/records/deploy.ts
const deployRecordSchema = object({
	schema: literal("modelyard/deploy/1"),
	verdict: verdictSchema,
	...headerShape,
	environment: string(),
	release: string(),
	digest: digestSchema,
	/** Release that was live before; null for the first deployment. */
	previous: string().nullable(),
	/** Digest read back from the target after the step; null when nothing is served. */
	live: digestSchema.nullable(),
	action: _enum([
		"deploy",
		"rollback",
		"restore"
	]),
	smoke: _enum([
		"pass",
		"fail",
		"not-run"
	]),
	smokeReason: string().optional(),
	by: string(),
	reason: string().nullable(),
	target: object({
		kind: string(),
		location: string()
	})
});

// src/stages/deploy/under-way.ts
/** Deployments that this process is at: to the log all of them are of one process. */
const underWay = /* @__PURE__ */ new Set();
function isUnderWayHere(intent) {
	return underWay.has(intent);
}
/** Does the work of an intent; until it has ended no other deployment of this process takes it for dead. */
async function whileUnderWay(intent, work) {
	underWay.add(intent);
	try {
		return await work();
	} finally {
		underWay.delete(intent);
	}
}

// src/stages/deploy/deployment-log.ts
/** What is written before traffic moves. */
const intentSchema = object({
	id: string(),
	environment: string(),
	release: string(),
	digest: string(),
	action: deployRecordSchema.shape.action,
	by: string(),
	host: string(),
	pid: number().int(),
	/** Tells the process from a later one with the same number; null where the system does not say. */
	started: string().nullable()
});
const resultSchema = object({
	intent: string(),
	record: deployRecordSchema
});
const abandonedSchema = object({ intent: string() });
/** What the log says of one model in one environment. Throws `unreadable` for an entry that cannot be understood: it may be the one that counts. */
function deploymentsOf(entries, model, environment) {
	const own = entries.filter((entry) => entry.model === model);
	const intents = own.filter(({ kind }) => kind === "intent").map((entry) => ({
		...understood(entry, intentSchema),
		at: entry.at
	})).filter((intent) => intent.environment === environment);
	const results = own.filter(({ kind }) => kind === "result").map((entry) => understood(entry, resultSchema));
	const abandoned = own.filter(({ kind }) => kind === "abandoned").map((entry) => understood(entry, abandonedSchema));
	const here = results.filter(({ record }) => record.environment === environment);
	const announced = here.filter(({ record }) => record.action !== "restore");
	const closed = new Set([...results, ...abandoned].map(({ intent }) => intent));
	return {
		results: here.map(({ record }) => record),
		intents,
		open: intents.filter(({ id }) => !closed.has(id)),
		ends: new Map([...abandoned.map(({ intent }) => [intent, null]), ...announced.map(({ intent, record }) => [intent, record])]),
		active: announced.findLast(({ record }) => record.verdict === "pass")?.intent ?? null
	};
}
function understood({ kind, at, body }, schema) {
	const checked = schema.safeParse(body);
	if (checked.success) return checked.data;
	const issue = checked.error.issues[0];
	throw new ModelyardError("unreadable", `the log holds a deployment ${kind} of ${at} that cannot be understood: ${issue?.path.join(".")} ${issue?.message}`, { hint: "A newer Modelyard may have written it: use that one." });
}
/** The deployment that should be live: the newest that succeeded. null: nothing ever was. */
function desired({ results }) {
	return results.findLast((record) => record.verdict === "pass") ?? null;
}
/** Whoever announced a deployment on another machine cannot be looked up: after this time it is taken for dead. */
const FOREIGN_PATIENCE_MS = 9e5;
/** Whether the process that announced a deployment may still be at it. */
function mayBeRunning(intent, now) {
	if (intent.host !== hostname()) return now.getTime() - Date.parse(intent.at) < FOREIGN_PATIENCE_MS;
	if (intent.pid === process.pid) return isUnderWayHere(intent.id);
	if (!isAlive(intent.pid)) return false;
	const started = processStart(intent.pid);
	return intent.started === null || started === null || intent.started === started;
}
/** Throws `conflict` while another process is deploying to the environment; dead ones do not block. */
function assertNobodyDeploys({ open }, now) {
	const other = open.find((intent) => mayBeRunning(intent, now));
	if (other === void 0) return;
	throw new ModelyardError("conflict", `${other.by} is deploying ${other.release} to ${other.environment} (process ${other.pid} on ${other.host}, since ${other.at})`, { hint: other.host === hostname() ? "Wait for it, then run the command again." : `If it has ended, run the command again ${FOREIGN_PATIENCE_MS / 6e4} minutes after it began.` });
}

export { whileUnderWay as a, mayBeRunning as i, deploymentsOf as n, deployRecordSchema as o, desired as r, processStart as s, assertNobodyDeploys as t };