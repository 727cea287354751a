import { r as __toESM } from "./rolldown-runtime.js";
import { m as runGit, n as gitCommonFolder, r as gitIdentity } from "./repository.js";
import { t as connectGithub } from "./connect.js";
import { a as createGithubLog, i as toAssetName, r as fromAssetName, t as assertFits } from "./asset-limits.js";
import { n as tagMessage, t as listReleaseTags } from "./release-tags.js";
import { n as ModelyardError, r as messageOf } from "./errors.js";
import { a as parseTag, n as sha256sumLines } from "./model-digest.js";
import { n as parseRecord, o as recordText } from "./store.js";
import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { n as hasStatus, r as orNull, t as GithubError } from "./github-error.js";
import { t as require_picomatch } from "./picomatch.js";
import { t as releaseRecordSchema } from "./release.js";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { Readable } from "node:stream";
import { createHash, randomBytes } from "node:crypto";
import { pipeline } from "node:stream/promises";

// src/adapters/github/download-asset.ts
/** Writes an asset to a file; answers `sha256:…` of its bytes. Throws `outside` when they are not those of the listed digest. */
async function downloadAsset(client, asset, path) {
	return patiently(client, asset, async (bytes) => {
		const hash = createHash("sha256");
		await pipeline(bytes, hashing(hash), createWriteStream(path, { flush: true }));
		return `sha256:${hash.digest("hex")}`;
	});
}
/** `sha256:…` of an asset's bytes, without keeping them. */
async function hashAsset(client, asset) {
	return patiently(client, asset, async (bytes) => {
		const hash = createHash("sha256");
		for await (const chunk of bytes) hash.update(chunk);
		return `sha256:${hash.digest("hex")}`;
	});
}
function hashing(hash) {
	return async function* (source) {
		for await (const chunk of source) {
			hash.update(chunk);
			yield chunk;
		}
	};
}
/** A connection that breaks within the bytes is begun anew, as is a download of other bytes than were listed. */
async function patiently(client, asset, take) {
	let problem = "";
	const digest = await client.patience.until(async () => {
		const bytes = await openAsset(client, asset);
		try {
			const taken = await take(bytes);
			if (asset.digest == null || asset.digest === taken) return taken;
			problem = `its bytes are ${taken}, GitHub lists ${asset.digest}`;
		} catch (error) {
			if (isOfDisk(error)) throw error;
			problem = messageOf(error);
		}
		return null;
	});
	if (digest !== null) return digest;
	throw new ModelyardError("outside", `${asset.name} cannot be downloaded from GitHub: ${problem}`, { hint: "Run the command again." });
}
/** GitHub answers with an address elsewhere; fetch does not carry the token there. */
async function openAsset({ raw }, { id }) {
	const { data } = await raw("GET /repos/{owner}/{repo}/releases/assets/{asset_id}", {
		asset_id: id,
		headers: { accept: "application/octet-stream" },
		request: { parseSuccessResponseBody: false }
	});
	return Readable.fromWeb(data);
}
function isOfDisk(error) {
	return error instanceof Error && "syscall" in error && "path" in error;
}

// src/adapters/github/expected-assets.ts
/** Every file of a release, by its record alone: the assets, release.json and SHA256SUMS. */
function expectedAssets(record) {
	const text = recordText(record);
	const own = {
		name: "release.json",
		sha256: hashBytes(text),
		bytes: Buffer.byteLength(text)
	};
	const sums = sha256sumLines([...record.assets, own]);
	const last = {
		name: "SHA256SUMS",
		sha256: hashBytes(sums),
		bytes: Buffer.byteLength(sums)
	};
	return [
		...record.assets,
		own,
		last
	].map((file) => ({
		...file,
		asset: toAssetName(file.name)
	}));
}
/** GitHub takes no empty asset: an empty file is known by the record alone. */
function isStored({ bytes }) {
	return bytes > 0;
}
/** What is wrong with the assets of a release; null when they are exactly the expected ones, byte for byte. */
function assetProblem(listed, expected) {
	const wanted = new Map(expected.filter(isStored).map((each) => [each.asset, each]));
	for (const asset of listed) {
		const file = wanted.get(asset.name);
		if (file === void 0) return `${asset.name} does not belong to it`;
		if (!isSame(asset, file)) return `${asset.name} is not the file that was released`;
	}
	const names = new Set(listed.map(({ name }) => name));
	const missing = [...wanted.keys()].find((name) => !names.has(name));
	return missing === void 0 ? null : `${missing} is missing`;
}
function isSame(asset, { sha256, bytes }) {
	return asset.state === "uploaded" && asset.size === bytes && asset.digest === `sha256:${sha256}`;
}

