import { n as ModelyardError, r as messageOf } from "./errors.js";
import { P as portions } from "./pair-metrics.js";
import { p as packed } from "./table.js";
import { readFileSync, readdirSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { setTimeout as setTimeout$1 } from "node:timers/promises";

// src/adapters/process/peak-memory.ts
const INTERVAL_MS = 100;
/**
* Peak resident memory of a process group, in bytes: the largest sum of resident sizes seen in samples every 100 ms.
* A shorter peak may be missed. Only Linux tells.
*/
function watchPeakMemory(group) {
	if (process.platform !== "linux" || group === void 0) return { stop: () => ({
		peakMemoryBytes: null,
		peakMemoryReason: `not measured on ${process.platform}`
	}) };
	let peak = 0;
	const sample = () => {
		peak = Math.max(peak, residentBytes(group));
	};
	sample();
	const timer = setInterval(sample, INTERVAL_MS);
	timer.unref();
	return { stop() {
		clearInterval(timer);
		if (peak > 0) return {
			peakMemoryBytes: peak,
			peakMemoryReason: null
		};
		return {
			peakMemoryBytes: null,
			peakMemoryReason: "the system did not say, or the command ended before it could be measured"
		};
	} };
}
function residentBytes(group) {
	let bytes = 0;
	for (const entry of processes()) if (/^\d+$/.test(entry)) bytes += residentBytesOf(entry, group);
	return bytes;
}
/** Empty where /proc is not mounted. */
function processes() {
	try {
		return readdirSync("/proc");
	} catch {
		return [];
	}
}
/** 0 for processes of other groups and for those that have just ended. */
function residentBytesOf(pid, group) {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
		if (Number(fields[2]) !== group) return 0;
		const status = readFileSync(`/proc/${pid}/status`, "utf8");
		return 1024 * Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0);
	} catch {
		return 0;
	}
}

// src/adapters/process/process-group.ts
const POLL_MS = 20;
/**
* Ends the process group that a child leads. Should this process exit while the group runs (a second Ctrl-C, a bug), the
* group is killed with it.
*/
function groupEnder(leader, graceMs) {
	let timer;
	const kill = () => signalGroup(leader, "SIGKILL");
	let isEnding = false;
	let isKilled = false;
	process.on("exit", kill);
	return {
		end() {
			signalGroup(leader, "SIGTERM");
			isEnding = true;
			timer ??= setTimeout(() => {
				isKilled = true;
				kill();
			}, graceMs);
		},
		async finish() {
			while (isEnding && !isKilled && signalGroup(leader, 0)) await setTimeout$1(POLL_MS);
			kill();
		},
		release() {
			clearTimeout(timer);
			process.off("exit", kill);
		}
	};
}
/** False when the group has ended by itself (ESRCH; EPERM, which macOS says when only ended processes are left in it). */
function signalGroup(leader, signal) {
	if (leader === void 0) return false;
	try {
		return process.kill(process.platform === "win32" ? leader : -leader, signal);
	} catch {
		return false;
	}
}

// src/adapters/process/run-command.ts
const GRACE_MS = 5e3;
/** Node's timers fire at once beyond it. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/**
* Runs a command in a process group of its own, with a time limit. On time-out or abort the whole group gets SIGTERM and,
* after a grace period, SIGKILL; when the command ends, what it left running in its group is killed: an orphan could still
* write its outputs. Throws `interrupted` on abort and `outside` when the shell cannot be started.
*/
async function runCommand(request) {
	if (request.signal.aborted) throw new ModelyardError("interrupted", "interrupted before the command started");
	const startedMs = performance.now();
	const child = start(request);
	const group = groupEnder(child.pid, request.graceMs ?? GRACE_MS);
	const memory = watchPeakMemory(child.pid);
	let timedOut = false;
	const onTimeout = () => {
		timedOut = true;
		group.end();
	};
	const timer = setTimeout(onTimeout, Math.min(request.timeoutMs, LONGEST_TIMER_MS));
	request.signal.addEventListener("abort", group.end, { once: true });
	try {
		const end = await ended(child, group.finish);
		if (request.signal.aborted) throw new ModelyardError("interrupted", "interrupted while the command was running");
		return {
			...end,
			timedOut,
			durationMs: performance.now() - startedMs,
			...memory.stop()
		};
	} finally {
		clearTimeout(timer);
		memory.stop();
		request.signal.removeEventListener("abort", group.end);
		group.release();
	}
}
function start({ command, cwd, env, onOutput, onStdout = onOutput, input }) {
	const child = spawn(command, {
		shell: true,
		cwd,
		env: { ...env },
		detached: process.platform !== "win32",
		stdio: [
			"pipe",
			"pipe",
			"pipe"
		]
	});
	child.stdout.on("data", onStdout);
	child.stderr.on("data", onOutput);
	child.stdin.on("error", () => void 0).end(input ?? "");
	return child;
}
const DRAIN_MS = 500;
/** Resolves when the command itself has ended and what it printed has arrived. */
function ended(child, finishGroup) {
	return new Promise((resolve, reject) => {
		child.on("error", (cause) => {
			reject(new ModelyardError("outside", `the command cannot be started: ${messageOf(cause)}`, { cause }));
		});
		const closed = new Promise((done) => child.on("close", () => done()));
		child.on("exit", async (exitCode, signal) => {
			await finishGroup();
			const patience = new AbortController();
			await Promise.race([closed, setTimeout$1(DRAIN_MS, null, { signal: patience.signal }).catch(() => null)]);
			patience.abort();
			resolve({
				exitCode,
				signal
			});
		});
	});
}

