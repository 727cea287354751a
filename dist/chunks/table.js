import { M as inOneGo, P as portions, _ as counted } from "./pair-metrics.js";

// src/domain/metrics/score-notes.ts
/** Rows of probabilities may miss a sum of 1 by this much: sums of rounded float32 numbers. */
const SUM_TOLERANCE = .001;
/** Tells rows of probabilities, `width` numbers each, that do not add up to 1. */
function* sumNotes(probabilities, width) {
	let bad = 0;
	for (const [from, to] of portions(Math.ceil(probabilities.length / width), width)) {
		for (let start = from * width; start < to * width; start += width) {
			let sum = 0;
			for (let index = start; index < start + width; index++) sum += probabilities[index] ?? NaN;
			if (Math.abs(sum - 1) > SUM_TOLERANCE) bad += 1;
		}
		yield (to - from) * width;
	}
	return bad === 0 ? [] : [`the probabilities of ${counted(bad, "row")} do not add up to 1`];
}
/** Tells a classification whose scores are decisions: nothing but 0 and 1. */
function decisionNotes(predictions) {
	if (predictions.task !== "binary" && predictions.task !== "multiclass") return [];
	if ((predictions.task === "binary" ? predictions.scores : predictions.probabilities).some((value) => value !== 0 && value !== 1)) return [];
	return ["every score is 0 or 1: these are decisions, not probabilities; log loss, Brier score, calibration and areas under curves say little of them"];
}

// src/domain/texts/texts.ts
function* textsIn(texts) {
	for (let row = 0; row < texts.length; row++) yield texts.at(row);
}

// src/domain/texts/packed-texts.ts
const BLOCK_BITS = 16;
const BLOCK_ROWS = 2 ** BLOCK_BITS;
/** To compare, copy or look up a text takes as long as so many rows of simple work. */
const ROWS_OF_A_TEXT = 16;
const FIRST_BYTES = 2 ** 16;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();
/** A character of UTF-16 takes at most three bytes of UTF-8. */
const MOST_BYTES = 3;
/**
* Texts as UTF-8: an id of eight characters takes 12 bytes here and 40 as a string of its own. Bytes have the order of code
* points, which is that of the engine.
*/
var PackedTexts = class {
	length;
	#blocks;
	constructor(blocks, length) {
		this.#blocks = blocks;
		this.length = length;
	}
	/** Unlike an array's it takes no row below 0. */
	at(row) {
		const { bytes, start, end } = this.bytesAt(row);
		return shortAscii(bytes, start, end) ?? decoder.decode(bytes.subarray(start, end));
	}
	[Symbol.iterator]() {
		return textsIn(this);
	}
	bytesAt(row) {
		const { bytes, ends } = this.#blocks[row >>> BLOCK_BITS];
		const place = row & BLOCK_ROWS - 1;
		return {
			bytes,
			start: place === 0 ? 0 : ends[place - 1],
			end: ends[place]
		};
	}
	/** These rows, in this order. */
	picked(rows) {
		return inOneGo(this.pickInSteps(rows));
	}
	*pickInSteps(rows) {
		const packer = new TextPacker();
		for (const [from, to] of portions(rows.length, 16)) {
			for (let place = from; place < to; place++) packer.addBytes(this.bytesAt(rows[place]));
			yield (to - from) * 16;
		}
		return packer.finish();
	}
};
const LONGEST_SHORT = 24;
/** Most ids: the decoder's own time would be ten times theirs. */
function shortAscii(bytes, start, end) {
	if (end - start > LONGEST_SHORT) return null;
	let text = "";
	for (let at = start; at < end; at++) {
		const byte = bytes[at];
		if (byte > 127) return null;
		text += ASCII[byte];
	}
	return text;
}
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
var TextPacker = class {
	#blocks = [];
	#bytes = new Uint8Array(FIRST_BYTES);
	#ends = new Uint32Array(BLOCK_ROWS);
	#used = 0;
	#rows = 0;
	add(text) {
		this.#reserve(text.length * MOST_BYTES);
		if (!this.#addAscii(text)) this.#used += encoder.encodeInto(text, this.#bytes.subarray(this.#used)).written;
		this.#endRow();
	}
	addBytes({ bytes, start, end }) {
		this.#reserve(end - start);
		for (let at = start; at < end; at++) this.#bytes[this.#used++] = bytes[at];
		this.#endRow();
	}
	finish() {
		const length = this.#blocks.length * BLOCK_ROWS + this.#rows;
		if (this.#rows > 0) this.#endBlock();
		return new PackedTexts(this.#blocks, length);
	}
	#addAscii(text) {
		let at = this.#used;
		for (let index = 0; index < text.length; index++) {
			const code = text.charCodeAt(index);
			if (code > 127) return false;
			this.#bytes[at++] = code;
		}
		this.#used = at;
		return true;
	}
	#reserve(bytes) {
		if (this.#used + bytes <= this.#bytes.length) return;
		const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#used + bytes));
		larger.set(this.#bytes.subarray(0, this.#used));
		this.#bytes = larger;
	}
	#endRow() {
		this.#ends[this.#rows++] = this.#used;
		if (this.#rows === BLOCK_ROWS) this.#endBlock();
	}
	#endBlock() {
		this.#blocks.push({
			bytes: this.#bytes.slice(0, this.#used),
			ends: this.#ends.slice(0, this.#rows)
		});
		this.#used = 0;
		this.#rows = 0;
	}
};
/** The same texts as bytes. */
function packed(texts) {
	if (texts instanceof PackedTexts) return texts;
	const packer = new TextPacker();
	for (const text of texts) packer.add(text);
	return packer.finish();
}

