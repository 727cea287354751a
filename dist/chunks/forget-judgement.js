import { a as recordPath } from "./store.js";
import { rm } from "node:fs/promises";

// src/stages/run/forget-judgement.ts
const LATER_STAGES = [
	"train",
	"evaluate",
	"judge",
	"report"
];
/** Removes the records of an earlier run, so that a run that stops early is never reported with an older verdict. */
async function forgetJudgement({ project, model }) {
	for (const stage of LATER_STAGES) await rm(recordPath(project.directory, model.name, stage), { force: true });
}

export { forgetJudgement as t };