import { t as packFiles } from "./tar-archive.js";
import { a as recordPath, r as readRecord, t as modelFolder } from "./store.js";
import { n as trainedDigests, t as trainRecordSchema } from "./train.js";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

// src/stages/candidates/stage-files.ts
/** Stages that may run in jobs of their own, each of which hands its records to the next. */
const HANDING_STAGES = [
	"validate",
	"train",
	"evaluate"
];
/** What each stage writes, and nobody else: what else its archive holds is not taken. */
const STAGE_FILES = {
	validate: {
		files: ["validate.json", "profile.json"],
		candidate: false
	},
	train: {
		files: ["train.json"],
		candidate: true
	},
	evaluate: {
		files: [
			"evaluate.json",
			"golden.json",
			"judge.json"
		],
		candidate: false
	}
};
function isHandingStage(stage) {
	return HANDING_STAGES.includes(stage);
}

// src/stages/candidates/pack-records.ts
/** One tar with the records of some models and the candidate that each was judged by, as `<model>/…`. */
async function packRecords(request) {
	const { project, models, stage, attempt, folder, withCandidate = true } = request;
	const parts = await Promise.all(models.map((model) => partsOf(project, {
		model,
		stage,
		withCandidate
	})));
	const paths = parts.flatMap((part) => part.paths);
	if (paths.length === 0) return null;
	const [part, another] = parts;
	const [model = ""] = models;
	const digest = another === void 0 ? part?.candidate : null;
	const name = `modelyard-${another === void 0 ? model : "all"}-${stage}-${digest?.slice(7, 19) ?? "none"}-${attempt}`;
	const path = join(folder, `${name}.tar`);
	await packFiles(paths, path);
	return {
		name,
		path
	};
}
async function partsOf(project, { model, stage, withCandidate }) {
	const folder = modelFolder(project.directory, model);
	const own = isHandingStage(stage) ? STAGE_FILES[stage] : null;
	const paths = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isFile() && /\.(json|md)$/.test(entry.name)).filter(({ name }) => own === null || own.files.includes(name)).sort(byName).map(({ name }) => ({
		path: join(folder, name),
		name: `${model}/${name}`,
		isFolder: false
	}));
	const train = await readRecord(recordPath(project.directory, model, "train"), trainRecordSchema);
	if (train === null || train.verdict !== "pass") return {
		paths,
		candidate: null
	};
	if (own === null ? withCandidate : own.candidate) for (const digest of own === null ? [train.inputDigest] : trainedDigests(train)) {
		const inputs = digest.replace(/^sha256:/, "");
		const path = join(folder, "candidates", inputs);
		paths.push({
			path,
			name: `${model}/candidates/${inputs}`,
			isFolder: true
		});
	}
	return {
		paths,
		candidate: train.candidate
	};
}
function byName(a, b) {
	return a.name < b.name ? -1 : 1;
}

export { STAGE_FILES as n, packRecords as t };