// src/domain/texts/shared-texts.ts
/** Few different texts many times: labels, slices, categories. */
var SharedTexts = class SharedTexts {
	#list;
	#codes;
	constructor(list, codes) {
		this.#list = list;
		this.#codes = codes;
	}
	get length() {
		return this.#codes.length;
	}
	/** Unlike an array's it takes no row below 0. */
	at(row) {
		return this.#list[this.#codes[row]];
	}
	[Symbol.iterator]() {
		return textsIn(this);
	}
	renamed(nameOf) {
		return new SharedTexts(this.#list.map(nameOf), this.#codes);
	}
	/** The first that is wanted, asked once of each different text. */
	first(isWanted) {
		const wanted = this.#list.map(isWanted);
		if (!wanted.includes(true)) return void 0;
		const code = this.#codes.find((each) => wanted[each] === true);
		return code === void 0 ? void 0 : this.#list[code];
	}
	picked(rows) {
		const codes = new Uint16Array(rows.length);
		for (let place = 0; place < rows.length; place++) codes[place] = this.#codes[rows[place]];
		return new SharedTexts(this.#list, codes);
	}
};

// src/domain/texts/pick-texts.ts
/** The texts of these rows, in this order. */
function pickTexts(texts, rows) {
	return inOneGo(pickTextsInSteps(texts, rows));
}
function* pickTextsInSteps(texts, rows) {
	if (texts instanceof PackedTexts) return yield* texts.pickInSteps(rows);
	if (texts instanceof SharedTexts) return texts.picked(rows);
	return Array.from(rows, (row) => texts.at(row) ?? "");
}

// src/domain/select-rows.ts
/** The rows with these numbers, in this order. */
function selectRows(table, rows) {
	const flags = /* @__PURE__ */ new Map();
	const missingIn = (missing) => {
		const found = flags.get(missing) ?? picked(missing, rows, new Uint8Array(rows.length));
		flags.set(missing, found);
		return found;
	};
	const pick = (column) => ({
		...selectValues(column, rows),
		name: column.name,
		missing: missingIn(column.missing)
	});
	return {
		rows: rows.length,
		columns: table.columns.map(pick)
	};
}
function selectValues(column, rows) {
	switch (column.kind) {
		case "number": return {
			kind: "number",
			data: picked(column.data, rows, new Float64Array(rows.length))
		};
		case "boolean": return {
			kind: "boolean",
			data: picked(column.data, rows, new Uint8Array(rows.length))
		};
		case "integer": {
			const data = new BigInt64Array(rows.length);
			rows.forEach((row, index) => {
				data[index] = column.data[row] ?? 0n;
			});
			return {
				kind: "integer",
				data
			};
		}
		case "text": return {
			kind: "text",
			data: pickTexts(column.data, rows)
		};
	}
}
/** A loop: `from` with a function goes through an iterator, ten times slower at a million rows. */
function picked(values, rows, into) {
	for (let place = 0; place < rows.length; place++) into[place] = values[rows[place]] ?? 0;
	return into;
}
/** The columns with these names, in this order; names that are not there are left out. */
function selectColumns(table, names) {
	const byName = new Map(table.columns.map((column) => [column.name, column]));
	return {
		rows: table.rows,
		columns: names.flatMap((name) => byName.get(name) ?? [])
	};
}

// src/domain/texts/texts-within.ts
/** The texts of neighbouring rows. */
function textsWithin(texts, { from, rows }) {
	if (from === 0 && rows === texts.length) return texts;
	return pickTexts(texts, Int32Array.from({ length: rows }, (_, place) => from + place));
}

// src/domain/stored-table.ts
/** A table in memory as one that need not be. */
function heldTable(table) {
	return {
		rows: table.rows,
		columns: table.columns.map(({ name, kind }) => ({
			name,
			kind
		})),
		slice: async (range, names) => rowsWithin(selectColumns(table, names), range),
		only: (rows) => heldTable(selectRows(table, rows))
	};
}
/** The columns with these names, in this order; names that are not there are left out. */
function storedColumns(stored, names) {
	const byName = new Map(stored.columns.map((column) => [column.name, column]));
	return {
		rows: stored.rows,
		columns: names.flatMap((name) => byName.get(name) ?? []),
		slice: (range, wanted) => stored.slice(range, wanted),
		only: (rows) => storedColumns(stored.only(rows), names)
	};
}
/** All rows of these columns, or of every column, at once. */
function wholeTable(stored, names = stored.columns.map(({ name }) => name)) {
	return stored.slice({
		from: 0,
		rows: stored.rows
	}, names);
}
/** Rows that are in memory at a time where all are looked at. */
const WINDOW_ROWS = 2 ** 15;
/** All rows of these columns, one window after the other; each but the last has a multiple of `multiple` rows. */
async function* windowsOf(stored, names, multiple = 1) {
	const size = multiple * Math.max(1, Math.floor(WINDOW_ROWS / multiple));
	for (let from = 0; from < stored.rows; from += size) yield {
		from,
		table: await stored.slice({
			from,
			rows: Math.min(size, stored.rows - from)
		}, names)
	};
}
/** Shares memory with the table, but for its texts. */
function rowsWithin(table, { from, rows }) {
	if (from === 0 && rows === table.rows) return table;
	const to = from + rows;
	const within = (column) => ({
		...valuesWithin(column, {
			from,
			rows
		}),
		name: column.name,
		missing: column.missing.subarray(from, to)
	});
	return {
		rows,
		columns: table.columns.map(within)
	};
}
function valuesWithin(column, { from, rows }) {
	const to = from + rows;
	switch (column.kind) {
		case "number": return {
			kind: "number",
			data: column.data.subarray(from, to)
		};
		case "integer": return {
			kind: "integer",
			data: column.data.subarray(from, to)
		};
		case "boolean": return {
			kind: "boolean",
			data: column.data.subarray(from, to)
		};
		case "text": return {
			kind: "text",
			data: textsWithin(column.data, {
				from,
				rows
			})
		};
	}
}

// src/domain/table.ts
/** What stands in a row, whatever the kind. */
function cellAt(column, row) {
	return column.kind === "text" ? column.data.at(row) : column.data[row];
}

export { windowsOf as a, selectRows as c, SharedTexts as d, TextPacker as f, sumNotes as h, wholeTable as i, pickTexts as l, decisionNotes as m, heldTable as n, textsWithin as o, packed as p, storedColumns as r, selectColumns as s, cellAt as t, pickTextsInSteps as u };