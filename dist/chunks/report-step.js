import { s as releaseTag } from "./model-digest.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { a as recordPath, r as readRecord } from "./store.js";
import { t as trainRecordSchema } from "./train.js";
import { i as releasesOf } from "./baseline-release.js";
import { i as readingOf, n as chooseVersion, r as isServedAlike } from "./shown-path.js";
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
	const path = recordPath(stage.project.directory, stage.model.name, "evaluate");
	const evaluate = await readRecord(path, evaluateRecordSchema);
	return reportStage(stage, {
		release: tag === void 0 ? null : await reportedRelease(stage, {
			tag,
			previous,
			evaluate
		}),
		next: await nextRelease(stage, {
			list,
			previous,
			evaluate
		}),
		revision: await readRevision(stage)
	});
}
async function reportedRelease(stage, { tag: { tag, candidate }, previous, evaluate }) {
	const train = previous === null ? null : await readRecord(join(previous.folder, "train.json"), trainRecordSchema);
	return {
		tag,
		candidate,
		isServedAlike: previous === null || evaluate === null || isServedAlike(previous.record.serving, readingOf(stage, evaluate)),
		params: train?.params ?? null,
		inputs: train?.inputs ?? null
	};
}
/** null where nothing would be released. */
async function nextRelease({ model }, { list, previous, evaluate }) {
	if (evaluate === null || evaluate.verdict !== "pass" || evaluate.identical || evaluate.candidate.digest === null) return null;
	const chosen = await chooseVersion({
		list,
		previous,
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