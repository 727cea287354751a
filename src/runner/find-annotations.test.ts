import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check, trainRecord, validateRecord } from '../../test/fixtures/report/records.ts';
import type { TrainRecord } from '../records/train.ts';
import type { CheckResult, ValidateRecord } from '../records/validate.ts';
import { findAnnotations, problemAnnotations } from './find-annotations.ts';

const CONFIG = ['version: 1', 'models:', '  visits:', '    data:', '      train: data.csv'].join('\n');
const CONTRACT = [
  'schema:',
  '  - name: visits',
  '    properties:',
  '      - name: id',
  '      - name: "a|b"',
].join('\n');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelyard-annotations-'));
  await writeFile(join(folder, 'modelyard.yml'), CONFIG);
  await writeFile(join(folder, 'contract.yaml'), CONTRACT);
});
afterEach(() => rm(folder, { recursive: true }));

function find(
  checks: readonly CheckResult[],
  changes: Partial<ValidateRecord> = {},
  train: TrainRecord | null = null,
) {
  const [dataset] = validateRecord().datasets;
  const validate = validateRecord({
    contract: { path: 'contract.yaml', sha256: 'c'.repeat(64) },
    datasets: dataset === undefined ? [] : [{ ...dataset, checks: [...checks] }],
    ...changes,
  });
  return findAnnotations({
    model: 'visits',
    config: join(folder, 'modelyard.yml'),
    workspace: folder,
    validate,
    train,
    evaluate: null,
  });
}

describe('annotations', () => {
  it('stand at the column’s line of the contract', async () => {
    const found = await find([
      check('a|b.range', { column: 'a|b', verdict: 'fail', failing: 3, checked: 10 }),
    ]);
    expect(found).toEqual([
      {
        level: 'error',
        file: 'contract.yaml',
        line: 5,
        title: 'visits: a|b.range in train',
        message: 'expected 0 … 120, broken by 3 of 10 rows',
      },
    ]);
  });

  it('stand at the data of the model where the contract does not speak of the column, or is absent', async () => {
    const broken = check('x.finite', { column: 'x', verdict: 'warn' });
    expect(await find([broken])).toMatchObject([{ level: 'warning', file: 'modelyard.yml', line: 4 }]);
    expect(await find([broken], { contract: null })).toMatchObject([{ file: 'modelyard.yml', line: 4 }]);
  });

  it('are ten of each level, as the platform shows no more', async () => {
    const many = (verdict: 'fail' | 'warn') =>
      Array.from({ length: 30 }, (_, at) => check(`c${at}`, { verdict }));
    const found = await find([...many('warn'), ...many('fail')]);
    expect(found.map(({ level }) => level)).toEqual([
      ...Array(10).fill('error'),
      ...Array(10).fill('warning'),
    ]);
  });

  it('say nothing of what passed', async () => {
    expect(await find([check('id.unique'), check('id.range', { verdict: 'insufficient' })])).toEqual([]);
  });

  it('tell while the change is under review that a candidate is too large for a release', async () => {
    const large = trainRecord({
      outputs: [{ path: 'out/visits.bin', sha256: 'a'.repeat(64), bytes: 3_000_000_000 }],
    });
    expect(await find([], {}, large)).toMatchObject([
      {
        level: 'warning',
        file: 'modelyard.yml',
        title: 'visits: this candidate cannot be released on GitHub',
        message: expect.stringContaining('out/visits.bin has 3.00 GB: an asset of a GitHub release'),
      },
    ]);
    expect(await find([], {}, trainRecord())).toEqual([]);
  });

  it('stand at every problem of the config', () => {
    const text = 'ml/modelyard.yml:3:5  models.a: expected x\nml/modelyard.yml:9:1  two: b\n… and 3 more';
    expect(problemAnnotations(text, (path) => path)).toMatchObject([
      { file: 'ml/modelyard.yml', line: 3, message: 'models.a: expected x' },
      { file: 'ml/modelyard.yml', line: 9, message: 'two: b' },
    ]);
  });
});
