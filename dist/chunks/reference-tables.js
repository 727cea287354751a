import { r as cutMiddle } from "./escape-markdown.js";
import { n as ModelyardError } from "./errors.js";
import { C as string, d as _enum, g as literal, p as array, v as number, y as object } from "./schemas.js";
import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { n as sha256sumLines } from "./model-digest.js";
import { r as readRecord } from "./store.js";
import { t as fetchPointed } from "./pointed-files.js";
import { F as chiSquareSurvival, M as studentSurvival, N as fisherSurvival, z as evaluationSets } from "./registry.js";
import { t as expandPaths } from "./expand-paths.js";
import { t as displayPath } from "./paths.js";
import { n as readVerified, t as newestRelease } from "./baseline-release.js";
import { O as normalCdf, _ as counted } from "./pair-metrics.js";
import { s as settingsOf } from "./yaml-document.js";
import { a as MOST_SEVERE, c as operatorText, d as checkVerdict, f as noneFails, g as declaredTypes, h as declaredReadings, i as valuesOf, n as valueChecks, o as datasetRuleCheck, p as notRun, r as placeLabel, s as keeps } from "./plan-value.js";
import { a as renderQuery } from "./load-contract.js";
import { t as unreadableFile } from "./unreadable-file.js";
import { a as showsValues } from "./validate.js";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";

// src/stages/data-files.ts
/**
* Absolute paths of a dataset's files, in their order, each once. What `.dvc` pointers stand for is put into the work tree
* first, as `dvc pull` does. Throws `input` where there is no file.
*/
async function dataFiles(context, paths) {
	const files = [];
	for (const file of await expandPaths(paths)) files.push(...file.endsWith(".dvc") ? await pulled(context, file) : [file]);
	return [...new Set(files)];
}
async function pulled({ project, environment, signal, reporter }, pointer) {
	return fetchPointed(pointer, {
		checkout: project.checkout ?? project.repository,
		environment,
		signal,
		label: (path) => displayPath(project, path),
		onBytes: (name, done, total) => reporter.progress({
			label: `fetch ${name}`,
			done,
			total,
			unit: "bytes"
		})
	});
}
/** Puts the training, evaluation and tuning data of `.dvc` pointers into the work tree, so that they are inputs like others. */
async function fetchData(context) {
	const { data } = context.model;
	const sets = evaluationSets(data).map(({ paths }) => paths);
	for (const paths of [
		data.train,
		...sets,
		...data.tuning === void 0 ? [] : [data.tuning]
	]) if (paths.patterns.some(({ written }) => written.endsWith(".dvc"))) await dataFiles(context, paths);
}

// src/adapters/files/watch-files.ts
/** Longer than any file system takes to give a change another time. */
const FRESH_MS = 2e3;
/**
* Hashes files; `label` is what errors call them. They must not have been read before: of what was read earlier the hashes say
* nothing. Throws `unreadable`.
*/
async function watchFiles(paths, label) {
	const seen = [];
	for (const path of paths) seen.push(await told(path, label, look));
	const hashes = [];
	for (const path of paths) hashes.push(await told(path, label, hashFile));
	return {
		hashes,
		async assertUnchanged() {
			for (const [index, { path, state, isFresh }] of seen.entries()) {
				const now = await told(path, label, stateOf);
				const isSure = !isFresh && now.changed === state.changed;
				const isEqual = async () => (await told(path, label, hashFile)).sha256 === hashes[index]?.sha256;
				if (now.written !== state.written || !(isSure || await isEqual())) throw new ModelyardError("input", `${label(path)} changed while it was read`, { hint: "Run again when nothing writes to it." });
			}
		}
	};
}
async function told(path, label, act) {
	return act(path).catch((cause) => {
		throw unreadableFile(label(path), cause instanceof ModelyardError ? cause.cause : cause);
	});
}
async function look(path) {
	const info = await statOf(path);
	const ageMs = Date.now() - Number(info.mtimeNs / 1000000n);
	return {
		path,
		state: stateIn(info),
		isFresh: ageMs < FRESH_MS
	};
}
async function stateOf(path) {
	return stateIn(await statOf(path));
}
async function statOf(path) {
	return stat(path, { bigint: true });
}
function stateIn({ dev, ino, size, mtimeNs, ctimeNs }) {
	return {
		written: [
			dev,
			ino,
			size,
			mtimeNs
		].join(" "),
		changed: ctimeNs
	};
}

// src/stages/data-source.ts
/** A dataset of the config as the data engine is given it. Throws `input` where there are no files. */
async function findSource(context, paths, declared) {
	const files = await dataFiles(context, paths);
	const form = paths.form === void 0 ? {} : { form: paths.form };
	return {
		files,
		base: context.project.directory,
		...declared,
		...form
	};
}
/** The same for data of which a record will speak: the files are hashed before anything is read of them. */
async function watchSource(context, paths, declared) {
	const source = await findSource(context, paths, declared);
	const label = (path) => displayPath(context.project, path);
	const { hashes, assertUnchanged } = await watchFiles(source.files, label);
	return {
		source,
		files: hashes.map((hash, index) => ({
			path: label(source.files[index] ?? ""),
			...hash
		})),
		assertUnchanged
	};
}
/** Reads; throws `input` where a file was changed meanwhile, also where reading failed, which then is no wonder. */
async function whileUnchanged(watched, read) {
	const assertAll = async () => {
		for (const each of watched) await each.assertUnchanged();
	};
	const result = await read().catch(async (error) => {
		await assertAll();
		throw error;
	});
	await assertAll();
	return result;
}

// src/domain/contract/plan-foreign.ts
/**
* Rules for engines of other tools. None can be run here, and each is told: as a check that could not run, which fails, or,
* where the rule would not block when broken, as one that cannot tell.
*/
function foreignChecks({ foreignRules }) {
	return foreignRules.map(foreignCheck);
}
function foreignCheck({ label, column, engine, title, severity, writtenAt }) {
	const head = {
		id: label === null ? "custom" : `${label}.custom`,
		column,
		kind: "custom",
		severity,
		expected: title ?? `what the engine ${engine} makes of it`
	};
	const check = notRun(head, `a rule of type custom (engine ${engine}) cannot be run here; write it as a library or sql rule, or take it out: ${writtenAt}`);
	if (severity === "error") return check;
	return {
		...check,
		outcome: {
			...check.outcome,
			verdict: "insufficient"
		}
	};
}
/** Whether the contract asks for anything of the rows; one that only describes its owners and servers does not. */
function isAnythingAsked({ columns, rules, queries, foreignRules, serviceLevels, relationships }) {
	return [
		columns,
		rules,
		queries,
		foreignRules,
		serviceLevels,
		relationships
	].some((each) => each.length > 0);
}
/** A contract that was meant to guard the rows and says nothing of them guards nothing: that is no pass. */
function nothingAsked() {
	return notRun({
		id: "contract",
		column: null,
		kind: "contract",
		severity: "error",
		expected: "the contract says what the rows must look like"
	}, "the contract describes no column and asks for nothing; add properties under schema, or leave data.contract out");
}

