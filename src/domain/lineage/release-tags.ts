import { compareVersions, parseTag, releaseTag } from '../versions/version.ts';
import { parseTagMessage } from './tag-message.ts';

/** One tag of a repository, as git or a forge tells it. */
export interface TagEntry {
  readonly tag: string;
  /** Commit that the tag names, through the tag object. */
  readonly commit: string;
  /** Of the tag object; empty for lightweight tags. */
  readonly message: string;
  /** When it was made, in seconds since 1970; null for lightweight tags. */
  readonly atSeconds: number | null;
}

/** A release's tag, published or only claimed. */
export interface ReleaseTag {
  readonly tag: string;
  readonly model: string;
  readonly version: string;
  readonly commit: string;
  /** Digests that the tag's message carries. */
  readonly candidate: string;
  readonly record: string;
  readonly logHead: string | null;
  /** `<model>@v1.2.3!` or a later `<model>@deprecated` stands beside it: never a baseline, never deployed by itself. */
  readonly withdrawn: boolean;
  /** False when the run that claimed it was killed: `publish` completes it from the stored draft. */
  readonly published: boolean;
}

/** A tag that is named like a release and was not made by a release: its version is taken, its model unknown. */
export interface ForeignTag {
  readonly tag: string;
  readonly model: string;
  readonly version: string;
  readonly withdrawn: boolean;
}

export interface ReleaseTags {
  readonly releases: ReleaseTag[];
  readonly foreign: ForeignTag[];
}

/** Sorts tags into releases, newest version first, and tags that only look like one. */
export function listReleaseTags(
  entries: readonly TagEntry[],
  isPublished: (tag: string) => boolean,
): ReleaseTags {
  const isWithdrawn = withdrawals(entries);
  const releases: ReleaseTag[] = [];
  const foreign: ForeignTag[] = [];
  for (const entry of entries) {
    const parsed = parseTag(entry.tag);
    if (parsed === null || parsed.version === null || parsed.withdraws) continue;
    const { model, version } = parsed;
    const { tag, commit } = entry;
    const own = { tag, model, version, withdrawn: isWithdrawn(entry, { model, version }) };
    const facts = parseTagMessage(entry.message);
    const isOurs = tag === releaseTag(model, version) && facts?.model === model && facts.version === version;
    if (!isOurs) {
      foreign.push(own);
      continue;
    }
    const { candidate, record, logHead } = facts;
    releases.push({ ...own, commit, candidate, record, logHead, published: isPublished(tag) });
  }
  releases.sort((a, b) => compareVersions(b.version, a.version));
  return { releases, foreign };
}

interface Version {
  readonly model: string;
  readonly version: string;
}

/** `<tag>!` withdraws a version; `<model>@deprecated` withdraws what was registered before it, as in GTO. */
function withdrawals(entries: readonly TagEntry[]): (entry: TagEntry, of: Version) => boolean {
  const versions = new Set<string>();
  const deprecatedAt = new Map<string, number>();
  for (const { tag, atSeconds } of entries) {
    const parsed = parseTag(tag);
    if (!parsed?.withdraws) continue;
    const { model, version } = parsed;
    if (version !== null) versions.add(releaseTag(model, version));
    // A lightweight tag has no time: it withdraws everything.
    else
      deprecatedAt.set(model, Math.max(deprecatedAt.get(model) ?? 0, atSeconds ?? Number.POSITIVE_INFINITY));
  }
  return ({ atSeconds }, { model, version }) =>
    versions.has(releaseTag(model, version)) || (atSeconds ?? 0) <= (deprecatedAt.get(model) ?? -1);
}
