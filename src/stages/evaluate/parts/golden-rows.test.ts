import { describe, expect, it } from 'vitest';
import { stageContext } from '../../../../test/fixtures/report/stage-context.ts';
import { heldTable, type StoredTable, wholeTable } from '../../../domain/stored-table.ts';
import type { Table } from '../../../domain/table.ts';
import { ModelyardError } from '../../../errors.ts';
import type { ModelOutput, ModelRuntime } from '../../../ports/model-runtime.ts';
import { parseContract } from '../../contract/load-contract.ts';
import type { Judging } from '../judging.ts';
import { sampleOutput } from '../predictions/sampled-output.ts';
import { smokeTest } from './golden.ts';
import { goldenRows } from './golden-rows.ts';

const ROWS = 200;
const numbers = (of: (row: number) => number) => Float64Array.from({ length: ROWS }, (_, row) => of(row));
const FEATURES: Table = {
  rows: ROWS,
  columns: [
    { name: 'age', kind: 'number', missing: new Uint8Array(ROWS), data: numbers((row) => row) },
    {
      name: 'income',
      kind: 'number',
      missing: new Uint8Array(ROWS),
      data: numbers((row) => 7_777_000 + row),
    },
    {
      name: 'faith',
      kind: 'text',
      missing: new Uint8Array(ROWS).fill(1, 0, 3),
      data: Array.from({ length: ROWS }, () => 'zoroastrian'),
    },
  ],
};

/** Age and income, added. */
const sums = ({ columns }: Table): ModelOutput => {
  const [age, income] = columns;
  if (age?.kind !== 'number' || income?.kind !== 'number') throw new Error('no numbers');
  return {
    kind: 'values',
    values: age.data.map((value, row) => value + (income.data[row] ?? 0)),
    scoreType: 'float32',
    notes: [],
  };
};
const runtimeOf = (predict: (features: Table) => ModelOutput) =>
  ({
    predict: async ({ features }: { features: StoredTable }) => predict(await wholeTable(features)),
  }) as unknown as ModelRuntime;

const contractOf = (classification: string) =>
  parseContract(
    `apiVersion: v3.1.0
kind: DataContract
id: people
version: 1.0.0
status: active
schema:
  - name: people
    properties:
      - {name: age, logicalType: number}
      - {name: income, logicalType: number, classification: ${classification}}
      - {name: faith, logicalType: string, classification: ${classification}}
`,
    'contract',
  );

function find(classification: string, predict: (features: Table) => ModelOutput = sums) {
  const base = stageContext('/repository', { model: { task: 'regression' } });
  const judging = {
    context: base,
    ports: { runtime: runtimeOf(predict) },
    candidate: { model: { path: 'm.onnx', digest: `sha256:${'1'.repeat(64)}`, bytes: 1 } },
    contract: contractOf(classification),
  } as unknown as Judging;
  const candidate = {
    who: 'the candidate',
    path: 'm.onnx',
    features: ['age', 'income', 'faith'],
    classes: null,
  };
  return goldenRows(judging, {
    candidate,
    features: heldTable(FEATURES),
    output: sampleOutput(sums(FEATURES), ROWS),
  });
}

describe('golden rows', () => {
  it('are evaluation rows with what the candidate said about them', async () => {
    const { golden } = await find('public');
    expect(golden).toMatchObject({ rows: 50, outputs: expect.arrayContaining([7_777_000, 7_777_008]) });
    expect(golden?.columns[2]?.values.slice(0, 2)).toEqual([null, 'zoroastrian']);
  });

  it('hold no value of a classified column, and still tell one model from another', async () => {
    const { golden } = await find('confidential');
    expect(JSON.stringify(golden)).not.toMatch(/7777|zoroastrian/);
    expect(golden?.columns.map(({ values }) => values.slice(0, 3))).toEqual([
      [0, 4, 8],
      [0, 1, 0],
      ['', '', ''],
    ]);
    if (golden === null) throw new Error('no golden rows');
    expect(await smokeTest(runtimeOf(sums), 'm.onnx', golden)).toMatchObject({ verdict: 'pass' });
    const moved = runtimeOf((features) => {
      const output = sums(features);
      return output.kind === 'values'
        ? { ...output, values: output.values.map((value) => value + 1) }
        : output;
    });
    expect(await smokeTest(moved, 'm.onnx', golden)).toMatchObject({ verdict: 'fail' });
  });

  it.each<[string, () => ModelOutput]>([
    [
      'column faith has values that are unknown',
      () => {
        throw new ModelyardError('input', 'column faith has values that are unknown');
      },
    ],
    [
      'it gives no finite numbers for them',
      () => ({
        kind: 'values',
        values: new Float64Array(50).fill(Number.NaN),
        scoreType: 'float32',
        notes: [],
      }),
    ],
  ])('are left out with the reason where made-up values do not fit: %s', async (why, predict) => {
    const { golden, goldenReason } = await find('secret', predict);
    expect(golden).toBeNull();
    expect(goldenReason).toContain(why);
  });
});
