// src/records/header.ts
/** The keys that every record carries. Files are listed once each, sorted by path. */
function recordHeader(source, facts) {
	return {
		toolkit: source.toolkit,
		model: source.model.name,
		at: source.clock.now().toISOString(),
		durationMs: Math.max(0, Math.round(source.clock.monotonicMs() - facts.startedMs)),
		...facts.revision,
		read: sortedByPath(facts.read),
		written: sortedByPath(facts.written)
	};
}
function sortedByPath(entries) {
	return [...new Map(entries.map((entry) => [entry.path, entry])).values()].sort((a, b) => a.path < b.path ? -1 : 1);
}

export { recordHeader as t };