import { i as escapeMarkdown, n as codeSpan } from "./escape-markdown.js";
import { a as formatExact, i as formatCount, s as formatPercent } from "./format-number.js";

// node_modules/markdown-table/index.js
/**
* @typedef {Options} MarkdownTableOptions
*   Configuration.
*/
/**
* @typedef Options
*   Configuration.
* @property {boolean | null | undefined} [alignDelimiters=true]
*   Whether to align the delimiters (default: `true`);
*   they are aligned by default:
*
*   ```markdown
*   | Alpha | B     |
*   | ----- | ----- |
*   | C     | Delta |
*   ```
*
*   Pass `false` to make them staggered:
*
*   ```markdown
*   | Alpha | B |
*   | - | - |
*   | C | Delta |
*   ```
* @property {ReadonlyArray<string | null | undefined> | string | null | undefined} [align]
*   How to align columns (default: `''`);
*   one style for all columns or styles for their respective columns;
*   each style is either `'l'` (left), `'r'` (right), or `'c'` (center);
*   other values are treated as `''`, which doesn’t place the colon in the
*   alignment row but does align left;
*   *only the lowercased first character is used, so `Right` is fine.*
* @property {boolean | null | undefined} [delimiterEnd=true]
*   Whether to end each row with the delimiter (default: `true`).
*
*   > 👉 **Note**: please don’t use this: it could create fragile structures
*   > that aren’t understandable to some markdown parsers.
*
*   When `true`, there are ending delimiters:
*
*   ```markdown
*   | Alpha | B     |
*   | ----- | ----- |
*   | C     | Delta |
*   ```
*
*   When `false`, there are no ending delimiters:
*
*   ```markdown
*   | Alpha | B
*   | ----- | -----
*   | C     | Delta
*   ```
* @property {boolean | null | undefined} [fillRows=true]
*   Whether to fill rows with empty cells up to the most cells in a row
*   (default: `true`).
*
*   When `true`, all rows have as many cells as the longest row:
*
*   ```markdown
*   | Alpha | B    |   |
*   | ----- | ---- | - |
*   | C     |      |   |
*   | D     | Echo | F |
*   ```
*
*   When `false`, rows keep their cells,
*   and the delimiter row has as many cells as the header row:
*
*   ```markdown
*   | Alpha | B    |
*   | ----- | ---- |
*   | C     |
*   | D     | Echo | F |
*   ```
* @property {boolean | null | undefined} [delimiterStart=true]
*   Whether to begin each row with the delimiter (default: `true`).
*
*   > 👉 **Note**: please don’t use this: it could create fragile structures
*   > that aren’t understandable to some markdown parsers.
*
*   When `true`, there are starting delimiters:
*
*   ```markdown
*   | Alpha | B     |
*   | ----- | ----- |
*   | C     | Delta |
*   ```
*
*   When `false`, there are no starting delimiters:
*
*   ```markdown
*   Alpha | B     |
*   ----- | ----- |
*   C     | Delta |
*   ```
* @property {boolean | null | undefined} [padding=true]
*   Whether to add a space of padding between delimiters and cells
*   (default: `true`).
*
*   When `true`, there is padding:
*
*   ```markdown
*   | Alpha | B     |
*   | ----- | ----- |
*   | C     | Delta |
*   ```
*
*   When `false`, there is no padding:
*
*   ```markdown
*   |Alpha|B    |
*   |-----|-----|
*   |C    |Delta|
*   ```
* @property {((value: string) => number) | null | undefined} [stringLength]
*   Function to detect the length of table cell content (optional);
*   this is used when aligning the delimiters (`|`) between table cells;
*   full-width characters and emoji mess up delimiter alignment when viewing
*   the markdown source;
*   to fix this, you can pass this function,
*   which receives the cell content and returns its “visible” size;
*   note that what is and isn’t visible depends on where the text is displayed.
*
*   Without such a function, the following:
*
*   ```js
*   markdownTable([
*     ['Alpha', 'Bravo'],
*     ['中文', 'Charlie'],
*     ['👩‍❤️‍👩', 'Delta']
*   ])
*   ```
*
*   Yields:
*
*   ```markdown
*   | Alpha | Bravo |
*   | - | - |
*   | 中文 | Charlie |
*   | 👩‍❤️‍👩 | Delta |
*   ```
*
*   With [`string-width`](https://github.com/sindresorhus/string-width):
*
*   ```js
*   import stringWidth from 'string-width'
*
*   markdownTable(
*     [
*       ['Alpha', 'Bravo'],
*       ['中文', 'Charlie'],
*       ['👩‍❤️‍👩', 'Delta']
*     ],
*     {stringLength: stringWidth}
*   )
*   ```
*
*   Yields:
*
*   ```markdown
*   | Alpha | Bravo   |
*   | ----- | ------- |
*   | 中文  | Charlie |
*   | 👩‍❤️‍👩    | Delta   |
*   ```
*/
/**
* Get the length of a cell.
*
* @param {string} value
*   Cell value.
* @returns {number}
*   Cell size.
*/
function defaultStringLength(value) {
	return value.length;
}
/**
* Generate a markdown
* ([GFM](https://docs.github.com/en/github/writing-on-github/working-with-advanced-formatting/organizing-information-with-tables))
* table.
*
* @param {ReadonlyArray<ReadonlyArray<string | null | undefined>>} table
*   Table data (matrix of strings).
* @param {Readonly<Options> | null | undefined} [options]
*   Configuration (optional).
* @returns {string}
*   Result.
*/
function markdownTable(table, options) {
	const settings = options || {};
	const align = (settings.align || []).concat();
	const stringLength = settings.stringLength || defaultStringLength;
	/** @type {Array<number>} Character codes as symbols for alignment per column. */
	const alignments = [];
	/** @type {Array<Array<string>>} Cells per row. */
	const cellMatrix = [];
	/** @type {Array<Array<number>>} Sizes of each cell per row. */
	const sizeMatrix = [];
	/** @type {Array<number>} */
	const longestCellByColumn = [];
	let mostCellsPerRow = 0;
	let rowIndex = -1;
	while (++rowIndex < table.length) {
		/** @type {Array<string>} */
		const row = [];
		/** @type {Array<number>} */
		const sizes = [];
		let columnIndex = -1;
		if (table[rowIndex].length > mostCellsPerRow) mostCellsPerRow = table[rowIndex].length;
		while (++columnIndex < table[rowIndex].length) {
			const cell = serialize(table[rowIndex][columnIndex]);
			if (settings.alignDelimiters !== false) {
				const size = stringLength(cell);
				sizes[columnIndex] = size;
				if (longestCellByColumn[columnIndex] === void 0 || size > longestCellByColumn[columnIndex]) longestCellByColumn[columnIndex] = size;
			}
			row.push(cell);
		}
		cellMatrix[rowIndex] = row;
		sizeMatrix[rowIndex] = sizes;
	}
	let columnIndex = -1;
	if (typeof align === "object" && "length" in align) while (++columnIndex < mostCellsPerRow) alignments[columnIndex] = toAlignment(align[columnIndex]);
	else {
		const code = toAlignment(align);
		while (++columnIndex < mostCellsPerRow) alignments[columnIndex] = code;
	}
	columnIndex = -1;
	/** @type {Array<string>} */
	const row = [];
	/** @type {Array<number>} */
	const sizes = [];
	while (++columnIndex < mostCellsPerRow) {
		const code = alignments[columnIndex];
		let before = "";
		let after = "";
		if (code === 99) {
			before = ":";
			after = ":";
		} else if (code === 108) before = ":";
		else if (code === 114) after = ":";
		let size = settings.alignDelimiters === false ? 1 : Math.max(1, longestCellByColumn[columnIndex] - before.length - after.length);
		const cell = before + "-".repeat(size) + after;
		if (settings.alignDelimiters !== false) {
			size = before.length + size + after.length;
			if (size > longestCellByColumn[columnIndex]) longestCellByColumn[columnIndex] = size;
			sizes[columnIndex] = size;
		}
		row[columnIndex] = cell;
	}
	cellMatrix.splice(1, 0, row);
	sizeMatrix.splice(1, 0, sizes);
	rowIndex = -1;
	/** @type {Array<string>} */
	const lines = [];
	while (++rowIndex < cellMatrix.length) {
		const row = cellMatrix[rowIndex];
		const sizes = sizeMatrix[rowIndex];
		const cellsInRow = settings.fillRows === false ? Math.max(1, cellMatrix[rowIndex === 1 ? 0 : rowIndex].length) : mostCellsPerRow;
		columnIndex = -1;
		/** @type {Array<string>} */
		const line = [];
		while (++columnIndex < cellsInRow) {
			const cell = row[columnIndex] || "";
			let before = "";
			let after = "";
			if (settings.alignDelimiters !== false) {
				const size = longestCellByColumn[columnIndex] - (sizes[columnIndex] || 0);
				const code = alignments[columnIndex];
				if (code === 114) before = " ".repeat(size);
				else if (code === 99) {
					const half = size / 2;
					if (size % 2) {
						before = " ".repeat(half + .5);
						after = " ".repeat(half - .5);
					} else {
						before = " ".repeat(half);
						after = before;
					}
				} else after = " ".repeat(size);
			}
			if (settings.delimiterStart !== false && !columnIndex) line.push("|");
			if (settings.padding !== false && !(settings.alignDelimiters === false && cell === "") && (settings.delimiterStart !== false || columnIndex)) line.push(" ");
			if (settings.alignDelimiters !== false) line.push(before);
			line.push(cell);
			if (settings.alignDelimiters !== false) line.push(after);
			if (settings.padding !== false) line.push(" ");
			if (settings.delimiterEnd !== false || columnIndex !== cellsInRow - 1) line.push("|");
		}
		lines.push(settings.delimiterEnd === false ? line.join("").replace(/ +$/, "") : line.join(""));
	}
	return lines.join("\n");
}
/**
* Serialize a cell value.
*
* @param {string | null | undefined} [value]
*   Value to serialize.
* @returns {string}
*   Result.
*/
function serialize(value) {
	return value === null || value === void 0 ? "" : String(value);
}
/**
* Get the alignment character code from a value.
*
* @param {string | null | undefined} value
*   Value.
* @returns {number}
*   Alignment.
*/
function toAlignment(value) {
	const code = typeof value === "string" ? value.codePointAt(0) : 0;
	return code === 67 || code === 99 ? 99 : code === 76 || code === 108 ? 108 : code === 82 || code === 114 ? 114 : 0;
}

