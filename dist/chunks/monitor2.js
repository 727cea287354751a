import { n as hashFile } from "./hash-file.js";
import { n as ModelyardError } from "./errors.js";
import { n as parseContract } from "./load-contract.js";
import { a as driftSettings, c as checkDataset, i as withPictures, l as openDataset, n as openTables, o as compareProfiles, p as releasedProfile, r as sourcesOf, s as profileDataset, y as whileUnchanged } from "./reference-tables.js";
import { m as absentIn } from "./plan-value.js";
import { t as recordHeader } from "./header.js";
import { t as monitorRecordSchema } from "./monitor.js";
import { a as recordPath, s as writeRecord } from "./store.js";
import { n as isTold } from "./validate.js";
import { t as readRevision } from "./revision.js";
import { t as monitorText } from "./monitor-text.js";
import { n as readVerified, t as newestRelease } from "./baseline-release.js";
import { t as forEachModel } from "./for-each-model.js";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

// src/stages/monitor/monitor.ts
/** Holds new data against a release: the contract's checks, and drift of every column. Appends the record to the log. */
async function monitorStage(context, request) {
	const startedMs = context.clock.monotonicMs();
	const { engine, reference } = request;
	const { targets } = context.model.data;
	const paths = request.data ?? context.model.monitor?.data ?? noData(context);
	const dataset = await openDataset(context, engine, {
		role: "monitor",
		paths,
		contract: reference.contract
	});
	assertGroup(context, reference, dataset.columns.map(({ name }) => name));
	const tables = await openTables(context, engine, reference.contract);
	const watched = [dataset, ...tables.map((table) => table.dataset)];
	const { checked, profile } = await whileUnchanged(watched, async () => ({
		checked: await checkDataset(context, engine, {
			dataset,
			request: {
				contract: reference.contract,
				roleChecks: [],
				optional: targets,
				environment: "serving",
				tables: sourcesOf(tables)
			}
		}),
		profile: await profileDataset(context, engine, {
			dataset,
			contract: reference.contract,
			reference: reference.profile
		})
	}));
	const settings = driftSettings(context.model.drift.settings, reference.contract, "skew");
	const found = compareProfiles(reference.profile, profile, {
		settings,
		optional: [...targets, ...absentIn(reference.contract, "serving")]
	});
	const signals = [...withPictures(context, found, [reference.profile, profile]), ...checkSignals(checked, hasTooFew(profile, settings))];
	const read = [...dataset.files, ...reference.file === null ? [] : [reference.file]];
	const record = {
		schema: "modelyard/monitor/1",
		verdict: monitorVerdict(signals),
		...recordHeader(context, {
			startedMs,
			revision: await readRevision(context),
			read,
			written: []
		}),
		reference: reference.tag,
		rows: checked.rows,
		groups: profile.groups,
		signals,
		datasets: [checked]
	};
	await writeRecord(recordPath(context.project.directory, context.model.name, "monitor"), monitorRecordSchema, record);
	await request.log.append({
		kind: "monitor",
		at: record.at,
		model: context.model.name,
		body: summaryOf(record)
	});
	return record;
}
function noData({ model }) {
	throw new ModelyardError("config", `models.${model.name} names no data to monitor`, { hint: `Set models.${model.name}.monitor.data, or give --data.` });
}
/** Data can be held against the reference only by the groups that it was counted by. */
function assertGroup({ model }, { tag, profile }, columns) {
	if (profile.groupBy === null && model.data.groupBy !== null) throw new ModelyardError("input", `${tag} was profiled without groups, and data.group_by is ${model.data.groupBy} now: its rows cannot be told apart from repeated ones`, { hint: "Release the model again with this config." });
	if (profile.groupBy === null || columns.includes(profile.groupBy)) return;
	throw new ModelyardError("input", `the new data have no column ${profile.groupBy}, by which the rows of ${tag} are grouped: they cannot be told apart from repeated ones`, { hint: `Log ${profile.groupBy} with every row.` });
}
/** What the log keeps: the signals that are not well, and how many are. */
function summaryOf(record) {
	const { reference, verdict, rows, groups, signals } = record;
	return {
		reference,
		verdict,
		rows,
		groups,
		signals: signals.filter(({ verdict }) => verdict === "fail").map(({ picture: _, ...signal }) => signal),
		judged: signals.length
	};
}
/** Failing checks of the contract as signals. */
function checkSignals(dataset, isTooFew) {
	return dataset.checks.filter((check) => check.verdict !== "pass" && isTold(check)).map((check) => ({
		signal: "check",
		column: check.column,
		statistic: check.id,
		value: check.failing,
		threshold: null,
		pValue: null,
		rows: dataset.rows,
		groups: null,
		verdict: isAlarm(check, isTooFew) ? "fail" : "warn",
		reason: `expected ${check.expected}${check.reason === void 0 ? "" : `; ${check.reason}`}`
	}));
}
/** How many rows there are is a rule for training data: what arrives comes in other amounts, and few rows are no alarm. */
const SIZE_CHECKS = /* @__PURE__ */ new Set(["rows", "row_count"]);
/** `less than 1 % null`: a limit on a share, which says as little as drift does of a few rows. */
const IS_SHARE = /^[a-z ]+[\d.e+-]+( and [\d.e+-]+)? % /;
function isAlarm({ verdict, kind, expected }, isTooFew) {
	if (SIZE_CHECKS.has(kind) || isTooFew && IS_SHARE.test(expected)) return false;
	return verdict === "fail" || verdict === "error";
}
function hasTooFew({ rows, groups }, { leastRows, leastGroups }) {
	return rows < leastRows || groups !== null && groups < leastGroups;
}
function monitorVerdict(signals) {
	if (signals.some((signal) => signal.verdict === "fail")) return "fail";
	return signals.filter(({ signal, statistic }) => (signal === "drift" || signal === "nulls") && statistic !== "off").every((signal) => signal.verdict === "insufficient") ? "insufficient" : "pass";
}

