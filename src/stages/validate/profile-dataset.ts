import { hashBytes } from '../../adapters/files/hash-file.ts';
import type { PlannedProfile } from '../../domain/contract/measure-plan.ts';
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

/** Counts, bins and null rates of a dataset; with a reference, in its bins, so that both can be compared. */
export async function profileDataset(
  context: StageContext,
  engine: DataEngine,
  { dataset, reference }: { readonly dataset: OpenedDataset; readonly reference: Profile | null },
): Promise<Profile> {
  const { data, name } = context.model;
  context.reporter.progress({ label: `profile ${dataset.role}`, done: 0, total: null, unit: 'rows' });
  const measured = await engine.measure(dataset.source, {
    rules: [],
    profile: plannedProfile(context, dataset, reference),
    maxCategories: MOST_CATEGORIES,
    groupBy: data.groupBy,
    maxExamples: 0,
  });
  return {
    schema: 'modelyard/profile/1',
    toolkit: context.toolkit,
    model: name,
    data: hashBytes(sha256sumLines(dataset.files.map(({ path, sha256 }) => ({ name: path, sha256 })))),
    rows: measured.rows,
    groups: measured.groups,
    groupBy: data.groupBy,
    columns: [...measured.profile],
  };
}

/** Every column that says something about rows; ids, groups and time are new in every dataset. */
function plannedProfile(
  context: StageContext,
  dataset: OpenedDataset,
  reference: Profile | null,
): PlannedProfile[] {
  const { id, groupBy, time } = context.model.data;
  const known = new Map(reference?.columns.map((column) => [column.column, column]));
  return dataset.columns.flatMap(({ name, logicalType }): PlannedProfile[] => {
    const as = AS[logicalType];
    if ([id, groupBy, time].includes(name) || as === undefined) return [];
    return [planned(name, as, known.get(name))];
  });
}

function planned(
  column: string,
  as: PlannedProfile['as'],
  reference: ColumnProfile | undefined,
): PlannedProfile {
  if (reference === undefined || reference.kind !== as) return { column, as, edges: null, categories: null };
  return { column, as, edges: reference.edges, categories: reference.categories };
}
