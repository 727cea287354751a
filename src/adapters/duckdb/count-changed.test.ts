import { afterAll, describe, expect, it } from 'vitest';
import { removeScratch, scratchFolder, write } from '../../../test/fixtures/git/scratch.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

const engine = createDuckdbEngine({ memoryLimitMb: 256 });
afterAll(async () => {
  await engine.close();
  removeScratch();
});

async function changed(now: string, before: string) {
  const folder = scratchFolder();
  write(folder, { 'now.csv': now, 'before.csv': before });
  const source = (name: string) => ({ files: [`${folder}/${name}`], types: {} });
  return engine.countChanged([source('now.csv'), source('before.csv')], { key: 'id', column: 'y' });
}

describe('rows that stood there before', () => {
  it('are counted by their key, in whatever order, and those with another cell are shown', async () => {
    const before = 'id,y\na,yes\nb,no\nc,\nd,yes\ne,no\n';
    const now = 'y,id\nno,e\nyes,new\nno,d\nyes,c\nno,b\n,a\n';
    expect(await changed(now, before)).toEqual({
      checked: 5,
      changed: 3,
      examples: [
        { row: 3, value: 'no, was yes' },
        { row: 4, value: 'yes, was ' },
        { row: 6, value: ', was yes' },
      ],
    });
    expect(await changed(before, before)).toEqual({ checked: 5, changed: 0, examples: [] });
    expect(await changed('id,y\nz,yes\n', before)).toEqual({ checked: 0, changed: 0, examples: [] });
  });

  it('keep a number that is written otherwise, and five rows are shown at most', async () => {
    expect(await changed('id,y\n1,1\n2,2.5\n', 'id,y\n2,2.50\n1,1.0\n')).toMatchObject({ changed: 0 });
    expect(await changed('id,y\n1,1\n2,2\n', 'id,y\nx,2\n1,1\n2,7\n')).toMatchObject({
      checked: 2,
      changed: 1,
      examples: [{ row: 2, value: '2, was 7' }],
    });
    const many = (label: number) =>
      ['id,y', ...Array.from({ length: 9 }, (_, at) => `${at},${label}`), ''].join('\n');
    const { checked, changed: count, examples } = await changed(many(1), many(0));
    expect([checked, count, examples.map(({ row }) => row)]).toEqual([9, 9, [1, 2, 3, 4, 5]]);
  });
});
