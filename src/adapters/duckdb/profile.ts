import type { MeasurePlan, PlannedProfile } from '../../domain/contract/measure-plan.ts';
import type { ColumnProfile } from '../../domain/drift/profile.ts';
import type { EngineSession } from './engine-session.ts';
import { inBatches, withoutText } from './in-batches.ts';
import { itemsOf } from './list-value.ts';
import { chooseCategories } from './profile-categories.ts';
import { binCells, categoryCells as categoryPlaces, countAndAdd, countCells } from './profile-cells.ts';
import { edgesOf } from './profile-edges.ts';
import { type Summary, summariseColumns } from './profile-moments.ts';
import { binMoments, cellsByPlace, gridFor, MANY, type NumberShape, type Shape } from './profile-numbers.ts';
import { shapeOfNumbers } from './profile-read-numbers.ts';
import { type TalliedNumbers, tallyNumbers } from './profile-tallied-numbers.ts';
import { profileTexts } from './profile-texts.ts';
import { finiteSql, valueSql } from './profile-values.ts';
import { type ReadNumbers, readNumbers } from './read-numbers.ts';
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
    inBatches(session, near, batches, (narrow, profile, rows) =>
      profileEach({ session, relation: narrow, plan: { ...plan, profile } }, { rows, tell }),
    ),
  );
}

interface Batch {
  /** Of the relation. */
  readonly rows: number;
  readonly tell: () => void;
}

async function profileEach(opened: Opened, batch: Batch): Promise<ColumnProfile[]> {
  const { plan } = opened;
  const isRead = plan.groupBy === null && batch.rows < MANY;
  const read = isRead ? await profileRead(opened, batch) : new Map<PlannedProfile, ColumnProfile>();
  const tallied =
    isRead || plan.groupBy !== null
      ? new Map<PlannedProfile, ColumnProfile>()
      : await profileTallied(opened, batch);
  const rest = plan.profile.filter((planned) => !read.has(planned) && !tallied.has(planned));
  const counted = await profileCounted({ ...opened, plan: { ...plan, profile: rest } }, batch);
  return plan.profile.map(
    (planned) => (read.get(planned) ?? tallied.get(planned) ?? counted.get(planned)) as ColumnProfile,
  );
}

type Profiles = ReadonlyMap<PlannedProfile, ColumnProfile>;

/** Numbers of few rows, whose values are read. */
async function profileRead({ session, relation, plan }: Opened, { rows, tell }: Batch): Promise<Profiles> {
  const numbers = plan.profile.filter(({ as }) => as === 'number');
  const values = numbers.map((planned) => valueSql(columnNamed(relation, planned.column), planned));
  const read = await readNumbers({ session, relation, from: relation.sql, rows }, values);
  return new Map(
    numbers.map((planned, index) => {
      const column = read[index] as ReadNumbers;
      const shape = shapeOfNumbers(column, planned, BINS);
      tell();
      return [planned, numberProfile(planned, column, shape)];
    }),
  );
}

/** Numbers of many rows whose bins are given. */
async function profileTallied({ session, relation, plan }: Opened, { tell }: Batch): Promise<Profiles> {
  const given = plan.profile.flatMap((planned) =>
    planned.as === 'number' && planned.edges !== null ? [{ planned, edges: planned.edges }] : [],
  );
  const columns = given.map(({ planned, edges }) => ({
    column: columnNamed(relation, planned.column),
    edges,
  }));
  const tallied = await tallyNumbers(
    session,
    narrowRelation(
      relation,
      columns.map(({ column }) => column.name),
    ),
    columns,
  );
  return new Map(
    given.map(({ planned }, index) => {
      const { shape, ...counts } = tallied[index] as TalliedNumbers;
      tell();
      return [planned, numberProfile(planned, counts, shape)];
    }),
  );
}

/** All others, which are counted where they are. */
async function profileCounted(opened: Opened, { tell }: Batch): Promise<Profiles> {
  const { session, relation, plan } = opened;
  const summaries = await summariseColumns(session, relation, plan);
  const texts = await profileTexts(opened, { summaries, tell });
  const profiles = new Map<PlannedProfile, ColumnProfile>();
  for (const [index, planned] of plan.profile.entries()) {
    const own = plan.groupBy === null ? [planned.column] : [planned.column, plan.groupBy];
    const narrow = narrowRelation(relation, own);
    const column = columnNamed(narrow, planned.column);
    const summary = summaries[index] as Summary;
    const known = texts.get(index) ?? null;
    const profiling = { session, relation: narrow, plan, planned, column, summary };
    profiles.set(planned, await profileColumn(profiling, known));
    if (known === null) tell();
  }
  return profiles;
}

interface Opened {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: MeasurePlan;
}

/** One column on its way. */
export interface Profiling extends Opened {
  readonly planned: PlannedProfile;
  readonly column: RelationColumn;
  readonly summary: Summary;
}

async function profileColumn(profiling: Profiling, known: Shape | null): Promise<ColumnProfile> {
  const { planned, summary } = profiling;
  if (planned.as === 'number') {
    const { minimum, maximum } = summary;
    return numberProfile(planned, summary, { ...(await numberCells(profiling)), minimum, maximum });
  }
  const shape = known ?? (await categoryCells(profiling));
  const none = { mean: null, standardDeviation: null, minimum: null, maximum: null };
  const { nulls, nonFinite } = summary;
  return { column: planned.column, kind: 'category', nulls, nonFinite, ...none, ...shape };
}

function numberProfile(
  { column }: PlannedProfile,
  { nulls, nonFinite }: Pick<ColumnProfile, 'nulls' | 'nonFinite'>,
  {
    mean,
    standardDeviation,
    minimum,
    maximum,
    ...shape
  }: NumberShape & Pick<ColumnProfile, 'minimum' | 'maximum'>,
): ColumnProfile {
  const moments = { mean, standardDeviation, minimum, maximum };
  return { column, kind: 'number', nulls, nonFinite, ...moments, ...noDeviation(moments), ...shape };
}

/** A null that stands in a profile says why. */
function noDeviation({
  standardDeviation,
  minimum,
  maximum,
}: Pick<ColumnProfile, 'standardDeviation' | 'minimum' | 'maximum'>): { readonly reason?: string } {
  if (standardDeviation !== null) return {};
  if (minimum === null || maximum === null) return { reason: 'no finite value' };
  return {
    reason:
      minimum === maximum
        ? 'a single value has no standard deviation'
        : 'the values lie too far apart for a standard deviation that a double can hold',
  };
}

async function numberCells(profiling: Profiling): Promise<NumberShape> {
  const byPlace = await cellsByPlace(profiling, BINS);
  if (byPlace !== null) return byPlace;
  const edges = [...(profiling.planned.edges ?? (await quantileEdges(profiling)))];
  const grid = gridFor(profiling.summary);
  const { sums, ...counted } = await countAndAdd(profiling, binCells(profiling, edges), grid);
  return {
    ...counted,
    edges,
    categories: null,
    heldOut: null,
    ...binMoments({ ...counted, sums }, edges, grid),
  };
}

async function categoryCells(profiling: Profiling): Promise<Shape> {
  const { categories, isChosen } = await chooseCategories(profiling);
  const cells = categoryPlaces(profiling, categories);
  const counted = await countCells(profiling, cells);
  const heldOut = isChosen ? await countCells(profiling, { ...cells, half: 'held-out' }) : null;
  return {
    ...counted,
    edges: null,
    categories,
    means: null,
    heldOut,
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
  return edgesOf(itemsOf(row.q).map(Number), Number(row.low));
}
