import type { ModelConfig } from '../config/resolved.ts';
import { judgeOverlap, pairsByChance } from '../domain/data-checks/judge-rows.ts';
import type { Judgement } from '../domain/data-checks/judgement.ts';
import type { ColumnDescription, DataEngine, DataSource, SharedRows } from '../ports/data-engine.ts';
import { columnRoles } from './validate/data-checks/plan-survey.ts';

/**
 * What makes a row what it is: what the model is shown, the label and the time. Ids and groups only name it, and who copies
 * a row may name it anew.
 */
export function tellingColumns(
  model: ModelConfig,
  [here, there]: readonly [readonly ColumnDescription[], readonly ColumnDescription[]],
): TellingColumns {
  const [roles, others] = [columnRoles(model, { columns: here }), columnRoles(model, { columns: there })];
  const own = [...roles.features, ...model.data.targets, model.data.time];
  const both = roles.all.filter((name) => others.all.includes(name));
  return {
    telling: both.filter((name) => own.includes(name)),
    whole: both.filter((name) => name !== model.data.id),
    group: both.find((name) => name === model.data.groupBy && !own.includes(name)) ?? null,
  };
}

export interface TellingColumns {
  readonly telling: readonly string[];
  /** Those, the group and all else but the id. */
  readonly whole: readonly string[];
  /** The column of the groups, where it stands in both and is none of the telling ones. */
  readonly group: string | null;
}

type Sources = readonly [DataSource, DataSource];

/**
 * Rows of the first dataset that are rows of the second, the training data, but for chance: whole ones, or such as are told by
 * the telling columns alone. Two people of one household may be alike in these.
 */
export async function judgeSharedRows(
  engine: DataEngine,
  sources: Sources,
  { telling, whole, group }: TellingColumns,
): Promise<Judgement> {
  if (telling.length === 0)
    return { isMet: null, failing: null, checked: null, reason: 'no column stands in both' };
  const found = await engine.countShared(sources, telling);
  if (found.shared === 0) return { isMet: true, failing: 0, checked: found.checked };
  if (telling.length === whole.length)
    return judgeFound(engine, sources, { found, columns: whole, isWhole: true });
  const equal = await engine.countShared(sources, whole);
  const copied = await judgeFound(engine, sources, { found: equal, columns: whole, isWhole: true });
  if (copied.isMet === false) return copied;
  return judgeFound(engine, sources, { found, columns: telling, isWhole: false, group });
}

interface Found {
  readonly found: SharedRows;
  readonly columns: readonly string[];
  readonly isWhole: boolean;
  /** Only training rows of different groups count as alike: a row that stands there twice is no other row. */
  readonly group?: string | null;
}

async function judgeFound(
  engine: DataEngine,
  [, training]: Sources,
  { found, columns, isWhole, group = null }: Found,
): Promise<Judgement> {
  if (found.shared === 0) return { isMet: true, failing: 0, checked: found.checked };
  // What chance does shows in the training data alone; it matters only where some rows are shared.
  const survey = await engine.survey(training, {
    columns: columns.map((column) => ({ column, as: 'other', withLabel: false, cells: 'order' })),
    label: group === null ? null : { column: group, as: 'classes' },
    groupBy: null,
    rows: group === null ? columns : null,
    features: group === null ? null : columns,
    correlated: [],
    twins: [],
    time: null,
  });
  const { repeated, conflicting } = survey;
  const alike = conflicting === null ? repeated : { ...conflicting, shared: conflicting.failing };
  const byChance = isWhole ? pairsByChance(survey, columns) : null;
  const none = { checked: 1, failing: 0, shared: 0, examples: [] };
  return { ...judgeOverlap(found, alike ?? none, byChance), examples: found.examples };
}