// src/adapters/github/assets.ts
/** All assets, each with a digest: of GitHub's, or of the bytes where the server tells none. */
async function listAssets(client, release) {
	const listed = await client.list("GET /repos/{owner}/{repo}/releases/{release_id}/assets", { release_id: release });
	const digested = [];
	for (const asset of listed) {
		const knows = asset.digest != null || asset.state !== "uploaded";
		digested.push(knows ? asset : {
			...asset,
			digest: await hashAsset(client, asset)
		});
	}
	return digested;
}
/** Uploads what is not there yet, and compares what GitHub has with what it should have. Throws `outside` when it differs. */
async function uploadAssets(client, holder, { folder, expected }) {
	for (const file of expected.filter(isStored)) await uploadAsset(client, holder, {
		folder,
		file
	});
	let problem = null;
	if (await client.patience.until(async () => {
		problem = assetProblem(await listAssets(client, holder.id), expected);
		return problem === null ? true : null;
	}) === null) throw new ModelyardError("outside", `what GitHub stored is not what was uploaded: ${problem}`, { hint: "Run the command again." });
}
/** When nobody can say whether an upload arrived, its name is looked at first; half an upload is removed. */
async function uploadAsset(client, holder, upload) {
	for (const pauseMs of [...client.patience.pausesMs, null]) {
		const error = await sendAsset(client, holder, upload);
		if (error === null) return;
		if (!error.outcomeUnknown && !isTaken(error)) throw error;
		if (await isThere(client, holder, upload.file)) return;
		if (pauseMs === null) throw error;
		await client.patience.sleep(pauseMs);
	}
}
function isTaken(error) {
	return hasStatus(error, 422) && /already_exists/.test(error.detail);
}
async function sendAsset({ raw }, { upload_url }, { folder, file }) {
	const path = join(folder, file.name);
	try {
		await raw(`POST ${upload_url}`, {
			name: file.asset,
			label: file.name,
			headers: {
				"content-type": "application/octet-stream",
				"content-length": file.bytes
			},
			request: { body: () => createReadStream(path) }
		});
		return null;
	} catch (error) {
		if (error instanceof GithubError) return error;
		throw error;
	}
}
async function isThere(client, { id }, file) {
	const found = (await listAssets(client, id)).find(({ name }) => name === file.asset);
	if (found === void 0) return false;
	if (isSame(found, file)) return true;
	await orNull(client.ask("DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}", {
		asset_id: found.id,
		request: { repeatable: true }
	}));
	return false;
}

// src/adapters/github/tag-rules.ts
var import_picomatch = /* @__PURE__ */ __toESM(require_picomatch(), 1);
/**
* Looks before anything is made whether a ruleset keeps this token from creating the tag. Throws `refused` only where GitHub says so
* itself: where it does not tell (no right to see rulesets, an older server) the creation of the tag decides, as it does anyhow.
*/
async function assertTagMayBeCreated(client, tag) {
	const found = await forbidding(client, `refs/tags/${tag}`).catch((error) => {
		if (error instanceof GithubError) return null;
		throw error;
	});
	if (found !== null) throw forbiddenTag(tag, `the ruleset ${JSON.stringify(found.name)} restricts creations`);
}
/** `detail`: which rule, in one line. */
function forbiddenTag(tag, detail, cause) {
	return new ModelyardError("refused", `a ruleset of the repository forbids the tag ${tag}: ${detail}`, {
		hint: "Let GitHub Actions, or the app whose token is used, bypass the tag ruleset (Settings → Rules → Rulesets), then release again.",
		...cause === void 0 ? {} : { cause }
	});
}
async function forbidding(client, ref) {
	const listed = await client.list("GET /repos/{owner}/{repo}/rulesets", { targets: "tag" });
	for (const { id, enforcement } of listed) {
		if (enforcement !== "active") continue;
		const ruleset = await client.ask("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}", { ruleset_id: id });
		if (ruleset.current_user_can_bypass === "never" && restrictsCreation(ruleset) && covers(ruleset, ref)) return ruleset;
	}
	return null;
}
function restrictsCreation({ rules = [] }) {
	return rules.some(({ type }) => type === "creation");
}
function covers({ conditions }, ref) {
	const names = conditions != null && "ref_name" in conditions ? conditions.ref_name : void 0;
	const fits = (patterns = []) => patterns.some((pattern) => pattern === "~ALL" || (0, import_picomatch.default)(pattern, { dot: true })(ref));
	return fits(names?.include) && !fits(names?.exclude);
}

