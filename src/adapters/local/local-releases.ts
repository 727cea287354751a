import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listReleaseTags } from '../../domain/lineage/release-tags.ts';
import { tagMessage } from '../../domain/lineage/tag-message.ts';
import { ModelyardError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Draft, ReleaseForge, ReleaseList, ReleaseTag, StoredRelease } from '../../ports/forge.ts';
import { releaseRecordSchema } from '../../records/release.ts';
import { readRecord } from '../../records/store.ts';
import { hashFile } from '../files/hash-file.ts';
import { syncFolder } from '../files/write-atomic.ts';
import { createRef, listTags, writeTagObject } from '../git/refs.ts';
import { isShallow } from '../git/repository.ts';
import { createLocalDrafts } from './local-drafts.ts';

export interface LocalForgeOptions {
  /** Top of the work tree. */
  readonly repository: string;
  /** `<git common dir>/modelyard`: shared by work trees, out of reach of `git clean`. */
  readonly folder: string;
  readonly clock: Clock;
  /** Called before every step that changes something; the crash tests end the process in it. */
  readonly checkpoint?: (step: string) => void;
}

/** Releases of a local repository: real annotated tags, assets in folders. */
export function createLocalReleases(options: LocalForgeOptions): ReleaseForge {
  const { repository, clock, checkpoint = () => undefined } = options;
  const parent = join(options.folder, 'releases');
  const drafts = createLocalDrafts(join(options.folder, 'drafts'), checkpoint);

  async function listReleases(): Promise<ReleaseList> {
    const published = new Set(await readdir(parent).catch(() => []));
    const entries = await listTags(repository, 'refs/tags/*@*');
    const complete = !(await isShallow(repository));
    return { ...listReleaseTags(entries, (tag) => published.has(tag)), complete };
  }

  async function readRelease(tag: ReleaseTag): Promise<StoredRelease> {
    const published = join(parent, tag.tag);
    // The second look at the release: a draft may become one between the first and the look for the draft.
    const folders = [published, (await drafts.find(tag.record)) ?? published, published];
    for (const folder of folders) {
      const record = await readRecord(join(folder, 'release.json'), releaseRecordSchema);
      if (record === null) continue;
      await assertRecordOf(tag, join(folder, 'release.json'));
      return { tag, record, folder };
    }
    throw missingAssets(tag, published);
  }

  async function claimTag(
    { record, recordDigest }: Draft,
    logHead: string | null,
  ): Promise<ReleaseTag | null> {
    const { tag, model, version, candidate, previous } = record;
    const commit = record.commit ?? '';
    const message = tagMessage({ model, version, candidate, record: recordDigest, logHead, previous });
    const object = await writeTagObject(repository, { tag, commit, message, at: clock.now() });
    checkpoint('claim tag');
    if (!(await createRef(repository, `refs/tags/${tag}`, object))) return null;
    const claimed = { withdrawn: false, published: false };
    return { tag, model, version, commit, candidate, record: recordDigest, logHead, ...claimed };
  }

  async function publish(tag: ReleaseTag): Promise<StoredRelease> {
    const target = join(parent, tag.tag);
    if (!(await exists(target))) await moveDraft(tag, target);
    const needed = (await listReleases()).releases.filter((each) => !each.published);
    await drafts.removeLeftovers(new Set(needed.map(({ record }) => record)));
    return readRelease({ ...tag, published: true });
  }

  async function moveDraft(tag: ReleaseTag, target: string): Promise<void> {
    const draft = await drafts.find(tag.record);
    await mkdir(parent, { recursive: true });
    checkpoint('publish');
    const error = draft === null ? missingAssets(tag, target) : await failureOf(rename(draft, target));
    // Somebody else may have completed it meanwhile.
    if (error !== null && !(await exists(target))) throw error;
    await syncFolder(parent);
  }

  const saveDraft = ({ recordDigest, folder }: Draft) => drafts.save(recordDigest, folder);
  return { listReleases, readRelease, readRecords: readRelease, saveDraft, claimTag, publish };
}

async function assertRecordOf(tag: ReleaseTag, path: string): Promise<void> {
  const digest = `sha256:${(await hashFile(path)).sha256}`;
  if (digest === tag.record) return;
  throw new ModelyardError('unreadable', `${path} is ${digest}; the tag ${tag.tag} names ${tag.record}`, {
    hint: 'The record was changed after the release: restore the folder from a backup.',
  });
}

function missingAssets(tag: ReleaseTag, folder: string): ModelyardError {
  return new ModelyardError('unreadable', `the tag ${tag.tag} exists, its assets do not: ${folder}`, {
    hint: `A clone does not carry the files of releases: copy the folder from the repository that made the release, or from a backup. If it is lost, withdraw the release: git tag -a -m 'assets lost' '${tag.tag}!'`,
  });
}

async function failureOf(work: Promise<unknown>): Promise<Error | null> {
  return work.then(
    () => null,
    (error: Error) => error,
  );
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
