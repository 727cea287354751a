import { n as ModelyardError } from "./errors.js";
import { n as hasStatus, r as orNull, t as GithubError } from "./github-error.js";
import { t as hashBytes } from "./hash-file.js";
import { a as logLine, i as LOG_FILE, o as parseLog, r as LOG_BRANCH } from "./release-tags.js";

// src/adapters/github/github-log.ts
const REF = `heads/${LOG_BRANCH}`;
/** Several jobs may append at once; each round one of them is first. */
const MOST_TRIES = 30;
const MOST_PAUSE_MS = 2e3;
/** The log on the orphan branch `modelyard-log`, written through the API: no clone, no work tree. */
function createGithubLog(client) {
	/** Content never changes under a commit. */
	let newest = null;
	async function load() {
		const commit = await branchCommit(client);
		if (newest !== null && newest.commit === commit) return newest;
		const text = commit === null ? "" : await fileText(client, commit);
		newest = {
			commit,
			text,
			...parseLog(text)
		};
		return newest;
	}
	async function append(entry, guard) {
		/** Lines of ours of which nobody can say whether they were appended. */
		const doubtful = /* @__PURE__ */ new Set();
		for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
			const seen = await load();
			const landed = hashes(seen).find((hash) => doubtful.has(hash));
			if (landed !== void 0) return landed;
			guard?.(seen.entries);
			const line = logLine(entry, seen.head);
			const hash = hashBytes(line);
			const text = `${seen.text}${line}\n`;
			const next = await writeCommit(client, {
				text,
				parent: seen.commit,
				message: `${entry.kind} ${entry.model}`
			});
			const moved = await moveBranch(client, {
				from: seen.commit,
				to: next
			});
			if (moved === "moved") {
				newest = {
					commit: next,
					text,
					entries: [...seen.entries, {
						...entry,
						previous: seen.head
					}],
					head: hash
				};
				return hash;
			}
			if (moved === "unknown") doubtful.add(hash);
			await client.patience.sleep(pauseMs(client, attempt));
		}
		throw new ModelyardError("conflict", `the branch ${LOG_BRANCH} keeps moving: ${MOST_TRIES} attempts to append failed`, { hint: "Run the command again." });
	}
	return {
		async read() {
			const { entries, head } = await load();
			return {
				entries,
				head
			};
		},
		append
	};
}
/** Absence is what a list says that could be read: a 404 alone may be a token that sees nothing. */
async function branchCommit(client) {
	const found = await orNull(client.ask("GET /repos/{owner}/{repo}/git/ref/{ref}", { ref: REF }));
	if (found !== null) return found.object.sha;
	return (await client.list("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", { ref: REF })).find(({ ref }) => ref === `refs/${REF}`)?.object.sha ?? null;
}
async function fileText(client, commit) {
	const raw = {
		path: LOG_FILE,
		ref: commit,
		headers: { accept: "application/vnd.github.raw+json" }
	};
	const content = await orNull(client.ask("GET /repos/{owner}/{repo}/contents/{path}", raw));
	if (typeof content === "string") return content;
	if (content instanceof ArrayBuffer) return Buffer.from(content).toString("utf8");
	if (content === null) throw new ModelyardError("unreadable", `the branch ${LOG_BRANCH} holds no ${LOG_FILE}`);
	throw new ModelyardError("unreadable", `${LOG_BRANCH}:${LOG_FILE} is no file of text`);
}
function hashes({ entries, head }) {
	return [...entries.map(({ previous }) => previous), head].filter((hash) => hash !== null);
}
/** Objects are nobody's until a ref names them: written again, they are the same. */
async function writeCommit(client, { text, parent, message }) {
	const request = { repeatable: true };
	const file = {
		path: LOG_FILE,
		mode: "100644",
		type: "blob",
		content: text
	};
	const commit = {
		message,
		tree: (await client.ask("POST /repos/{owner}/{repo}/git/trees", {
			tree: [file],
			request
		})).sha,
		parents: parent === null ? [] : [parent]
	};
	return (await client.ask("POST /repos/{owner}/{repo}/git/commits", {
		...commit,
		request
	})).sha;
}
/** The one step that can be lost to others: the branch is created, or moved forward from what was seen. */
async function moveBranch(client, { from, to }) {
	return (from === null ? client.ask("POST /repos/{owner}/{repo}/git/refs", {
		ref: `refs/${REF}`,
		sha: to
	}) : client.ask("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
		ref: REF,
		sha: to,
		force: false
	})).then(() => "moved", whyNot);
}
function whyNot(error) {
	if (error instanceof GithubError && error.outcomeUnknown) return "unknown";
	if (hasStatus(error, 409, 422) && /already exists|not a fast.forward|does not exist|cannot lock/i.test(error.detail)) return "overtaken";
	if (hasStatus(error, 422) && /rule violations|protected/i.test(error.detail)) throw ruledOut(error);
	throw error;
}
function ruledOut(error) {
	return new ModelyardError("outside", `a ruleset of the repository keeps the log from being written: ${error.detail.trim()}`, {
		cause: error,
		hint: `Exclude the branch ${LOG_BRANCH} from the ruleset, or let GitHub Actions bypass it.`
	});
}
/** Random, so that those who met once do not meet again. */
function pauseMs({ patience }, attempt) {
	const base = patience.pausesMs[0] ?? 0;
	return Math.random() * Math.min(MOST_PAUSE_MS, base * (attempt + 1));
}

