import { randomBytes } from "node:crypto";

// src/domain/data-checks/survey.ts
const PERSONAL_KINDS = [
	"email",
	"phone",
	"iban",
	"card"
];
/** Most different values of a text column that are listed one by one. */
const MOST_VALUES = 1e3;
/** What stands for a value where a whole row is meant: its number says enough. */
const WHOLE_ROW = "whole row";

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

export { WHOLE_ROW as i, MOST_VALUES as n, PERSONAL_KINDS as r, foreignOutput as t };