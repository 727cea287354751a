import { type FieldError, Refusal } from './http/refusal.ts';
import type { Call } from './http/route.ts';
import { guardRef } from './ref-rules.ts';
import { guardWorkflows } from './workflow-guard.ts';
import type { ReleaseRow } from './world.ts';

/**
 * Makes a release public: its tag is created at the target when it is not there. Throws 422 with every reason
 * that GitHub names: tag taken, tag burnt by an immutable release, ruleset, unknown target.
 */
export async function publishRelease(
  call: Pick<Call, 'world' | 'tables' | 'token'>,
  row: ReleaseRow,
  makeLatest: 'true' | 'false' | 'legacy' | undefined,
): Promise<void> {
  const { world, tables } = call;
  const isTaken = [...tables.releases.values()].some(
    ({ id, tag, draft }) => id !== row.id && !draft && tag === row.tag,
  );
  if (isTaken) throw refused({ code: 'already_exists', field: 'tag_name' });
  if (tables.burnt.has(row.tag)) throw refused(burnt, noTag);
  const ref = `refs/tags/${row.tag}`;
  const tag = await world.git.ref(ref);
  if (tag === null) await createTag(call, ref, row.target);
  else await guardWorkflows(call, tag.sha, 404);
  row.draft = false;
  row.publishedAt = world.clock.iso();
  row.immutable = world.immutableReleases;
  if (row.immutable) tables.burnt.add(row.tag);
  if (makeLatest !== 'false' && !row.prerelease) {
    for (const other of tables.releases.values()) other.latest = false;
    row.latest = true;
  }
}

const burnt = { code: 'custom', field: 'tag_name', message: 'tag_name was used by an immutable release' };
const noTag = { code: 'custom', message: 'Published releases must have a valid tag' };

async function createTag(
  call: Pick<Call, 'world' | 'tables' | 'token'>,
  ref: string,
  target: string,
): Promise<void> {
  const { git } = call.world;
  const commit = await git.commitOf(target);
  if (commit === null) throw refused({ code: 'invalid', field: 'target_commitish' }, noTag);
  try {
    guardRef(call, ref, 'creation');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw refused({ code: 'custom', field: 'pre_receive', message: `pre_receive ${error.message}` }, noTag);
  }
  await guardWorkflows(call, commit, 404);
  await git.createRef(ref, commit);
}

function refused(...errors: readonly Omit<FieldError, 'resource'>[]): Refusal {
  return new Refusal(422, 'Validation Failed', {
    errors: errors.map((error) => ({ resource: 'Release', ...error })),
  });
}
