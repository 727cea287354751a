import { hashBytes } from '../../adapters/files/hash-file.ts';
import { splitColumns } from '../../config/split-columns.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import type { PlannedProfile } from '../../domain/contract/measure-plan.ts';
import { isClassified } from '../../domain/contract/plan-checks.ts';
import type { ColumnProfile, Profile } from '../../domain/drift/profile.ts';
import { sha256sumLines } from '../../domain/lineage/model-digest.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { StageContext } from '../context.ts';
import type { OpenedDataset } from './check-dataset.ts';

const MOST_CATEGORIES = 100;
const AS: Readonly<Record<string, PlannedProfile['as']>> = {
  number: 'number',
  integer: 'number',
  string: 'category',
  boolean: 'category',
};

interface ProfileRequest {
  readonly dataset: OpenedDataset;
  /** Says which columns are classified. */
  readonly contract: Contract | null;
  readonly reference: Profile | null;
}

/** Counts, bins and null rates of a dataset; with a reference, in its bins and by its groups, so that both can be compared. */
export async function profileDataset(
  context: StageContext,
  engine: DataEngine,
  { dataset, contract, reference }: ProfileRequest,
): Promise<Profile> {
  const { data, name } = context.model;
  const groupBy = reference === null ? data.groupBy : reference.groupBy;
  const tell = (done: number, total: number | null) =>
    context.reporter.progress({ label: `profile ${dataset.role}`, done, total, unit: 'columns' });
  tell(0, null);
  const planned = reference === null ? plannedProfile(context, dataset) : plannedLike(reference, dataset);
  const isHidden = (column: string) => isClassified(contract, [column]);
  const measured = await engine.measure(dataset.source, {
    rules: [],
    profile: planned.map((column) => (isHidden(column.column) ? withoutCells(column) : column)),
    maxCategories: MOST_CATEGORIES,
    groupBy,
    maxExamples: 0,
    onProfiled: (done) => tell(done, planned.length),
  });
  return {
    schema: 'modelyard/profile/1',
    toolkit: context.toolkit,
    model: name,
    data: hashBytes(sha256sumLines(dataset.files.map(({ path, sha256 }) => ({ name: path, sha256 })))),
    rows: measured.rows,
    groups: measured.groups,
    groupBy,
    columns: measured.profile.map((column) => (isHidden(column.column) ? withoutValues(column) : column)),
  };
}

/** Edges and categories are values of the data: a column that may not show any is counted in one cell. */
function withoutCells(planned: PlannedProfile): PlannedProfile {
  return { ...planned, edges: [], categories: [] };
}

/** Moments of few rows give values away, and the smallest and largest are values. */
function withoutValues(column: ColumnProfile): ColumnProfile {
  const moments = { means: null, mean: null, standardDeviation: null, minimum: null, maximum: null };
  const { reason: _, ...rest } = column;
  return { ...rest, ...moments, classified: true };
}

/** Every column that says something about rows; ids, groups, time and splits are others in every dataset. */
function plannedProfile({ model }: StageContext, { columns }: OpenedDataset): PlannedProfile[] {
  const { id, groupBy, time } = model.data;
  const keys = [id, groupBy, time, ...splitColumns(model.data)];
  return columns.flatMap(({ name, logicalType }): PlannedProfile[] => {
    const as = AS[logicalType];
    if (keys.includes(name) || as === undefined) return [];
    return [{ column: name, as, edges: null, categories: null }];
  });
}

/** The columns of the reference that are here; one that changed its kind is profiled as what it is now. */
function plannedLike(reference: Profile, { columns }: OpenedDataset): PlannedProfile[] {
  return reference.columns.flatMap(({ column, kind, edges, categories }): PlannedProfile[] => {
    const found = columns.find(({ name }) => name === column);
    if (found === undefined) return [];
    const as = AS[found.logicalType] ?? 'category';
    return [as === kind ? { column, as, edges, categories } : { column, as, edges: null, categories: null }];
  });
}