// src/adapters/github/asset-names.ts
/**
* GitHub rewrites names with other characters than letters, digits, `_`, `-`, `+` and single dots inside. These names survive:
* every other byte, and a dot at either end or after a dot, becomes `+` and two hexadecimal digits.
* `model/weights.bin` is `model+2Fweights.bin`.
*/
function toAssetName(name) {
	const bytes = Buffer.from(name, "utf8");
	let text = "";
	for (const [index, byte] of bytes.entries()) {
		const letter = String.fromCharCode(byte);
		const isEdge = index === 0 || index === bytes.length - 1 || bytes[index - 1] === DOT;
		const isPlain = /[A-Za-z0-9_-]/.test(letter) || byte === DOT && !isEdge;
		text += isPlain ? letter : `+${byte.toString(16).toUpperCase().padStart(2, "0")}`;
	}
	return text;
}
const DOT = 46;
/** The name behind an asset's; null where it was not made by `toAssetName`, or leads out of a folder. */
function fromAssetName(asset) {
	const bytes = [];
	for (const [match] of asset.matchAll(/\+[0-9A-F]{2}|[\s\S]/gu)) if (match.length === 3 && match.startsWith("+")) bytes.push(Number.parseInt(match.slice(1), 16));
	else bytes.push(...Buffer.from(match, "utf8"));
	const name = Buffer.from(bytes).toString("utf8");
	return toAssetName(name) === asset && isInside(name) ? name : null;
}
/** True for a relative POSIX path that stays where it is put. */
function isInside(name) {
	if (/[\\\0]/.test(name)) return false;
	return name.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

// src/adapters/github/asset-limits.ts
/** GitHub takes assets below 2 GiB, 1000 of them, with names of 255 characters. */
const MOST_BYTES = 2 ** 31 - 1;
const MOST_ASSETS = 1e3;
const LONGEST_NAME = 255;
/** What GitHub cannot hold of these files, with the way out; null when it can hold them all. */
function limitProblem(files) {
	const large = files.find(({ bytes }) => bytes > MOST_BYTES);
	if (large !== void 0) return new ModelyardError("input", `${large.name} has ${(large.bytes / 1e9).toFixed(2)} GB: an asset of a GitHub release must be smaller than 2 GiB`, { hint: "Write the model as a folder of smaller files (ONNX: external data in several files) and name the folder in train.model, or release with --forge local." });
	if (files.length > MOST_ASSETS) return new ModelyardError("input", `the release has ${files.length} files: a GitHub release holds at most ${MOST_ASSETS}`, { hint: "Write the model as fewer files, or as one archive; or release with --forge local." });
	const long = files.find(({ name }) => toAssetName(name).length > LONGEST_NAME);
	if (long === void 0) return null;
	return new ModelyardError("input", `${long.name}: as an asset of a GitHub release its name has ${toAssetName(long.name).length} characters, more than ${LONGEST_NAME}`, { hint: "Give the file a shorter name; folders and characters that are not ASCII take three each." });
}
/** Throws `input` for what GitHub cannot hold, before anything is made there. */
function assertFits(files) {
	const problem = limitProblem(files);
	if (problem !== null) throw problem;
}

export { createGithubLog as a, toAssetName as i, limitProblem as n, fromAssetName as r, assertFits as t };