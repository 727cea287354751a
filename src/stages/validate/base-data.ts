import { join } from 'node:path';
import { resolveCommit } from '../../adapters/git/repository.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import type { Profile } from '../../domain/drift/profile.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { StageContext } from '../context.ts';
import { type DataAt, withDataAt } from '../data-at.ts';
import { type OpenedDataset, openDataset } from './check-dataset.ts';
import { profileDataset } from './profile-dataset.ts';

/** What the training data are held against. */
export type BaseData =
  | {
      readonly kind: 'found';
      /** For people: `a1b2c3d`, a commit, or the tag of a release. */
      readonly name: string;
      /** Why this one; null where it is what was asked for. */
      readonly note: string | null;
      /** null: the data are the same. */
      readonly profile: Profile | null;
    }
  /** It is proven that there is nothing to compare with. */
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface HeadData {
  readonly dataset: OpenedDataset;
  readonly profile: Profile;
  readonly contract: Contract | null;
}

/** A release's profile as the forge knows it; null where it is proven that there is no release. */
export type FindReleasedProfile = (
  context: StageContext,
) => Promise<{ readonly tag: string; readonly profile: Profile } | null>;

/** The forge is asked once, whoever asks. */
export function askedOnce(find: FindReleasedProfile): FindReleasedProfile {
  let found: ReturnType<FindReleasedProfile> | null = null;
  return (context) => {
    found ??= find(context);
    return found;
  };
}

export interface BasePorts {
  readonly engine: DataEngine;
  readonly findRelease: FindReleasedProfile;
  /** Git ref or commit of the base; null: none was named, and this is no pull request. */
  readonly base: string | null;
}

/**
 * The training data of the base, where git holds them; otherwise the profile of the newest release, so that data that live
 * elsewhere need not be fetched. What cannot be read is told, never taken for the same.
 */
export async function findBaseData(
  context: StageContext,
  ports: BasePorts,
  head: HeadData,
): Promise<BaseData> {
  if (ports.base === null) return releasedData(context, ports, { head, note: null });
  const found = await committedData(context, ports, head).catch(reasonOf);
  if (typeof found !== 'string') return found;
  const note = `the base's own data cannot be read here: ${found}`;
  const released = await releasedData(context, ports, { head, note });
  return released.kind === 'none'
    ? { kind: 'unknown', reason: `${note}, and no release holds a profile` }
    : released;
}

/** Why something cannot be read, for people. Throws what is no fault of the data. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ModelyardError) || error.code === 'interrupted' || error.code === 'internal')
    throw error;
  return messageOf(error);
}

/** The data under the paths of today, as the commit holds them; a text says why that cannot be. */
async function committedData(
  context: StageContext,
  { engine, base }: BasePorts,
  { contract }: Pick<HeadData, 'contract'>,
): Promise<BaseData | string> {
  const { project, model } = context;
  const commit = await resolveCommit(project.repository, base ?? '');
  if (commit === null) return `${base} is not in this clone (check out with fetch-depth: 0)`;
  const name = commit.slice(0, 7);
  const { train } = model.data;
  return withDataAt(context, { data: train, commit }, async (then) => {
    if (then.paths.length === 0) return `git holds no ${train.patterns[0]?.written} there`;
    if (await then.isSame()) return { kind: 'found', name, note: null, profile: null } as const;
    try {
      const before = await openDataset(then.context, engine, { role: 'base', paths: then.data, contract });
      const profile = await profileDataset(then.context, engine, {
        dataset: before,
        contract,
        reference: null,
      });
      return { kind: 'found', name, note: null, profile } as const;
    } catch (error) {
      return reasonAt(then, error);
    }
  });
}

/** The same of data as a commit held them: the folder is ours and gone by the time that anybody reads this. */
export function reasonAt({ context }: DataAt, error: unknown): string {
  return reasonOf(error).replaceAll(join(context.project.repository, '/'), '');
}

async function releasedData(
  context: StageContext,
  { findRelease }: BasePorts,
  { head, note }: { readonly head: HeadData; readonly note: string | null },
): Promise<BaseData> {
  const released = await findRelease(context).catch(reasonOf);
  if (typeof released === 'string') return { kind: 'unknown', reason: joined(note, released) };
  if (released === null) return { kind: 'none', reason: 'nothing is released yet, and no base was named' };
  const { tag, profile } = released;
  const { groupBy } = context.model.data;
  if (profile.groupBy !== groupBy)
    return {
      kind: 'unknown',
      reason: joined(
        note,
        `${tag} was profiled ${profile.groupBy === null ? 'without groups' : `by ${profile.groupBy}`}, and data.group_by is ${groupBy ?? 'not set'} now`,
      ),
    };
  const isSame = profile.data === head.profile.data;
  return { kind: 'found', name: tag, note, profile: isSame ? null : profile };
}

function joined(note: string | null, reason: string): string {
  return note === null ? reason : `${note}; ${reason}`;
}
