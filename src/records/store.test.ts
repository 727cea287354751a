import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { removeScratch, scratchFolder } from '../../test/fixtures/git/scratch.ts';
import { writeFileAtomic } from '../adapters/files/write-atomic.ts';
import { deployRecordSchema } from './deploy.ts';
import { evaluateRecordSchema } from './evaluate.ts';
import { goldenSchema } from './golden.ts';
import { initRecordSchema } from './init.ts';
import { monitorRecordSchema } from './monitor.ts';
import { profileSchema } from './profile.ts';
import { releaseRecordSchema } from './release.ts';
import { reportRecordSchema } from './report.ts';
import { runRecordSchema } from './run.ts';
import { parseRecord, readRecord, recordDigest, recordPath, recordText, writeRecord } from './store.ts';
import { trainRecordSchema } from './train.ts';
import { validateRecordSchema } from './validate.ts';

afterAll(removeScratch);

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  validate: validateRecordSchema,
  train: trainRecordSchema,
  evaluate: evaluateRecordSchema,
  report: reportRecordSchema,
  run: runRecordSchema,
  release: releaseRecordSchema,
  deploy: deployRecordSchema,
  monitor: monitorRecordSchema,
  profile: profileSchema,
  golden: goldenSchema,
  init: initRecordSchema,
};
const OLD = new URL('../../test/fixtures/records/1/', import.meta.url);
const oldText = (name: string) => readFileSync(new URL(`${name}.json`, OLD), 'utf8');

describe('records as the first version wrote them', () => {
  it('are kept for every kind', () => {
    expect(readdirSync(OLD).sort()).toEqual(
      Object.keys(SCHEMAS)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });

  it.each(Object.entries(SCHEMAS))('%s is read, and written again to the byte', (name, schema) => {
    const text = oldText(name);
    expect(JSON.parse(text).schema).toBe(`modelyard/${name}/1`);
    expect(recordText(parseRecord(text, name, schema))).toBe(text);
  });

  it.each(Object.entries(SCHEMAS))('%s may hold keys that are not known yet', (name, schema) => {
    const value = JSON.parse(oldText(name)) as Record<string, unknown>;
    const more = JSON.stringify({ ...value, later: { x: 1 } });
    expect(recordText(parseRecord(more, name, schema))).toBe(oldText(name));
  });

  it.each(Object.entries(SCHEMAS))('%s of a later schema is refused', (name, schema) => {
    const later = oldText(name).replace(`modelyard/${name}/1`, `modelyard/${name}/2`);
    expect(() => parseRecord(later, 'x.json', schema)).toThrow(
      /^x\.json is not the expected record: schema /,
    );
  });
});

const schema = z.object({ schema: z.literal('t/1'), a: z.number() });
const RECORD = { schema: 't/1', a: 1 } as const;

describe('the store', () => {
  it('writes canonical JSON and a line feed, and its digest is that of the file', async () => {
    const path = join(scratchFolder(), 'deep', 'er', 'x.json');
    await writeRecord(path, schema, RECORD);
    expect(readFileSync(path, 'utf8')).toBe('{"a":1,"schema":"t/1"}\n');
    // printf '{"a":1,"schema":"t/1"}\n' | sha256sum
    expect(recordDigest(RECORD)).toBe(
      'sha256:ced8f8242082f061e7da023539cadb9eeae198201d9d226f8dc3a26ee3694f95',
    );
    expect(await readRecord(path, schema)).toEqual(RECORD);
  });

  it('never writes what does not fit the schema: that is our bug', async () => {
    const path = join(scratchFolder(), 'x.json');
    await expect(writeRecord(path, schema, { schema: 't/1', a: 'one' })).rejects.toMatchObject({
      code: 'internal',
    });
    await expect(writeRecord(path, schema, { schema: 't/1', a: Number.NaN })).rejects.toMatchObject({
      code: 'internal',
    });
    expect(existsSync(path)).toBe(false);
  });

  it('tells a record that is not there from one that cannot be read', async () => {
    const folder = scratchFolder();
    expect(await readRecord(join(folder, 'x.json'), schema)).toBeNull();
    expect(await readRecord(join(folder, 'no', 'folder', 'x.json'), schema)).toBeNull();
    mkdirSync(join(folder, 'folder.json'));
    await expect(readRecord(join(folder, 'folder.json'), schema)).rejects.toMatchObject({
      code: 'unreadable',
    });
  });

  it.each([
    ['', /is not JSON/],
    ['{"a":1', /is not JSON/],
    ['null', /is not the expected record/],
    ['[]', /is not the expected record/],
    ['{"schema":"t/1"}', /is not the expected record: a /],
    ['{"schema":"t/1","a":"1"}', /is not the expected record: a /],
    ['version https://git-lfs.github.com/spec/v1', /is not JSON/],
  ])('refuses %j', async (text, message) => {
    const path = join(scratchFolder(), 'x.json');
    writeFileSync(path, text);
    await expect(readRecord(path, schema)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(message),
    });
  });
});

describe('a file that is replaced', () => {
  it('is whole at every moment for whoever reads it', async () => {
    const path = join(scratchFolder(), 'x.txt');
    const contents = [1, 2].map((digit) => String(digit).repeat(500_000));
    await writeFileAtomic(path, contents[0] ?? '');
    let isDone = false;
    const writing = (async () => {
      for (let round = 0; round < 20; round++) await writeFileAtomic(path, contents[round % 2] ?? '');
      isDone = true;
    })();
    let reads = 0;
    while (!isDone) {
      const text = readFileSync(path, 'utf8');
      expect(text.length === 500_000 && (text[0] ?? '').repeat(500_000) === text).toBe(true);
      reads++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writing;
    expect(reads).toBeGreaterThan(20);
  });

  it('stays as it was when it cannot be replaced, and nothing is left beside it', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'x.json', 'y'), { recursive: true });
    await expect(writeFileAtomic(join(folder, 'x.json'), 'text')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['x.json']);
  });

  it.skipIf(process.getuid?.() === 0)('is not replaced in a folder that may not be written', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'x'), 'old');
    chmodSync(folder, 0o500);
    await expect(writeFileAtomic(join(folder, 'x'), 'new')).rejects.toThrow(/EACCES/);
    chmodSync(folder, 0o700);
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('old');
  });
});

describe('the folder of records', () => {
  const write = (folder: string) =>
    writeRecord(recordPath(folder, 'churn', 'train'), z.object({ a: z.number() }), { a: 1 });

  it('ignores itself in git, so that a first `git add -A` takes no record along', async () => {
    const folder = scratchFolder();
    await write(folder);
    expect(readFileSync(join(folder, '.modelyard', '.gitignore'), 'utf8')).toBe('*\n');
    expect(readdirSync(join(folder, '.modelyard', 'churn'))).toEqual(['train.json']);
  });

  it('leaves a .gitignore that is there as it is', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, '.modelyard'));
    writeFileSync(join(folder, '.modelyard', '.gitignore'), '!*\n');
    await write(folder);
    expect(readFileSync(join(folder, '.modelyard', '.gitignore'), 'utf8')).toBe('!*\n');
  });

  it('is not looked for above a record that lies elsewhere', async () => {
    const folder = scratchFolder();
    await writeRecord(join(folder, 'deep', 'train.json'), z.object({ a: z.number() }), { a: 1 });
    expect(readdirSync(folder)).toEqual(['deep']);
  });
});
