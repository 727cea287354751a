import type { EvaluateConfig, ToleranceConfig } from '../../../config/resolved.ts';
import { counted } from '../../../domain/report/counted.ts';
import { heldTable } from '../../../domain/stored-table.ts';
import type { Column, Table } from '../../../domain/table.ts';
import type { ModelOutput, ModelRuntime } from '../../../ports/model-runtime.ts';
import type { Golden } from '../../../records/golden.ts';
import { outputValues } from '../predictions/sampled-output.ts';

/** Same bytes, another machine: float32 arithmetic may differ in the last digits. A thousand sums of products lose three of its seven. `evaluate.tolerance` says otherwise. */
const TOLERANCE: ToleranceConfig = { absolute: 1e-5, relative: 1e-4 };

/** How much the same model may say otherwise of the same row. */
export function toleranceOf({ tolerance }: Pick<EvaluateConfig, 'tolerance'>): ToleranceConfig {
  return tolerance ?? TOLERANCE;
}

export function allowedChange({ absolute, relative }: ToleranceConfig, expected: number): number {
  return absolute + relative * Math.abs(expected);
}

interface GoldenSource {
  readonly model: string;
  readonly candidate: string;
  readonly task: Golden['task'];
  /** The features as the model was fed, golden rows only. */
  readonly features: Table;
  /** Says the classes. */
  readonly output: ModelOutput;
  /** Of the output that they are of; null: the only one that can be. */
  readonly name: string | null;
  /** Row-major, golden rows only. */
  readonly outputs: readonly number[];
  readonly tolerance: ToleranceConfig;
}

/** The record of golden rows: few rows, and what the candidate said about them. */
export function goldenOf(source: GoldenSource): Golden {
  const { features, output } = source;
  return {
    schema: 'modelyard/golden/1',
    model: source.model,
    candidate: source.candidate,
    task: source.task,
    rows: features.rows,
    columns: features.columns.map(toGoldenColumn),
    classes: output.kind === 'classes' ? [...output.classes] : null,
    ...(output.kind === 'values' && (output.targets?.length ?? 0) > 1
      ? { targets: [...(output.targets ?? [])] }
      : {}),
    ...(source.name === null ? {} : { output: source.name }),
    outputs: [...source.outputs],
    tolerance: { ...source.tolerance },
  };
}

export interface SmokeResult {
  readonly verdict: 'pass' | 'fail';
  readonly reason: string;
}

/** Runs a deployed model on its golden rows and compares. A model that cannot be run fails. */
export async function smokeTest(
  runtime: ModelRuntime,
  modelPath: string,
  golden: Golden,
): Promise<SmokeResult> {
  const output = await runtime.predict({
    model: { path: modelPath },
    task: golden.task,
    features: heldTable({
      rows: golden.rows,
      columns: golden.columns.map((column) => fromGoldenColumn(column, golden.rows)),
    }),
    classes: golden.classes,
    ...(golden.targets === undefined ? {} : { targets: golden.targets }),
    ...(golden.output === undefined ? {} : { output: golden.output }),
  });
  if (
    output.kind === 'classes' &&
    golden.classes !== null &&
    output.classes.join('\n') !== golden.classes.join('\n')
  ) {
    return {
      verdict: 'fail',
      reason: `classes are ${output.classes.join(', ')}; released were ${golden.classes.join(', ')}`,
    };
  }
  return compareOutputs(outputValues(output), golden);
}

function compareOutputs(values: Float64Array, { outputs, rows, tolerance }: Golden): SmokeResult {
  if (values.length !== outputs.length) {
    return {
      verdict: 'fail',
      reason: `${counted(values.length, 'output')} for ${counted(rows, 'row')}; released were ${outputs.length}`,
    };
  }
  const allowed = (expected: number) => allowedChange(tolerance, expected);
  const differing = outputs.filter(
    (expected, index) => !(Math.abs((values[index] ?? Number.NaN) - expected) <= allowed(expected)),
  );
  if (differing.length === 0)
    return { verdict: 'pass', reason: `${counted(rows, 'golden row agrees', 'golden rows agree')}` };
  return {
    verdict: 'fail',
    reason: `${differing.length} of ${outputs.length} outputs on the golden rows differ from the release`,
  };
}

type GoldenColumn = Golden['columns'][number];

function toGoldenColumn(column: Column): GoldenColumn {
  const values = Array.from({ length: column.data.length }, (_, row) =>
    column.missing[row] === 1 ? null : cell(column, row),
  );
  return { name: column.name, kind: column.kind, values };
}

function cell(column: Column, row: number): GoldenColumn['values'][number] {
  switch (column.kind) {
    case 'number': {
      const value = column.data[row] ?? Number.NaN;
      return Number.isFinite(value) ? value : String(value);
    }
    case 'integer':
      return String(column.data[row]);
    case 'boolean':
      return column.data[row] === 1;
    case 'text':
      return column.data.at(row) ?? '';
  }
}

function fromGoldenColumn({ name, kind, values }: GoldenColumn, rows: number): Column {
  const missing = Uint8Array.from(values, (value) => (value === null ? 1 : 0));
  switch (kind) {
    case 'number':
      return {
        name,
        missing,
        kind,
        data: Float64Array.from(values, (value) => (value === null ? 0 : Number(value))),
      };
    case 'integer': {
      const data = new BigInt64Array(rows);
      values.forEach((value, row) => {
        data[row] = value === null ? 0n : BigInt(String(value));
      });
      return { name, missing, kind, data };
    }
    case 'boolean':
      return { name, missing, kind, data: Uint8Array.from(values, (value) => (value === true ? 1 : 0)) };
    case 'text':
      return { name, missing, kind, data: values.map((value) => String(value ?? '')) };
  }
}