// src/adapters/github/claim-tag.ts
/**
* Claims the tag of a release: the tag object first, which is the same however often it is made, then the ref, which can
* be created once. A ref that is there already is ours when it names that object. null: somebody else has it.
*/
async function claimTag(client, { draft, logHead, tagger }) {
	const { record, recordDigest } = draft;
	const { tag, model, version, candidate, previous } = record;
	const commit = record.commit ?? "";
	const message = tagMessage({
		model,
		version,
		candidate,
		record: recordDigest,
		logHead,
		previous
	});
	if (!await createTagRef(client, tag, (await client.ask("POST /repos/{owner}/{repo}/git/tags", {
		tag,
		message,
		object: commit,
		type: "commit",
		tagger: {
			...tagger,
			date: `${record.at.slice(0, 19)}Z`
		},
		request: { repeatable: true }
	})).sha)) return null;
	return {
		tag,
		model,
		version,
		commit,
		candidate,
		record: recordDigest,
		logHead,
		withdrawn: false,
		published: false
	};
}
async function createTagRef(client, tag, sha) {
	for (const pauseMs of [0, ...client.patience.pausesMs]) {
		if (pauseMs > 0) await client.patience.sleep(pauseMs);
		try {
			await client.ask("POST /repos/{owner}/{repo}/git/refs", {
				ref: `refs/tags/${tag}`,
				sha
			});
			return true;
		} catch (error) {
			if (!mayExist(error)) throw explainRefusal$1(error, tag);
			const there = await tagObject(client, tag);
			if (there !== null) return there === sha;
		}
	}
	throw new ModelyardError("outside", `GitHub does not say whether it created the tag ${tag}`, { hint: "Run the command again: it finds out, and finishes what was begun." });
}
/** The object that a tag names on GitHub now; null where there is no such tag. */
async function tagObject(client, tag) {
	return (await orNull(client.ask("GET /repos/{owner}/{repo}/git/ref/{ref}", { ref: `tags/${tag}` })))?.object.sha ?? null;
}
function mayExist(error) {
	if (error instanceof GithubError && error.outcomeUnknown) return true;
	return hasStatus(error, 409, 422) && /already exists/i.test(error.detail);
}
function explainRefusal$1(error, tag) {
	if (!hasStatus(error, 422) || !/rule violations|pre.?receive|GH013/i.test(error.detail)) return error;
	return forbiddenTag(tag, oneLine(error.detail), error);
}
function oneLine(text) {
	return text.replace(/\s+/g, " ").trim();
}

// src/adapters/github/draft-marker.ts
/** SHA-256 of model, commit and candidate, a line each. */
function draftKey(of) {
	return hashBytes(`${of.model}\n${of.commit}\n${of.candidate}\n`);
}
/** GitHub takes 125,000 characters. */
const MOST_CHARACTERS = 1e5;
/** The model card without its front matter, then the marker. */
function draftBody(card, { tag, key, record, at }) {
	const letters = [...card.replace(/^---\n[\s\S]*?\n---\n/, "").trim()];
	return `${letters.length > MOST_CHARACTERS ? `${letters.slice(0, MOST_CHARACTERS).join("")}\n\n… (the rest is in MODEL_CARD.md)` : letters.join("")}\n\n<!-- modelyard-release tag=${tag} key=${key} record=${record} at=${at} -->`;
}
const MARKER = /<!-- modelyard-release tag=([\w@.-]+) key=([0-9a-f]{64}) record=(sha256:[0-9a-f]{64}) at=(\d{4}-[\d:.TZ-]{6,30}) -->\s*$/;
/** null for a text that is not a draft's of ours. */
function parseMarker(body) {
	const [, tag, key, record, at] = MARKER.exec(body ?? "") ?? [];
	if (tag === void 0 || key === void 0 || record === void 0 || at === void 0) return null;
	return {
		tag,
		key,
		record,
		at
	};
}

