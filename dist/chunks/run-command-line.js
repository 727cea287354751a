import { n as ModelyardError, r as messageOf } from "./errors.js";
import { r as createCommandContext } from "./command-context.js";
import { tt as nearest } from "./registry.js";
import { a as optionsOf, i as findCommand, n as GLOBAL_OPTIONS, o as DRY_RUN, r as LATER_COMMANDS, t as COMMANDS } from "./command-table.js";
import { n as toldError, t as EXIT_CODE_BY_SIGNAL } from "./tell-error.js";
import { a as inertLine } from "./escape-markdown.js";
import { r as painted, t as hasColour } from "./paint.js";
import { parseArgs } from "node:util";

// src/cli/parse-command-line.ts
/** What was asked. Throws `usage` for an unknown command or option, naming the nearest known one. */
function parseCommandLine(args) {
	const { name, rest } = splitCommand(args);
	const command = commandNamed(name);
	assertKnownOptions(command, rest);
	const { values, positionals } = parse(command, rest);
	assertGivenOnce(command, values);
	const most = command.argument === void 0 ? 0 : command.mostArguments ?? 1;
	if (positionals.length > most) throw usage(command, `modelyard ${command.name} does not take ${JSON.stringify(positionals[most])}`);
	const listOf = (option) => (values[option] ?? []).filter((value) => typeof value === "string");
	return {
		command,
		positionals,
		help: values.help !== void 0,
		text: (option) => listOf(option)[0] ?? null,
		list: listOf,
		flag: (option) => values[option]?.[0] === true
	};
}
/** Options of every command may stand before the command, too. */
function splitCommand(args) {
	for (let index = 0; index < args.length; index++) {
		const arg = args[index] ?? "";
		if (!arg.startsWith("-")) return {
			name: arg,
			rest: args.toSpliced(index, 1)
		};
		if (GLOBAL_OPTIONS.find(({ name }) => arg === `--${name}`)?.type === "string") index++;
	}
	throw new ModelyardError("usage", `no command is named in: modelyard ${args.join(" ")}`, { hint: "modelyard --help lists the commands." });
}
function commandNamed(name) {
	const command = findCommand(name);
	if (command !== null) return command;
	if (LATER_COMMANDS.includes(name)) throw new ModelyardError("not-built", `modelyard ${name} is not built yet`, { hint: "modelyard --help lists the commands that there are." });
	const near = nearest(name, [...COMMANDS.map((each) => each.name), ...LATER_COMMANDS]);
	throw new ModelyardError("usage", `there is no command ${JSON.stringify(name)}${near === null ? "" : `; did you mean ${near}?`}`, { hint: "modelyard --help lists the commands." });
}
function usage(command, message) {
	return new ModelyardError("usage", message, { hint: `See modelyard ${command.name} --help.` });
}
function assertKnownOptions(command, args) {
	const options = optionsOf(command);
	const known = options.map(({ name }) => name);
	const letters = options.map(({ short }) => short);
	for (const arg of args) {
		if (arg === "--") return;
		const [, dashes = "", name = ""] = /^(--?)([A-Za-z][^=]*)/.exec(arg) ?? [];
		if (dashes === "" || (dashes === "--" ? known : letters).includes(name)) continue;
		throw unknownOption(command, `${dashes}${name}`, known);
	}
}
function unknownOption(command, option, known) {
	if (option === `--${DRY_RUN.name}`) return usage(command, `modelyard ${command.name} has no --dry-run: it changes no release and no deployment; release, deploy, rollback and init have it`);
	const near = nearest(option.replace(/^-+/, ""), known);
	const help = near === null ? "" : `; did you mean --${near}?`;
	return usage(command, `modelyard ${command.name} has no option ${option}${help}`);
}
function parse(command, args) {
	const options = Object.fromEntries(optionsOf(command).map(({ name, type, short }) => [name, {
		type,
		multiple: true,
		...short === void 0 ? {} : { short }
	}]));
	try {
		const { values, positionals } = parseArgs({
			args: [...args],
			options,
			allowPositionals: true,
			strict: true
		});
		return {
			values,
			positionals
		};
	} catch (cause) {
		throw usage(command, `modelyard ${command.name}: ${messageOf(cause).split(/\.\s/)[0]}`);
	}
}
/** The last of two would silently win; an empty value is a variable that was not set. */
function assertGivenOnce(command, values) {
	for (const { name, type, repeatable } of optionsOf(command)) {
		const given = values[name] ?? [];
		if (type === "string" && given.some((value) => String(value).trim() === "")) throw usage(command, `--${name} is empty`);
		if (type === "string" && repeatable !== true && given.length > 1) throw usage(command, `--${name} is given ${given.length} times: ${given.join(", ")}`);
	}
}

