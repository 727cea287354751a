import type { ForeignTag, ReleaseTag } from '../domain/lineage/release-tags.ts';
import type { LogEntry } from '../records/event-log.ts';
import type { ReleaseRecord } from '../records/release.ts';

export type { ForeignTag, LogEntry, ReleaseTag };

export interface ReleaseList {
  /** Newest version first. */
  readonly releases: readonly ReleaseTag[];
  readonly foreign: readonly ForeignTag[];
  /** False when releases may exist that cannot be seen from here (a shallow clone): absence is then not proven. */
  readonly complete: boolean;
}

/** A release on this machine; its record's digest is the one that the tag names. */
export interface StoredRelease {
  readonly tag: ReleaseTag;
  readonly record: ReleaseRecord;
  /** Folder that holds the assets under their names. */
  readonly folder: string;
}

/** Assets to publish: their folder is complete, `release.json` included. */
export interface Draft {
  readonly record: ReleaseRecord;
  /** `sha256:…` of release.json. */
  readonly recordDigest: string;
  readonly folder: string;
}

/** Where releases are kept. A claim is atomic; everything before it may be thrown away, nothing after it is rebuilt. */
export interface ReleaseForge {
  listReleases(): Promise<ReleaseList>;
  /** Changes nothing. Throws `unreadable` when the tag is there and its record is not the one that it names. */
  readRelease(tag: ReleaseTag): Promise<StoredRelease>;
  /** The same with at least the records of training and evaluation among the files: a model of many gigabytes need not be fetched. */
  readRecords(tag: ReleaseTag): Promise<StoredRelease>;
  /** Stores the assets durably, where a later run finds them by their record's digest. The folder is moved away. */
  saveDraft(draft: Draft): Promise<void>;
  /** Claims the tag; null when somebody else has it. */
  claimTag(draft: Draft, logHead: string | null): Promise<ReleaseTag | null>;
  /** Makes a claimed release visible out of its draft, whoever claimed it, and removes drafts that nobody can claim any more. */
  publish(tag: ReleaseTag): Promise<StoredRelease>;
}

/** Append-only, hash-chained. */
export interface EventLog {
  /** All entries, oldest first, and the hash of the newest line. Throws `unreadable` when the chain is broken. */
  read(): Promise<{ readonly entries: readonly LogEntry[]; readonly head: string | null }>;
  /** Appends after whatever is newest now. `guard` sees the entries and may throw to refuse. */
  append(entry: Omit<LogEntry, 'previous'>, guard?: (entries: readonly LogEntry[]) => void): Promise<string>;
}

/** What a repository keeps its releases and its log in. */
export interface Forge {
  readonly releases: ReleaseForge;
  readonly log: EventLog;
  /** Folder for files that are being put together; on the same file system as the releases. */
  readonly workFolder: string;
}