// src/domain/report/sparkline.ts
const BARS = [
	"▁",
	"▂",
	"▃",
	"▄",
	"▅",
	"▆",
	"▇",
	"█"
];
/**
* Shares of cells as bars, one character each; of several samples on one scale, so that bars of the same height are the
* same share. Nothing in a cell shows as the lowest bar.
*/
function sparklines(samples) {
	const most = Math.max(...samples.flat(), Number.MIN_VALUE);
	const bar = (share) => BARS[Math.min(BARS.length - 1, Math.floor(share / most * BARS.length))];
	return samples.map((shares) => shares.map(bar).join(""));
}

// src/stages/signals-table.ts
const WORDS = {
	js: "shape, Jensen–Shannon",
	wasserstein: "location, Wasserstein in sd",
	psi: "shape, stability index",
	l_infinity: "largest change of a share",
	null_share: "missing cells",
	column: "column"
};
const MARKS = {
	pass: "✅",
	fail: "⛔",
	warn: "⚠️",
	insufficient: "❔"
};
const MOST_NAMED = 3;
/** One line a signal: what moved, how far, from where on it alarms, of how many rows, how sure; and a picture. */
function signalsTable(signals, { most }) {
	const table = markdownTable([[
		"column",
		"what",
		"value",
		"alarm from",
		"rows",
		"p",
		"before → now",
		""
	], ...signals.slice(0, most).map(cells)], {
		align: [
			"l",
			"l",
			"r",
			"r",
			"r",
			"r",
			"l",
			"l"
		],
		alignDelimiters: false
	});
	const more = signals.length - most;
	return more > 0 ? `${table}\n\n${formatCount(more)} more stand in the record.` : table;
}
function cells(signal) {
	const { column, value, threshold, pValue, rows, reason, picture, verdict } = signal;
	const isCheck = signal.signal === "check";
	const told = [picture === void 0 ? "" : pictureText(picture), reason === void 0 ? "" : escapeMarkdown(reason)];
	return [
		column === null ? "–" : codeSpan(column, 60),
		isCheck ? escapeMarkdown(signal.statistic, 60) : WORDS[signal.statistic] ?? escapeMarkdown(signal.statistic),
		value === null ? "–" : isCheck ? `${formatCount(value)} rows` : value.toFixed(3),
		threshold === null ? "–" : formatExact(threshold),
		formatCount(rows),
		pValueText(pValue),
		told.filter((part) => part !== "").join("; "),
		MARKS[verdict]
	];
}
/** One line a column: rows, and every statistic with its value and p; the limits stand in the header. */
function columnsTable(signals, { most }) {
	const statistics = [...new Set(signals.filter(isMeasure).map(({ statistic }) => statistic))];
	if (statistics.length === 0) return signalsTable(signals, { most });
	const limits = new Map(statistics.map((name) => [name, usualLimit(signals, name)]));
	const header = statistics.map((name) => {
		const limit = limits.get(name) ?? null;
		return `${WORDS[name] ?? escapeMarkdown(name)}${limit === null ? "" : `, alarm from ${formatExact(limit)}`}`;
	});
	const columns = [...new Set(signals.map(({ column }) => column))];
	const lines = columns.slice(0, most).map((column) => {
		const own = signals.filter((signal) => signal.column === column);
		const whole = own.find((signal) => !isMeasure(signal));
		const each = statistics.map((name, index) => {
			const signal = own.find(({ statistic }) => statistic === name) ?? (index === 0 ? whole : void 0);
			return signal === void 0 ? "" : measured(signal, limits.get(name) ?? null);
		});
		const rows = Math.max(...own.map((signal) => signal.rows));
		return [
			column === null ? "–" : codeSpan(column, 60),
			formatCount(rows),
			...each
		];
	});
	const table = markdownTable([[
		"column",
		"rows",
		...header
	], ...lines], {
		align: [
			"l",
			"r",
			...statistics.map(() => "l")
		],
		alignDelimiters: false
	});
	const more = columns.length - most;
	return more > 0 ? `${table}\n\n${formatCount(more)} more columns stand in the record.` : table;
}
function isMeasure({ statistic }) {
	return statistic !== "off" && statistic !== "column";
}
/** The limit that most columns have. */
function usualLimit(signals, statistic) {
	const given = signals.filter((signal) => signal.statistic === statistic).map(({ threshold }) => threshold);
	const times = (limit) => given.filter((each) => each === limit).length;
	return given.reduce((best, each) => times(each) > times(best) ? each : best, given[0] ?? null);
}
/** `0.133 (p < 0.0001) ⛔`, `❔ 40 rows with a value now …`; the limit where it is not the usual one. */
function measured({ value, pValue, threshold, reason, verdict }, usual) {
	const why = reason === void 0 ? "" : escapeMarkdown(reason);
	if (verdict === "insufficient" || value === null) return `${MARKS[verdict]} ${why}`.trimEnd();
	const own = threshold === usual || threshold === null ? "" : `, alarm from ${formatExact(threshold)}`;
	const mark = verdict === "pass" ? "" : ` ${MARKS[verdict]}`;
	return `${value.toFixed(3)} (p ${pValueText(pValue)}${own})${mark}`;
}
function pValueText(pValue) {
	if (pValue === null) return "–";
	return pValue < 1e-4 ? "&lt; 0.0001" : String(Number(pValue.toPrecision(2)));
}
/** Bars on one scale, and the categories that moved most where they may be named. */
function pictureText({ before, now, labels }) {
	const [was = "", is = ""] = sparklines([before, now]);
	const bars = `\`${was}\` → \`${is}\``;
	if (labels === null) return bars;
	const moved = labels.map((label, index) => ({
		label,
		was: before[index] ?? 0,
		is: now[index] ?? 0
	}));
	moved.sort((a, b) => Math.abs(b.is - b.was) - Math.abs(a.is - a.was));
	return `${bars} ${moved.slice(0, MOST_NAMED).map(({ label, was: from, is: to }) => `${codeSpan(label, 40)} ${share(from)} → ${share(to)}`).join(", ")}`;
}
function share(fraction) {
	return formatPercent(Number(fraction.toFixed(3)));
}

export { markdownTable as a, signalsTable as i, pValueText as n, pictureText as r, columnsTable as t };