// src/domain/contract/plan-table.ts
const NOT_THERE = "the column is not there";
function primaryKeyCheck(table, present) {
	const { primaryKey } = table;
	if (primaryKey.length === 0) return [];
	const head = {
		id: "primary_key",
		column: primaryKey.length === 1 ? primaryKey[0] ?? null : null,
		kind: "primary_key",
		severity: "error",
		expected: `${primaryKey.join(", ")}: no key twice`
	};
	const isThere = primaryKey.every((name) => present.has(name));
	const rule = {
		kind: "unique",
		columns: primaryKey
	};
	return [isThere ? {
		...head,
		rule,
		classified: isClassified(table, primaryKey),
		judge: noneFails
	} : notRun(head, NOT_THERE)];
}
/** Columns that together must not repeat. */
function combinationChecks(table, present) {
	return table.rules.filter((rule) => rule.metric === "duplicateValues").map((rule) => {
		const check = datasetRuleCheck(rule, 0);
		const columns = rule.columns ?? [];
		if (!("rule" in check) || !columns.every((name) => present.has(name))) return notRun(check, NOT_THERE);
		return {
			...check,
			classified: isClassified(table, columns)
		};
	});
}
function relationshipChecks(table, present) {
	return table.relationships.map((relationship) => relationshipCheck(table, relationship, present));
}
function relationshipCheck(table, { from, to }, present) {
	const keys = from.map(placeLabel).join(", ");
	const targets = to.columns.map(placeLabel).join(", ");
	const head = {
		id: `foreign_key(${keys})`,
		column: from.length === 1 ? keys : null,
		kind: "foreign_key",
		severity: "error",
		expected: `${keys} stands in ${targets} of ${to.table}`
	};
	if (!to.hasRows) return notRun(head, `the contract names no files of ${to.table}`);
	if (!from.every(({ column }) => present.has(column))) return notRun(head, NOT_THERE);
	const classified = isClassified(table, from.map(({ column }) => column));
	return {
		...head,
		rule: {
			kind: "reference",
			from,
			to
		},
		classified,
		judge: noneFails
	};
}
const LONGEST_QUERY = 200;
/** Questions of the contract's author to the data. */
function queryChecks(table, present) {
	return table.queries.map((rule) => queryCheck(table, rule, present));
}
function queryCheck(table, rule, present) {
	const { column, title, operator, severity } = rule;
	const told = title ?? rule.query.replaceAll(/\s+/g, " ").trim();
	const shown = told.length > LONGEST_QUERY ? `${told.slice(0, LONGEST_QUERY)}…` : told;
	const head = {
		id: column === null ? "sql" : `${column}.sql`,
		column,
		kind: "sql",
		severity,
		expected: `${operatorText(operator)}: ${shown}`
	};
	if (column !== null && !present.has(column)) return notRun(head, NOT_THERE);
	const query = renderQuery(rule.query, {
		object: table.name,
		property: column
	});
	return {
		...head,
		query,
		judge: (value) => {
			const isMet = keeps(operator, value);
			return {
				isMet,
				failing: null,
				checked: null,
				...isMet ? {} : { reason: `the query gives ${value}` }
			};
		}
	};
}
/** Ages of rows, at a time that is given (milliseconds since 1970). */
function serviceLevelChecks({ serviceLevels }, present, nowMs) {
	return serviceLevels.map((level) => {
		const head = {
			id: `${level.column}.${level.kind}`,
			column: level.column,
			kind: level.kind,
			severity: "error",
			expected: level.kind === "freshness" ? `the newest row at most ${level.age} old` : `no row older than ${level.age}`
		};
		if (level.problem !== null) return notRun({
			...head,
			column: null
		}, level.problem);
		return present.has(level.column) ? ageCheck(head, level, nowMs) : notRun(head, NOT_THERE);
	});
}
/** Rows before the limit fail: all of them where data are not fresh, any where they are kept too long. */
function ageCheck(head, { kind, column, ageMs }, nowMs) {
	const limit = new Date(nowMs - ageMs).toISOString();
	const rule = {
		kind: "range",
		column,
		minimum: limit
	};
	if (kind === "retention") return {
		...head,
		rule,
		classified: false,
		judge: noneFails
	};
	return {
		...head,
		rule,
		classified: true,
		judge: ({ checked, failing }) => {
			const isMet = checked > failing;
			const reason = checked === 0 ? "no row has a time" : `no row is from ${limit} or later`;
			return {
				isMet,
				failing: null,
				checked,
				...isMet ? {} : { reason }
			};
		}
	};
}
/** Whether values of any of the columns must never be shown. */
function isClassified(contract, names) {
	return (contract?.columns ?? []).some(({ name, classified }) => classified && names.includes(name));
}
/** Objects of the contract that nobody looks at are named, once for all of them. */
function withoutRowsCheck(names) {
	if (names.length === 0) return [];
	return [{
		id: "objects",
		column: null,
		kind: "objects",
		severity: "warning",
		expected: "the contract names the files of every other object (customProperties: files)",
		outcome: {
			isMet: false,
			failing: null,
			checked: null,
			verdict: "insufficient",
			reason: `not checked, for want of rows: ${`${names.slice(0, SHOWN).join(", ")}${names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ""}`}`
		}
	}];
}
const SHOWN = 10;
function unexpectedColumns(table, columns) {
	const known = new Set(table.columns.map((column) => column.name));
	const extra = columns.map((column) => column.name).filter((name) => !known.has(name));
	const head = {
		id: "unexpected_columns",
		column: null,
		kind: "unexpected_columns",
		severity: "warning",
		expected: "only columns that the contract names"
	};
	if (extra.length === 0) return {
		...head,
		outcome: {
			isMet: true,
			failing: null,
			checked: null
		}
	};
	const reason = `also there: ${extra.slice(0, SHOWN).join(", ")}${extra.length > SHOWN ? " …" : ""}`;
	return {
		...head,
		outcome: {
			isMet: false,
			failing: null,
			checked: null,
			reason
		}
	};
}

// src/domain/contract/value-shape.ts
/** Whether the type has such a place. Maps and JSON may have any. */
function hasPlace(shape, path) {
	const [step, ...rest] = path;
	if (step === void 0 || shape.kind === "open") return true;
	if (step === "items") return shape.kind === "list" && hasPlace(shape.items, rest);
	if (shape.kind !== "object" || !Object.hasOwn(shape.fields, step.field)) return false;
	return hasPlace(shape.fields[step.field] ?? { kind: "open" }, rest);
}

