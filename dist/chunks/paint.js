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

export { paint as n, painted as r, hasColour as t };