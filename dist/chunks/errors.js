// src/errors.ts
/** Exit code for each kind of error. The set of codes is closed: add one here or use one of these. */
const EXIT_CODE_BY_ERROR = {
	usage: 2,
	config: 2,
	input: 2,
	"not-built": 2,
	refused: 1,
	outside: 3,
	unreadable: 3,
	conflict: 3,
	interrupted: 130,
	internal: 70
};
/** Every error that a person may see. `message` says what and where; `hint` says what to do next. */
var ModelyardError = class extends Error {
	code;
	hint;
	constructor(code, message, details = {}) {
		super(message, details.cause === void 0 ? void 0 : { cause: details.cause });
		this.name = "ModelyardError";
		this.code = code;
		this.hint = details.hint;
	}
	get exitCode() {
		return EXIT_CODE_BY_ERROR[this.code];
	}
};
/** The text of an unknown thrown value, without its stack. */
function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}

export { ModelyardError as n, messageOf as r, EXIT_CODE_BY_ERROR as t };