// src/domain/contract/plan-checks.ts
/** Every check that the contract asks for, and those that every dataset gets. Rows are counted later. */
function planChecks(subject) {
	return [...builtInChecks(subject), ...contractChecks(subject)];
}
/** Dataset rules that look at the number of rows; known only after counting. */
function planRowCountChecks(contract, rows) {
	const head = {
		id: "rows",
		column: null,
		kind: "rows",
		severity: "error",
		expected: "at least one row"
	};
	const reason = rows > 0 ? {} : { reason: "there are no rows" };
	return [{
		...head,
		outcome: {
			isMet: rows > 0,
			failing: null,
			checked: rows,
			...reason
		}
	}, ...(contract?.rules ?? []).filter((rule) => rule.metric === "rowCount").map((rule) => datasetRuleCheck(rule, rows)).filter((check) => "outcome" in check)];
}
/** NaN and infinities are almost never meant; a contract that declares a range refuses NaN outright. */
function builtInChecks({ columns, contract }) {
	return columns.filter((column) => column.logicalType === "number").map(({ name }) => ({
		id: `${name}.finite`,
		column: name,
		kind: "finite",
		severity: "warning",
		expected: "no NaN and no infinity",
		rule: {
			kind: "finite",
			column: name
		},
		classified: isClassified(contract, [name]),
		judge: noneFails
	}));
}
function contractChecks(subject) {
	const { contract, columns, nowMs } = subject;
	if (contract === null) return [];
	const present = new Map(columns.map((column) => [column.name, column]));
	const asked = withoutAbsent(contract, subject, present);
	return [
		...contract.columns.flatMap((column) => columnChecks(column, subject, present.get(column.name))),
		...primaryKeyCheck(asked, present),
		...combinationChecks(asked, present),
		...relationshipChecks(asked, present),
		...serviceLevelChecks(asked, present, nowMs),
		...ofLifecycle([...queryChecks(asked, present), ...foreignChecks(asked)], contract),
		...outlineChecks(contract, subject),
		...subject.environment === "training" ? withoutRowsCheck(subject.withoutRows ?? []) : []
	];
}
/** Of a table that keys point to, mostly the keys alone are described. */
function outlineChecks(contract, { environment, columns }) {
	if (environment === null) return [];
	if (contract.columns.length === 0) return isAnythingAsked(contract) ? [] : [nothingAsked()];
	return [unexpectedColumns(contract, columns)];
}
/** What is asked of a column blocks no more than its lifecycle lets it. */
function ofLifecycle(checks, { columns }) {
	const lifecycles = new Map(columns.map(({ name, lifecycle }) => [name, lifecycle]));
	return checks.map((check) => {
		const lifecycle = check.column === null ? void 0 : lifecycles.get(check.column);
		return lifecycle === void 0 ? check : atMost(check, MOST_SEVERE[lifecycle]);
	});
}
/** The table without what it asks of columns that this environment need not have and has not. */
function withoutAbsent(contract, subject, present) {
	const absent = new Set(contract.columns.filter((column) => !present.has(column.name) && !isAskedFor(column, subject)).map(({ name }) => name));
	const isAsked = (names) => !names.some((name) => absent.has(name));
	const { primaryKey, rules, relationships, serviceLevels, queries, foreignRules } = contract;
	return {
		...contract,
		primaryKey: isAsked(primaryKey) ? primaryKey : [],
		rules: rules.filter(({ columns }) => isAsked(columns ?? [])),
		relationships: relationships.filter(({ from }) => isAsked(from.map(({ column }) => column))),
		serviceLevels: serviceLevels.filter(({ column }) => isAsked([column])),
		queries: queries.filter(({ column }) => column === null || isAsked([column])),
		foreignRules: foreignRules.filter(({ column }) => column === null || isAsked([column]))
	};
}
/** A column that is not asked for in this environment is checked where it is there all the same. */
function isAskedFor({ name, environments }, { environment, optional }) {
	if (environments !== null) return environment === null || environments.includes(environment);
	return !optional.includes(name);
}
function columnChecks(column, subject, found) {
	if (found === void 0 && !isAskedFor(column, subject)) return [];
	const head = {
		id: `${column.name}.present`,
		column: column.name,
		kind: "present",
		severity: "error",
		expected: "the column is there"
	};
	const isPresent = found !== void 0;
	const alike = isPresent ? void 0 : nameInOtherLetters(column.name, subject);
	return [{
		...head,
		outcome: {
			isMet: isPresent,
			failing: null,
			checked: null,
			...alike === void 0 ? {} : { reason: `there is ${JSON.stringify(alike)}, and names are exact` }
		}
	}, ...valuesOf(column).flatMap((placed) => valueChecks(placed).map((check) => {
		if (!isPresent) return notRun(check, "the column is not there");
		return hasPlace(found.shape ?? { kind: "open" }, placed.path) ? check : absentPlace(check, found.physicalType);
	}))].map((check) => atMost(check, MOST_SEVERE[column.lifecycle]));
}
function nameInOtherLetters(name, { columns }) {
	const plain = (text) => text.trim().toLowerCase();
	return columns.find((column) => plain(column.name) === plain(name))?.name;
}
/** The type of a nested column is told by what is inside it: a field that is not there is of no type. */
function absentPlace(check, physicalType) {
	const where = `${physicalType} has no such place`;
	if (check.kind !== "type") return notRun(check, where);
	const { id, column, kind, severity, expected } = check;
	return {
		id,
		column,
		kind,
		severity,
		expected,
		outcome: {
			isMet: false,
			failing: null,
			checked: null,
			reason: where
		}
	};
}
const GRAVITY = {
	info: 0,
	warning: 1,
	error: 2
};
function atMost(check, most) {
	if (GRAVITY[check.severity] <= GRAVITY[most]) return check;
	const lowered = {
		...check,
		severity: most
	};
	if (!("outcome" in lowered) || lowered.outcome.verdict !== "error" || most === "error") return lowered;
	return {
		...lowered,
		outcome: {
			...lowered.outcome,
			verdict: "insufficient"
		}
	};
}
/** Every check gets an id of its own: a second `age.range` becomes `age.range#2`. The first in the list keeps its id. */
function withUniqueIds(checks) {
	const taken = new Set(checks.map(({ id }) => id));
	const seen = /* @__PURE__ */ new Set();
	return checks.map((check) => {
		if (!seen.has(check.id)) {
			seen.add(check.id);
			return check;
		}
		let count = 2;
		while (taken.has(`${check.id}#${count}`)) count += 1;
		const id = `${check.id}#${count}`;
		taken.add(id);
		return {
			...check,
			id
		};
	});
}

// src/config/split-columns.ts
/** Columns by which datasets choose their rows: they say which dataset a row is of, nothing about the row. */
function splitColumns({ train, evaluation, evaluationSets = [], tuning }) {
	const columns = [
		train,
		evaluation,
		...evaluationSets.map(({ paths }) => paths),
		tuning
	].flatMap((paths) => (paths?.form?.rows ?? []).map(({ column }) => column));
	return [...new Set(columns)];
}

// src/records/profile.ts
const count = number().int().nonnegative();
const cellCountsShape = {
	rows: count,
	counts: array(count),
	clusters: object({
		groups: count,
		valuedGroups: count,
		products: array(array(number()))
	}).nullable()
};
const columnProfileSchema = object({
	column: string(),
	kind: _enum(["number", "category"]),
	...cellCountsShape,
	nulls: count,
	nonFinite: count,
	edges: array(number()).nullable(),
	categories: array(string()).nullable(),
	means: array(number().nullable()).nullable(),
	mean: number().nullable(),
	standardDeviation: number().nullable(),
	minimum: number().nullable(),
	maximum: number().nullable(),
	reason: string().optional(),
	classified: literal(true).optional(),
	heldOut: object(cellCountsShape).nullable()
});
const profileSchema = object({
	schema: literal("modelyard/profile/1"),
	toolkit: string(),
	model: string(),
	data: string(),
	rows: count,
	groups: count.nullable(),
	groupBy: string().nullable(),
	columns: array(columnProfileSchema)
});

