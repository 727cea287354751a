// src/domain/report/fit-report.ts
/**
* A comment of GitHub: 65,536 characters, of which a line that only the program reads takes its part. Characters are
* code points: four bytes or one count the same.
*/
const COMMENT = {
	measure: characterCount,
	most: 65e3,
	forms: [
		{
			folds: false,
			open: 40,
			folded: 40
		},
		{
			folds: true,
			open: 40,
			folded: 40
		},
		{
			folds: true,
			open: 20,
			folded: 20
		},
		{
			folds: true,
			open: 10,
			folded: 10
		},
		{
			folds: true,
			open: 5,
			folded: 5
		}
	]
};
/** `report.md` and the summary of a job, which may have 1 MiB. */
const WHOLE = {
	measure: byteCount,
	most: 1e6,
	forms: [
		{
			folds: false,
			open: 40,
			folded: 1e3
		},
		{
			folds: true,
			open: 40,
			folded: 1e3
		},
		{
			folds: true,
			open: 40,
			folded: 200
		},
		{
			folds: true,
			open: 20,
			folded: 40
		},
		{
			folds: true,
			open: 5,
			folded: 5
		}
	]
};
/**
* The report as long as the place allows. It degrades in this order: tables that stand open are folded; tables and lists get
* fewer lines; folded details go from the end, and then sections from the end. Wherever something is left out that the
* fullest report has, `note` says where it stands. The first line stays.
*/
function fitReport({ measure, most, forms }, partsIn, note) {
	for (const form of forms) {
		const { first, sections, details } = partsIn(form);
		const all = [
			first,
			...sections,
			...details
		];
		const text = joined(joined(all) === wholeText(partsIn, form) ? all : [...all, note]);
		if (measure(text) <= most) return text;
	}
	const { first, sections, details } = partsIn(forms.at(-1) ?? forms[0]);
	const kept = [...sections, ...details];
	const text = () => joined([
		first,
		...kept,
		note
	]);
	while (kept.length > 0 && measure(text()) > most) kept.pop();
	return text();
}
/** What no place shows more of. */
function wholeText(partsIn, { folds }) {
	const [{ open, folded }] = WHOLE.forms;
	const { first, sections, details } = partsIn({
		folds,
		open,
		folded
	});
	return joined([
		first,
		...sections,
		...details
	]);
}
/** Unicode code points. */
function characterCount(text) {
	let count = 0;
	for (const _ of text) count += 1;
	return count;
}
/** Bytes in UTF-8. */
function byteCount(text) {
	let count = 0;
	for (const character of text) {
		const point = character.codePointAt(0) ?? 0;
		count += point < 128 ? 1 : point < 2048 ? 2 : point < 65536 ? 3 : 4;
	}
	return count;
}
function joined(parts) {
	return `${parts.join("\n\n")}\n`;
}
/** At most so many, and how many are left out. */
function shortList(items, most) {
	return {
		shown: items.slice(0, most),
		left: Math.max(0, items.length - most)
	};
}

export { shortList as i, WHOLE as n, fitReport as r, COMMENT as t };