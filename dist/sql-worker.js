import { r as messageOf } from "./chunks/errors.js";
import { n as loadAddOn } from "./chunks/load-add-on.js";
import { n as identifier, o as textLiteral } from "./chunks/sql.js";

// src/adapters/duckdb/query-answer.ts
/** The one number, or truth, that a query gives. */
function answerOf(reader) {
	const { columnCount, currentRowCount } = reader;
	if (columnCount !== 1) return refused(`it gives ${columnCount} columns, and one number is expected`);
	if (currentRowCount !== 1) return refused(`it gives ${currentRowCount === 0 ? "no row" : "several rows"}, and one number is expected`);
	const value = reader.value(0, 0);
	if (value === null) return refused("it gives null, which is no number");
	const number = numberOf(value);
	if (number === null) return refused("it gives something else than a number, true or false");
	if (!Number.isFinite(number)) return refused(`it gives ${number}, which cannot be compared`);
	return {
		kind: "value",
		value: number
	};
}
function refused(reason) {
	return {
		kind: "refused",
		reason
	};
}
function numberOf(value) {
	if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return Number(value);
	if (value !== null && typeof value === "object" && "toDouble" in value && typeof value.toDouble === "function") return Number(value.toDouble.call(value));
	return null;
}

// src/adapters/duckdb/sql-worker.ts
/** Node and DuckDB need some beyond what a query may use. */
const OVERHEAD_MB = 400;
const WATCH_MS = 50;
let connection = null;
async function setUp({ tables, temporaryFolder, memoryLimitMb }) {
	const { DuckDBInstance } = await loadAddOn("@duckdb/node-api", () => import("@duckdb/node-api"));
	const opened = await (await DuckDBInstance.create(":memory:", {
		memory_limit: `${memoryLimitMb}MB`,
		threads: "2",
		temp_directory: temporaryFolder,
		max_temp_directory_size: `${2 * memoryLimitMb}MB`,
		autoinstall_known_extensions: "false",
		autoload_known_extensions: "false",
		allow_community_extensions: "false"
	})).connect();
	for (const { name, file } of tables) await opened.run(`CREATE VIEW ${identifier(name)} AS SELECT * FROM read_parquet(${textLiteral(file)})`);
	const files = tables.map(({ file }) => textLiteral(file)).join(", ");
	await opened.run(`SET TimeZone = 'UTC'; SET allowed_paths = [${files}]; SET enable_external_access = false; SET lock_configuration = true`);
	watchMemory(memoryLimitMb + OVERHEAD_MB);
	connection = opened;
	return { kind: "ready" };
}
function watchMemory(limitMb) {
	setInterval(() => {
		if (process.memoryUsage.rss() > limitMb * 1024 * 1024) end();
	}, WATCH_MS).unref();
}
/** At once: `process.exit` waits for a query that runs, which takes more and more memory in the meantime. */
function end() {
	process.kill(process.pid, "SIGKILL");
}
async function ask(sql, timeLimitMs) {
	const open = connection;
	if (open === null) return {
		kind: "refused",
		reason: "the sandbox has no tables yet"
	};
	let isLate = false;
	const timer = setTimeout(() => {
		isLate = true;
		open.interrupt();
	}, timeLimitMs);
	try {
		return answerOf(await open.streamAndReadUntil(sql, 2));
	} catch (error) {
		return {
			kind: "refused",
			reason: isLate ? lateReason(timeLimitMs) : plainReason(messageOf(error))
		};
	} finally {
		clearTimeout(timer);
	}
}
function lateReason(timeLimitMs) {
	return `it took longer than ${timeLimitMs / 1e3} s`;
}
/** What DuckDB says about the query is told; what it says about values could give them away. */
function plainReason(message) {
	const first = message.split("\n")[0] ?? "";
	if (/^(Parser|Binder|Catalog) Error/.test(first)) return first.slice(0, 300);
	if (/^Out of Memory/.test(first)) return "it needs more memory than a query may have";
	return `it ends in a ${/^[A-Za-z ]{3,40} Error/.exec(first)?.[0] ?? "DuckDB error"}`;
}
async function answer(request) {
	try {
		return request.kind === "setup" ? await setUp(request.setup) : await ask(request.sql, request.timeLimitMs);
	} catch (error) {
		return {
			kind: "refused",
			reason: `the sandbox cannot start: ${messageOf(error).split("\n")[0]}`
		};
	}
}
process.on("SIGINT", () => void 0);
process.on("disconnect", end);
process.on("message", (request) => {
	answer(request).then((reply) => process.send?.(reply));
});

export {  };