// src/domain/gates/graver-verdict.ts
const GRAVEST_FIRST = [
	"fail",
	"inconclusive",
	"pass"
];
/** Of two verdicts the one that weighs more: no before cannot tell before yes. */
function graverVerdict(one, other) {
	return GRAVEST_FIRST.find((verdict) => verdict === one || verdict === other) ?? "fail";
}

export { graverVerdict as t };