import { join } from 'node:path';
import { hashFile } from '../../adapters/files/hash-file.ts';
import { compareVersions } from '../../domain/versions/version.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseForge, ReleaseList, ReleaseTag, StoredRelease } from '../../ports/forge.ts';
import { evaluateRecordSchema } from '../../records/evaluate.ts';
import { readRecord } from '../../records/store.ts';
import { trainRecordSchema } from '../../records/train.ts';
import type { StageContext } from '../context.ts';
import { type Baseline, pointName } from '../evaluate/baseline.ts';
import { findOnnxGraph } from '../evaluate/evidence.ts';
import { servedSignature } from '../evaluate/parts/served-signature.ts';
import { evaluatedOn } from '../evaluate/reuse.ts';

/** Releases of one model that may be used, newest first. */
export function releasesOf(list: ReleaseList, model: string): ReleaseTag[] {
  return list.releases.filter((release) => release.model === model && !release.withdrawn);
}

/**
 * The newest release of this model, or null where it is proven that there is none. Throws `unreadable` for a shallow
 * clone without its tags, and `config` when this model appears while a released one disappeared.
 */
export async function newestRelease(context: StageContext, forge: ReleaseForge): Promise<ReleaseTag | null> {
  const list = await forge.listReleases();
  const { name, release } = context.model;
  const own = releasesOf(list, name);
  assertNoForeignAbove(list, name);
  if (own[0] !== undefined) return own[0];
  if (release.renamedFrom !== null) {
    const former = releasesOf(list, release.renamedFrom)[0];
    if (former !== undefined) return former;
  }
  if (!list.complete) {
    throw new ModelyardError(
      'unreadable',
      `this clone is shallow and has no tag of ${name}: that there is no release is not proven`,
      {
        hint: 'Fetch everything: git fetch --unshallow --tags.',
      },
    );
  }
  assertNotRenamed(context, list);
  return null;
}

/** A tag that stands for the newest version and says nothing of its model: what is live is not known. */
function assertNoForeignAbove(list: ReleaseList, model: string): void {
  const newest = releasesOf(list, model)[0];
  const above = list.foreign.find(
    (tag) =>
      tag.model === model &&
      !tag.withdrawn &&
      (newest === undefined || compareVersions(tag.version, newest.version) > 0),
  );
  if (above === undefined) return;
  throw new ModelyardError(
    'unreadable',
    `the tag ${above.tag} was not made by a release: nothing says which model it stands for`,
    { hint: `Withdraw it: git tag -a -m 'not a release' '${above.model}@v${above.version}!'` },
  );
}

/** A name that appears while another one disappears is probably the same model. */
function assertNotRenamed({ model, project }: StageContext, list: ReleaseList): void {
  if (model.release.isNew || model.release.renamedFrom !== null) return;
  const configured = new Set(project.models.map(({ name }) => name));
  const gone = [...new Set(list.releases.map((each) => each.model))].filter((name) => !configured.has(name));
  if (gone.length === 0) return;
  throw new ModelyardError(
    'config',
    `${model.name} has no release, and ${gone.join(', ')} has releases but is no longer in modelyard.yml`,
    {
      hint: `If it was renamed, set models.${model.name}.release.renamed_from: ${gone[0]}; if it is another model, set release.new: true.`,
    },
  );
}

/** Reads a release and re-hashes every asset. Throws `unreadable` for the first that is missing or changed. */
export async function readVerified(forge: ReleaseForge, tag: ReleaseTag): Promise<StoredRelease> {
  const stored = await forge.readRelease(tag);
  for (const asset of stored.record.assets) {
    const { sha256 } = await hashFile(join(stored.folder, asset.name));
    if (sha256 === asset.sha256) continue;
    throw new ModelyardError(
      'unreadable',
      `${tag.tag}: the asset ${asset.name} is not the one that was released`,
      {
        hint: `Run modelyard verify ${tag.tag}.`,
      },
    );
  }
  return stored;
}

/** A release as the evaluation compares with it. */
export async function releaseBaseline(forge: ReleaseForge, tag: ReleaseTag): Promise<Baseline> {
  const { record, folder } = await readVerified(forge, tag);
  const { serving } = record;
  const evaluation = await readRecord(join(folder, 'evaluate.json'), evaluateRecordSchema);
  const training = await readRecord(join(folder, 'train.json'), trainRecordSchema);
  const predictions = record.assets.find(({ name }) => name.startsWith('predictions.'));
  const first = evaluation?.metrics[0]?.dataset;
  const points = evaluation?.metrics.flatMap((row) =>
    row.candidate === null || row.dataset !== first ? [] : [[pointName(row), row.candidate] as const],
  );
  return {
    release: tag.tag,
    source: tag.tag,
    digest: record.candidate,
    modelPath: serving.runnable ? await findOnnxGraph(join(folder, serving.model)) : null,
    storedPath: join(folder, serving.model),
    link: evaluation?.link ?? null,
    form: evaluation?.predictions ?? null,
    output: evaluation?.output ?? null,
    predictionsPath: predictions === undefined ? null : join(folder, predictions.name),
    points: Object.fromEntries(points ?? []),
    features: serving.features.length === 0 ? null : serving.features,
    classes: serving.classes,
    ...(serving.targets === undefined ? {} : { targets: serving.targets }),
    threshold: serving.threshold,
    signature: servedSignature(evaluation?.signature ?? null, serving),
    sizeBytes: evaluation?.sizeBytes ?? null,
    trainSeconds: evaluation?.trainSeconds ?? null,
    commit: tag.commit,
    trainRows: training?.rows ?? null,
    evaluated: evaluation === null ? null : evaluatedOn(evaluation),
  };
}
