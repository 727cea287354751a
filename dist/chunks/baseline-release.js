import { n as hashFile } from "./hash-file.js";
import { n as compareVersions } from "./version.js";
import { n as ModelyardError } from "./errors.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { r as readRecord } from "./store.js";
import { t as glob } from "./dist.js";
import { stat } from "node:fs/promises";
import { join } from "node:path";

// src/stages/evaluate/evidence.ts
/** What the candidate is judged by: a model that can be run here outranks predictions, these outrank metrics. */
async function chooseEvidence(files, task) {
	const graph = files.model === null || task === "scores" ? null : await findOnnxGraph(files.model.path);
	if (graph !== null) return {
		evidence: "model",
		graph
	};
	if (files.predictions !== null) return {
		evidence: "predictions",
		graph: null
	};
	if (files.metrics !== null) return {
		evidence: "metrics",
		graph: null
	};
	throw new ModelyardError("input", "the candidate is a model that cannot be run here (it is not ONNX), and nothing else tells how good it is", { hint: "Export the model to ONNX, or let the training write train.predictions (id and score) or train.metrics." });
}
/** The ONNX file of a model: the file itself, or the only `.onnx` of a folder; null when there is none. */
async function findOnnxGraph(path) {
	if ((await stat(path)).isFile()) return path.toLowerCase().endsWith(".onnx") ? path : null;
	const graphs = await glob("**/*.onnx", {
		cwd: path,
		dot: true
	});
	if (graphs.length > 1) throw new ModelyardError("input", `${path} holds several ONNX files: ${graphs.sort().slice(0, 5).join(", ")}`, { hint: "Name one file in train.model, or keep one graph in the folder." });
	return graphs[0] === void 0 ? null : join(path, graphs[0]);
}

// src/stages/release/baseline-release.ts
/** Releases of one model that may be used, newest first. */
function releasesOf(list, model) {
	return list.releases.filter((release) => release.model === model && !release.withdrawn);
}
/**
* The newest release of this model, or null where it is proven that there is none. Throws `unreadable` for a shallow
* clone without its tags, and `config` when this model appears while a released one disappeared.
*/
async function newestRelease(context, forge) {
	const list = await forge.listReleases();
	const { name, release } = context.model;
	const own = releasesOf(list, name);
	assertNoForeignAbove(list, name);
	if (own[0] !== void 0) return own[0];
	if (release.renamedFrom !== null) {
		const former = releasesOf(list, release.renamedFrom)[0];
		if (former !== void 0) return former;
	}
	if (!list.complete) throw new ModelyardError("unreadable", `this clone is shallow and has no tag of ${name}: that there is no release is not proven`, { hint: "Fetch everything: git fetch --unshallow --tags." });
	assertNotRenamed(context, list);
	return null;
}
/** A tag that stands for the newest version and says nothing of its model: what is live is not known. */
function assertNoForeignAbove(list, model) {
	const newest = releasesOf(list, model)[0];
	const above = list.foreign.find((tag) => tag.model === model && !tag.withdrawn && (newest === void 0 || compareVersions(tag.version, newest.version) > 0));
	if (above === void 0) return;
	throw new ModelyardError("unreadable", `the tag ${above.tag} was not made by a release: nothing says which model it stands for`, { hint: `Withdraw it: git tag -a -m 'not a release' '${above.model}@v${above.version}!'` });
}
/** A name that appears while another one disappears is probably the same model. */
function assertNotRenamed({ model, project }, list) {
	if (model.release.isNew || model.release.renamedFrom !== null) return;
	const configured = new Set(project.models.map(({ name }) => name));
	const gone = [...new Set(list.releases.map((each) => each.model))].filter((name) => !configured.has(name));
	if (gone.length === 0) return;
	throw new ModelyardError("config", `${model.name} has no release, and ${gone.join(", ")} has releases but is no longer in modelyard.yml`, { hint: `If it was renamed, set models.${model.name}.release.renamed_from: ${gone[0]}; if it is another model, set release.new: true.` });
}
/** Reads a release and re-hashes every asset. Throws `unreadable` for the first that is missing or changed. */
async function readVerified(forge, tag) {
	const stored = await forge.readRelease(tag);
	for (const asset of stored.record.assets) {
		const { sha256 } = await hashFile(join(stored.folder, asset.name));
		if (sha256 === asset.sha256) continue;
		throw new ModelyardError("unreadable", `${tag.tag}: the asset ${asset.name} is not the one that was released`, { hint: `Run modelyard verify ${tag.tag}.` });
	}
	return stored;
}
/** A release as the evaluation compares with it. */
async function releaseBaseline(forge, tag) {
	const { record, folder } = await readVerified(forge, tag);
	const { serving } = record;
	const evaluation = await readRecord(join(folder, "evaluate.json"), evaluateRecordSchema);
	const predictions = record.assets.find(({ name }) => name.startsWith("predictions."));
	const first = evaluation?.metrics[0]?.dataset;
	const points = evaluation?.metrics.flatMap(({ name, dataset, candidate }) => candidate === null || dataset !== first ? [] : [[name, candidate]]);
	return {
		release: tag.tag,
		source: tag.tag,
		digest: record.candidate,
		modelPath: serving.runnable ? await findOnnxGraph(join(folder, serving.model)) : null,
		predictionsPath: predictions === void 0 ? null : join(folder, predictions.name),
		points: Object.fromEntries(points ?? []),
		features: serving.features.length === 0 ? null : serving.features,
		classes: serving.classes,
		...serving.targets === void 0 ? {} : { targets: serving.targets },
		threshold: serving.threshold,
		sizeBytes: evaluation?.sizeBytes ?? null,
		trainSeconds: evaluation?.trainSeconds ?? null
	};
}

export { chooseEvidence as a, releasesOf as i, readVerified as n, findOnnxGraph as o, releaseBaseline as r, newestRelease as t };