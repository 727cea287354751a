import { resolveCommit } from '../../adapters/git/repository.ts';
import type { DataPaths } from '../../config/resolved.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import { declaredReadings, declaredTypes } from '../../domain/contract/declared-columns.ts';
import { judgeChangedLabels } from '../../domain/data-checks/judge-rows.ts';
import type { Judgement } from '../../domain/data-checks/judgement.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { StageContext } from '../context.ts';
import { type DataAt, withDataAt } from '../data-at.ts';
import { findSource } from '../data-source.ts';
import { type BasePorts, reasonAt, reasonOf } from './base-data.ts';
import type { OpenedDataset } from './check-dataset.ts';

/** The commit whose labels those of today are held against. */
export type LabelsBefore =
  | { readonly kind: 'commit'; readonly commit: string; readonly name: string }
  /** It is proven that there is nothing to compare with. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The base, or where none was named the commit of the newest release. */
export async function findLabelsBefore(
  context: StageContext,
  { base, findRelease }: Omit<BasePorts, 'engine'>,
): Promise<LabelsBefore> {
  const released = base === null ? await findRelease(context).catch(reasonOf) : null;
  if (typeof released === 'string') return { kind: 'unknown', reason: released };
  const ref = base ?? released?.tag ?? null;
  if (ref === null) return { kind: 'none' };
  const commit = await resolveCommit(context.project.repository, ref);
  if (commit === null)
    return { kind: 'unknown', reason: `${ref} is not in this clone (check out with fetch-depth: 0)` };
  return { kind: 'commit', commit, name: released?.tag ?? commit.slice(0, 7) };
}

export interface LabelsAsked {
  readonly dataset: OpenedDataset;
  readonly paths: DataPaths;
  readonly contract: Contract | null;
  readonly id: string;
  readonly target: string;
  /** Largest share of the known rows that may have another label. */
  readonly limit: number;
}

/** Rows that stood there before, told by their id, and their labels. What cannot be read is told, never taken for the same. */
export async function changedLabels(
  context: StageContext,
  engine: DataEngine,
  { before, ...asked }: LabelsAsked & { readonly before: Exclude<LabelsBefore, { kind: 'none' }> },
): Promise<Judgement> {
  if (before.kind === 'unknown') return untold(before.reason);
  const { commit, name } = before;
  const { patterns } = asked.paths;
  return withDataAt(context, { data: asked.paths, commit }, async (then) => {
    if (then.paths.length === 0) return untold(`git holds no ${patterns[0]?.written} at ${name}`);
    if (await then.isSame())
      return { isMet: true, failing: 0, checked: null, reason: `the data are those of ${name}` };
    try {
      return await heldAgainst(then, engine, { name, asked });
    } catch (error) {
      return untold(reasonAt(then, error));
    }
  });
}

async function heldAgainst(
  then: DataAt,
  engine: DataEngine,
  { name, asked }: { readonly name: string; readonly asked: LabelsAsked },
): Promise<Judgement> {
  const { dataset, contract, id, target } = asked;
  const source = await findSource(then.context, then.data, {
    types: declaredTypes(contract),
    readings: declaredReadings(contract),
  });
  const columns = await engine.describe(source);
  const missing = [id, target].find((wanted) => !columns.some((column) => column.name === wanted));
  if (missing !== undefined) return untold(`the data of ${name} have no column ${missing}`);
  const found = await engine.countChanged([dataset.source, source], { key: id, column: target });
  return judgeChangedLabels(found, { name, limit: asked.limit });
}

function untold(reason: string): Judgement {
  return { isMet: null, failing: null, checked: null, reason };
}