// src/domain/texts/text-order.ts
/** Fewer rows than this are put in order by comparing them. */
const FEW = 24;
/** A byte and the end of a text. */
const BUCKETS = 257;
function* textOrderInSteps(given) {
	const texts = packed(given);
	if (yield* isOrdered(texts)) return null;
	const order = new Int32Array(texts.length);
	for (let row = 0; row < order.length; row++) order[row] = row;
	const work = {
		texts,
		order,
		spare: new Int32Array(order.length),
		keys: new Uint16Array(order.length)
	};
	const parts = [{
		from: 0,
		to: order.length,
		depth: 0
	}];
	for (let part = parts.pop(); part !== void 0; part = parts.pop()) if (part.to - part.from > FEW) parts.push(...yield* distribute(work, part));
	else {
		insertInOrder(work, part);
		yield (part.to - part.from) * 16;
	}
	return order;
}
/** Puts the rows of a part into the order of one byte; what is left are the buckets with several rows. */
function* distribute({ texts, order, spare, keys }, { from, to, depth }) {
	const ends = /* @__PURE__ */ new Int32Array(258);
	for (const [first, last] of portions(to - from, 16)) {
		for (let place = from + first; place < from + last; place++) {
			const { bytes, start, end } = texts.bytesAt(order[place]);
			const key = start + depth < end ? bytes[start + depth] + 1 : 0;
			keys[place] = key;
			ends[key + 1] += 1;
		}
		yield (last - first) * 16;
	}
	for (let key = 1; key <= BUCKETS; key++) ends[key] += ends[key - 1];
	const next = ends.slice();
	for (const [first, last] of portions(to - from)) {
		for (let place = from + first; place < from + last; place++) {
			const key = keys[place];
			spare[from + next[key]] = order[place];
			next[key] += 1;
		}
		yield last - first;
	}
	order.set(spare.subarray(from, to), from);
	const rest = [];
	for (let key = 1; key < BUCKETS; key++) {
		const [start, end] = [ends[key], ends[key + 1]];
		if (end - start > 1) rest.push({
			from: from + start,
			to: from + end,
			depth: depth + 1
		});
	}
	return rest;
}
function insertInOrder({ texts, order }, { from, to, depth }) {
	for (let place = from + 1; place < to; place++) {
		const row = order[place];
		const bytes = texts.bytesAt(row);
		let hole = place;
		while (hole > from && compare(texts.bytesAt(order[hole - 1]), bytes, depth) > 0) {
			order[hole] = order[hole - 1];
			hole -= 1;
		}
		order[hole] = row;
	}
}
/** Of texts in order the first row whose text is that of the row before; −1 where each is another. */
function* repeatedRow(texts) {
	return yield* firstBeside(packed(texts), (difference) => difference === 0);
}
function* isOrdered(texts) {
	return (yield* firstBeside(texts, (difference) => difference > 0)) === -1;
}
/** The first row that stands like that to the row before: below 0 it is larger, above 0 smaller. −1 where none does. */
function* firstBeside(texts, isWanted) {
	for (const [from, to] of portions(texts.length, 16)) {
		for (let row = Math.max(1, from); row < to; row++) if (isWanted(compare(texts.bytesAt(row - 1), texts.bytesAt(row), 0))) return row;
		yield (to - from) * 16;
	}
	return -1;
}
function compare(one, other, depth) {
	const [length, otherLength] = [one.end - one.start, other.end - other.start];
	const shorter = Math.min(length, otherLength);
	for (let at = depth; at < shorter; at++) {
		const difference = one.bytes[one.start + at] - other.bytes[other.start + at];
		if (difference !== 0) return difference;
	}
	return length - otherLength;
}

// src/domain/data-checks/survey.ts
const PERSONAL_KINDS = [
	"email",
	"phone",
	"iban",
	"card"
];
/** Most different values of a text column that are listed one by one. */
const MOST_VALUES = 1e3;
/** Width of a gap that is told. */
const GAP = .5;
/** What stands for a value where a whole row is meant: its number says enough. */
const WHOLE_ROW = "whole row";

// src/domain/data-checks/judgement.ts
/** What checks of categories say of free text. */
const TOO_MANY_VALUES = {
	isMet: null,
	failing: null,
	checked: null,
	reason: `more than ${MOST_VALUES} values: text rather than categories`,
	isBeside: true
};
function shareText(share) {
	const percent = share * 100;
	if (percent === 0 || percent === 100) return `${percent} %`;
	return `${percent >= 99 ? percent.toFixed(1) : percent >= 10 ? percent.toFixed(0) : percent.toPrecision(2)} %`;
}

// src/cli/foreign-output.ts
/** What a program of the user's prints goes to stderr as it is; inside GitHub Actions no line of it may be a log command. */
function foreignOutput() {
	const pass = (chunk) => void process.stderr.write(chunk);
	if (process.env.GITHUB_ACTIONS !== "true") return {
		write: pass,
		close: () => void 0
	};
	const token = `modelyard-${randomBytes(16).toString("hex")}`;
	let isOpen = false;
	const close = () => {
		if (isOpen) process.stderr.write(`\n::${token}::\n`);
		isOpen = false;
	};
	process.once("exit", close);
	return {
		write(chunk) {
			if (!isOpen) process.stderr.write(`::stop-commands::${token}\n`);
			isOpen = true;
			pass(chunk);
		},
		close() {
			process.off("exit", close);
			close();
		}
	};
}

export { MOST_VALUES as a, repeatedRow as c, GAP as i, textOrderInSteps as l, TOO_MANY_VALUES as n, PERSONAL_KINDS as o, shareText as r, WHOLE_ROW as s, foreignOutput as t, runCommand as u };