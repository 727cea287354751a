// src/domain/gates/overall-verdict.ts
/**
* Fail before inconclusive before pass, over what blocks. Without any gate nothing was judged: inconclusive. A score
* that is not finite fails the model even where no gate looks at scores.
*/
function overallVerdict(gates, slices, { nonFinite = false } = {}) {
	if (nonFinite) return "fail";
	const blocking = gates.filter((gate) => gate.severity === "block");
	if (slices.some((slice) => slice.verdict === "harm" && slice.severity !== "warn") || blocking.some((gate) => gate.verdict === "fail")) return "fail";
	if (gates.length === 0 || blocking.some((gate) => gate.verdict === "inconclusive")) return "inconclusive";
	return "pass";
}
/** What a reader must know about a verdict that rests on little; null where gates did judge. */
function weakVerdictNote(gates) {
	if (gates.length === 0) return "No gate is configured, so nothing says whether this model is good enough. Add one, for example gates: {accuracy: {min: 0.8, max_worse: 0.01}}.";
	const blocking = gates.filter((gate) => gate.severity === "block");
	if (blocking.length === 0) return "Every gate is severity: warn, so nothing could have stopped this model.";
	if (blocking.every((gate) => gate.outcome === "first-release")) return "No gate judged this model: every gate compares with a release, and there is none yet. Add a min or max to judge a first release.";
	return null;
}

export { weakVerdictNote as n, overallVerdict as t };