// src/cli/commands/monitor.ts
const command = (context) => forEachModel(context, async (model) => {
	const stage = context.stageContext(model);
	const { releases, log } = await context.services.forge(stage.project.repository);
	const tag = await newestRelease(stage, releases);
	if (tag === null) throw new ModelyardError("input", `${model.name} has no release to hold new data against`, { hint: "Run modelyard release first." });
	const release = await readVerified(releases, tag);
	const asked = context.line.text("data");
	const data = asked === null ? null : namedData(model, asked);
	const reference = {
		tag: tag.tag,
		...await releasedReference(release)
	};
	const record = await monitorStage(stage, {
		engine: context.services.engine,
		log,
		reference,
		data
	});
	stage.reporter.step({
		model: model.name,
		stage: "monitor",
		detail: `${record.verdict} against ${tag.tag}`,
		durationMs: record.durationMs
	});
	return {
		json: record,
		text: monitorText(record),
		exitCode: record.verdict === "fail" ? 1 : 0
	};
});
/** Data of the command line are read as those of the config are. */
function namedData({ monitor }, asked) {
	const patterns = [{
		written: asked,
		absolute: resolve(asked)
	}];
	return monitor?.data.form === void 0 ? { patterns } : {
		patterns,
		form: monitor.data.form
	};
}
/** Profile and contract as they were released. */
async function releasedReference(release) {
	const names = release.record.assets.map(({ name }) => name);
	return {
		profile: await releasedProfile(release),
		...await releasedContract(release.folder, names)
	};
}
async function releasedContract(folder, names) {
	const name = names.find((each) => each.startsWith("contract."));
	if (name === void 0) return {
		contract: null,
		file: null
	};
	const path = join(folder, name);
	return {
		contract: parseContract(await readFile(path, "utf8"), basename(path)),
		file: {
			path: name,
			...await hashFile(path)
		}
	};
}

export { command };