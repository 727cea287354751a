import { n as ModelyardError } from "./errors.js";
import { C as string, E as unknown, d as _enum, y as object } from "./schemas.js";
import { t as datetime } from "./iso.js";
import { t as hashBytes } from "./hash-file.js";
import { t as canonicalJson } from "./canonical-json.js";
import { a as parseTag, i as compareVersions, s as releaseTag } from "./model-digest.js";

// src/domain/lineage/log-chain.ts
/** Number (from 1) of the first line that does not name the hash of the line before; null when the chain holds. */
function firstBrokenLine(lines) {
	const index = lines.findIndex((line, at) => line.previous !== (lines[at - 1]?.hash ?? null));
	return index === -1 ? null : index + 1;
}

// src/records/event-log.ts
/** The orphan branch that holds the log, and its only file: JSON Lines, each with the hash of the line before. */
const LOG_BRANCH = "modelyard-log";
const LOG_FILE = "log.jsonl";
const RESTORE = `Look at \`git log -p ${LOG_BRANCH}\` and restore the last good commit of the branch.`;
/** The line of an entry that follows the line with the hash `previous`, without its line feed. */
function logLine(entry, previous) {
	return canonicalJson({
		...entry,
		previous
	});
}
/** Entries and the newest hash. Throws `unreadable` naming the first line that breaks the chain. */
function parseLog(text) {
	const lines = text.split("\n").filter((line) => line !== "");
	const entries = lines.map(parseLine);
	const chained = lines.map((line, index) => ({
		text: line,
		hash: hashBytes(line),
		previous: entries[index]?.previous ?? null
	}));
	const broken = firstBrokenLine(chained);
	if (broken !== null) throw new ModelyardError("unreadable", `${LOG_BRANCH}:${LOG_FILE} line ${broken} does not follow from the line before: the log was changed`, { hint: RESTORE });
	return {
		entries,
		head: chained.at(-1)?.hash ?? null
	};
}
const entrySchema = object({
	previous: string().regex(/^[0-9a-f]{64}$/).nullable(),
	kind: _enum([
		"intent",
		"result",
		"abandoned",
		"monitor",
		"retrain",
		"experiment"
	]),
	at: datetime(),
	model: string(),
	body: unknown()
});
function parseLine(line, index) {
	const where = `${LOG_BRANCH}:${LOG_FILE} line ${index + 1}`;
	let value;
	try {
		value = JSON.parse(line);
	} catch (cause) {
		throw new ModelyardError("unreadable", `${where} is not JSON`, {
			cause,
			hint: RESTORE
		});
	}
	const checked = entrySchema.safeParse(value);
	if (checked.success) return checked.data;
	throw new ModelyardError("unreadable", `${where} is no entry of a log`, { hint: RESTORE });
}

// src/domain/lineage/tag-message.ts
function tagMessage(facts) {
	return [
		`${facts.model} v${facts.version}`,
		"",
		`Model: ${facts.model}`,
		`Version: ${facts.version}`,
		`Candidate: ${facts.candidate}`,
		`Release-Record: ${facts.record}`,
		`Log-Head: ${facts.logHead ?? "none"}`,
		`Previous: ${facts.previous ?? "none"}`
	].join("\n");
}
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** The facts of a message; null when it is none of ours. */
function parseTagMessage(text) {
	const value = (key) => new RegExp(`^${key}: (.+)$`, "m").exec(text)?.[1] ?? null;
	const optional = (key) => value(key) === "none" ? null : value(key);
	const [model, version, candidate, record] = [
		"Model",
		"Version",
		"Candidate",
		"Release-Record"
	].map(value);
	if (model == null || version == null || !DIGEST.test(candidate ?? "") || !DIGEST.test(record ?? "")) return null;
	return {
		model,
		version,
		candidate: candidate ?? "",
		record: record ?? "",
		logHead: optional("Log-Head"),
		previous: optional("Previous")
	};
}

// src/domain/lineage/release-tags.ts
/** Sorts tags into releases, newest version first, and tags that only look like one. */
function listReleaseTags(entries, isPublished) {
	const isWithdrawn = withdrawals(entries);
	const releases = [];
	const foreign = [];
	for (const entry of entries) {
		const parsed = parseTag(entry.tag);
		if (parsed === null || parsed.version === null || parsed.withdraws) continue;
		const { model, version } = parsed;
		const { tag, commit } = entry;
		const own = {
			tag,
			model,
			version,
			withdrawn: isWithdrawn(entry, {
				model,
				version
			})
		};
		const facts = parseTagMessage(entry.message);
		if (!(tag === releaseTag(model, version) && facts?.model === model && facts.version === version)) {
			foreign.push(own);
			continue;
		}
		const { candidate, record, logHead } = facts;
		releases.push({
			...own,
			commit,
			candidate,
			record,
			logHead,
			published: isPublished(tag)
		});
	}
	releases.sort((a, b) => compareVersions(b.version, a.version));
	return {
		releases,
		foreign
	};
}
/** `<tag>!` withdraws a version; `<model>@deprecated` withdraws what was registered before it, as in GTO. */
function withdrawals(entries) {
	const versions = /* @__PURE__ */ new Set();
	const deprecatedAt = /* @__PURE__ */ new Map();
	for (const { tag, atSeconds } of entries) {
		const parsed = parseTag(tag);
		if (!parsed?.withdraws) continue;
		const { model, version } = parsed;
		if (version !== null) versions.add(releaseTag(model, version));
		else deprecatedAt.set(model, Math.max(deprecatedAt.get(model) ?? 0, atSeconds ?? Number.POSITIVE_INFINITY));
	}
	return ({ atSeconds }, { model, version }) => versions.has(releaseTag(model, version)) || (atSeconds ?? 0) <= (deprecatedAt.get(model) ?? -1);
}

export { logLine as a, LOG_FILE as i, tagMessage as n, parseLog as o, LOG_BRANCH as r, listReleaseTags as t };