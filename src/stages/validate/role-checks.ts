import type { DataConfig, ModelConfig } from '../../config/resolved.ts';
import {
  type CheckHead,
  noneFails,
  type PlannedCheck,
  type SettledCheck,
} from '../../domain/contract/check.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import type { RowRule } from '../../domain/contract/measure-plan.ts';
import { isClassified } from '../../domain/contract/plan-checks.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataEngine, SharedRows } from '../../ports/data-engine.ts';
import type { OpenedDataset } from './check-dataset.ts';

/** Columns that the config names and the data do not have are a wrong config, not bad rows. Throws `input`. */
export function assertConfiguredColumns(data: DataConfig, dataset: OpenedDataset): void {
  const present = new Set(dataset.columns.map((column) => column.name));
  const named: (readonly [string, string | null])[] = [
    ...data.targets.map((target) => ['target', target] as const),
    ['id', data.id],
    ['group_by', data.groupBy],
    ['time', data.time],
    ['weight', dataset.role === 'evaluation' ? data.weight : null],
    ...(data.features ?? []).map((feature) => ['features', feature] as const),
  ];
  const missing = named.filter(([, column]) => column !== null && !present.has(column));
  if (missing.length === 0) return;
  const list = missing.map(([key, column]) => `data.${key}: ${column}`).join(', ');
  throw new ModelyardError(
    'input',
    `${dataset.files[0]?.path}: the ${dataset.name ?? dataset.role} data have no column for ${list}`,
    {
      hint: `The columns are: ${[...present].slice(0, 50).join(', ')}.`,
    },
  );
}

/** What every training and evaluation dataset must keep, with or without a contract. */
export function roleChecks(
  { data }: ModelConfig,
  dataset: OpenedDataset,
  contract: Contract | null,
): (PlannedCheck | SettledCheck)[] {
  const labelSeverity = data.nullLabels === 'exclude' ? 'warning' : 'error';
  const checks: (PlannedCheck | SettledCheck | null)[] = [
    ...data.targets.map((target) =>
      counted(
        {
          id: data.targets.length === 1 ? 'target' : `target.${target}`,
          column: target,
          kind: 'target',
          severity: labelSeverity,
          expected: 'every row has a label',
        },
        { kind: 'not-null', column: target },
      ),
    ),
    data.id === null ? null : idType(data.id, dataset),
    data.id === null
      ? null
      : counted(
          { id: 'id.null', column: data.id, kind: 'id', severity: 'error', expected: 'every row has an id' },
          { kind: 'not-null', column: data.id },
        ),
    data.id === null
      ? null
      : {
          ...head({ id: 'id.unique', column: data.id, kind: 'id', expected: 'no id twice' }),
          rule: { kind: 'unique', columns: [data.id] },
          classified: isClassified(contract, [data.id]),
          judge: noneFails,
        },
    data.groupBy === null
      ? null
      : counted(
          {
            id: 'group',
            column: data.groupBy,
            kind: 'group',
            severity: 'error',
            expected: 'every row belongs to a group',
          },
          { kind: 'not-null', column: data.groupBy },
        ),
  ];
  return [...checks.filter((check) => check !== null), ...weightChecks(data.weight, dataset)];
}

/** Only evaluation weighs rows, so only its rows need a weight. */
function weightChecks(column: string | null, dataset: OpenedDataset): PlannedCheck[] {
  if (column === null || dataset.role !== 'evaluation') return [];
  const check = { column, kind: 'weight', severity: 'error' } as const;
  return [
    counted(
      { ...check, id: 'weight.null', expected: 'every row has a weight' },
      { kind: 'not-null', column },
    ),
    counted(
      { ...check, id: 'weight.range', expected: 'weights are finite and not below 0' },
      { kind: 'range', column, minimum: 0, maximum: Number.MAX_VALUE },
    ),
  ];
}

function head({ id, column, kind, expected }: Omit<CheckHead, 'severity'>): CheckHead {
  return { id, column, kind, severity: 'error', expected };
}

function counted(check: CheckHead, rule: RowRule): PlannedCheck {
  return { ...check, rule, classified: false, judge: noneFails };
}

/** 0.1 + 0.2 is not 0.3: floating-point ids cannot be compared exactly. */
function idType(id: string, dataset: OpenedDataset): SettledCheck {
  const column = dataset.columns.find((each) => each.name === id);
  const isMet = column?.logicalType !== 'number';
  const reason = isMet ? {} : { reason: `${column?.physicalType} holds floating-point numbers` };
  return {
    ...head({ id: 'id.type', column: id, kind: 'id', expected: 'text or integers' }),
    outcome: { isMet, failing: null, checked: null, ...reason },
  };
}

export interface OverlapCheck {
  readonly check: SettledCheck;
  readonly examples: SharedRows['examples'];
}

/** Evaluation rows whose id or group stands in the training data, too: the evaluation would flatter the model. */
export async function overlapChecks(
  data: DataConfig,
  engine: DataEngine,
  [train, evaluation]: readonly [OpenedDataset, OpenedDataset],
): Promise<OverlapCheck[]> {
  const columns = [
    { id: 'overlap.id', column: data.id, expected: 'no row of the training data is evaluated' },
    { id: 'overlap.group', column: data.groupBy, expected: 'no group stands in both' },
  ];
  const found: OverlapCheck[] = [];
  for (const { id, column, expected } of columns) {
    if (column === null) continue;
    const { checked, shared, values, examples } = await engine.countShared(
      [evaluation.source, train.source],
      [column],
    );
    const reason =
      shared === 0
        ? {}
        : { reason: values === 1 ? '1 value stands in both' : `${values} values stand in both` };
    const check = {
      ...head({ id, column, kind: 'overlap', expected }),
      outcome: { isMet: shared === 0, failing: shared, checked, ...reason },
    };
    found.push({ check, examples });
  }
  return found;
}
