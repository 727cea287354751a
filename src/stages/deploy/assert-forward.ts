import { compareVersions, parseTag } from '../../domain/versions/version.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseTag } from '../../ports/forge.ts';
import type { DeployRecord } from '../../records/deploy.ts';
import { type Deployments, desired } from './deployment-log.ts';

const BY_NAME = { hint: 'Name the version to deploy it all the same, or use rollback.' };

/**
 * Without a named version an environment only goes forward: a job that is late or run again must not undo a newer deployment, nor
 * a rollback, nor try again what failed its smoke. What was interrupted, or failed for a reason outside of the model, is tried
 * again. Throws `refused`.
 */
export function assertForward(here: Deployments, tag: ReleaseTag): void {
  const attempted = here.intents.flatMap((intent) => parseTag(intent.release)?.version ?? []);
  const highest = attempted.sort(compareVersions).at(-1);
  if (highest === undefined || compareVersions(tag.version, highest) > 0) return;
  if (compareVersions(tag.version, highest) < 0)
    throw new ModelyardError(
      'refused',
      `${tag.tag} is older than ${highest}, which was attempted in this environment`,
      BY_NAME,
    );
  const live = desired(here);
  if (live?.release === tag.tag) return;
  const ends = endsOf(here, tag.tag);
  if (ends.some((end) => end?.verdict === 'pass'))
    throw new ModelyardError(
      'refused',
      `${tag.tag} was live in this environment and was taken back; ${live?.release ?? 'nothing'} is what should be live`,
      BY_NAME,
    );
  const last = ends.at(-1);
  if (last?.smoke === 'fail')
    throw new ModelyardError(
      'refused',
      `${tag.tag} was tried in this environment and failed: ${last.reason}`,
      BY_NAME,
    );
}

/** How the deployments of a release ended, oldest first; without those that did not end. */
function endsOf({ intents, ends }: Deployments, release: string): (DeployRecord | null)[] {
  return intents
    .filter((intent) => intent.release === release)
    .flatMap(({ id }) => {
      const end = ends.get(id);
      return end === undefined ? [] : [end];
    });
}
