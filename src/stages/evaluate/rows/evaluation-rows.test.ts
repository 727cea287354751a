import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stageContext } from '../../../../test/fixtures/report/stage-context.ts';
import { createDuckdbEngine } from '../../../adapters/duckdb/duckdb-engine.ts';
import type { DataConfig } from '../../../config/resolved.ts';
import type { DataEngine } from '../../../ports/data-engine.ts';
import { readEvaluationRows } from './evaluation-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-rows-'));
mkdirSync(join(folder, 'data'));
const engine = createDuckdbEngine({ memoryLimitMb: 256 });
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});
let files = 0;

async function read(text: string, data: Partial<DataConfig> = {}, columns: string[] = []) {
  const written = `data/${files++}.csv`;
  writeFileSync(join(folder, written), text);
  const base = stageContext(folder);
  const evaluation = { patterns: [{ written, absolute: join(folder, written) }] };
  const own = { ...base.model.data, targets: ['y'], id: 'id', groupBy: null, evaluation, ...data };
  const rows = await readEvaluationRows(
    { ...base, model: { ...base.model, data: own } },
    { engine, paths: own.evaluation, types: {}, columns },
  );
  return { ...rows, ids: rows.ids === null ? null : [...rows.ids], labels: [...rows.labels] };
}

describe('the evaluation rows', () => {
  it('are sorted by id as text, with labels, groups and features', async () => {
    const rows = await read('id,g,x,y\n10,p,1,yes\n9,q,2,no\n1,p,3,no\n', { groupBy: 'g' }, ['x']);
    expect(rows).toMatchObject({
      rows: 3,
      ids: ['1', '10', '9'],
      labels: ['no', 'yes', 'no'],
      labelKind: 'text',
    });
    expect(rows.groups).toEqual({ index: Int32Array.of(0, 0, 1), count: 2 });
    expect(rows.excluded).toBe(0);
  });

  it.each([
    ['yes', 'text'],
    ['1', 'number'],
    ['0.5', 'number'],
    ['true', 'boolean'],
  ])('a label %s is %s', async (label, kind) => {
    expect(await read(`id,y\na,${label}\nb,${label}\n`)).toMatchObject({ labelKind: kind });
  });

  it('are refused where the file was replaced while it was read', async () => {
    const path = join(folder, 'data/replaced.csv');
    const text = (label: string) =>
      `id,y\n${Array.from({ length: 50 }, (_, id) => `${id},${label}`).join('\n')}\n`;
    writeFileSync(path, text('no'));
    utimesSync(path, new Date('2020-01-01'), new Date('2020-01-01'));
    const base = stageContext(folder);
    const paths = { patterns: [{ written: 'data/replaced.csv', absolute: path }] };
    const data = { ...base.model.data, targets: ['y'], id: 'id', groupBy: null, evaluation: paths };
    const replacing: DataEngine = {
      ...engine,
      async store(...asked) {
        const found = await engine.store(...asked);
        writeFileSync(`${path}.new`, text('yes'));
        renameSync(`${path}.new`, path);
        return found;
      },
    };
    const reading = readEvaluationRows(
      { ...base, model: { ...base.model, data } },
      { engine: replacing, paths, types: {}, columns: [] },
    );
    await expect(reading).rejects.toMatchObject({ message: 'data/replaced.csv changed while it was read' });
  });

  it('have weights where a column says so', async () => {
    const rows = await read('id,w,y\nb,0.5,1\na,2,0\nc,0,0\n', { weight: 'w' });
    expect(rows.weights).toEqual(Float64Array.of(2, 0.5, 0));
    expect((await read('id,w,y\na,2,1\nb,3,0\n', { weight: 'w' })).weights).toEqual(Float64Array.of(2, 3));
    expect((await read('id,y\na,1\n')).weights).toBeNull();
  });

  it.each([
    ['below 0', 'a,-1,1\nb,1,0', 'data.weight: column w is -1, which is below 0, in the row with id "a"'],
    ['empty', 'a,1,1\nb,,0', 'data.weight: column w is empty in the row with id "b"'],
    ['NaN', 'a,nan,1\nb,1.5,0', 'data.weight: column w is NaN in the row with id "a"'],
    ['infinite', 'a,1.5,1\nb,inf,0', 'data.weight: column w is Infinity in the row with id "b"'],
    ['text', 'a,much,1\nb,little,0', 'data.weight: column w holds text'],
    ['all 0', 'a,0,1\nb,0,0', 'data.weight: column w is 0 in every evaluation row'],
  ])('with weights that are %s are refused', async (_, lines, message) => {
    await expect(read(`id,w,y\n${lines}\n`, { weight: 'w' })).rejects.toMatchObject({
      code: 'input',
      message,
    });
  });

  it('keep the order of the file where there is no id', async () => {
    expect(await read('id,y\nb,1\na,0\n', { id: null })).toMatchObject({ ids: null, labels: ['1', '0'] });
  });

  it.each([
    ['no such column', 'id,x\na,1\n', {}, 'there is no column y'],
    ['ids that are floats', 'id,y\n1.5,1\n2.5,0\n', {}, 'column id holds floating-point numbers'],
    ['an empty id', 'id,y\na,1\n,0\n', {}, 'column id has empty cells'],
    ['a duplicate id', 'id,y\na,1\nb,0\na,1\n', {}, '"a" stands more than once in column id'],
    [
      'a duplicate id without a label',
      'id,y\na,1\na,\n',
      { nullLabels: 'exclude' },
      '"a" stands more than once',
    ],
    ['a row without a label', 'id,y\na,1\nb,\n', {}, '1 of 2 evaluation rows has no label in y'],
    [
      'no labels at all',
      'id,y\na,\nb,\n',
      { nullLabels: 'exclude' },
      'hold 2 rows, none of them with a label',
    ],
    ['no rows', 'id,y\n', {}, 'the evaluation data hold no rows'],
    [
      'a row without a group',
      'id,g,y\na,p,1\nb,,0\n',
      { groupBy: 'g' },
      'data.group_by: column g has 1 empty cells',
    ],
  ] as const)('%s is an error', async (_, text, data, message) => {
    await expect(read(text, data)).rejects.toThrow(message);
  });

  it('without a label are left out and counted where the config says so', async () => {
    const rows = await read('id,y\na,1\nb,\nc,0\nd,\n', { nullLabels: 'exclude' });
    expect(rows).toMatchObject({ rows: 2, ids: ['a', 'c'], excluded: 2, excludedIds: ['b', 'd'] });
  });
});
