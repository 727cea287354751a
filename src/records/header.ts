import type { Clock } from '../ports/clock.ts';
import type { FileEntry } from './common.ts';

/** Which state of the repository a record speaks of; null where there is none (no commit yet, no pull request). */
export interface Revision {
  readonly commit: string | null;
  readonly tree: string | null;
  readonly base: string | null;
  readonly merge: string | null;
  readonly pullRequest: number | null;
  readonly run: string | null;
  readonly attempt: number | null;
}

export interface RecordHeader extends Revision {
  readonly toolkit: string;
  readonly model: string;
  readonly at: string;
  readonly durationMs: number;
  readonly read: FileEntry[];
  readonly written: FileEntry[];
}

interface HeaderSource {
  readonly toolkit: string;
  readonly model: { readonly name: string };
  readonly clock: Clock;
}

interface HeaderFacts {
  /** `clock.monotonicMs()` when the stage began. */
  readonly startedMs: number;
  readonly revision: Revision;
  readonly read: readonly FileEntry[];
  readonly written: readonly FileEntry[];
}

/** The keys that every record carries. Files are listed once each, sorted by path. */
export function recordHeader(source: HeaderSource, facts: HeaderFacts): RecordHeader {
  return {
    toolkit: source.toolkit,
    model: source.model.name,
    at: source.clock.now().toISOString(),
    durationMs: Math.max(0, Math.round(source.clock.monotonicMs() - facts.startedMs)),
    ...facts.revision,
    read: sortedByPath(facts.read),
    written: sortedByPath(facts.written),
  };
}

function sortedByPath(entries: readonly FileEntry[]): FileEntry[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
