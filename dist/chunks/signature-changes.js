// src/domain/versions/signature-changes.ts
/** Every difference between the signatures of two models that a caller can meet, those that break callers first. */
function signatureChanges(before, after) {
	const changes = [
		...tensorChanges("input", before.inputs, after.inputs),
		...newInputs(before, after),
		...featureChanges(before, after),
		...tensorChanges("output", before.outputs, after.outputs),
		...newOutputs(before, after),
		...orderChanges("class", before.classes, after.classes),
		...positiveChanges(before, after),
		...targetChanges(before, after)
	];
	return [...changes.filter(({ bump }) => bump === "major"), ...changes.filter(({ bump }) => bump !== "major")];
}
function breaks(what) {
	return {
		bump: "major",
		what
	};
}
function adds(what) {
	return {
		bump: "minor",
		what
	};
}
function tensorChanges(side, before, after) {
	return before.flatMap((old) => {
		const now = after.find(({ name }) => name === old.name);
		if (now === void 0) return [breaks(`${side} ${old.name} is gone`)];
		return [...now.type === old.type ? [] : [breaks(`${side} ${old.name} is ${now.type}, was ${old.type}`)], ...shapeChanges(side, old, now)];
	});
}
/**
* An input that takes any size takes the old one as well, and an output of any size may always have had the new one. What
* was fixed and is not any more gives callers more. Exporters leave the shape of an output out where they do not know it.
*/
function shapeChanges(side, old, now) {
	const what = `${side} ${old.name} has the shape ${shapeText(now)}, was ${shapeText(old)}`;
	if (side === "output" && (old.shape.length === 0 || now.shape.length === 0)) return [];
	if (old.shape.length !== now.shape.length) return [breaks(what)];
	if (now.shape.some((size, at) => typeof size === "number" && size !== old.shape[at] && (side === "input" || typeof old.shape[at] === "number"))) return [breaks(`${what}${batchText(side, old, now)}`)];
	return old.shape.some((size, at) => typeof size === "number" && typeof now.shape[at] !== "number") ? [adds(what)] : [];
}
/** The first dimension is the rows of a call. */
function batchText(side, old, now) {
	const [rows] = now.shape;
	if (side !== "input" || typeof rows !== "number" || rows === old.shape[0]) return "";
	return `: it takes exactly ${rows} ${rows === 1 ? "row" : "rows"} a call`;
}
function shapeText({ shape }) {
	return `[${shape.map((size) => size === "" ? "?" : String(size)).join(", ")}]`;
}
function newInputs(before, after) {
	return namesOnlyIn(after.inputs, before.inputs).map((name) => breaks(`input ${name} is new: callers must give it`));
}
/** Many callers take outputs by their place, so a new one is harmless only behind the others. */
function newOutputs(before, after) {
	const added = namesOnlyIn(after.outputs, before.outputs).map((name) => adds(`output ${name} is new`));
	const kept = before.outputs.map(({ name }) => name);
	const now = after.outputs.map(({ name }) => name);
	if (kept.some((name) => !now.includes(name)) || kept.every((name, at) => now[at] === name)) return added;
	return [...added, breaks(movedText("outputs", kept, now))];
}
function namesOnlyIn(some, others) {
	const known = new Set(others.map(({ name }) => name));
	return some.map(({ name }) => name).filter((name) => !known.has(name));
}
/** Callers of one `[n, f]` input put the columns into it by position. */
function featureChanges(before, after) {
	const [old, now] = [before.features ?? [], after.features ?? []];
	if (before.inputs.length !== 1 || old.length < 2 || now.length === 0) return [];
	return orderChanges("feature", old, now);
}
/** One target needs no name in what a caller reads. */
function targetChanges(before, after) {
	const [old, now] = [before.targets ?? [], after.targets ?? []];
	return old.length < 2 || now.length < 2 ? [] : orderChanges("target", old, now);
}
const PLURAL = {
	class: "classes",
	feature: "features",
	target: "targets"
};
/** Lists whose order is what their members are read by. */
function orderChanges(what, before, after) {
	if (before === null || after === null || sameList(before, after)) return [];
	const [had, has] = [new Set(before), new Set(after)];
	const gone = before.filter((name) => !has.has(name));
	const added = after.filter((name) => !had.has(name));
	return [
		gone.length === 0 ? null : `${named(what, gone)} gone`,
		added.length === 0 ? null : `${named(what, added)} new`,
		gone.length + added.length > 0 ? null : movedText(PLURAL[what], before, after)
	].flatMap((text) => text === null ? [] : [breaks(text)]);
}
function named(what, names) {
	return names.length === 1 ? `${what} ${names[0]} is` : `${PLURAL[what]} ${listText(names)} are`;
}
function movedText(what, before, after) {
	return `the ${what} come in another order: ${listText(after)}; was ${listText(before)}`;
}
function positiveChanges(before, after) {
	const [old, now] = [before.positive ?? null, after.positive ?? null];
	return old === null || now === null || old === now ? [] : [breaks(`the score speaks of ${now}, was ${old}`)];
}
function sameList(one, other) {
	return one.length === other.length && one.every((name, at) => name === other[at]);
}
const MOST_NAMES = 8;
function listText(names) {
	const left = names.length - MOST_NAMES;
	return left <= 0 ? names.join(", ") : `${names.slice(0, MOST_NAMES).join(", ")} and ${left} more`;
}

export { signatureChanges as t };