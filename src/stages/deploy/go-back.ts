import { messageOf } from '../../errors.ts';
import type { ReleaseForge } from '../../ports/forge.ts';
import type { Target } from '../../ports/target.ts';
import type { DeployRecord } from '../../records/deploy.ts';
import type { StageContext } from '../context.ts';
import { readVerified } from '../release/baseline-release.ts';
import { type Outcome, putLive, type Smoke } from './put-live.ts';

interface Ports {
  readonly releases: ReleaseForge;
  readonly target: Target;
  readonly smoke: Smoke;
}

interface Failure {
  /** What was live before; null when nothing was. */
  readonly live: DeployRecord | null;
  readonly failed: DeployRecord;
}

/**
 * Puts back what was live before a failed deployment, and says so. null when there was nothing to put back: the first
 * deployment is taken down; a release that replaced itself stays, as nothing else is known to be better.
 */
export async function goBack(
  context: StageContext,
  ports: Ports,
  { live, failed }: Failure,
): Promise<Outcome | null> {
  const { environment, release, reason } = failed;
  const say = (what: string) =>
    context.reporter.warn(`${environment}: ${release} failed: ${reason}; ${what}`);
  if (live === null) {
    const problem = await takeDown(context, ports.target);
    say(
      problem === null
        ? 'nothing was live before, so nothing is served now'
        : `it COULD NOT BE TAKEN DOWN: ${problem}`,
    );
    return null;
  }
  if (live.release === release) {
    say('it was live already and stays');
    return null;
  }
  const outcome = await putBack(context, ports, live);
  say(
    outcome.problem === null
      ? `${live.release} is live again`
      : `${live.release} COULD NOT BE PUT BACK: ${outcome.problem}`,
  );
  return outcome;
}

async function takeDown(context: StageContext, target: Target): Promise<string | null> {
  return target.activate(context.model.name, null).then(
    () => null,
    (error: unknown) => messageOf(error),
  );
}

async function putBack(context: StageContext, ports: Ports, live: DeployRecord): Promise<Outcome> {
  const { releases } = await ports.releases.listReleases();
  const tag = releases.find((each) => each.tag === live.release);
  const release = tag === undefined ? null : await readVerified(ports.releases, tag).catch(() => null);
  if (release !== null) return putLive(context, { ...ports, release });
  return switchBack(context, ports, live);
}

/** The release cannot be read any more; the target may still hold its bytes. */
async function switchBack(context: StageContext, { target }: Ports, live: DeployRecord): Promise<Outcome> {
  const smokeReason = 'the release cannot be read any more, so there are no golden rows';
  const base = { smoke: 'not-run', smokeReason, switched: true } as const;
  try {
    await target.activate(context.model.name, live.digest);
    const observed = await target.observe(context.model.name);
    const problem =
      observed?.digest === live.digest ? null : `the target serves ${observed?.digest ?? 'nothing'}`;
    return { ...base, live: observed?.digest ?? null, problem, error: null };
  } catch (error) {
    return { ...base, live: null, problem: messageOf(error), error };
  }
}
