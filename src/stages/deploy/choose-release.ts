import { parseTag, parseVersion } from '../../domain/versions/version.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseForge, ReleaseTag, StoredRelease } from '../../ports/forge.ts';
import type { StageContext } from '../context.ts';
import { readVerified, releasesOf } from '../release/baseline-release.ts';

/** The release that was asked for, by version or tag; withdrawn ones only so, and then said. Without: the newest. */
export async function chooseRelease(
  context: StageContext,
  forge: ReleaseForge,
  version: string | null,
): Promise<ReleaseTag> {
  const { model, reporter } = context;
  const list = await forge.listReleases();
  if (version === null) {
    const newest = releasesOf(list, model.name)[0];
    if (newest !== undefined) return newest;
    throw new ModelyardError(
      list.complete ? 'refused' : 'unreadable',
      `${model.name} has no release to deploy${list.complete ? '' : ' that can be seen in this shallow clone'}`,
      {
        hint: list.complete
          ? 'Run modelyard release first.'
          : 'Fetch everything: git fetch --unshallow --tags.',
      },
    );
  }
  const own = list.releases.filter((release) => release.model === model.name);
  const plain = plainVersion(model.name, version);
  const found = own.find((release) => release.version === plain);
  if (found === undefined)
    throw new ModelyardError('usage', `${model.name} has no release ${plain}`, {
      hint: `There are ${own.map((release) => release.version).join(', ') || 'none'}.`,
    });
  if (found.withdrawn) reporter.warn(`${found.tag} is withdrawn`);
  return found;
}

function plainVersion(model: string, version: string): string {
  const tag = parseTag(version);
  if (tag !== null && tag.model !== model)
    throw new ModelyardError('usage', `${version} is a release of ${tag.model}, not of ${model}`, {
      hint: `Name the model: --model ${tag.model}.`,
    });
  const plain = (tag?.version ?? version).replace(/^v/, '');
  if (parseVersion(plain) !== null && tag?.withdraws !== true) return plain;
  throw new ModelyardError(
    'usage',
    `${version}: expected a version such as 1.2.3, or a tag such as ${model}@v1.2.3`,
  );
}

/** A release with all assets checked; one that was claimed and not published is completed first. */
export async function readyRelease(
  forge: ReleaseForge,
  tag: ReleaseTag,
  { dryRun }: { readonly dryRun: boolean },
): Promise<StoredRelease> {
  if (!tag.published && !dryRun) await forge.publish(tag);
  return readVerified(forge, tag);
}
