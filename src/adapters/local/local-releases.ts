import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTagMessage, tagMessage } from '../../domain/lineage/tag-message.ts';
import { compareVersions, parseTag } from '../../domain/versions/version.ts';
import { ModelyardError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Draft, ReleaseForge, ReleaseList, ReleaseTag, StoredRelease } from '../../ports/forge.ts';
import { releaseRecordSchema } from '../../records/release.ts';
import { readRecord } from '../../records/store.ts';
import { hashFile } from '../files/hash-file.ts';
import { syncFolder } from '../files/write-atomic.ts';
import { createRef, listTags, writeTagObject } from '../git/refs.ts';
import { isShallow } from '../git/repository.ts';

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
  const { repository, clock } = options;
  const checkpoint = options.checkpoint ?? (() => undefined);
  const draftFolder = (digest: string) => join(options.folder, 'drafts', digest.replace(/^sha256:/, ''));
  const releaseFolder = (tag: string) => join(options.folder, 'releases', tag);

  async function listReleases(): Promise<ReleaseList> {
    const tags = await listTags(repository, 'refs/tags/*@*');
    const withdrawn = withdrawnTags(tags.map(({ tag }) => tag));
    const releases = tags.flatMap((entry): ReleaseTag[] => {
      const parsed = parseTag(entry.tag);
      const facts = parseTagMessage(entry.message);
      if (parsed === null || parsed.version === null || parsed.withdraws || facts === null) return [];
      const isWithdrawn = withdrawn.has(entry.tag) || withdrawn.has(parsed.model);
      const { candidate, record, logHead } = facts;
      return [
        {
          tag: entry.tag,
          model: parsed.model,
          version: parsed.version,
          commit: entry.commit,
          candidate,
          record,
          logHead,
          withdrawn: isWithdrawn,
        },
      ];
    });
    releases.sort((a, b) => compareVersions(b.version, a.version));
    return { releases, complete: !(await isShallow(repository)) };
  }

  async function readRelease(tag: ReleaseTag): Promise<StoredRelease> {
    const folder = releaseFolder(tag.tag);
    const path = join(folder, 'release.json');
    const record = await readRecord(path, releaseRecordSchema);
    if (record === null) throw missingAssets(tag, folder);
    const digest = `sha256:${(await hashFile(path)).sha256}`;
    if (digest !== tag.record)
      throw new ModelyardError('unreadable', `${path} is ${digest}; the tag ${tag.tag} names ${tag.record}`);
    return { tag, record, folder };
  }

  async function saveDraft({ recordDigest, folder }: Draft): Promise<void> {
    const target = draftFolder(recordDigest);
    await mkdir(join(options.folder, 'drafts'), { recursive: true });
    checkpoint('save draft');
    await rename(folder, target);
    await syncFolder(join(options.folder, 'drafts'));
  }

  async function claimTag(
    { record, recordDigest }: Draft,
    logHead: string | null,
  ): Promise<ReleaseTag | null> {
    const { tag, model, version, candidate } = record;
    const commit = record.commit ?? '';
    const message = tagMessage({
      model,
      version,
      candidate,
      record: recordDigest,
      logHead,
      previous: record.previous,
    });
    const object = await writeTagObject(repository, { tag, commit, message, at: clock.now() });
    checkpoint('claim tag');
    if (!(await createRef(repository, `refs/tags/${tag}`, object))) return null;
    return { tag, model, version, commit, candidate, record: recordDigest, logHead, withdrawn: false };
  }

  async function publish(tag: ReleaseTag): Promise<StoredRelease> {
    const target = releaseFolder(tag.tag);
    if (!(await exists(target))) {
      await mkdir(join(options.folder, 'releases'), { recursive: true });
      checkpoint('publish');
      await rename(draftFolder(tag.record), target).catch(async (error: NodeJS.ErrnoException) => {
        if (!(await exists(target))) throw error.code === 'ENOENT' ? missingAssets(tag, target) : error;
      });
      await syncFolder(join(options.folder, 'releases'));
    }
    checkpoint('remove leftovers');
    await removeLeftovers(tag);
    return readRelease(tag);
  }

  /** Drafts of the same model and commit that were never claimed. */
  async function removeLeftovers(tag: ReleaseTag): Promise<void> {
    const folder = join(options.folder, 'drafts');
    for (const name of await readdir(folder).catch(() => [])) {
      const record = await readRecord(join(folder, name, 'release.json'), releaseRecordSchema).catch(
        () => null,
      );
      if (record !== null && record.model === tag.model && record.commit === tag.commit) {
        await rm(join(folder, name), { recursive: true, force: true });
      }
    }
  }

  return { listReleases, readRelease, saveDraft, claimTag, publish };
}

function missingAssets(tag: ReleaseTag, folder: string): ModelyardError {
  return new ModelyardError('unreadable', `the tag ${tag.tag} exists, its assets do not: ${folder}`, {
    hint: 'If a release was interrupted, run `modelyard release` again on its commit; else restore the folder from a backup.',
  });
}

/** Tags and models that a `!` tag or `@deprecated` withdraws. */
function withdrawnTags(tags: readonly string[]): Set<string> {
  const withdrawn = new Set<string>();
  for (const tag of tags) {
    const parsed = parseTag(tag);
    if (parsed?.withdraws) withdrawn.add(parsed.version === null ? parsed.model : tag.slice(0, -1));
  }
  return withdrawn;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
