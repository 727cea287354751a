import { ModelyardError } from '../../errors.ts';
import type { ReleaseForge, ReleaseList, ReleaseTag } from '../../ports/forge.ts';
import type { StageContext } from '../context.ts';
import { releasesOf } from './baseline-release.ts';
import type { Releasable } from './releasable.ts';

/** Publishes what a killed run claimed: nothing is rebuilt after the claim. Withdrawn ones are left alone. */
export async function completeClaims({ model, reporter }: StageContext, forge: ReleaseForge): Promise<void> {
  const { releases } = await forge.listReleases();
  for (const tag of releases) {
    if (tag.model !== model.name || tag.published || tag.withdrawn) continue;
    await forge.publish(tag);
    reporter.note(`${tag.tag} was claimed by a run that did not end; it is published now`);
  }
}

/** The release of exactly this candidate, from this commit or the newest of all; null when it is still to be made. */
export function existingRelease(
  { model }: StageContext,
  list: ReleaseList,
  { judged, version }: { readonly judged: Releasable; readonly version: string | null },
): ReleaseTag | null {
  const own = releasesOf(list, model.name);
  const isThis = (tag: ReleaseTag | undefined) => tag?.candidate === judged.digest;
  const asked = version?.replace(/^v/, '');
  const same = own.filter((tag) => isThis(tag) && tag.commit === judged.commit);
  const found = same.find((tag) => tag.version === asked) ?? same[0] ?? (isThis(own[0]) ? own[0] : undefined);
  if (found === undefined) return null;
  if (asked === undefined || found.version === asked) return found;
  throw new ModelyardError('refused', `this candidate is released already, as ${found.tag}`, {
    hint: 'A candidate is released once; deploy that release, or train another one.',
  });
}