// src/adapters/github/github-drafts.ts
async function listAll(client) {
	return client.list("GET /repos/{owner}/{repo}/releases", {});
}
/** Drafts that Modelyard made, oldest first. They are found by what their text says: GitHub shows no draft by its tag. */
function draftsOf(releases) {
	return releases.flatMap(({ id, draft, body, upload_url }) => {
		const marker = draft ? parseMarker(body) : null;
		return marker === null ? [] : [{
			id,
			upload_url,
			marker
		}];
	}).sort((a, b) => a.id - b.id);
}
/** Makes a draft without assets. */
async function createDraft(client, draft) {
	const { record, recordDigest, folder } = draft;
	const commit = record.commit ?? "";
	const card = await readFile(join(folder, "MODEL_CARD.md"), "utf8").catch(() => record.tag);
	const key = draftKey({
		model: record.model,
		commit,
		candidate: record.candidate
	});
	const body = draftBody(card, {
		tag: record.tag,
		key,
		record: recordDigest,
		at: record.at
	});
	let name = record.tag;
	for (const pauseMs of [0, ...client.patience.pausesMs]) {
		if (pauseMs > 0) await client.patience.sleep(pauseMs);
		try {
			const wanted = {
				tag_name: name,
				name: record.tag,
				body,
				draft: true
			};
			return await client.ask("POST /repos/{owner}/{repo}/releases", wanted);
		} catch (error) {
			if (hasStatus(error, 422) && name === record.tag) name = `${record.tag}-${recordDigest.slice(7, 19)}`;
			else if (!(error instanceof GithubError && error.outcomeUnknown)) throw error;
			const made = draftsOf(await listAll(client)).find(({ marker }) => marker.record === recordDigest);
			if (made !== void 0) return made;
		}
	}
	throw new ModelyardError("outside", `GitHub does not take a draft for ${record.tag}`, { hint: "Run the command again." });
}
/** Removes a release that is still a draft. One that was published meanwhile stays. */
async function removeDraft(client, id) {
	const one = {
		release_id: id,
		request: { repeatable: true }
	};
	const now = await orNull(client.ask("GET /repos/{owner}/{repo}/releases/{release_id}", one));
	if (now === null || !now.draft) return;
	await orNull(client.ask("DELETE /repos/{owner}/{repo}/releases/{release_id}", one));
}
/** A run goes from its draft to its claim within minutes; no job lives so long that it could still claim. */
const DEAD_AFTER_MS = 864e5;
/**
* Drafts that nobody can claim or needs any more: another record has their tag, their release is published, or they are
* older than a day.
*/
function leftovers(releases, tags, now) {
	const claims = new Map(tags.map((tag) => [tag.tag, tag]));
	return draftsOf(releases).filter(({ marker }) => {
		const claim = claims.get(marker.tag);
		if (claim === void 0) return now.getTime() - Date.parse(marker.at) > DEAD_AFTER_MS;
		return claim.record !== marker.record || claim.published;
	});
}

