import { describe, expect, it } from 'vitest';
import type { EngineSession } from './engine-session.ts';
import { storeColumns } from './store-columns.ts';

/** Stores as long as the columns are few enough; says what it was asked. */
function sessionFor(most: number) {
  const asked: { readonly names: string[]; readonly columns: number }[] = [];
  const store = async (query: string, { columns }: { readonly columns: number }): Promise<string> => {
    const names = [...query.matchAll(/"(c\d+)"/g)].map(([, name]) => name ?? '');
    asked.push({ names, columns });
    if (names.length > most) throw new Error('Out of Memory Error: no more blocks');
    return `${names[0]}-${names.at(-1)}.parquet`;
  };
  return { asked, session: { store } as unknown as EngineSession };
}

const columns = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `c${index}` }));
const source = { files: ['x.csv'], types: {} };
const store = (session: EngineSession, count: number) =>
  storeColumns(session, { reader: 'text', columns: columns(count), source });

describe('columns of text', () => {
  it('are stored two hundred to a file, and read from the files that have them', async () => {
    const { session, asked } = sessionFor(200);
    const near = await store(session, 450);
    expect(asked.map(({ names }) => names.length)).toEqual([200, 200, 50]);
    expect(near?.(['c3', 'c199'])?.from).toContain("['c0-c199.parquet']");
    const joined = near?.(['c0', 'c449'])?.from ?? '';
    expect(joined).toMatch(/c0-c199\.parquet.* JOIN .*c400-c449\.parquet.* USING \(file_row_number\)/);
    expect(joined).not.toContain('c200-c399');
  });

  it('that do not fit memory are stored in smaller groups of rows, then in smaller files', async () => {
    const { session, asked } = sessionFor(5);
    const near = await store(session, 12);
    expect(asked.map(({ names, columns: width }) => [names.length, width / names.length])).toEqual([
      [12, 1],
      [12, 16],
      [6, 16],
      [3, 16],
      [3, 16],
      [6, 16],
      [3, 16],
      [3, 16],
    ]);
    expect(near?.(['c4', 'c5'])?.numbered).toContain('c3-c5.parquet');
  });

  it('of which not one fits memory are not stored, nor where one has the name of the row number', async () => {
    expect(await store(sessionFor(0).session, 3)).toBeNull();
    const named = { reader: 'text', columns: [{ name: 'File_Row_Number' }], source };
    expect(await storeColumns(sessionFor(9).session, named)).toBeNull();
  });

  it('that cannot be read for another reason are an error', async () => {
    const failing = { store: () => Promise.reject(new Error('no such file')) } as unknown as EngineSession;
    await expect(store(failing, 3)).rejects.toThrow('no such file');
  });
});
