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
  };
}

export interface TellingColumns {
  readonly telling: readonly string[];
  /** Those, the group and all else but the id. */
  readonly whole: readonly string[];
}

type Sources = readonly [DataSource, DataSource];

/**
 * Rows of the first dataset that are rows of the second, the training data, but for chance: whole ones, or such as are told by
 * the telling columns alone. Two people of one household may be alike in these.
 */
export async function judgeSharedRows(
  engine: DataEngine,
  sources: Sources,
  { telling, whole }: TellingColumns,
): Promise<Judgement> {
  if (telling.length === 0)
    return { isMet: null, failing: null, checked: null, reason: 'no column stands in both' };
  const found = await engine.countShared(sources, telling);
  if (found.shared === 0) return { isMet: true, failing: 0, checked: found.checked };
  if (telling.length === whole.length)
    return judgeFound(engine, sources, { found, columns: whole, isWhole: true });
  const equal = await engine.countShared(sources, whole);
  const copied = await judgeFound(engine, sources, { found: equal, columns: whole, isWhole: true });
  return copied.isMet === false
    ? copied
    : judgeFound(engine, sources, { found, columns: telling, isWhole: false });
}

interface Found {
  readonly found: SharedRows;
  readonly columns: readonly string[];
  readonly isWhole: boolean;
}

async function judgeFound(
  engine: DataEngine,
  [, training]: Sources,
  { found, columns, isWhole }: Found,
): Promise<Judgement> {
  if (found.shared === 0) return { isMet: true, failing: 0, checked: found.checked };
  // What chance does shows in the training data alone; it matters only where some rows are shared.
  const survey = await engine.survey(training, {
    columns: columns.map((column) => ({ column, as: 'other', withLabel: false, cells: 'order' })),
    label: null,
    groupBy: null,
    rows: columns,
    features: null,
    correlated: [],
    twins: [],
    time: null,
  });
  const repeated = survey.repeated ?? { checked: 1, failing: 0, shared: 0, examples: [] };
  const byChance = isWhole ? pairsByChance(survey, columns) : null;
  return { ...judgeOverlap(found, repeated, byChance), examples: found.examples };
}