// src/adapters/github/publish-draft.ts
/** Id of the published release of a tag; null where there is none. GitHub shows no draft by its tag; other servers do. */
async function publishedRelease(client, tag) {
	const found = await orNull(client.ask("GET /repos/{owner}/{repo}/releases/tags/{tag}", { tag }));
	return found === null || found.draft ? null : found.id;
}
/** Publishes a draft; answers the id of the release that the tag then has, whoever published it. */
async function publishDraft(client, id, tag) {
	try {
		const { id: published } = await client.ask("PATCH /repos/{owner}/{repo}/releases/{release_id}", {
			release_id: id,
			tag_name: tag,
			draft: false,
			make_latest: "false",
			request: { repeatable: true }
		});
		return published;
	} catch (error) {
		if (!(error instanceof GithubError)) throw error;
		const other = await publishedRelease(client, tag);
		if (other !== null) return other;
		throw explainRefusal(error, tag);
	}
}
function explainRefusal(error, tag) {
	if (!hasStatus(error, 422) || !/immutable release/i.test(error.detail)) return error;
	return new ModelyardError("refused", `${tag} was the tag of an immutable release that was deleted: GitHub never takes it again`, {
		cause: error,
		hint: `Withdraw it, git tag -a -m 'tag is burnt' '${tag}!' && git push origin '${tag}!', then release again: the next version is taken.`
	});
}

// src/adapters/github/stored-release.ts
/**
* Brings a folder to what GitHub holds for a release now. Files that have the digest that GitHub lists stay; what is
* missing or differs is downloaded and hashed; what GitHub does not hold goes.
*/
async function fetchRelease(client, id, wanted) {
	const assets = await listAssets(client, id);
	return {
		stored: await fetchListed(client, assets, wanted),
		assets
	};
}
/** The same for assets that were listed a moment ago: the files here are hashed all the same. */
async function fetchListed(client, assets, wanted) {
	const { tag, folder } = wanted;
	for (const asset of assets) await fetchAsset(client, asset, wanted);
	const record = await readOwnRecord(tag, join(folder, "release.json"));
	const empty = record.assets.filter(({ bytes }) => bytes === 0).map(({ name }) => name);
	for (const name of empty) await writeFile(await madeFor(join(folder, name)), "");
	await removeOthers(folder, /* @__PURE__ */ new Set([...assets.map(fileName), ...empty]));
	return {
		tag,
		record,
		folder
	};
}
/** The record of a release, without its other files. Throws `unreadable` when it is not the one that the tag names. */
async function fetchRecord(client, assets, wanted) {
	const asset = assets.find(({ name }) => name === "release.json");
	if (asset !== void 0) await fetchAsset(client, asset, wanted);
	return readOwnRecord(wanted.tag, join(wanted.folder, "release.json"));
}
const RECORDS = ["train.json", "evaluate.json"];
/** The record of a release and those of its training and evaluation, without its other files. */
async function fetchRecords(client, assets, wanted) {
	const record = await fetchRecord(client, assets, wanted);
	for (const asset of assets) if (RECORDS.includes(asset.name)) await fetchAsset(client, asset, wanted);
	return {
		tag: wanted.tag,
		record,
		folder: wanted.folder
	};
}
async function removeOthers(folder, expected) {
	for (const entry of await readdir(folder, {
		recursive: true,
		withFileTypes: true
	})) {
		const path = join(entry.parentPath, entry.name);
		if (!entry.isDirectory() && !expected.has(relative(folder, path).split(sep).join("/"))) await rm(path);
	}
}
function fileName({ name }) {
	const file = fromAssetName(name);
	if (file !== null) return file;
	if (/^[\w@+-][\w@+.-]*$/.test(name)) return name;
	throw new ModelyardError("unreadable", `the release has an asset with a name that cannot be written: ${name}`);
}
async function fetchAsset(client, asset, { folder, workFolder }) {
	const path = join(folder, fileName(asset));
	const here = await hashFile(path).catch(() => null);
	if (here !== null && asset.digest === `sha256:${here.sha256}`) return;
	const temporary = await madeFor(join(workFolder, `${process.pid}-${randomBytes(6).toString("hex")}`));
	try {
		await downloadAsset(client, asset, temporary);
		await rename(temporary, await madeFor(path));
	} finally {
		await rm(temporary, { force: true });
	}
}
/** The path, with the folder that it needs. */
async function madeFor(path) {
	await mkdir(dirname(path), { recursive: true });
	return path;
}
async function readOwnRecord(tag, path) {
	const text = await readFile(path, "utf8").catch(() => null);
	if (text === null) throw new ModelyardError("unreadable", `the release ${tag.tag} on GitHub holds no release.json`, { hint: withdrawHint(tag) });
	const digest = `sha256:${hashBytes(text)}`;
	if (digest !== tag.record) throw new ModelyardError("unreadable", `release.json of ${tag.tag} is ${digest}; the tag names ${tag.record}`, { hint: `The record was changed after the release. ${withdrawHint(tag)}` });
	return parseRecord(text, `release.json of ${tag.tag}`, releaseRecordSchema);
}
/** How a release that cannot be used is put out of the way. */
function withdrawHint({ tag }) {
	return `Withdraw the release: git tag -a -m 'assets lost' '${tag}!' && git push origin '${tag}!'`;
}

