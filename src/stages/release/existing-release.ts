import { ModelyardError } from '../../errors.ts';
import type { ReleaseForge, ReleaseList, StoredRelease } from '../../ports/forge.ts';
import type { StageContext } from '../context.ts';
import { releasesOf } from './baseline-release.ts';
import type { Releasable } from './releasable.ts';
import { isServedAlike, readingOf } from './served-alike.ts';

/** Publishes what a killed run claimed: nothing is rebuilt after the claim. Withdrawn ones are left alone. */
export async function completeClaims({ model, reporter }: StageContext, forge: ReleaseForge): Promise<void> {
  const { releases } = await forge.listReleases();
  for (const tag of releases) {
    if (tag.model !== model.name || tag.published || tag.withdrawn) continue;
    await forge.publish(tag);
    reporter.note(`${tag.tag} was claimed by a run that did not end; it is published now`);
  }
}

/**
 * The release of exactly this candidate, served as it was judged, from this commit or the newest of all; null when it is still
 * to be made: the same bytes at another threshold are another release.
 */
export async function existingRelease(
  context: StageContext,
  forge: Pick<ReleaseForge, 'readRelease'>,
  {
    list,
    judged,
    version,
  }: { readonly list: ReleaseList; readonly judged: Releasable; readonly version: string | null },
): Promise<StoredRelease | null> {
  const asked = version?.replace(/^v/, '');
  const own = releasesOf(list, context.model.name);
  const ofThisCommit = own.filter(({ commit }) => commit === judged.commit);
  const possible = [
    ...ofThisCommit.filter((tag) => tag.version === asked),
    ...ofThisCommit.filter((tag) => tag.version !== asked),
    ...own.slice(0, 1),
  ].filter(({ candidate }) => candidate === judged.digest);
  const reading = readingOf(context, judged.evaluate);
  for (const tag of possible) {
    const stored = await forge.readRelease(tag);
    if (!isServedAlike(stored.record.serving, reading)) continue;
    if (asked === undefined || tag.version === asked) return stored;
    throw new ModelyardError('refused', `this candidate is released already, as ${tag.tag}`, {
      hint: 'A candidate is released once; deploy that release, or train another one.',
    });
  }
  return null;
}
