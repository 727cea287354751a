import { afterAll, describe, expect, it } from 'vitest';
import { removeScratch, scratchFolder, write } from '../../../test/fixtures/git/scratch.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

const engine = createDuckdbEngine({ memoryLimitMb: 256 });
afterAll(async () => {
  await engine.close();
  removeScratch();
});

describe('the values of a column', () => {
  it('are counted as the file has them, the most frequent first, nulls apart', async () => {
    const folder = scratchFolder();
    write(folder, {
      'a.csv': 'x,"odd ""name"""\n1,b\n1.0,a\n,a\n2,\n1,c\n',
      'b.jsonl': '{"x":true}\n{"x":null}\n{"x":false}\n{"x":true}\n',
    });
    const count = (file: string, column: string, most: number) =>
      engine.countValues({ files: [`${folder}/${file}`], types: {} }, column, most);
    expect(await count('a.csv', 'x', 2)).toEqual({
      rows: 5,
      nulls: 1,
      distinct: 3,
      values: [
        { text: '1', rows: 2 },
        { text: '1.0', rows: 1 },
      ],
    });
    expect((await count('a.csv', 'odd "name"', 9)).values.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(await count('b.jsonl', 'x', 9)).toMatchObject({
      nulls: 1,
      distinct: 2,
      values: [{ text: 'true', rows: 2 }, { text: 'false' }],
    });
    await expect(count('a.csv', 'z', 1)).rejects.toMatchObject({ code: 'input' });
  });
});
