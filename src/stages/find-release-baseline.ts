import { ModelyardError } from '../errors.ts';
import type { EventLog, ReleaseForge } from '../ports/forge.ts';
import type { StageContext } from './context.ts';
import { deploymentsOf, desired } from './deploy/deployment-log.ts';
import type { Baseline } from './evaluate/baseline.ts';
import { newestRelease, releaseBaseline } from './release/baseline-release.ts';

/**
 * The release that `baseline.from` names: the newest, or the one that is live in an environment. null: proven absent.
 * Throws `unreadable` where there may be one that cannot be read from here.
 */
export async function findReleaseBaseline(
  context: StageContext,
  { releases, log }: { readonly releases: ReleaseForge; readonly log: EventLog },
): Promise<Baseline | null> {
  const { from } = context.model.baseline;
  const newest = await newestRelease(context, releases);
  if (from.kind !== 'live') return newest === null ? null : releaseBaseline(releases, newest);
  const { entries } = await log.read();
  const live = desired(deploymentsOf(entries, context.model.name, from.environment));
  const list = await releases.listReleases();
  if (live === null && list.complete) return null;
  const tag = list.releases.find((release) => release.tag === live?.release);
  if (tag?.withdrawn === true)
    throw new ModelyardError(
      'refused',
      `${tag.tag} is live in ${from.environment} and was withdrawn: nothing is compared with it`,
      {
        hint: 'Roll back or deploy another release first.',
      },
    );
  if (tag !== undefined) return releaseBaseline(releases, tag);
  throw new ModelyardError(
    'unreadable',
    live === null
      ? `this clone is shallow and holds no deployment: that nothing is live in ${from.environment} is not proven`
      : `${live.release} is live in ${from.environment}, and its tag is not here`,
    { hint: 'Fetch everything: git fetch --unshallow --tags, and the branch modelyard-log.' },
  );
}
