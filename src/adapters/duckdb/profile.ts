import type { MeasurePlan, PlannedProfile } from '../../domain/contract/measure-plan.ts';
import type { CellCounts, ColumnProfile } from '../../domain/drift/profile.ts';
import type { EngineSession } from './engine-session.ts';
import { inBatches, withoutText } from './in-batches.ts';
import { itemsOf } from './list-value.ts';
import { chooseCategories } from './profile-categories.ts';
import { binCells, categoryCells as categoryPlaces, countCells } from './profile-cells.ts';
import { type Summary, summariseColumns } from './profile-moments.ts';
import { cellsByPlace } from './profile-numbers.ts';
import { type CategoryShape, profileTexts } from './profile-texts.ts';
import { finiteSql } from './profile-values.ts';
import { columnNamed, narrowRelation, type Relation, type RelationColumn } from './relation.ts';

const BINS = 20;

/** The profile of each planned column, in the order of the plan. */
export async function profileColumns(
  session: EngineSession,
  relation: Relation,
  plan: MeasurePlan,
): Promise<ColumnProfile[]> {
  const also = plan.groupBy === null ? [] : [plan.groupBy];
  const names = plan.profile.map(({ column }) => column);
  const batches = { columns: plan.profile, nameOf: ({ column }: PlannedProfile) => column, also };
  let done = 0;
  const tell = () => plan.onProfiled?.(++done);
  return withoutText(session, narrowRelation(relation, [...names, ...also]), (near) =>
    inBatches(session, near, batches, (narrow, profile) =>
      profileEach({ session, relation: narrow, plan: { ...plan, profile } }, tell),
    ),
  );
}

async function profileEach(
  { session, relation, plan }: Pick<Profiling, 'session' | 'relation' | 'plan'>,
  tell: () => void,
): Promise<ColumnProfile[]> {
  const summaries = await summariseColumns(session, relation, plan);
  const texts = await profileTexts({ session, relation, plan }, { summaries, tell });
  const profiles: ColumnProfile[] = [];
  for (const [index, planned] of plan.profile.entries()) {
    const column = columnNamed(relation, planned.column);
    const summary = summaries[index] as Summary;
    const known = texts.get(index) ?? null;
    profiles.push(await profileColumn({ session, relation, plan, planned, column, summary, known }));
    if (known === null) tell();
  }
  return profiles;
}

/** One column on its way. */
export interface Profiling {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: MeasurePlan;
  readonly planned: PlannedProfile;
  readonly column: RelationColumn;
  readonly summary: Summary;
  /** Its cells, where they are counted already. */
  readonly known: CategoryShape | null;
}

async function profileColumn(profiling: Profiling): Promise<ColumnProfile> {
  const { planned, summary } = profiling;
  const count = planned.as === 'number' ? numberCells : categoryCells;
  const shape = profiling.known ?? (await count(profiling));
  const { nulls, nonFinite, mean, standardDeviation, minimum, maximum } = summary;
  return {
    column: planned.column,
    kind: planned.as,
    nulls,
    nonFinite,
    mean,
    standardDeviation,
    minimum,
    maximum,
    ...(planned.as === 'number' ? noDeviation(summary) : {}),
    ...shape,
  };
}

/** A null that stands in a profile says why. */
function noDeviation({ standardDeviation, minimum, maximum }: Summary): { readonly reason?: string } {
  if (standardDeviation !== null) return {};
  if (minimum === null || maximum === null) return { reason: 'no finite value' };
  return {
    reason:
      minimum === maximum
        ? 'a single value has no standard deviation'
        : 'the values lie too far apart for a standard deviation that a double can hold',
  };
}

type Shape = CellCounts & Pick<ColumnProfile, 'edges' | 'categories' | 'means' | 'heldOut'>;

async function numberCells(profiling: Profiling): Promise<Shape> {
  const byPlace = await cellsByPlace(profiling, BINS);
  if (byPlace !== null) return byPlace;
  const edges = [...(profiling.planned.edges ?? (await quantileEdges(profiling)))];
  const { means, ...counted } = await countCells(profiling, binCells(profiling, edges));
  return { ...counted, edges, categories: null, means, heldOut: null };
}

async function categoryCells(profiling: Profiling): Promise<Shape> {
  const { categories, isChosen } = await chooseCategories(profiling);
  const cells = categoryPlaces(profiling, categories);
  const { means: _, ...counted } = await countCells(profiling, cells);
  const heldOut = isChosen ? await countCells(profiling, { ...cells, half: 'held-out' }) : null;
  return {
    ...counted,
    edges: null,
    categories,
    means: null,
    heldOut:
      heldOut === null ? null : { rows: heldOut.rows, counts: heldOut.counts, clusters: heldOut.clusters },
  };
}

/** Interior edges at this data's quantiles, each a value of the data, without repeats. */
async function quantileEdges({ session, relation, column }: Profiling): Promise<number[]> {
  const shares = Array.from({ length: BINS - 1 }, (_, index) => (index + 1) / BINS);
  const finite = finiteSql(column);
  const [row = {}] = await session.rows(
    `SELECT quantile_disc(${finite}, [${shares.join(', ')}]) AS q, min(${finite}) AS low FROM ${relation.sql}`,
    relation.source,
  );
  // A value v is in the bin that begins with it, so an edge at the smallest value would leave the first bin empty.
  return [...new Set(itemsOf(row.q).map(Number))].filter((edge) => edge > Number(row.low));
}
