import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listReleaseTags, type ReleaseTag } from '../../domain/lineage/release-tags.ts';
import { ModelyardError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Draft, ReleaseForge, StoredRelease } from '../../ports/forge.ts';
import { assertFits } from './asset-limits.ts';
import { listAssets, uploadAssets } from './assets.ts';
import { claimTag as claim, type Tagger, tagObject } from './claim-tag.ts';
import type { GithubClient } from './create-client.ts';
import { assetProblem, expectedAssets, type ListedAsset } from './expected-assets.ts';
import { createDraft, draftsOf, leftovers, listAll, removeDraft } from './github-drafts.ts';
import { hasStatus, orNull } from './github-error.ts';
import { publishDraft, publishedRelease } from './publish-draft.ts';
import { fetchListed, fetchRecord, fetchRecords, fetchRelease, withdrawHint } from './stored-release.ts';
import { createTagReader } from './tag-entries.ts';
import { assertTagMayBeCreated } from './tag-rules.ts';

export interface GithubReleasesOptions {
  readonly client: GithubClient;
  /** Top of the work tree; what its git knows of tags saves requests. */
  readonly repository: string;
  /** Releases that were read are kept here, each under the digest of its record. */
  readonly folder: string;
  readonly workFolder: string;
  readonly tagger: Tagger;
  readonly clock: Clock;
}

/** Within it nothing that GitHub lists is asked for again: evaluation and report of one run look at the same releases. */
const RECENT_MS = 60_000;

/** Releases of a repository on GitHub: annotated tags, and GitHub releases that hold the files. */
export function createGithubReleases(options: GithubReleasesOptions): ReleaseForge {
  const { client, tagger, clock } = options;
  const readTags = createTagReader(client, options.repository);
  /** Drafts that this run made and compared, by the digest of their record. */
  const own = new Map<string, number>();
  const cacheOf = (record: string) => join(options.folder, record.replace('sha256:', ''));
  const fetched = (tag: ReleaseTag) => ({
    tag,
    folder: cacheOf(tag.record),
    workFolder: options.workFolder,
  });

  async function look() {
    const [entries, listed] = [await readTags(), await listAll(client)];
    const published = new Set(listed.filter(({ draft }) => !draft).map(({ tag_name }) => tag_name));
    return { listed, ...listReleaseTags(entries, (tag) => published.has(tag)) };
  }

  /** One look serves what is asked within a moment, until this run changes something: a claim is atomic whatever was seen. */
  let recent: { readonly atMs: number; readonly seen: ReturnType<typeof look> } | null = null;

  async function listReleases() {
    const atMs = clock.monotonicMs();
    if (recent === null || atMs - recent.atMs > RECENT_MS) recent = { atMs, seen: look() };
    const { releases, foreign } = await recent.seen.catch((error: unknown) => {
      recent = null;
      throw error;
    });
    return { releases, foreign, complete: true };
  }

  /** What GitHub lists of a release that was read a moment ago: evaluation and report read the same one. */
  const listed = new Map<string, { readonly atMs: number; readonly assets: readonly ListedAsset[] }>();

  function changed(): void {
    recent = null;
    listed.clear();
  }

  async function readRelease(tag: ReleaseTag): Promise<StoredRelease> {
    const known = listed.get(tag.record);
    if (known !== undefined && clock.monotonicMs() - known.atMs < RECENT_MS)
      return fetchListed(client, known.assets, fetched(tag));
    const published = await publishedRelease(client, tag.tag);
    const id = published ?? (await findDraft(tag));
    const { stored, assets } = await fetchRelease(client, id, fetched(tag));
    if (published !== null) listed.set(tag.record, { atMs: clock.monotonicMs(), assets });
    return stored;
  }

  async function readRecords(tag: ReleaseTag): Promise<StoredRelease> {
    const id = await publishedRelease(client, tag.tag);
    if (id === null) throw missing(tag);
    return fetchRecords(client, await listAssets(client, id), fetched(tag));
  }

  async function saveDraft(draft: Draft): Promise<void> {
    changed();
    const expected = expectedAssets(draft.record);
    assertFits(expected);
    await assertPushed(client, draft.record.commit ?? '');
    await assertTagMayBeCreated(client, draft.record.tag);
    const holder = await createDraft(client, draft);
    try {
      await uploadAssets(client, holder, { folder: draft.folder, expected });
      own.set(draft.recordDigest, holder.id);
    } catch (error) {
      // Whoever claimed the tag meanwhile took away the drafts that cannot have it: the claim will say so.
      if (!hasStatus(error, 404) || (await tagObject(client, draft.record.tag)) === null) throw error;
    }
    await moveFolder(draft.folder, cacheOf(draft.recordDigest), options.folder);
  }

  async function claimTag(draft: Draft, logHead: string | null): Promise<ReleaseTag | null> {
    const { tag } = draft.record;
    changed();
    if (!own.has(draft.recordDigest)) return assertTaken(client, tag);
    try {
      const claimed = await claim(client, { draft, logHead, tagger });
      if (claimed !== null) return claimed;
    } catch (error) {
      if (isRefusal(error) && (await tagObject(client, tag)) === null) await discard(draft);
      throw error;
    }
    await discard(draft);
    // Lists lag; whoever looks again must see who was first.
    await client.patience.until(async () => (await readTags()).find((each) => each.tag === tag) ?? null);
    return null;
  }

  async function discard({ recordDigest }: Draft): Promise<void> {
    const id = own.get(recordDigest);
    own.delete(recordDigest);
    if (id !== undefined) await removeDraft(client, id);
  }

  async function publish(tag: ReleaseTag): Promise<StoredRelease> {
    changed();
    const published = own.has(tag.record) ? null : await publishedRelease(client, tag.tag);
    const id = published ?? (await publishOver(tag, await findDraft(tag)));
    own.delete(tag.record);
    const now = { ...tag, published: true };
    const { stored, assets } = await fetchRelease(client, id, fetched(now));
    assertComplete(tag, assetProblem(assets, expectedAssets(stored.record)));
    await removeLeftovers(now, id);
    return stored;
  }

  /** Where a draft that can have the tag no more stands in the way, it goes first. */
  async function publishOver(tag: ReleaseTag, id: number): Promise<number> {
    try {
      return await publishDraft(client, id, tag.tag);
    } catch (error) {
      if (!hasStatus(error, 422)) throw error;
      await removeLeftovers(tag, id);
      return publishDraft(client, id, tag.tag);
    }
  }

  async function removeLeftovers(held: ReleaseTag, id: number): Promise<void> {
    const { listed, releases } = await look();
    const tags = [held, ...releases.filter(({ tag }) => tag !== held.tag)];
    for (const draft of leftovers(listed, tags, clock.now()))
      if (draft.id !== id) await removeDraft(client, draft.id);
  }

  /** The draft that a claim speaks of, this run's or another's, with every file that its record lists. */
  async function findDraft(tag: ReleaseTag): Promise<number> {
    const mine = own.get(tag.record);
    if (mine !== undefined) return mine;
    const found = await client.patience.until(async () => {
      const drafts = draftsOf(await listAll(client)).filter(({ marker }) => marker.record === tag.record);
      if (drafts.length > 0) return Promise.all(drafts.map(checked));
      const published = await publishedRelease(client, tag.tag);
      return published === null ? null : [{ id: published, problem: null }];
    });
    if (found === null) throw missing(tag);
    const whole = found.find(({ problem }) => problem === null);
    assertComplete(tag, whole === undefined ? (found[0]?.problem ?? null) : null);
    return whole?.id ?? 0;

    async function checked({ id }: { readonly id: number }) {
      const assets = await listAssets(client, id);
      const record = await fetchRecord(client, assets, fetched(tag));
      return { id, problem: assetProblem(assets, expectedAssets(record)) };
    }
  }

  return { listReleases, readRelease, readRecords, saveDraft, claimTag, publish };
}

