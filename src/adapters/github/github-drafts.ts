import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReleaseTag } from '../../domain/lineage/release-tags.ts';
import { ModelyardError } from '../../errors.ts';
import type { Draft } from '../../ports/forge.ts';
import type { AssetHolder } from './assets.ts';
import type { GithubClient } from './create-client.ts';
import { type DraftMarker, draftBody, draftKey, parseMarker } from './draft-marker.ts';
import { GithubError, hasStatus, orNull } from './github-error.ts';

/** A draft of ours as it is listed. */
export interface ListedDraft extends AssetHolder {
  readonly marker: DraftMarker;
}

/** A release as it is listed, drafts included where the token may write. */
export type ListedRelease = Awaited<ReturnType<typeof listAll>>[number];

export async function listAll(client: GithubClient) {
  return client.list('GET /repos/{owner}/{repo}/releases', {});
}

/** Drafts that Modelyard made, oldest first. They are found by what their text says: GitHub shows no draft by its tag. */
export function draftsOf(releases: readonly ListedRelease[]): ListedDraft[] {
  return releases
    .flatMap(({ id, draft, body, upload_url }) => {
      const marker = draft ? parseMarker(body) : null;
      return marker === null ? [] : [{ id, upload_url, marker }];
    })
    .sort((a, b) => a.id - b.id);
}

/** Makes a draft without assets. */
export async function createDraft(client: GithubClient, draft: Draft): Promise<AssetHolder> {
  const { record, recordDigest, folder } = draft;
  const commit = record.commit ?? '';
  const card = await readFile(join(folder, 'MODEL_CARD.md'), 'utf8').catch(() => record.tag);
  const key = draftKey({ model: record.model, commit, candidate: record.candidate });
  const body = draftBody(card, { tag: record.tag, key, record: recordDigest, at: record.at });
  let name = record.tag;
  for (const pauseMs of [0, ...client.patience.pausesMs]) {
    if (pauseMs > 0) await client.patience.sleep(pauseMs);
    try {
      const wanted = { tag_name: name, name: record.tag, body, draft: true } as const;
      return await client.ask('POST /repos/{owner}/{repo}/releases', wanted);
    } catch (error) {
      // Some servers let one draft only have a tag: it gets its own when it is published.
      if (hasStatus(error, 422) && name === record.tag) name = `${record.tag}-${recordDigest.slice(7, 19)}`;
      else if (!(error instanceof GithubError && error.outcomeUnknown)) throw error;
      const made = draftsOf(await listAll(client)).find(({ marker }) => marker.record === recordDigest);
      if (made !== undefined) return made;
    }
  }
  throw new ModelyardError('outside', `GitHub does not take a draft for ${record.tag}`, {
    hint: 'Run the command again.',
  });
}

/** Removes a release that is still a draft. One that was published meanwhile stays. */
export async function removeDraft(client: GithubClient, id: number): Promise<void> {
  const one = { release_id: id, request: { repeatable: true } };
  const now = await orNull(client.ask('GET /repos/{owner}/{repo}/releases/{release_id}', one));
  if (now === null || !now.draft) return;
  await orNull(client.ask('DELETE /repos/{owner}/{repo}/releases/{release_id}', one));
}

/** A run goes from its draft to its claim within minutes; no job lives so long that it could still claim. */
const DEAD_AFTER_MS = 24 * 3600_000;

/**
 * Drafts that nobody can claim or needs any more: another record has their tag, their release is published, or they are
 * older than a day.
 */
export function leftovers(
  releases: readonly ListedRelease[],
  tags: readonly ReleaseTag[],
  now: Date,
): ListedDraft[] {
  const claims = new Map(tags.map((tag) => [tag.tag, tag]));
  return draftsOf(releases).filter(({ marker }) => {
    const claim = claims.get(marker.tag);
    if (claim === undefined) return now.getTime() - Date.parse(marker.at) > DEAD_AFTER_MS;
    return claim.record !== marker.record || claim.published;
  });
}
