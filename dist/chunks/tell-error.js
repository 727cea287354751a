import { a as inertLine } from "./escape-markdown.js";
import { n as messageOf, t as ModelyardError } from "./errors.js";

// src/cli/paint.ts
const CODES = {
	red: 31,
	green: 32,
	yellow: 33,
	cyan: 36
};
/**
* Whether stderr may be coloured: `--no-color` and NO_COLOR (any value but the empty one) say no, FORCE_COLOR yes;
* else on a terminal that is not dumb. See no-color.org.
*/
function hasColour(stream, environment) {
	if ((environment.NO_COLOR ?? "") !== "") return false;
	const forced = environment.FORCE_COLOR;
	if (forced !== void 0 && forced !== "") return forced !== "0" && forced !== "false";
	return stream.isTTY === true && environment.TERM !== "dumb" && (environment.CI ?? "") === "";
}
/** Text in a colour, where stderr may be coloured. */
function paint(text, colour) {
	return hasColour(process.stderr, process.env) ? painted(text, colour) : text;
}
function painted(text, colour) {
	return `\u001b[${CODES[colour]}m${text}\u001b[39m`;
}

// src/cli/tell-error.ts
/** 128 and the number of the signal, as shells have it. */
const EXIT_CODE_BY_SIGNAL = {
	SIGHUP: 129,
	SIGINT: 130,
	SIGTERM: 143
};
/** An error as people read it, and its exit code. `subject` names what failed where several things ran. */
function toldError(error, subject = null) {
	const { exitCode, hint, message } = described(error);
	return {
		exitCode,
		text: `${[
			`${paint("error:", "red")} ${subject === null ? "" : `${inertLine(subject)}: `}${inertLines(message)}`,
			...hint === void 0 ? [] : [`${paint("hint:", "cyan")} ${inertLines(hint)}`],
			...exitCode === 70 ? [bugText()] : [],
			...wantsStack() && error instanceof Error ? [error.stack ?? ""] : []
		].join("\n")}\n`
	};
}
function described(error) {
	if (error instanceof ModelyardError) return {
		exitCode: error.exitCode,
		message: error.message,
		hint: error.hint
	};
	if (isSystemError(error)) return {
		exitCode: 3,
		message: error.message,
		hint: "Check that the path is there, that it may be read and written, and that the disk has room."
	};
	return {
		exitCode: 70,
		message: messageOf(error)
	};
}
/** What the operating system refused: no bug of ours, and no fault of the input. */
function isSystemError(error) {
	return error instanceof Error && "syscall" in error && "errno" in error;
}
function bugText() {
	return `This is a bug in Modelyard. Please report it in the project's issues, with what you did.${wantsStack() ? "" : " MODELYARD_DEBUG=1 shows where it happened."}`;
}
function wantsStack() {
	return (process.env.MODELYARD_DEBUG ?? "") !== "";
}
/** Line breaks stay, everything else that could move a cursor or be a runner's command is made visible. */
function inertLines(text) {
	return text.split("\n").map(inertLine).join("\n");
}

export { painted as i, toldError as n, hasColour as r, EXIT_CODE_BY_SIGNAL as t };