import { n as ModelyardError } from "./errors.js";

// src/adapters/github/github-error.ts
/** What GitHub refused, or could not be asked. */
var GithubError = class extends ModelyardError {
	status;
	detail;
	outcomeUnknown;
	constructor(code, message, failure) {
		super(code, message, failure);
		this.status = failure.status;
		this.detail = failure.detail;
		this.outcomeUnknown = failure.outcomeUnknown;
	}
};
/** True for an answer with one of these statuses. */
function hasStatus(error, ...statuses) {
	return error instanceof GithubError && error.status !== null && statuses.includes(error.status);
}
/** `null` where GitHub says that there is no such thing. */
async function orNull(asked) {
	return asked.catch((error) => {
		if (hasStatus(error, 404)) return null;
		throw error;
	});
}

export { hasStatus as n, orNull as r, GithubError as t };