// src/cli/signals.ts
const SIGNALS = Object.keys(EXIT_CODE_BY_SIGNAL);
/** The first signal asks the stages to stop; the second ends the process. */
function catchSignals(onFirst) {
	const abort = new AbortController();
	let first = null;
	const onSignal = (signal) => {
		if (first !== null) process.exit(EXIT_CODE_BY_SIGNAL[signal]);
		first = signal;
		onFirst();
		abort.abort();
	};
	for (const signal of SIGNALS) process.on(signal, onSignal);
	return {
		aborted: abort.signal,
		first: () => first,
		stop() {
			for (const signal of SIGNALS) process.off(signal, onSignal);
		}
	};
}

// src/cli/progress-line.ts
/** A rate that was seen for less time than this, or over less of the work, says little about the rest. */
const LEAST_SEEN_MS = 2e3;
const LEAST_SHARE = .02;
/** What goes on now, in words. Time left follows from the rate so far; of a step of unknown size it is that of the pass over its rows. */
function createProgressLine(now) {
	let step = null;
	let sinceMs = 0;
	let pass = null;
	return {
		step(next) {
			if (step === null || next.label !== step.label || next.done < step.done) {
				sinceMs = now();
				pass = null;
			} else if (next.done > step.done) pass = null;
			step = next;
		},
		rows(rows) {
			pass = pass !== null && pass.rows.total === rows.total && rows.done >= pass.rows.done && pass !== null ? {
				...pass,
				rows
			} : {
				number: (pass?.number ?? 0) + 1,
				sinceMs: now(),
				rows
			};
		},
		text() {
			if (step === null) return null;
			const left = timeLeft(step, pass, {
				sinceMs,
				nowMs: now()
			});
			const parts = [
				countText(step),
				passText(step, pass),
				left
			].filter((part) => part !== null);
			return inertLine([`${step.label} …`, parts.join(", ")].filter((part) => part !== "").join(" "));
		},
		end() {
			step = null;
			pass = null;
		}
	};
}
function countText({ done, total, unit }) {
	if (done === 0 && total === null) return null;
	return `${count(done)}${total === null ? "" : ` of ${count(total)}`} ${unit}`;
}
function passText({ total }, pass) {
	if (pass === null) return null;
	return `${total === null && pass.number > 1 ? `pass ${pass.number}: ` : ""}about ${count(about(pass.rows.done))} of ${count(about(pass.rows.total))} rows`;
}
/** Three digits: how many rows a query has is an estimate, rough for text files. */
function about(rows) {
	return Number(rows.toPrecision(3));
}
function timeLeft({ done, total }, pass, { sinceMs, nowMs }) {
	const ofPass = pass === null || pass.rows.total === 0 ? 0 : pass.rows.done / pass.rows.total;
	if (total !== null) return leftText(nowMs - sinceMs, Math.min(1, (done + ofPass) / total));
	const left = pass === null ? null : leftText(nowMs - pass.sinceMs, ofPass);
	return left === null ? null : `${left} in this pass`;
}
function leftText(elapsedMs, share) {
	if (elapsedMs < LEAST_SEEN_MS || !(share >= LEAST_SHARE)) return null;
	const seconds = Math.ceil(elapsedMs * (1 - share) / share / 1e3);
	if (seconds < 100) return `${seconds} s left`;
	const minutes = Math.round(seconds / 60);
	return minutes < 100 ? `${minutes} min left` : `${(minutes / 60).toFixed(1)} h left`;
}
function count(amount) {
	return amount.toLocaleString("en");
}