async function assertPushed(client: GithubClient, commit: string): Promise<void> {
  const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
  if ((await orNull(client.ask(route, { commit_sha: commit }))) !== null) return;
  throw new ModelyardError('refused', `the commit ${commit.slice(0, 12)} is not on GitHub`, {
    hint: 'Push it first; then release.',
  });
}

async function assertTaken(client: GithubClient, tag: string): Promise<null> {
  if ((await tagObject(client, tag)) !== null) return null;
  throw new ModelyardError('conflict', `the draft of ${tag} was removed before it could be claimed`, {
    hint: 'Run the command again.',
  });
}

/** GitHub said no: nothing was claimed. */
function isRefusal(error: unknown): boolean {
  return hasStatus(error, 403, 404, 422) || (error instanceof ModelyardError && error.code === 'refused');
}

function assertComplete(tag: ReleaseTag, problem: string | null): void {
  if (problem === null) return;
  throw new ModelyardError(
    'unreadable',
    `the files of ${tag.tag} on GitHub are not those of its record: ${problem}`,
    {
      hint: withdrawHint(tag),
    },
  );
}

function missing(tag: ReleaseTag): ModelyardError {
  return new ModelyardError('unreadable', `the tag ${tag.tag} exists, its release does not`, {
    hint: `If the run that claimed it was killed, run its job again (Re-run failed jobs), or modelyard release with a token that has contents: write: only such a token sees its draft, and publishes it. If there is no draft: ${withdrawHint(tag)}`,
  });
}

async function moveFolder(from: string, to: string, parent: string): Promise<void> {
  await mkdir(parent, { recursive: true });
  await rm(to, { recursive: true, force: true });
  await rename(from, to);
}