// src/stages/find-released-profile.ts
/** The profile that the newest release holds; null where it is proven that there is no release. Throws `unreadable` where there may be one. */
async function findReleasedProfile(context, releases) {
	const newest = await newestRelease(context, releases);
	if (newest === null) return null;
	return {
		tag: newest.tag,
		profile: await releasedProfile(await readVerified(releases, newest))
	};
}
/** Throws `unreadable` where the release holds none. */
async function releasedProfile({ folder, record }) {
	const profile = await readRecord(join(folder, "profile.json"), profileSchema);
	if (profile !== null) return profile;
	throw new ModelyardError("unreadable", `${record.tag} holds no profile to hold new data against`, { hint: "Run modelyard validate before the next release: it makes the profile." });
}

// src/stages/validate/check-dataset.ts
/** Finds and hashes the files of a dataset and reads its columns. Throws `input` where there is nothing to read. */
async function openDataset(context, engine, { role, paths, contract, ...named }) {
	context.reporter.progress({
		label: `open ${named.name ?? role}`,
		done: 0,
		total: null,
		unit: "rows"
	});
	const watched = await watchSource(context, paths, {
		types: declaredTypes(contract),
		readings: declaredReadings(contract)
	});
	const columns = await whileUnchanged([watched], () => engine.describe(watched.source));
	return {
		role,
		...named,
		...watched,
		columns
	};
}
const MOST_EXAMPLES = 5;
/** Runs every check on one dataset. Each check that was asked for is in the result, with a verdict. */
async function checkDataset(context, engine, { dataset, request }) {
	const planned = withUniqueIds([...request.roleChecks, ...planChecks({
		...request,
		columns: dataset.columns,
		nowMs: context.clock.now().getTime()
	})]);
	const toCount = planned.filter((check) => "rule" in check);
	context.reporter.progress({
		label: `validate ${dataset.name ?? dataset.role}`,
		done: 0,
		total: null,
		unit: "rows"
	});
	const plan = {
		rules: toCount.map(({ id, rule }) => ({
			id,
			rule
		})),
		profile: [],
		maxCategories: 0,
		groupBy: null,
		maxExamples: context.model.examples === "none" ? 0 : MOST_EXAMPLES
	};
	const tables = {
		...request.tables,
		...itself(request.contract, dataset.source)
	};
	const measured = await engine.measure(dataset.source, plan, tables);
	const answered = await askQuestions(engine, planned, tables);
	const byId = new Map(measured.rules.map((rule) => [rule.id, rule]));
	const rowCounts = planRowCountChecks(request.contract, measured.rows);
	const results = planned.map((check) => "rule" in check ? countedResult(context, check, {
		measurement: byId.get(check.id),
		rows: measured.rows
	}) : settledResult(check, "outcome" in check ? check.outcome : answered(check)));
	const checks = [...[...await fileChecks(engine, dataset), ...rowCounts].map((check) => settledResult(check, check.outcome)), ...results];
	return {
		role: dataset.role,
		...dataset.name === void 0 ? {} : { name: dataset.name },
		files: [...dataset.files],
		rows: measured.rows,
		checks: withUniqueIds(checks)
	};
}
/** A table may point to itself, and be asked by each of its names. */
function itself(table, source) {
	const names = table === null ? [] : [...table.aliases, table.name];
	return Object.fromEntries(names.map((name) => [name, source]));
}
/** Asks the queries of the contract, all in one go; what has no answer could not run. */
async function askQuestions(engine, planned, tables) {
	const checks = planned.filter((check) => "query" in check);
	const questions = checks.map(({ id, query }) => ({
		id,
		sql: query
	}));
	const answers = checks.length === 0 ? [] : await engine.ask(tables, questions);
	const byId = new Map(answers.map((answer) => [answer.id, answer]));
	return (check) => {
		const answer = byId.get(check.id);
		if (answer === void 0) throw new ModelyardError("internal", `check ${check.id} was not asked`);
		return answer.value === null ? notRun(check, answer.reason).outcome : check.judge(answer.value);
	};
}
/** Of several files: whether each has every column. */
async function fileChecks(engine, { source }) {
	if (source.files.length < 2) return [];
	const differences = await engine.differences(source);
	const reason = differences.length === 0 ? {} : { reason: differences.join("; ") };
	return [{
		id: "files.columns",
		column: null,
		kind: "files",
		severity: "warning",
		expected: "every file has every column",
		outcome: {
			isMet: differences.length === 0,
			failing: null,
			checked: null,
			...reason
		}
	}];
}
/** The result of a check whose outcome is known. A check that could not run is an error, never a pass. */
function settledResult({ id, column, kind, severity, expected }, outcome) {
	return {
		id,
		column,
		kind,
		severity,
		verdict: checkVerdict(outcome, severity),
		expected,
		failing: outcome.failing,
		checked: outcome.checked,
		examples: [],
		...outcome.reason === void 0 ? {} : { reason: outcome.reason }
	};
}
function countedResult(context, check, { measurement, rows }) {
	if (measurement === void 0) throw new ModelyardError("internal", `check ${check.id} was not counted`);
	const result = settledResult(check, check.judge(measurement, rows));
	if (result.verdict === "pass") return result;
	return {
		...result,
		examples: shownExamples(context, measurement.examples, check.classified)
	};
}
/** Values may be of people: a classified column never shows them, and nobody's build server does unless told to. */
function shownExamples(context, examples, isClassified) {
	if (context.model.examples === "none") return [];
	if (isClassified) return examples.map(({ row }) => ({
		row,
		value: "(classified)"
	}));
	if (!showsValues(context)) return examples.map(({ row }) => ({
		row,
		value: "(not shown)"
	}));
	return [...examples];
}

