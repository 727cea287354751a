import { a as inertLine } from "./escape-markdown.js";
import { n as ModelyardError, r as messageOf } from "./errors.js";
import { n as paint } from "./paint.js";

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

export { toldError as n, EXIT_CODE_BY_SIGNAL as t };