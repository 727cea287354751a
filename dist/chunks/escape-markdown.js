// src/domain/report/escape-markdown.ts
/** Longest text that is shown whole; the middle of a longer one is left out. */
const MOST_CHARACTERS = 160;
/**
* Stands where `@name`, `#12`, `://` and `::` are split: the platform links only what is unbroken, and the look stays.
* No input holds it, because `visible` shows format characters by their code points.
*/
const BREAK = "​";
/** Backslash escapes work for these everywhere in Markdown, table cells included. */
const MARKDOWN_PUNCTUATION = /[\\`*~[\]|!$]/g;
const HTML = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	[BREAK]: "&#8203;"
};
/** Each pattern ends where the break goes. */
const LINKS = [
	/@(?=\S)/g,
	/#(?=[\d\\])/g,
	/\bGH(?=-\d)/gi,
	/:(?=[:/]|[a-z+-][\w+-]*:)/gi,
	/\bwww(?=\.)/gi
];
/**
* Plain text as inert Markdown on one line: no tag, table cell, emphasis, link, mention, issue reference, heading, list
* or log command can come out of it; control, format and right-to-left characters are shown by their code points.
*/
function escapeMarkdown(text, mostCharacters = 160) {
	const punctuated = oneLine(text, mostCharacters).replace(MARKDOWN_PUNCTUATION, (character) => `\\${character}`).replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_").replace(/^ *(?=[-+]( |$|[-+])|#{1,6}( |$)|=+ *$)/, "$&\\").replace(/^( *\d{1,9})(?=[.)]( |$))/, `$1${BREAK}`);
	return LINKS.reduce((line, link) => line.replace(link, `$&${BREAK}`), punctuated).replace(/[&<>\u200B]/g, (character) => HTML[character] ?? character);
}
/** Text in a code span; where it holds what a code span cannot show safely, escaped text instead. */
function codeSpan(text, mostCharacters = 160) {
	const shown = oneLine(text, mostCharacters);
	return shown.trim() === shown && shown !== "" && !/[`|\\]|::|##\[/.test(shown) ? `\`${shown}\`` : escapeMarkdown(text, mostCharacters);
}
/** Lines of a fenced block, the fence longer than any run of backticks in it. */
function codeBlock(lines, language = "") {
	const shown = lines.map((line) => visible(line).replace(/^( *)::/, "$1: :").replaceAll("##[", "## ["));
	const longest = Math.max(2, ...shown.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
	const fence = "`".repeat(longest + 1);
	return [
		`${fence}${language}`,
		...shown,
		fence
	].join("\n");
}
/** One line for a log or a terminal: nothing hides in it, and no runner takes it for a command. */
function inertLine(text) {
	return visible(text).replace(/^( *)::/, "$1: :").replaceAll("##[", "## [");
}
function oneLine(text, mostCharacters) {
	return cutMiddle(visible(shortened(text, mostCharacters)), mostCharacters);
}
/** One line of text in which nothing hides: line breaks are ⏎, other invisible characters their code point. */
function visible(text) {
	return text.replace(/\r\n|[\n\r\u2028\u2029\u0085]/g, "⏎").replace(/\t/g, " ").replace(/\p{Cs}/gu, "�").replace(/[\p{Cc}\p{Cf}]/gu, (character) => `⟨U+${codePoint(character)}⟩`);
}
function codePoint(character) {
	return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
/** Keeps the beginning and the end, `…` between them; counts characters, not UTF-16 units. */
function cutMiddle(text, mostCharacters) {
	const characters = Array.from(text);
	if (characters.length <= mostCharacters) return text;
	const head = Math.ceil((mostCharacters - 1) / 2);
	const tail = mostCharacters - 1 - head;
	return [
		...characters.slice(0, head),
		"…",
		...tail === 0 ? [] : characters.slice(-tail)
	].join("");
}
/** Huge text is cut roughly first, beginning and end kept: there is no need to look at every character of a gigabyte. */
function shortened(text, mostCharacters = 160) {
	const side = 2 * mostCharacters;
	return text.length <= 4 * side ? text : `${text.slice(0, 2 * side)}${text.slice(-2 * side)}`;
}

export { inertLine as a, escapeMarkdown as i, codeSpan as n, shortened as o, cutMiddle as r, visible as s, codeBlock as t };