// src/stages/validate/profile-dataset.ts
const MOST_CATEGORIES$1 = 100;
const AS = {
	number: "number",
	integer: "number",
	string: "category",
	boolean: "category"
};
/** Counts, bins and null rates of a dataset; with a reference, in its bins and by its groups, so that both can be compared. */
async function profileDataset(context, engine, { dataset, contract, reference }) {
	const { data, name } = context.model;
	const groupBy = reference === null ? data.groupBy : reference.groupBy;
	const tell = (done, total) => context.reporter.progress({
		label: `profile ${dataset.role}`,
		done,
		total,
		unit: "columns"
	});
	tell(0, null);
	const planned = reference === null ? plannedProfile(context, dataset) : plannedLike(reference, dataset);
	const isHidden = (column) => isClassified(contract, [column]);
	const measured = await engine.measure(dataset.source, {
		rules: [],
		profile: planned.map((column) => isHidden(column.column) ? withoutCells(column) : column),
		maxCategories: MOST_CATEGORIES$1,
		groupBy,
		maxExamples: 0,
		onProfiled: (done) => tell(done, planned.length)
	});
	return {
		schema: "modelyard/profile/1",
		toolkit: context.toolkit,
		model: name,
		data: hashBytes(sha256sumLines(dataset.files.map(({ path, sha256 }) => ({
			name: path,
			sha256
		})))),
		rows: measured.rows,
		groups: measured.groups,
		groupBy,
		columns: measured.profile.map((column) => isHidden(column.column) ? withoutValues(column) : column)
	};
}
/** Edges and categories are values of the data: a column that may not show any is counted in one cell. */
function withoutCells(planned) {
	return {
		...planned,
		edges: [],
		categories: []
	};
}
/** Moments of few rows give values away, and the smallest and largest are values. */
function withoutValues(column) {
	const moments = {
		means: null,
		mean: null,
		standardDeviation: null,
		minimum: null,
		maximum: null
	};
	const { reason: _, ...rest } = column;
	return {
		...rest,
		...moments,
		classified: true
	};
}
/** Every column that says something about rows; ids, groups, time and splits are others in every dataset. */
function plannedProfile({ model }, { columns }) {
	const { id, groupBy, time } = model.data;
	const keys = [
		id,
		groupBy,
		time,
		...splitColumns(model.data)
	];
	return columns.flatMap(({ name, logicalType }) => {
		const as = AS[logicalType];
		if (keys.includes(name) || as === void 0) return [];
		return [{
			column: name,
			as,
			edges: null,
			categories: null
		}];
	});
}
/** The columns of the reference that are here; one that changed its kind is profiled as what it is now. */
function plannedLike(reference, { columns }) {
	return reference.columns.flatMap(({ column, kind, edges, categories }) => {
		const found = columns.find(({ name }) => name === column);
		if (found === void 0) return [];
		const as = AS[found.logicalType] ?? "category";
		return [as === kind ? {
			column,
			as,
			edges,
			categories
		} : {
			column,
			as,
			edges: null,
			categories: null
		}];
	});
}

// src/domain/statistics/holm.ts
/** Holm's step-down adjustment: p-values that may be compared with one level for the whole family. NaN stays NaN and does not count. */
function holm(pValues) {
	const order = pValues.map((p, index) => ({
		p,
		index
	})).filter(({ p }) => !Number.isNaN(p));
	order.sort((a, b) => a.p - b.p);
	const adjusted = pValues.map(() => NaN);
	let largest = 0;
	for (const [rank, { p, index }] of order.entries()) {
		largest = Math.max(largest, Math.min(1, p * (order.length - rank)));
		adjusted[index] = largest;
	}
	return adjusted;
}

// src/domain/drift/cell-merge.ts
/** Two cells: a value, and none. */
function missingCells({ counts }) {
	return {
		cells: [...counts.map(() => 0), 1],
		count: 2
	};
}
const LEAST_EXPECTED = 10;
/**
* Merges cells until each expects five rows in the smaller sample; an expected count below that makes the chi-square
* distribution a bad approximation. Bins of numbers are merged with their neighbours (`ordered`), categories from the most
* to the least frequent. Which cells are merged depends on the pooled rows only: it favours no side. Nulls are left out.
*/
function mergeSparse(reference, current, { ordered }) {
	const pooled = reference.counts.map((count, index) => count + (current.counts[index] ?? 0));
	const total = sumOf(pooled);
	const smaller = Math.min(sumOf(reference.counts), sumOf(current.counts));
	const expected = pooled.map((count) => total === 0 ? 0 : count / total * smaller);
	const order = expected.map((_, index) => index);
	if (!ordered) order.sort((a, b) => (expected[b] ?? 0) - (expected[a] ?? 0));
	return mergeInOrder(order, expected);
}
function mergeInOrder(order, expected) {
	const cells = new Array(expected.length + 1).fill(-1);
	let [cell, filled] = [0, 0];
	for (const index of order) {
		cells[index] = cell;
		filled += expected[index] ?? 0;
		if (filled >= LEAST_EXPECTED) [cell, filled] = [cell + 1, 0];
	}
	const count = Math.max(1, cell);
	return {
		cells: cells.map((each) => each >= count ? count - 1 : each),
		count
	};
}
function sumOf(values) {
	return values.reduce((sum, value) => sum + value, 0);
}

// src/domain/drift/cell-shares.ts
/** Shares of merged cells among the rows that are in any of them. */
function cellShares(sample, merge) {
	const missing = sample.rows - sample.counts.reduce((sum, count) => sum + count, 0);
	const counts = mergeVector([...sample.counts, missing], merge);
	const rows = counts.reduce((sum, count) => sum + count, 0);
	const shares = counts.map((count) => rows === 0 ? 0 : count / rows);
	const { clusters } = sample;
	if (clusters === null) return {
		shares,
		rows,
		groups: null,
		effectiveGroups: null,
		covariance: null
	};
	const groups = merge.cells[sample.counts.length] === -1 ? clusters.valuedGroups : clusters.groups;
	const products = mergeProducts(clusters.products, merge);
	const squares = products.flat().reduce((sum, value) => sum + value, 0);
	return {
		shares,
		rows,
		groups,
		effectiveGroups: squares === 0 ? 0 : rows * rows / squares,
		covariance: clustered(products, squares, {
			shares,
			rows,
			groups
		})
	};
}
function mergeVector(values, { cells, count }) {
	const merged = new Array(count).fill(0);
	values.forEach((value, index) => {
		const cell = cells[index] ?? -1;
		if (cell >= 0) merged[cell] = merged[cell] + value;
	});
	return merged;
}
/** Covariance of the shares of independent rows. */
function multinomial(shares, rows) {
	return shares.map((p, i) => shares.map((q, j) => ((i === j ? p : 0) - p * q) / Math.max(1, rows)));
}
/**
* Shares as ratio estimators over groups: G / (G − 1) / M² · Σ_g (n_gi − p_i m_g)(n_gj − p_j m_g), which the sums of
* products give (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, section 6.3).
*/
function clustered(products, squares, { shares, rows, groups }) {
	const sizes = products.map((row) => row.reduce((sum, value) => sum + value, 0));
	const factor = groups / Math.max(1, groups - 1) / Math.max(1, rows * rows);
	return products.map((row, i) => row.map((product, j) => {
		const [p, q] = [shares[i] ?? 0, shares[j] ?? 0];
		return factor * (product - p * (sizes[j] ?? 0) - q * (sizes[i] ?? 0) + p * q * squares);
	}));
}
/** The stored lower triangle as a full matrix of merged cells. */
function mergeProducts(lower, { cells, count }) {
	const merged = Array.from({ length: count }, () => new Array(count).fill(0));
	const add = (a, b, value) => {
		const [i, j] = [cells[a] ?? -1, cells[b] ?? -1];
		if (i >= 0 && j >= 0) merged[i][j] = (merged[i]?.[j] ?? 0) + value;
	};
	lower.forEach((row, a) => {
		row.forEach((value, b) => {
			add(a, b, value);
			if (a !== b) add(b, a, value);
		});
	});
	return merged;
}

