import { a as releaseTag } from "./version.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { a as recordPath, r as readRecord } from "./store.js";
import { t as trainRecordSchema } from "./train.js";
import { i as releasesOf } from "./baseline-release.js";
import { n as chooseVersion } from "./shown-path.js";
import { n as reportStage } from "./report.js";
import { t as readRevision } from "./revision.js";
import { join } from "node:path";

// src/cli/report-step.ts
/** The report with what is known of releases: the newest one's parameters and inputs, and what comes next. */
async function reportStep(context, stage) {
	const { releases } = await context.services.forge(stage.project.repository);
	const list = await releases.listReleases();
	const tag = releasesOf(list, stage.model.name)[0];
	const previous = tag === void 0 ? null : await releases.readRelease(tag).catch(() => null);
	return reportStage(stage, {
		release: tag === void 0 ? null : await reportedRelease(tag, previous?.folder ?? null),
		next: await nextRelease(stage, {
			list,
			previous
		}),
		revision: await readRevision(stage)
	});
}
async function reportedRelease({ tag, candidate }, folder) {
	const train = folder === null ? null : await readRecord(join(folder, "train.json"), trainRecordSchema);
	return {
		tag,
		candidate,
		params: train?.params ?? null,
		inputs: train?.inputs ?? null
	};
}
/** null where nothing would be released. */
async function nextRelease({ model, project }, known) {
	const evaluate = await readRecord(recordPath(project.directory, model.name, "evaluate"), evaluateRecordSchema);
	if (evaluate === null || evaluate.verdict !== "pass" || evaluate.identical || evaluate.candidate.digest === null) return null;
	const chosen = await chooseVersion({
		...known,
		model: model.name,
		firstVersion: model.release.firstVersion,
		positive: model.data.positive?.text ?? null,
		targets: model.data.targets,
		evaluate,
		bump: null,
		version: null
	});
	return {
		tag: releaseTag(model.name, chosen.version),
		bump: chosen.bump,
		reason: chosen.reason
	};
}

export { reportStep as t };