import { treeOf } from '../../adapters/git/repository.ts';
import { releaseTag } from '../../domain/versions/version.ts';
import type { StoredRelease } from '../../ports/forge.ts';
import { acceptRecordSchema } from '../../records/accept.ts';
import { recordHeader } from '../../records/header.ts';
import type { ReleaseRecord } from '../../records/release.ts';
import { readRecord, recordPath } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { readRevision } from '../revision.ts';
import { assetSources, modelAssetName } from './asset-sources.ts';
import type { ChosenVersion } from './choose-version.ts';
import { modelCard } from './model-card.ts';
import type { Releasable } from './releasable.ts';
import { readingOf } from './served-alike.ts';
import { writeAssets } from './write-assets.ts';

export interface ReleaseFacts {
  readonly startedMs: number;
  /** With the evaluation that was made for this release. */
  readonly judged: Releasable;
  readonly previous: StoredRelease | null;
  readonly version: ChosenVersion;
}

/** Puts all assets but release.json and SHA256SUMS into a folder, and makes the record that lists them. */
export async function buildRelease(
  context: StageContext,
  folder: string,
  facts: ReleaseFacts,
): Promise<ReleaseRecord> {
  const { judged, version } = facts;
  const tag = releaseTag(context.model.name, version.version);
  const { targets } = context.model.data;
  const card = modelCard({
    tag,
    model: context.model.name,
    targets,
    ...judged,
    train: judged.candidate.record,
  });
  const sources = [...(await assetSources(context, judged)), { name: 'MODEL_CARD.md', text: card }];
  const assets = await writeAssets(folder, sources);
  const { commit } = judged;
  const tree = await treeOf(context.project.repository, commit);
  const revision = { ...(await readRevision(context)), commit, tree };
  return {
    schema: 'modelyard/release/1',
    verdict: 'pass',
    ...recordHeader(context, { startedMs: facts.startedMs, revision, read: [], written: [] }),
    tag,
    version: version.version,
    candidate: judged.digest,
    inputDigest: judged.candidate.record.inputDigest,
    ...(await acceptedAs(context, judged.digest)),
    reevaluated: true,
    previous: facts.previous?.tag.tag ?? null,
    bump: version.bump,
    bumpReason: version.reason,
    serving: serving(context, judged, assets),
    assets,
  };
}

/** `accept` says when the candidate was trained again after the merge, and what it takes the place of; what was judged in this checkout is what was reviewed. */
async function acceptedAs(
  { project, model }: StageContext,
  candidate: string,
): Promise<Pick<ReleaseRecord, 'origin' | 'superseded'>> {
  const path = recordPath(project.directory, model.name, 'accept');
  const accepted = await readRecord(path, acceptRecordSchema);
  if (accepted?.candidate !== candidate) return { origin: 'reviewed' };
  const { outcome, superseded } = accepted;
  const origin = outcome === 'retrained' ? 'retrained' : 'reviewed';
  return { origin, ...(superseded === undefined ? {} : { superseded }) };
}

function serving(
  context: StageContext,
  { evaluate, candidate }: Releasable,
  assets: ReleaseRecord['assets'],
): ReleaseRecord['serving'] {
  const isFolder = assets.some(({ name }) => name.startsWith('model/'));
  return {
    ...readingOf(context, evaluate),
    model: isFolder ? 'model' : modelAssetName(candidate),
    runnable: evaluate.evidence === 'model',
  };
}
