import { n as ModelyardError, r as messageOf } from "./errors.js";
import { n as hashFile } from "./hash-file.js";
import { t as hashModel } from "./model-files.js";
import { a as parseTag, n as sha256sumLines } from "./model-digest.js";
import { s as visible } from "./escape-markdown.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { r as readRecord } from "./store.js";
import { t as trainRecordSchema } from "./train.js";
import { n as verdictCode } from "./for-each-model.js";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

// src/stages/verify/verify.ts
/** Re-checks tag → record → assets → model → log, offline, up to the first broken link. */
async function verifyStage(ports, tag) {
	const parsed = parseTag(tag);
	if (parsed?.version == null || parsed.withdraws) throw new ModelyardError("usage", `${tag}: expected a tag such as churn@v1.2.3`);
	const list = await ports.releases.listReleases();
	const release = list.releases.find((each) => each.tag === tag);
	if (release === void 0) return unknownTag(list, tag);
	const links = [{
		link: `tag ${tag} is annotated and names commit ${release.commit.slice(0, 12)}`,
		problem: null
	}];
	for (const [link, check] of checks(ports, release)) {
		const problem = await check().catch((error) => messageOf(error));
		links.push({
			link,
			problem
		});
		if (problem !== null) break;
	}
	return {
		tag,
		verdict: links.every(({ problem }) => problem === null) ? "pass" : "fail",
		links
	};
}
/** A tag that is there and says nothing is a broken first link; one that is not there is nothing to verify. */
function unknownTag(list, tag) {
	if (list.foreign.some((each) => each.tag === tag)) return {
		tag,
		verdict: "fail",
		links: [{
			link: `tag ${tag} names a release`,
			problem: "the tag is lightweight, or its message does not name a release of this version"
		}]
	};
	const own = list.releases.filter(({ model }) => model === parseTag(tag)?.model).map((each) => each.tag);
	throw new ModelyardError(list.complete ? "input" : "unreadable", `there is no release ${tag}${list.complete ? "" : " that can be seen in this shallow clone"}`, { hint: list.complete ? `There are ${own.join(", ") || "none"}.` : "Fetch everything: git fetch --unshallow --tags." });
}
const NOT_PUBLISHED = "its files are not here: a clone does not carry them, or the run that claimed it did not end; then run modelyard release again";
function checks(ports, tag) {
	let stored = null;
	const release = () => {
		if (stored === null) throw new ModelyardError("internal", "the release was not read");
		return stored;
	};
	return [
		["the release is published", async () => tag.published ? null : NOT_PUBLISHED],
		["release.json is the record that the tag names", async () => {
			stored = await ports.releases.readRelease(tag);
			return null;
		}],
		["the record names the tag, its commit and its candidate", async () => sameIdentity(release())],
		["SHA256SUMS lists exactly the assets", () => sameSums(release())],
		["every asset has its digest", () => sameAssets(release())],
		["the release holds nothing else", () => nothingElse(release())],
		["the model has the digest of the candidate", () => sameModel(release())],
		["training and evaluation speak of this candidate", () => sameRecords(release())],
		["the log is unbroken and holds what the tag names", () => sameLog(ports.log, tag)]
	];
}
function sameIdentity({ tag, record }) {
	if (record.tag !== tag.tag) return `the record is of ${record.tag}`;
	if (record.commit !== tag.commit) return `the record is of commit ${record.commit}, the tag names ${tag.commit}`;
	return record.candidate === tag.candidate ? null : `the record is of candidate ${record.candidate}, the tag names ${tag.candidate}`;
}
async function sameSums({ record, folder }) {
	const own = await hashFile(join(folder, "release.json"));
	const expected = sha256sumLines([...record.assets, {
		name: "release.json",
		sha256: own.sha256
	}]);
	return await readFile(join(folder, "SHA256SUMS"), "utf8") === expected ? null : "SHA256SUMS differs from the record";
}
async function sameAssets({ record, folder }) {
	for (const asset of record.assets) {
		const { sha256 } = await hashFile(join(folder, asset.name));
		if (sha256 !== asset.sha256) return `${asset.name} is sha256 ${sha256}; the record says ${asset.sha256}`;
	}
	return null;
}
async function nothingElse({ record, folder }) {
	const known = /* @__PURE__ */ new Set([
		...record.assets.map(({ name }) => name),
		"release.json",
		"SHA256SUMS"
	]);
	const { files } = await hashModel(folder);
	const other = files.find(({ name }) => !known.has(name));
	return other === void 0 ? null : `${other.name} is not in the record`;
}
async function sameModel({ record, folder }) {
	const { digest } = await hashModel(join(folder, record.serving.model));
	return digest === record.candidate ? null : `the model is ${digest}, the candidate was ${record.candidate}`;
}
async function sameRecords({ record, folder }) {
	const train = await readRecord(join(folder, "train.json"), trainRecordSchema);
	const evaluate = await readRecord(join(folder, "evaluate.json"), evaluateRecordSchema);
	if (train?.candidate !== record.candidate) return `train.json speaks of ${train?.candidate ?? "nothing"}`;
	if (evaluate?.candidate.digest !== record.candidate) return `evaluate.json speaks of ${evaluate?.candidate.digest ?? "nothing"}`;
	return train.inputDigest === record.inputDigest ? null : `train.json has input digest ${train.inputDigest}`;
}
/** Reading checks the chain itself; the head that the tag carries must still be one of its lines. */
async function sameLog(log, tag) {
	const { entries, head } = await log.read();
	if (tag.logHead === null) return null;
	return (/* @__PURE__ */ new Set([head, ...entries.map((entry) => entry.previous)])).has(tag.logHead) ? null : `the log does not hold the line ${tag.logHead} that it had when the tag was made`;
}
/** The links as lines for a terminal. */
function verificationText({ tag, verdict, links }) {
	return `${links.map(({ link, problem }) => problem === null ? `ok      ${link}` : `BROKEN  ${link}\n        ${visible(problem)}`).join("\n")}\n${verdict === "pass" ? `${tag} holds` : `${tag} does not hold`}\n`;
}

// src/cli/commands/verify.ts
const command = async (context) => {
	const [tag] = context.line.positionals;
	if (tag === void 0) throw new ModelyardError("usage", "modelyard verify needs a tag", { hint: `For example: modelyard verify ${context.models[0]?.name ?? "churn"}@v1.0.0; modelyard status names the newest.` });
	const forge = await context.services.forge(context.project.repository);
	const verification = await verifyStage(forge, tag);
	return {
		json: verification,
		text: verificationText(verification),
		exitCode: verdictCode(verification.verdict)
	};
};

export { command };