// src/domain/drift/effect-size.ts
/** Jensen–Shannon distance with base 2: 0 for equal shares, 1 for disjoint ones. Shares need not sum to one. */
function jensenShannonDistance(p, q) {
	const [left, right] = [normalised(p), normalised(q)];
	let divergence = 0;
	left.forEach((a, index) => {
		const b = right[index] ?? 0;
		const middle = (a + b) / 2;
		if (a > 0) divergence += a * Math.log2(a / middle) / 2;
		if (b > 0) divergence += b * Math.log2(b / middle) / 2;
	});
	return Math.sqrt(Math.max(0, divergence));
}
function normalised(values) {
	const sum = values.reduce((total, value) => total + value, 0);
	return values.map((value) => sum === 0 ? 0 : value / sum);
}
/**
* Population stability index, Σ (q − p) · ln(q / p): 0 for equal shares, without an upper end. Half a row is added to each
* cell of both, so that an empty cell does not make it infinite.
*/
function populationStabilityIndex(p, q) {
	const [left, right] = [normalised(p.map(halfMore)), normalised(q.map(halfMore))];
	return left.reduce((sum, a, index) => {
		const b = right[index] ?? 0;
		return sum + (b - a) * Math.log(b / a);
	}, 0);
}
function halfMore(count) {
	return count + .5;
}
/** The largest change of the share of any cell, 0 … 1: what TensorFlow Data Validation calls the L-infinity norm. */
function largestShareChange(p, q) {
	const [left, right] = [normalised(p), normalised(q)];
	return left.reduce((most, a, index) => Math.max(most, Math.abs(a - (right[index] ?? 0))), 0);
}
/**
* Wasserstein distance in standard deviations of the reference: the area between the two cumulative distributions, with
* the rows of each bin taken at their mean. Exact where each bin holds one value; never below the distance of the means.
* null where the reference does not vary, or one of the two has no values.
*/
function standardisedWasserstein(reference, current) {
	const { standardDeviation } = reference;
	if (standardDeviation === null || !(standardDeviation > 0)) return null;
	const steps = [...atoms(reference, -1), ...atoms(current, 1)].sort((a, b) => a.at - b.at);
	if (current.mean === null || reference.mean === null) return null;
	let [area, gap] = [0, 0];
	steps.forEach(({ at, mass }, index) => {
		gap += mass;
		area += Math.abs(gap) * ((steps[index + 1]?.at ?? at) / 4 - at / 4);
	});
	return Math.min(area / standardDeviation * 4, Number.MAX_VALUE);
}
/** The bins as points that carry the share of their rows. */
function atoms({ counts, means }, sign) {
	return normalised(counts).flatMap((share, index) => {
		const at = means?.[index] ?? null;
		return at === null ? [] : [{
			at,
			mass: sign * share
		}];
	});
}

// src/domain/drift/significance.ts
/**
* P-value of the hypothesis that two samples have the same shares: Pearson's chi-square for independent rows; for grouped
* rows with the second-order correction of J. N. K. Rao and A. J. Scott (Annals of Statistics 12, 1984), read off Fisher's
* distribution with the groups' degrees of freedom: their covariance is estimated too, and large groups make that a rough guess.
* 1 where there is nothing to compare.
*/
function shapePValue(reference, current) {
	const size = 1 / reference.rows + 1 / current.rows;
	const pooled = pooledShares(reference, current);
	const used = pooled.flatMap((share, index) => share > 0 ? [index] : []);
	if (used.length < 2) return 1;
	const covariance = add(covarianceOf(reference, pooled), covarianceOf(current, pooled));
	let [statistic, trace, squares] = [
		0,
		0,
		0
	];
	for (const i of used) {
		const d = (current.shares[i] ?? 0) - (reference.shares[i] ?? 0);
		statistic += d * d / ((pooled[i] ?? 1) * size);
		for (const j of used) {
			const v = covariance[i]?.[j] ?? 0;
			if (i === j) trace += v / ((pooled[i] ?? 1) * size);
			squares += v * v / ((pooled[i] ?? 1) * (pooled[j] ?? 1) * size * size);
		}
	}
	if (!(trace > 0)) return statistic > 0 ? 0 : 1;
	const [value, degrees] = [statistic * trace / squares, trace * trace / squares];
	const groups = leastGroups(reference, current);
	return groups === null ? chiSquareSurvival(value, degrees) : fisherSurvival(value / degrees, degrees, groups - 1);
}
/**
* P-value of a shift: difference of the mean scores of the cells over its standard error. Independent rows: the variance of
* the pooled rows, which for `rankScores` is the Wilcoxon test with ties. Groups: that variance times the design effect of the two
* samples, and Student's t with as many degrees of freedom as the smaller sample has groups (as many of equal size), less one.
*/
function shiftPValue(reference, current, scores) {
	const difference = scores.reduce((sum, score, i) => sum + score * ((current.shares[i] ?? 0) - (reference.shares[i] ?? 0)), 0);
	const pooled = pooledShares(reference, current);
	const variance = quadratic(add(multinomial(pooled, reference.rows), multinomial(pooled, current.rows)), scores) * designEffect(reference, current, scores);
	if (!(variance > 0)) return Math.abs(difference) > 1e-12 ? 0 : 1;
	const z = Math.abs(difference) / Math.sqrt(variance);
	const groups = leastGroups(reference, current);
	return groups === null ? 2 * normalCdf(-z) : 2 * studentSurvival(z, groups - 1);
}
/** Of the smaller sample, as groups of equal size: a few large groups say less than their number. */
function leastGroups(reference, current) {
	const counts = [reference, current].flatMap(({ effectiveGroups }) => effectiveGroups ?? []);
	return counts.length === 0 ? null : Math.max(2, Math.min(...counts));
}
/** How many times the variance of independent rows the mean scores have. */
function designEffect(reference, current, scores) {
	const [before, now] = [reference, current].map((sample) => multinomial(sample.shares, sample.rows));
	const independent = quadratic(add(before ?? [], now ?? []), scores);
	if (!(independent > 0)) return 1;
	return quadratic(add(reference.covariance ?? before ?? [], current.covariance ?? now ?? []), scores) / independent;
}
/** Share of the pooled rows below the middle of each cell: what the Wilcoxon test calls the mean rank. */
function rankScores(reference, current) {
	let below = 0;
	return pooledShares(reference, current).map((share) => {
		const score = below + share / 2;
		below += share;
		return score;
	});
}
function pooledShares(reference, current) {
	const rows = reference.rows + current.rows;
	return reference.shares.map((p, index) => (p * reference.rows + (current.shares[index] ?? 0) * current.rows) / rows);
}
function covarianceOf({ covariance, rows }, pooled) {
	return covariance ?? multinomial(pooled, rows);
}
function add(a, b) {
	return a.map((row, i) => row.map((value, j) => value + (b[i]?.[j] ?? 0)));
}
function quadratic(matrix, scores) {
	let sum = 0;
	matrix.forEach((row, i) => {
		row.forEach((value, j) => {
			sum += (scores[i] ?? 0) * value * (scores[j] ?? 0);
		});
	});
	return sum;
}

