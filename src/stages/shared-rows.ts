import type { ModelConfig } from '../config/resolved.ts';
import { judgeOverlap, pairsByChance } from '../domain/data-checks/judge-rows.ts';
import type { Judgement } from '../domain/data-checks/judgement.ts';
import type { ColumnDescription, DataEngine, DataSource } from '../ports/data-engine.ts';
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
  const columns = both.filter((name) => own.includes(name));
  return { columns, isWhole: both.every((name) => name === model.data.id || columns.includes(name)) };
}

export interface TellingColumns {
  readonly columns: readonly string[];
  /** Only the id is left out. Without a group two people of one household may be alike in all that is left. */
  readonly isWhole: boolean;
}

/** Rows of the first dataset that are rows of the second, the training data, in all these columns, but for chance. */
export async function judgeSharedRows(
  engine: DataEngine,
  sources: readonly [DataSource, DataSource],
  { columns, isWhole }: TellingColumns,
): Promise<Judgement> {
  if (columns.length === 0)
    return { isMet: null, failing: null, checked: null, reason: 'no column stands in both' };
  const found = await engine.countShared(sources, columns);
  if (found.shared === 0) return { isMet: true, failing: 0, checked: found.checked };
  // What chance does shows in the training data alone; it matters only where some rows are shared.
  const survey = await engine.survey(sources[1], {
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
  return {
    ...judgeOverlap(found, repeated, isWhole ? pairsByChance(survey, columns) : null),
    examples: found.examples,
  };
}
