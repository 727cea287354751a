import { join } from 'node:path';
import { hashFile } from '../../adapters/files/hash-file.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { ReleaseForge, ReleaseTag } from '../../ports/forge.ts';
import { evaluateRecordSchema } from '../../records/evaluate.ts';
import type { Experiment, FoundExperiment } from '../../records/experiment.ts';
import type { ReleaseRecord } from '../../records/release.ts';
import { readRecord } from '../../records/store.ts';
import { trainRecordSchema } from '../../records/train.ts';
import type { StageContext } from '../context.ts';
import { experimentOf } from './experiment-of.ts';
import { MOST_EXPERIMENTS, readKept, type Skipped } from './experiment-store.ts';
import { type ReadLog, readLogged } from './read-logged.ts';

/** Releases whose records are read, newest first, where the checkout does not know their candidate. */
const MOST_READ_RELEASES = 20;
const RECORDS: readonly string[] = ['train.json', 'evaluate.json'];

export interface Gathered {
  /** Newest first. */
  readonly experiments: readonly FoundExperiment[];
  readonly skipped: readonly Skipped[];
}

export type ReadReleases = Pick<ReleaseForge, 'listReleases' | 'readRecords'>;

export interface ReadForge {
  readonly releases: ReadReleases;
  readonly log: ReadLog;
}

/** All that is known of a model's candidates: of this checkout, of releases and of the log. One that is found twice is one. */
export async function gatherExperiments(context: StageContext, forge: ReadForge): Promise<Gathered> {
  const kept = await readKept(context);
  const released = await readReleases(context, forge.releases, kept.experiments);
  const logged = await readLogged(context, forge.log);
  const places = [
    ['checkout', kept],
    ['release', released],
    ['log', logged],
  ] as const;
  const tagsOf = tagger(
    released.tags,
    places.flatMap(([, { experiments }]) => experiments),
  );
  const byId = new Map<string, FoundExperiment>();
  for (const [place, { experiments }] of places)
    for (const each of experiments) {
      const known = byId.get(each.id);
      // What was judged says more than what was only trained.
      const tags = [...new Set([...(known?.tags ?? []), ...tagsOf(each)])];
      const told = known === undefined || known.verdict === null ? each : known;
      byId.set(each.id, { ...told, where: [...(known?.where ?? []), place], tags });
    }
  return {
    experiments: [...byId.values()].sort(newestFirst).slice(0, MOST_EXPERIMENTS),
    skipped: places.flatMap(([, { skipped }]) => skipped),
  };
}

/** Other inputs may have given the same bytes: where one of them was trained at the release's own commit, the tag is its alone. */
function tagger(tags: readonly ReleaseTag[], all: readonly Experiment[]): (each: Experiment) => string[] {
  const isExact = (each: Experiment, tag: ReleaseTag) =>
    each.candidate === tag.candidate && each.commit === tag.commit && !each.dirty;
  const hasExact = new Set(tags.filter((tag) => all.some((each) => isExact(each, tag))));
  return (each) =>
    tags
      .filter((tag) => (hasExact.has(tag) ? isExact(each, tag) : each.candidate === tag.candidate))
      .map(({ tag }) => tag);
}

function newestFirst(a: Experiment, b: Experiment): number {
  return Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? -1 : 1);
}

interface Released {
  readonly tags: readonly ReleaseTag[];
  readonly experiments: readonly Experiment[];
  readonly skipped: readonly Skipped[];
}

async function readReleases(
  context: StageContext,
  forge: ReadReleases,
  kept: readonly Experiment[],
): Promise<Released> {
  const list = await forge.listReleases().catch(skipping('the releases'));
  if ('reason' in list) return { tags: [], experiments: [], skipped: [list] };
  const tags = list.releases.filter(({ model }) => model === context.model.name);
  const judged = new Set(kept.flatMap(({ candidate, verdict }) => (verdict === null ? [] : [candidate])));
  const unknown = tags.filter(({ candidate }) => !judged.has(candidate));
  const experiments: Experiment[] = [];
  const unread: Skipped[] = [];
  const readable = unknown.filter(({ published }) => published);
  for (const tag of readable.slice(0, MOST_READ_RELEASES)) {
    const read = await readOne(context, forge, tag).catch(skipping(tag.tag));
    if ('schema' in read) experiments.push(read);
    else unread.push(read);
  }
  const older = readable.length - MOST_READ_RELEASES;
  const limits = [
    list.complete
      ? null
      : 'this clone is shallow, and there may be more than it shows: git fetch --unshallow --tags brings it',
    absentText(unknown.filter(({ published }) => !published)),
    older > 0 ? `${older} besides the newest ${MOST_READ_RELEASES} were not read` : null,
  ].filter((reason) => reason !== null);
  const skipped = [...unread, ...limits.map((reason) => ({ where: 'the releases', reason }))];
  return { tags, experiments, skipped };
}

/** A clone has the tags and not the files; null where all are here. */
function absentText(tags: readonly ReleaseTag[]): string | null {
  const [newest] = tags;
  if (newest === undefined) return null;
  const which = tags.length === 1 ? newest.tag : `${newest.tag} and ${tags.length - 1} more`;
  return `the files of ${which} are not here; --forge github reads them where they were released on GitHub`;
}

async function readOne(context: StageContext, forge: ReadReleases, tag: ReleaseTag): Promise<Experiment> {
  const { folder, record } = await forge.readRecords(tag);
  await assertReleased(record, folder);
  const train = await readRecord(join(folder, 'train.json'), trainRecordSchema);
  const evaluate = await readRecord(join(folder, 'evaluate.json'), evaluateRecordSchema);
  if (train === null) throw new ModelyardError('unreadable', 'the release holds no train.json');
  return experimentOf(context, {
    train,
    evaluate,
    rows: null,
    rowsReason: 'it is known by its release alone',
  });
}

async function assertReleased({ assets }: ReleaseRecord, folder: string): Promise<void> {
  for (const { name, sha256 } of assets.filter((asset) => RECORDS.includes(asset.name)))
    if ((await hashFile(join(folder, name))).sha256 !== sha256)
      throw new ModelyardError('unreadable', `${name} is not the one that was released`);
}

function skipping(where: string): (error: unknown) => Skipped {
  return (error) => skip(error, where);
}

function skip(error: unknown, where: string): Skipped {
  return { where, reason: messageOf(error) };
}