// src/domain/drift/column-signals.ts
const STATISTICS = [
	{
		name: "js",
		limit: "js",
		value: ({ before, current }) => jensenShannonDistance(before.counts, current.counts)
	},
	{
		name: "wasserstein",
		limit: "wasserstein",
		value: ({ reference, current }) => standardisedWasserstein(reference, current),
		mayShift: true,
		kind: "number"
	},
	{
		name: "psi",
		limit: "psi",
		value: ({ before, current }) => populationStabilityIndex(before.counts, current.counts)
	},
	{
		name: "l_infinity",
		limit: "lInfinity",
		value: ({ before, current }) => largestShareChange(before.counts, current.counts),
		kind: "category"
	}
];
/** What a column is compared by. `current` is counted in the cells of `reference`. */
function columnTests(reference, current, settings) {
	if (reference.classified === true || current.classified === true) return [...unseenShape(reference, current, settings), ...missingTest(reference, current, settings)];
	const before = reference.heldOut ?? reference;
	const merge = mergeSparse(before, current, { ordered: reference.kind === "number" });
	const shares = [cellShares(before, merge), cellShares(current, merge)];
	const tooFew = insufficiency(...shares, settings);
	const [shape, shift] = tooFew === null ? [shapePValue(...shares), shiftOf(...shares)] : [1, 1];
	const noCells = reference.categories?.length === 0 ? "no value is frequent enough to be compared" : null;
	const isEmpty = shares.some(({ rows }) => rows === 0);
	return [...asked(reference, settings).flatMap(({ name, limit, value, mayShift }) => {
		const measured = isEmpty ? null : value({
			reference,
			current,
			before
		});
		if (measured === null && mayShift === true) return unseenDistance(reference, current, settings);
		return [{
			signal: {
				signal: "drift",
				column: reference.column,
				statistic: name,
				value: measured,
				threshold: settings[limit],
				...standing(shares[1], tooFew, noCells)
			},
			rawP: tooFew !== null || merge.count < 2 ? NaN : mayShift === true ? Math.min(1, 2 * Math.min(shape, shift)) : shape,
			test: mayShift === true ? "shape-or-shift" : "shape"
		}];
	}), ...missingTest(reference, current, settings)];
}
function asked({ kind }, settings) {
	return STATISTICS.filter((each) => settings[each.limit] !== null && (each.kind === void 0 || each.kind === kind));
}
/** Of a classified column no value is kept, so that only its missing cells can be compared. */
function unseenShape(reference, current, settings) {
	const [statistic] = asked(reference, settings);
	if (statistic === void 0) return [];
	const shares = cellShares(current, mergeSparse(current, current, { ordered: true }));
	return [{
		signal: {
			signal: "drift",
			column: reference.column,
			statistic: statistic.name,
			value: null,
			threshold: settings[statistic.limit],
			...standing(shares, "the contract classifies the column: only missing cells are compared", null)
		},
		rawP: NaN,
		test: "none"
	}];
}
/** Values that are there, and lie too far apart to tell how far they moved. */
function unseenDistance({ column, minimum, reason }, current, { wasserstein }) {
	if (reason === void 0 || minimum === null) return [];
	return [{
		signal: {
			signal: "drift",
			column,
			statistic: "wasserstein",
			value: null,
			threshold: wasserstein,
			...standing(cellShares(current, mergeSparse(current, current, { ordered: true })), reason, null)
		},
		rawP: NaN,
		test: "none"
	}];
}
function shiftOf(before, now) {
	return shiftPValue(before, now, rankScores(before, now));
}
/** The share of missing cells, which needs no common cells. */
function missingTest(reference, current, settings) {
	if (settings.nullShare === null) return [];
	const [before, now] = [missingShares(reference), missingShares(current)];
	const tooFew = insufficiency(before, now, settings);
	const [was, is] = [before.shares[1] ?? 0, now.shares[1] ?? 0];
	const change = was === 0 && is === 0 ? null : `${percent(was)} missing before, ${percent(is)} now`;
	return [{
		signal: {
			signal: "nulls",
			column: reference.column,
			statistic: "null_share",
			value: before.rows === 0 || now.rows === 0 ? null : Math.abs(is - was),
			threshold: settings.nullShare,
			...standing(now, tooFew, change)
		},
		rawP: tooFew === null && change !== null ? shiftPValue(before, now, [0, 1]) : NaN,
		test: "missing"
	}];
}
function missingShares(profile) {
	return cellShares(profile, missingCells(profile));
}
function standing({ rows, groups }, tooFew, note) {
	const reason = tooFew ?? note;
	return {
		pValue: null,
		rows,
		groups,
		verdict: tooFew === null ? "pass" : "insufficient",
		...reason === null ? {} : { reason }
	};
}
function percent(share) {
	return `${(100 * share).toFixed(1)} %`;
}
function insufficiency(before, now, settings) {
	for (const [when, sample] of [["now", now], ["in the reference", before]]) {
		if (sample.rows < settings.leastRows) return `${counted(sample.rows, "row")} with a value ${when}; at least ${settings.leastRows} are needed`;
		const uneven = unevenGroups(sample, settings.leastGroups);
		if (uneven !== null) return `${sample.groups} groups with a value ${when}${uneven}; at least ${settings.leastGroups} are needed`;
	}
	return null;
}
/** Why groups are too few, to be put behind their number; null where they are enough. */
function unevenGroups({ groups, effectiveGroups }, least) {
	if (groups === null || effectiveGroups === null) return null;
	if (groups < least) return "";
	if (effectiveGroups > least - .5) return null;
	return `, so uneven that they say no more than ${Math.floor(effectiveGroups)} equal ones`;
}

// src/domain/drift/compare-profiles.ts
/**
* Compares two profiles with the same bins. An alarm needs an effect that matters, significance after Holm over all
* tests, and enough rows and groups in both; every value, threshold and p-value is told.
*/
function compareProfiles(reference, current, { settings, optional }) {
	const currentByName = new Map(current.columns.map((column) => [column.column, column]));
	const tests = [];
	const schema = [];
	for (const column of reference.columns) {
		const own = settingsOf(settings, column.column);
		const other = currentByName.get(column.column);
		const problem = schemaProblem(column, other);
		if (own === null) {
			schema.push(notCompared(column, current));
			continue;
		}
		if (problem !== null) {
			if (other !== void 0 || !optional.includes(column.column)) schema.push(schemaSignal(column, current, problem));
		} else if (other !== void 0) {
			if (other.kind === column.kind) tests.push(...columnTests(column, other, own));
			else tests.push(...missingTest(column, other, own));
		}
	}
	const adjusted = adjustedPValues(tests);
	const judgements = tests.map((test) => judged(test.signal, adjusted.get(keyOf(test)) ?? NaN, settings));
	return [...schema, ...judgements];
}
/** Holm over the tests, each counted once however many statistics rest on it. */
function adjustedPValues(tests) {
	const pValues = new Map(tests.map((test) => [keyOf(test), test.rawP]));
	const adjusted = holm([...pValues.values()]);
	return new Map([...pValues.keys()].map((key, index) => [key, adjusted[index] ?? NaN]));
}
function keyOf({ signal, test }) {
	return JSON.stringify([signal.column, test]);
}
const KINDS = {
	number: "numbers",
	category: "categories"
};
function schemaProblem(column, other) {
	if (other === void 0) return "the column is missing";
	if (other.kind === column.kind || hasNoValue(other) || hasNoValue(column)) return null;
	return `the column holds ${KINDS[other.kind]} now, ${KINDS[column.kind]} before`;
}
function hasNoValue({ counts }) {
	return counts.every((count) => count === 0);
}
function schemaSignal({ column }, { rows, groups }, reason) {
	return {
		signal: "schema",
		column,
		statistic: "column",
		value: null,
		threshold: null,
		pValue: null,
		rows,
		groups,
		verdict: "fail",
		reason
	};
}
/** A column that is left out is told, so that nobody takes it for one that did not drift. */
function notCompared({ column }, { rows, groups }) {
	return {
		signal: "drift",
		column,
		statistic: "off",
		value: null,
		threshold: null,
		pValue: null,
		rows,
		groups,
		verdict: "insufficient",
		reason: "not compared: drift is switched off for this column"
	};
}
/** Nothing to test is p = 1. */
function judged(signal, adjusted, { alpha }) {
	if (signal.verdict === "insufficient") return signal;
	const pValue = Number.isNaN(adjusted) ? 1 : adjusted;
	const matters = (signal.value ?? 0) >= (signal.threshold ?? Number.POSITIVE_INFINITY);
	return {
		...signal,
		pValue,
		verdict: matters && pValue < alpha ? "fail" : "pass"
	};
}