// src/cli/terminal-reporter.ts
const STAGE_WIDTH = 9;
const DETAIL_WIDTH = 78;
const DEFAULT_COLUMNS = 80;
const REFRESH_MS = 100;
const PLAIN_EVERY_MS = 1e4;
const STAGE_COLOURS = {
	pass: "green",
	fail: "red",
	inconclusive: "yellow"
};
/**
* Live lines on a terminal; elsewhere one plain line per step and one every ten seconds for what takes long. Whatever
* is told stays on its line and is no command of a CI runner.
*/
function createTerminalReporter({ stream, environment, now }) {
	const isLive = stream.isTTY === true && environment.TERM !== "dumb" && (environment.CI ?? "") === "";
	const isColoured = hasColour(stream, environment);
	const colour = (text, name) => isColoured && name !== void 0 ? painted(text, name) : text;
	const underWay = createProgressLine(now);
	let lastMs = now();
	let isLineOpen = false;
	const clear = () => {
		if (isLineOpen) stream.write("\r\x1B[2K");
		isLineOpen = false;
	};
	const line = (text) => {
		clear();
		stream.write(`${text}\n`);
	};
	const show = () => {
		if (now() - lastMs < (isLive ? REFRESH_MS : PLAIN_EVERY_MS)) return;
		const text = underWay.text();
		if (text === null) return;
		lastMs = now();
		if (!isLive) return line(text);
		clear();
		stream.write(Array.from(text).slice(0, (stream.columns || DEFAULT_COLUMNS) - 1).join(""));
		isLineOpen = true;
	};
	return {
		step({ model, stage, detail, durationMs }) {
			underWay.end();
			const seconds = `${(durationMs / 1e3).toFixed(1)} s`.padStart(8);
			const what = colour(inertLine(stage).padEnd(STAGE_WIDTH), STAGE_COLOURS[stage]);
			line(`${inertLine(model)}  ${what} ${inertLine(detail).padEnd(DETAIL_WIDTH)} ${seconds}`);
		},
		progress(step) {
			underWay.step(step);
			show();
		},
		within(rows) {
			underWay.rows(rows);
			show();
		},
		note: (text) => line(inertLine(text)),
		warn: (text) => line(`${colour("warning:", "yellow")} ${inertLine(text)}`),
		close: clear
	};
}

// src/cli/run-command-line.ts
/** Runs one command line; returns the exit code. Records go to stdout, everything for people to stderr. */
async function runCommandLine(args, toolkit) {
	const { exitCode } = await performCommandLine(args, toolkit, print);
	return exitCode;
}
/** Runs one command line and gives its result to `deliver`. Never throws: an error is told on stderr and is an exit code. */
async function performCommandLine(args, toolkit, deliver) {
	if (args.includes("--no-color")) process.env.NO_COLOR = "1";
	const reporter = createTerminalReporter({
		stream: process.stderr,
		environment: process.env,
		now: Date.now
	});
	const signals = catchSignals(() => reporter.note("stopping; once more to end at once"));
	try {
		const line = parseCommandLine(args);
		const result = await runCommand(line, {
			reporter,
			toolkit,
			signals
		});
		reporter.close();
		await deliver(result, line.flag("json"));
		return {
			exitCode: result.exitCode,
			result,
			error: null
		};
	} catch (error) {
		reporter.close();
		return {
			exitCode: failed(error, signals),
			result: null,
			error
		};
	} finally {
		signals.stop();
	}
}
async function runCommand(line, { reporter, toolkit, signals }) {
	const given = {
		line,
		reporter,
		toolkit,
		signal: signals.aborted
	};
	if (line.command.isBeginning === true) {
		const loaded = await line.command.load();
		if ("beginning" in loaded) return loaded.beginning(given);
	}
	const context = await createCommandContext(given);
	try {
		const loaded = await line.command.load();
		if ("beginning" in loaded) throw new ModelyardError("internal", `${line.command.name} takes no config`);
		return await loaded.command(context);
	} finally {
		await context.services.close();
	}
}
async function print({ json, text }, asJson) {
	if (!asJson) {
		process.stdout.write(text);
		return;
	}
	const { recordText } = await import("./store2.js");
	process.stdout.write(recordText(json));
}
/** What fails after Ctrl-C fails because of it: git and other children got the signal, too. */
function failed(error, signals) {
	const signal = signals.first();
	const told = toldError(signal === null || error instanceof ModelyardError ? error : new ModelyardError("interrupted", "interrupted"));
	process.stderr.write(told.text);
	return signal === null ? told.exitCode : EXIT_CODE_BY_SIGNAL[signal];
}

export { runCommandLine as n, performCommandLine as t };