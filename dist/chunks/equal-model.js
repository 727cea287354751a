import { O as normalCdf, k as normalQuantile } from "./pair-metrics.js";
import { _ as headroom, v as headroomInterval } from "./gate-words.js";

// src/domain/gates/equal-model.ts
/** Power that a gate should have: an equal model passes 80 times of 100 (J. Cohen's convention, Statistical Power Analysis, 1988, section 2.4). */
const WANTED_CHANCE = .8;
const MOST_ROWS = 1e9;
/**
* Chance that a model exactly as good as the baseline, disagreeing with it as often as this candidate does, would
* pass: Φ((m − w) / se), m the headroom of an equal model and w the distance from the estimate to the unfavourable
* bound (z · se for a symmetric interval, so Φ(m / se − z); 0 where the point is judged).
*/
function equalModelPasses(request) {
	const room = equalHeadroom(request) - reach(request);
	const { standardError } = request.contrast;
	if (standardError === 0) return room > 0 ? 1 : 0;
	return normalCdf(room / standardError);
}
/**
* The margin that an equal model needs to pass 80 times of 100, (1.96 + 0.84) · se at 95 %, and the sample size at
* which the margin asked is that wide; widths shrink with the square root of the independent units.
*/
function powerOf(request) {
	const wanted = reach(request) + normalQuantile(WANTED_CHANCE) * request.contrast.standardError;
	const room = equalHeadroom(request);
	const needed = room > 0 ? roundUp(request.units * (wanted / room) ** 2) : Number.POSITIVE_INFINITY;
	return {
		margin: request.relative ? wanted / request.baseline : wanted,
		needed: needed <= MOST_ROWS ? needed : null
	};
}
function equalHeadroom({ criterion, baseline }) {
	return headroom(criterion, (1 - criterion.factor) * baseline);
}
function reach({ criterion, contrast, on }) {
	if (on === "point") return 0;
	return headroom(criterion, contrast.estimate) - headroomInterval(criterion, contrast.interval)[0];
}
/** Up to two significant digits: a sample size is a rough advice. */
function roundUp(value) {
	if (value <= 10) return Math.ceil(value);
	const step = 10 ** (Math.floor(Math.log10(value)) - 1);
	return Math.ceil(value / step) * step;
}

export { equalModelPasses as n, powerOf as r, WANTED_CHANCE as t };