#!/usr/bin/env node
import { a as optionsOf, i as findCommand, n as GLOBAL_OPTIONS, t as COMMANDS } from "./chunks/command-table.js";
import { n as toldError } from "./chunks/tell-error.js";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// src/cli/help-text.ts
/** Exit codes as people read them; the codes themselves are in `errors.ts`. */
const EXIT_CODES = [
	[0, "pass"],
	[1, "a verdict said no or cannot tell, training failed, or the state of things forbids it"],
	[2, "bad usage, config or input"],
	[3, "something outside failed: git, disk, a lock held by somebody else"],
	[70, "a bug of ours"],
	[129, "ended by SIGHUP"],
	[130, "ended by Ctrl-C (SIGINT)"],
	[143, "ended by SIGTERM"]
];
function helpText() {
	return [
		"modelyard <command> [options]",
		"",
		"From data to a released, deployed and watched model, with a verdict that says why.",
		"",
		"Commands",
		...twoColumns(COMMANDS.map(({ name, summary }) => [name, summary])),
		"",
		"Options of every command",
		...twoColumns(GLOBAL_OPTIONS.map(optionColumns)),
		"",
		"Exit codes",
		...twoColumns(EXIT_CODES.map(([code, meaning]) => [String(code), meaning])),
		"",
		"modelyard <command> --help tells more. modelyard --version prints the version.",
		""
	].join("\n");
}
function commandHelp(command) {
	const argument = command.argument === void 0 ? "" : ` ${command.argument}`;
	return [
		`modelyard ${command.name}${argument} [options]`,
		"",
		`  ${command.summary}`,
		"",
		"Options",
		...twoColumns(optionsOf(command).map(optionColumns)),
		"",
		command.examples.length === 1 ? "Example" : "Examples",
		...command.examples.map((example) => `  ${example}`),
		""
	].join("\n");
}
function optionColumns({ name, short, value, summary }) {
	const flag = short === void 0 ? `--${name}` : `-${short}, --${name}`;
	return [value === void 0 ? flag : `${flag} <${value}>`, summary];
}
function twoColumns(rows) {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

// src/cli/quick-answer.ts
const HELP = /* @__PURE__ */ new Set([
	"--help",
	"-h",
	"help"
]);
/** What can be answered before anything else is loaded: the version and help. null: a command has to be run. */
function quickAnswer(args, version) {
	const [first, second = ""] = args;
	if (first === void 0) return {
		text: helpText(),
		exitCode: 2
	};
	if (args.length === 1 && (first === "--version" || first === "-v")) return {
		text: `${version()}\n`,
		exitCode: 0
	};
	if (HELP.has(first)) {
		const command = findCommand(second);
		if (command !== null) return {
			text: commandHelp(command),
			exitCode: 0
		};
		return second === "" || second.startsWith("-") ? {
			text: helpText(),
			exitCode: 0
		} : null;
	}
	const command = findCommand(first);
	const own = args.slice(1, args.includes("--") ? args.indexOf("--") : void 0);
	return command !== null && own.some((arg) => arg === "--help" || arg === "-h") ? {
		text: commandHelp(command),
		exitCode: 0
	} : null;
}

// src/main.ts
/** The one entry point. The version and help are answered before anything else is loaded. */
async function main(args) {
	const answer = quickAnswer(args, toolkitVersion);
	if (answer !== null) {
		(answer.exitCode === 0 ? process.stdout : process.stderr).write(answer.text);
		process.exitCode = answer.exitCode;
		return;
	}
	if (args[0] === "action") {
		const { runAction } = await import("./chunks/run-action.js");
		process.exitCode = await runAction(args[1] ?? "", {
			toolkit: toolkitVersion(),
			runtime: fileURLToPath(new URL("../runtime", import.meta.url))
		});
		return;
	}
	const { runCommandLine } = await import("./chunks/run-command-line2.js");
	process.exitCode = await runCommandLine(args, toolkitVersion());
}
/** Version in package.json, beside dist/. */
function toolkitVersion() {
	const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
	return JSON.parse(text).version;
}
function end(error) {
	const { exitCode, text } = toldError(error);
	process.stderr.write(text);
	process.exit(exitCode);
}
process.on("uncaughtException", end);
for (const stream of [process.stdout, process.stderr]) stream.on("error", (error) => {
	if (error.code !== "EPIPE") end(error);
});
await main(process.argv.slice(2)).catch(end);

export {  };