// src/domain/drift/contract-settings.ts
/**
* The settings with the limits that the contract gives to single columns; those of the config come before them. `skew`
* is between training and serving; where the contract says nothing of it, its `drift` holds there, too.
*/
function driftSettings(settings, contract, kind) {
	const given = (contract?.columns ?? []).flatMap(({ name, drift, skew }) => {
		const found = kind === "skew" ? skew ?? drift : drift;
		if (found === null) return [];
		const { off, ...limits } = found;
		return [[name, off ? "off" : limits]];
	});
	const columns = Object.fromEntries(given);
	for (const [name, own] of Object.entries(settings.columns)) {
		const before = Object.hasOwn(columns, name) ? columns[name] : void 0;
		columns[name] = own === "off" || before === void 0 || before === "off" ? own : {
			...before,
			...own
		};
	}
	return {
		...settings,
		columns
	};
}

// src/domain/drift/cell-picture.ts
const MOST_BINS = 10;
const MOST_CATEGORIES = 8;
const DIGITS = 4;
/** What a change of shape looks like; null where there is one cell only, or nothing in it. */
function cellPicture(reference, current) {
	const shares = {
		before: sharesOf((reference.heldOut ?? reference).counts),
		now: sharesOf(current.counts)
	};
	if (shares.before === null || shares.now === null || shares.before.length < 2) return null;
	return reference.categories === null ? bins(shares.before, shares.now) : mostFrequent([...reference.categories, "other"], shares.before, shares.now);
}
function sharesOf(counts) {
	const total = counts.reduce((sum, count) => sum + count, 0);
	return total === 0 ? null : counts.map((count) => count / total);
}
/** Neighbours are merged, as many for each bar. */
function bins(before, now) {
	const width = Math.ceil(before.length / MOST_BINS);
	const merged = (shares) => Array.from({ length: Math.ceil(shares.length / width) }, (_, bar) => rounded(sum(shares.slice(bar * width, (bar + 1) * width))));
	return {
		before: merged(before),
		now: merged(now),
		labels: null
	};
}
/** The most frequent of both, in the order of their frequency before; the rest in the last cell. */
function mostFrequent(labels, before, now) {
	const other = labels.length - 1;
	const size = (index) => (before[index] ?? 0) + (now[index] ?? 0);
	const kept = labels.map((_, index) => index).filter((index) => index !== other).sort((a, b) => size(b) - size(a)).slice(0, MOST_CATEGORIES);
	kept.sort((a, b) => (before[b] ?? 0) - (before[a] ?? 0));
	const pick = (shares) => {
		const own = kept.map((index) => shares[index] ?? 0);
		return [...own, 1 - sum(own)].map(rounded);
	};
	const picture = {
		before: pick(before),
		now: pick(now)
	};
	const last = (picture.before.at(-1) ?? 0) > 0 || (picture.now.at(-1) ?? 0) > 0 ? kept.length + 1 : kept.length;
	return {
		before: picture.before.slice(0, last),
		now: picture.now.slice(0, last),
		labels: [...kept.map((index) => cutMiddle(labels[index] ?? "", 160)), "all others"].slice(0, last)
	};
}
function sum(values) {
	return values.reduce((total, value) => total + value, 0);
}
function rounded(share) {
	return Math.max(0, Number(share.toFixed(DIGITS)));
}

// src/stages/with-pictures.ts
/** Gives the first alarm of each column a picture of its cells. Categories are values of the data: their names go where values may be shown. */
function withPictures(context, signals, [before, now]) {
	const pictured = /* @__PURE__ */ new Set();
	const columnOf = ({ columns }, name) => columns.find(({ column }) => column === name);
	return signals.map((signal) => {
		if (signal.verdict !== "fail" || signal.signal !== "drift" || pictured.has(signal.column)) return signal;
		pictured.add(signal.column);
		const [reference, current] = [columnOf(before, signal.column), columnOf(now, signal.column)];
		const picture = reference === void 0 || current === void 0 ? null : cellPicture(reference, current);
		if (picture === null) return signal;
		return {
			...signal,
			picture: showsValues(context) ? picture : {
				...picture,
				labels: null
			}
		};
	});
}

// src/stages/validate/reference-tables.ts
/** Opens the files that the contract names for its other tables; paths start at the folder of modelyard.yml. */
async function openTables(context, engine, contract) {
	const opened = [];
	for (const table of contract?.tables ?? []) {
		const patterns = table.files.map((written) => ({
			written,
			absolute: resolve(context.project.directory, written)
		}));
		const role = `reference:${table.name}`;
		opened.push({
			table,
			dataset: await openDataset(context, engine, {
				role,
				paths: { patterns },
				contract: table
			})
		});
	}
	return opened;
}
/** The tables as the data engine is given them, by each of their names. */
function sourcesOf(tables) {
	const named = tables.flatMap(({ table, dataset }) => [...table.aliases, table.name].map((name) => [name, dataset.source]));
	return Object.fromEntries(named);
}
/** The contract's own rules for its other tables. */
async function checkTables(context, engine, tables) {
	const results = [];
	for (const { table, dataset } of tables) {
		const request = {
			contract: table,
			roleChecks: [],
			optional: [],
			environment: null,
			tables: sourcesOf(tables)
		};
		results.push(await checkDataset(context, engine, {
			dataset,
			request
		}));
	}
	return results;
}

export { findSource as _, driftSettings as a, dataFiles as b, checkDataset as c, shownExamples as d, findReleasedProfile as f, isClassified as g, withUniqueIds as h, withPictures as i, openDataset as l, splitColumns as m, openTables as n, compareProfiles as o, releasedProfile as p, sourcesOf as r, profileDataset as s, checkTables as t, settledResult as u, watchSource as v, fetchData as x, whileUnchanged as y };