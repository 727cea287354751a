import { ModelyardError } from '../errors.ts';
import type { ReleaseForge } from '../ports/forge.ts';
import type { StageContext } from './context.ts';
import type { Baseline } from './evaluate/baseline.ts';
import { releaseBaseline } from './release/baseline-release.ts';

/** The release of a tag. Throws `config` where there is none of this model, `refused` for one that was withdrawn. */
export async function findTaggedBaseline(
  { model }: StageContext,
  releases: ReleaseForge,
  wanted: string,
): Promise<Baseline> {
  const list = await releases.listReleases();
  const tag = list.releases.find(({ tag }) => tag === wanted);
  const names = [model.name, model.release.renamedFrom];
  if (tag === undefined || !names.includes(tag.model)) {
    if (tag === undefined && !list.complete)
      throw new ModelyardError('unreadable', `baseline.anchor: this clone is shallow and has no ${wanted}`, {
        hint: 'Fetch everything: git fetch --unshallow --tags.',
      });
    const known = list.releases.filter((each) => names.includes(each.model)).map((each) => each.tag);
    throw new ModelyardError('config', `baseline.anchor: ${wanted} is no release of ${model.name}`, {
      hint: `Its releases are: ${known.slice(0, 10).join(', ') || 'none yet; set the anchor after the first'}.`,
    });
  }
  if (tag.withdrawn)
    throw new ModelyardError(
      'refused',
      `baseline.anchor: ${wanted} was withdrawn: nothing is compared with it`,
      {
        hint: 'Name another release; that changes how pull requests are judged, so it needs an approval.',
      },
    );
  return releaseBaseline(releases, tag);
}
