import { join } from 'node:path';
import type { Profile } from '../domain/drift/profile.ts';
import { ModelyardError } from '../errors.ts';
import type { ReleaseForge, StoredRelease } from '../ports/forge.ts';
import { profileSchema } from '../records/profile.ts';
import { readRecord } from '../records/store.ts';
import type { StageContext } from './context.ts';
import { newestRelease, readVerified } from './release/baseline-release.ts';

/** The profile that the newest release holds; null where it is proven that there is no release. Throws `unreadable` where there may be one. */
export async function findReleasedProfile(
  context: StageContext,
  releases: ReleaseForge,
): Promise<{ readonly tag: string; readonly profile: Profile } | null> {
  const newest = await newestRelease(context, releases);
  if (newest === null) return null;
  return { tag: newest.tag, profile: await releasedProfile(await readVerified(releases, newest)) };
}

/** Throws `unreadable` where the release holds none. */
export async function releasedProfile({ folder, record }: StoredRelease): Promise<Profile> {
  const profile = await readRecord(join(folder, 'profile.json'), profileSchema);
  if (profile !== null) return profile;
  throw new ModelyardError('unreadable', `${record.tag} holds no profile to hold new data against`, {
    hint: 'Run modelyard validate before the next release: it makes the profile.',
  });
}