// src/adapters/git/tag-objects.ts
/**
* Tag objects that this clone has, by their id. An object is what its id says, wherever it is read; one that is not here
* may still exist elsewhere.
*/
async function readTagObjects(cwd, objects) {
	const found = /* @__PURE__ */ new Map();
	if (objects.length === 0) return found;
	const { stdout, code } = await runGit(cwd, ["cat-file", "--batch"], {
		input: `${objects.join("\n")}\n`,
		env: { GIT_NO_LAZY_FETCH: "1" },
		okCodes: [1, 128]
	});
	if (code !== 0) return found;
	let offset = 0;
	while (offset < stdout.length) {
		const lineEnd = stdout.indexOf(10, offset);
		const [, object = "", type, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(stdout.toString("utf8", offset, lineEnd)) ?? [];
		offset = lineEnd + 1;
		if (size === void 0) continue;
		if (type === "tag") found.set(object, parseTagObject(stdout.toString("utf8", offset, offset + Number(size))));
		offset += Number(size) + 1;
	}
	return found;
}
function parseTagObject(text) {
	const headEnd = text.indexOf("\n\n");
	const head = headEnd === -1 ? text : text.slice(0, headEnd);
	const seconds = /^tagger .* (\d+) [+-]\d{4}$/m.exec(head)?.[1];
	return {
		commit: /^object ([0-9a-f]+)$/m.exec(head)?.[1] ?? "",
		message: headEnd === -1 ? "" : text.slice(headEnd + 2),
		atSeconds: seconds === void 0 ? null : Number(seconds)
	};
}

// src/adapters/github/tag-entries.ts
/** How many tag objects are asked for at the same time. */
const AT_ONCE = 6;
/**
* The tags of the repository that speak of releases, as GitHub has them now. Which there are is never taken from the
* clone; what a tag object says is, since its id is the hash of it. Only what the clone lacks costs a request each.
*/
function createTagReader(client, repository) {
	const known = /* @__PURE__ */ new Map();
	async function learn(objects) {
		const unknown = objects.filter((object) => !known.has(object));
		for (const [object, tag] of await readTagObjects(repository, unknown)) known.set(object, tag);
		const missing = unknown.filter((object) => !known.has(object));
		const take = async () => {
			for (let object = missing.pop(); object !== void 0; object = missing.pop()) known.set(object, await askTag(client, object));
		};
		await Promise.all(Array.from({ length: AT_ONCE }, take));
	}
	return async () => {
		const refs = (await client.list("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", { ref: "tags" })).flatMap(({ ref, object }) => {
			const tag = /^refs\/tags\/(.+)$/.exec(ref)?.[1];
			return tag === void 0 || parseTag(tag) === null ? [] : [{
				tag,
				...object
			}];
		});
		await learn(refs.filter(({ type }) => type === "tag").map(({ sha }) => sha));
		return refs.map(({ tag, sha }) => {
			const object = known.get(sha);
			return object === void 0 ? {
				tag,
				commit: sha,
				message: "",
				atSeconds: null
			} : {
				tag,
				...object
			};
		});
	};
}
async function askTag(client, object) {
	const { object: of, message, tagger } = await client.ask("GET /repos/{owner}/{repo}/git/tags/{tag_sha}", { tag_sha: object });
	const at = Date.parse(tagger.date);
	return {
		commit: of.sha,
		message,
		atSeconds: Number.isNaN(at) ? null : Math.floor(at / 1e3)
	};
}

// src/adapters/github/github-releases.ts
/** Within it nothing that GitHub lists is asked for again: evaluation and report of one run look at the same releases. */
const RECENT_MS = 6e4;
/** Releases of a repository on GitHub: annotated tags, and GitHub releases that hold the files. */
function createGithubReleases(options) {
	const { client, tagger, clock } = options;
	const readTags = createTagReader(client, options.repository);
	/** Drafts that this run made and compared, by the digest of their record. */
	const own = /* @__PURE__ */ new Map();
	const cacheOf = (record) => join(options.folder, record.replace("sha256:", ""));
	const fetched = (tag) => ({
		tag,
		folder: cacheOf(tag.record),
		workFolder: options.workFolder
	});
	async function look() {
		const [entries, listed] = [await readTags(), await listAll(client)];
		const published = new Set(listed.filter(({ draft }) => !draft).map(({ tag_name }) => tag_name));
		return {
			listed,
			...listReleaseTags(entries, (tag) => published.has(tag))
		};
	}
	/** One look serves what is asked within a moment, until this run changes something: a claim is atomic whatever was seen. */
	let recent = null;
	async function listReleases() {
		const atMs = clock.monotonicMs();
		if (recent === null || atMs - recent.atMs > RECENT_MS) recent = {
			atMs,
			seen: look()
		};
		const { releases, foreign } = await recent.seen.catch((error) => {
			recent = null;
			throw error;
		});
		return {
			releases,
			foreign,
			complete: true
		};
	}
	/** What GitHub lists of a release that was read a moment ago: evaluation and report read the same one. */
	const listed = /* @__PURE__ */ new Map();
	function changed() {
		recent = null;
		listed.clear();
	}
	async function readRelease(tag) {
		const known = listed.get(tag.record);
		if (known !== void 0 && clock.monotonicMs() - known.atMs < RECENT_MS) return fetchListed(client, known.assets, fetched(tag));
		const published = await publishedRelease(client, tag.tag);
		const id = published ?? await findDraft(tag);
		const { stored, assets } = await fetchRelease(client, id, fetched(tag));
		if (published !== null) listed.set(tag.record, {
			atMs: clock.monotonicMs(),
			assets
		});
		return stored;
	}
	async function readRecords(tag) {
		const id = await publishedRelease(client, tag.tag);
		if (id === null) throw missing(tag);
		return fetchRecords(client, await listAssets(client, id), fetched(tag));
	}
	async function saveDraft(draft) {
		changed();
		const expected = expectedAssets(draft.record);
		assertFits(expected);
		await assertPushed(client, draft.record.commit ?? "");
		await assertTagMayBeCreated(client, draft.record.tag);
		const holder = await createDraft(client, draft);
		try {
			await uploadAssets(client, holder, {
				folder: draft.folder,
				expected
			});
			own.set(draft.recordDigest, holder.id);
		} catch (error) {
			if (!hasStatus(error, 404) || await tagObject(client, draft.record.tag) === null) throw error;
		}
		await moveFolder(draft.folder, cacheOf(draft.recordDigest), options.folder);
	}
	async function claimTag$1(draft, logHead) {
		const { tag } = draft.record;
		changed();
		if (!own.has(draft.recordDigest)) return assertTaken(client, tag);
		try {
			const claimed = await claimTag(client, {
				draft,
				logHead,
				tagger
			});
			if (claimed !== null) return claimed;
		} catch (error) {
			if (isRefusal(error) && await tagObject(client, tag) === null) await discard(draft);
			throw error;
		}
		await discard(draft);
		await client.patience.until(async () => (await readTags()).find((each) => each.tag === tag) ?? null);
		return null;
	}
	async function discard({ recordDigest }) {
		const id = own.get(recordDigest);
		own.delete(recordDigest);
		if (id !== void 0) await removeDraft(client, id);
	}
	async function publish(tag) {
		changed();
		const id = (own.has(tag.record) ? null : await publishedRelease(client, tag.tag)) ?? await publishOver(tag, await findDraft(tag));
		own.delete(tag.record);
		const now = {
			...tag,
			published: true
		};
		const { stored, assets } = await fetchRelease(client, id, fetched(now));
		assertComplete(tag, assetProblem(assets, expectedAssets(stored.record)));
		await removeLeftovers(now, id);
		return stored;
	}
	/** Where a draft that can have the tag no more stands in the way, it goes first. */
	async function publishOver(tag, id) {
		try {
			return await publishDraft(client, id, tag.tag);
		} catch (error) {
			if (!hasStatus(error, 422)) throw error;
			await removeLeftovers(tag, id);
			return publishDraft(client, id, tag.tag);
		}
	}
	async function removeLeftovers(held, id) {
		const { listed, releases } = await look();
		const tags = [held, ...releases.filter(({ tag }) => tag !== held.tag)];
		for (const draft of leftovers(listed, tags, clock.now())) if (draft.id !== id) await removeDraft(client, draft.id);
	}
	/** The draft that a claim speaks of, this run's or another's, with every file that its record lists. */
	async function findDraft(tag) {
		const mine = own.get(tag.record);
		if (mine !== void 0) return mine;
		const found = await client.patience.until(async () => {
			const drafts = draftsOf(await listAll(client)).filter(({ marker }) => marker.record === tag.record);
			if (drafts.length > 0) return Promise.all(drafts.map(checked));
			const published = await publishedRelease(client, tag.tag);
			return published === null ? null : [{
				id: published,
				problem: null
			}];
		});
		if (found === null) throw missing(tag);
		const whole = found.find(({ problem }) => problem === null);
		assertComplete(tag, whole === void 0 ? found[0]?.problem ?? null : null);
		return whole?.id ?? 0;
		async function checked({ id }) {
			const assets = await listAssets(client, id);
			const record = await fetchRecord(client, assets, fetched(tag));
			return {
				id,
				problem: assetProblem(assets, expectedAssets(record))
			};
		}
	}
	return {
		listReleases,
		readRelease,
		readRecords,
		saveDraft,
		claimTag: claimTag$1,
		publish
	};
}
async function assertPushed(client, commit) {
	if (await orNull(client.ask("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", { commit_sha: commit })) !== null) return;
	throw new ModelyardError("refused", `the commit ${commit.slice(0, 12)} is not on GitHub`, { hint: "Push it first; then release." });
}
async function assertTaken(client, tag) {
	if (await tagObject(client, tag) !== null) return null;
	throw new ModelyardError("conflict", `the draft of ${tag} was removed before it could be claimed`, { hint: "Run the command again." });
}
/** GitHub said no: nothing was claimed. */
function isRefusal(error) {
	return hasStatus(error, 403, 404, 422) || error instanceof ModelyardError && error.code === "refused";
}
function assertComplete(tag, problem) {
	if (problem === null) return;
	throw new ModelyardError("unreadable", `the files of ${tag.tag} on GitHub are not those of its record: ${problem}`, { hint: withdrawHint(tag) });
}
function missing(tag) {
	return new ModelyardError("unreadable", `the tag ${tag.tag} exists, its release does not`, { hint: `If the run that claimed it was killed, run its job again (Re-run failed jobs), or modelyard release with a token that has contents: write: only such a token sees its draft, and publishes it. If there is no draft: ${withdrawHint(tag)}` });
}
async function moveFolder(from, to, parent) {
	await mkdir(parent, { recursive: true });
	await rm(to, {
		recursive: true,
		force: true
	});
	await rename(from, to);
}

// src/adapters/github/github-forge.ts
/** The forge on GitHub: tags, releases and the log of the repository, through its API. */
async function createGithubForge(options, connected) {
	const { repository, clock } = options;
	const client = connected ?? await connectGithub(options);
	const folder = join(await gitCommonFolder(repository), "modelyard");
	const workFolder = join(folder, "work");
	const places = {
		repository,
		folder: join(folder, "github"),
		workFolder
	};
	const tagger = await taggerOf(options);
	return {
		releases: createGithubReleases({
			client,
			...places,
			tagger,
			clock
		}),
		log: createGithubLog(client),
		workFolder
	};
}
const BOT = {
	name: "github-actions[bot]",
	email: "41898282+github-actions[bot]@users.noreply.github.com"
};
/** Inside Actions the bot whose token is used; elsewhere whoever runs git. */
async function taggerOf({ environment, repository }) {
	return environment.GITHUB_ACTIONS === "true" ? BOT : gitIdentity(repository);
}

export { createGithubForge };