import { n as ModelyardError, r as messageOf } from "./errors.js";

// src/adapters/files/unreadable-file.ts
/** What is told of a file that cannot be read, under the name that the user knows, with what to do. */
function unreadableFile(label, cause) {
	const code = cause.code;
	const hints = {
		ENOENT: "Check the path, and whether the step that writes the file has run.",
		EACCES: "Let this user read the file, for example with chmod."
	};
	const why = code === "ENOENT" ? "there is no such file" : messageOf(cause).replace(/, \w+ '.*'$/s, "");
	const hint = hints[code ?? ""];
	return new ModelyardError("unreadable", `cannot read ${label}: ${why}`, {
		cause,
		...hint === void 0 ? {} : { hint }
	});
}

export { unreadableFile as t };