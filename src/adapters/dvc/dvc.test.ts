import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  folderObjects,
  keyOf,
  md5Of,
  pointerText,
  writeUnder,
} from '../../../test/fixtures/dvc/dvc-objects.ts';
import { type S3Options, type S3Server, startS3 } from '../../../test/fixtures/dvc/s3-server.ts';
import { parseSections } from './dvc-settings.ts';
import { fetchPointed } from './pointed-files.ts';

const TOP = mkdtempSync(join(tmpdir(), 'modelyard-dvc-test-'));
afterAll(() => rmSync(TOP, { recursive: true, force: true }));

let repository: string;
let count = 0;
beforeEach(() => {
  repository = join(TOP, `r${count++}`);
  mkdirSync(join(repository, '.dvc'), { recursive: true });
});

const CSV = 'a,b\n1,2\n';

function config(text: string, name = 'config'): void {
  writeUnder(repository, `.dvc/${name}`, text);
}

const folderRemote = () => config(`[core]\n    remote = store\n['remote "store"']\n    url = ../store\n`);

async function fetched(
  pointer = 'data/a.csv.dvc',
  environment: Record<string, string> = {},
): Promise<string[]> {
  const files = await fetchPointed(join(repository, pointer), {
    checkout: repository,
    environment,
    signal: new AbortController().signal,
    label: (path) => relative(repository, path),
    pausesMs: [1, 1, 1],
  });
  return files.map((path) => relative(repository, path));
}

async function refusal(pointer?: string, environment?: Record<string, string>) {
  return fetched(pointer, environment).then(
    () => ({ message: 'it was fetched', code: '', hint: '' }),
    (error: { message: string; code: string; hint: string }) => ({
      message: error.message.replaceAll(`${repository}/`, ''),
      code: error.code,
      hint: error.hint,
    }),
  );
}

const read = (path: string) => readFileSync(join(repository, path), 'utf8');

/** Files that a killed or failed fetch would leave. */
function leftovers(folder = repository): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.tmp'));
}
afterEach(() => expect(leftovers()).toEqual([]));

describe('data of a pointer', () => {
  it.each([
    ['DVC 3', {}],
    ['DVC 2', { legacy: true }],
  ])('are taken from the cache of %s', async (_what, layout) => {
    writeUnder(repository, 'data/a.csv.dvc', pointerText('a.csv', CSV, layout));
    writeUnder(repository, `.dvc/cache/${keyOf(md5Of(CSV), layout)}`, CSV);
    expect(await fetched()).toEqual(['data/a.csv']);
    expect(read('data/a.csv')).toBe(CSV);
  });

  it('are taken from a cache elsewhere', async () => {
    config('[cache]\n    dir = ../shared cache\n');
    writeUnder(repository, 'data/a.csv.dvc', pointerText('a.csv', CSV));
    writeUnder(repository, `shared cache/${keyOf(md5Of(CSV))}`, CSV);
    expect(await fetched()).toEqual(['data/a.csv']);
  });

  it('are taken from a folder as remote, by way of the cache', async () => {
    folderRemote();
    writeUnder(repository, 'data/a.csv.dvc', pointerText('a.csv', CSV));
    writeUnder(repository, `store/${keyOf(md5Of(CSV))}`, CSV);
    expect(await fetched()).toEqual(['data/a.csv']);
    expect(read(`.dvc/cache/${keyOf(md5Of(CSV))}`)).toBe(CSV);
    expect(statSync(join(repository, '.dvc/cache', keyOf(md5Of(CSV)))).mode & 0o222).toBe(0);
    expect(statSync(join(repository, 'data/a.csv')).mode & 0o600).toBe(0o600);
  });

  it('that lie there already are used as they are, without any store', async () => {
    writeUnder(repository, 'data/a.csv.dvc', pointerText('a.csv', CSV));
    writeUnder(repository, 'data/a.csv', CSV);
    expect(await fetched()).toEqual(['data/a.csv']);
  });

  it('of DVC 2 are hashed with LF line ends', async () => {
    const windows = CSV.replaceAll('\n', '\r\n');
    writeUnder(repository, 'data/a.csv.dvc', pointerText('a.csv', CSV, { legacy: true }));
    writeUnder(repository, 'data/a.csv', windows);
    expect(await fetched()).toEqual(['data/a.csv']);
    writeUnder(repository, 'data/a.csv.dvc', pointerText('a.csv', CSV));
    expect((await refusal()).message).toMatch(/^data\/a\.csv is not what its \.dvc pointer says/);
  });

  it('a folder: its files by its list, sorted', async () => {
    folderRemote();
    const { md5, objects } = folderObjects({ 'b/2.csv': 'x\n2\n', '1.csv': 'x\n1\n', '.keep': '' });
    for (const [key, content] of Object.entries(objects)) writeUnder(repository, `store/${key}`, content);
    writeUnder(repository, 'parts.dvc', `outs:\n- md5: ${md5}\n  nfiles: 3\n  hash: md5\n  path: parts\n`);
    expect(await fetched('parts.dvc')).toEqual(['parts/1.csv', 'parts/b/2.csv']);
    expect(read('parts/b/2.csv')).toBe('x\n2\n');
    // Again, from what is there.
    expect(await fetched('parts.dvc')).toEqual(['parts/1.csv', 'parts/b/2.csv']);
  });
});

describe('what is refused', () => {
  const pointed = (text = pointerText('a.csv', CSV)) => writeUnder(repository, 'data/a.csv.dvc', text);

  it('data that are something else than the pointer says', async () => {
    pointed();
    writeUnder(repository, 'data/a.csv', 'a,b\n9,9\n');
    expect(await refusal()).toMatchObject({
      code: 'input',
      message: `data/a.csv is not what its .dvc pointer says: its MD5 is ${md5Of('a,b\n9,9\n')}, not ${md5Of(CSV)}`,
    });
  });

  it('data that are nowhere', async () => {
    pointed();
    expect(await refusal()).toMatchObject({
      code: 'input',
      message: 'data/a.csv is not in the DVC cache, and .dvc/config names no default remote',
    });
    folderRemote();
    expect(await refusal()).toMatchObject({
      code: 'input',
      message: `data/a.csv (MD5 ${md5Of(CSV)}) is neither in the DVC cache nor in store`,
      hint: 'Run dvc push where the data are.',
    });
  });

  it('objects with other bytes, in the cache and in the remote', async () => {
    folderRemote();
    pointed();
    writeUnder(repository, `.dvc/cache/${keyOf(md5Of(CSV))}`, 'x'.repeat(CSV.length));
    expect((await refusal()).message).toMatch(/is damaged in the DVC cache and not in store$/);
    writeUnder(repository, `store/${keyOf(md5Of(CSV))}`, 'y'.repeat(CSV.length));
    expect(await refusal()).toMatchObject({
      code: 'outside',
      message: expect.stringMatching(/its MD5 is [0-9a-f]{32}/),
    });
    expect(existsSync(join(repository, 'data/a.csv'))).toBe(false);
    // A whole one in the remote heals it.
    writeUnder(repository, `store/${keyOf(md5Of(CSV))}`, CSV);
    expect(await fetched()).toEqual(['data/a.csv']);
    expect(read(`.dvc/cache/${keyOf(md5Of(CSV))}`)).toBe(CSV);
  });

  it.each([
    ['text that is no pointer', 'hello'],
    ['a pointer without an MD5', 'outs:\n- path: a.csv\n'],
    ['a list', '- 1\n'],
    ['broken YAML', 'outs: [\n'],
  ])('%s', async (_what, text) => {
    pointed(text);
    expect(await refusal()).toMatchObject({
      code: 'input',
      message: 'data/a.csv.dvc is not a .dvc pointer with the MD5 of its data',
    });
  });

  it.each([
    ['by its path', '../../outside.csv'],
    ['by an absolute path', '/tmp/outside.csv'],
  ])('a pointer that leaves the repository %s', async (_what, path) => {
    pointed(pointerText(path, CSV));
    writeUnder(repository, `.dvc/cache/${keyOf(md5Of(CSV))}`, CSV);
    expect((await refusal()).message).toMatch(/lies outside of its repository$/);
  });

  it('a pointer that leaves the repository through a link', async () => {
    const elsewhere = mkdtempSync(join(TOP, 'elsewhere-'));
    mkdirSync(join(repository, 'data'));
    symlinkSync(elsewhere, join(repository, 'data/link'));
    pointed(pointerText('link/a.csv', CSV));
    writeUnder(repository, `.dvc/cache/${keyOf(md5Of(CSV))}`, CSV);
    expect((await refusal()).message).toMatch(/lies outside of its repository$/);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it.each([
    ['leaves the folder', [{ md5: md5Of(CSV), relpath: '../../x.csv' }]],
    ['is no list', { md5: 'x' }],
  ])('a list of files that %s', async (_what, list) => {
    const manifest = JSON.stringify(list);
    writeUnder(repository, 'parts.dvc', `outs:\n- md5: ${md5Of(manifest)}.dir\n  hash: md5\n  path: parts\n`);
    writeUnder(repository, `.dvc/cache/${keyOf(md5Of(manifest), { folder: true })}`, manifest);
    expect((await refusal('parts.dvc')).message).toBe('parts: its list of files in DVC cannot be read');
  });

  it('a file in a folder that the pointer does not know', async () => {
    const { md5, objects } = folderObjects({ '1.csv': 'x\n1\n' });
    for (const [key, content] of Object.entries(objects))
      writeUnder(repository, `.dvc/cache/${key}`, content);
    writeUnder(repository, 'parts.dvc', `outs:\n- md5: ${md5}\n  hash: md5\n  path: parts\n`);
    writeUnder(repository, 'parts/other.csv', 'x\n2\n');
    expect((await refusal('parts.dvc')).message).toBe(
      'parts holds other.csv, which its .dvc pointer does not know',
    );
  });

  it.each(['gs://b/x', 'azure://b/x', 'ssh://h/x', 'https://h/x'])('a remote at %s, by name', async (url) => {
    pointed();
    config(`[core]\nremote = store\n['remote "store"']\nurl = ${url}\n`);
    expect(await refusal()).toMatchObject({
      code: 'not-built',
      message: expect.stringContaining(
        `reading the DVC remote store at ${url.split(':')[0]}:// is not built yet`,
      ),
      hint: expect.stringContaining('dvc pull'),
    });
  });
});

describe('an S3 remote', () => {
  let server: S3Server | null = null;
  afterEach(async () => {
    await server?.close();
    server = null;
  });

  const KEYS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'very/secret+key' };

  async function start(options: Partial<S3Options> & { readonly prefix?: string } = {}, extra = '') {
    const { prefix = 'some path/x', ...rest } = options;
    const key = ['bucket', ...(prefix === '' ? [] : [prefix]), keyOf(md5Of(CSV))].join('/');
    server = await startS3({
      objects: { [key]: CSV },
      credentials: { id: KEYS.AWS_ACCESS_KEY_ID, secret: KEYS.AWS_SECRET_ACCESS_KEY },
      ...rest,
    });
    config(
      `[core]\n    remote = s3\n['remote "s3"']\n    url = s3://bucket/${prefix}\n    endpointurl = ${server.url}\n${extra}`,
    );
    writeUnder(repository, 'data/a.csv.dvc', pointerText('a.csv', CSV));
    return server;
  }

  it.each(['some path/x', '', 'é+ü/', 'a=b&c'])(
    'is read with a signature that is right: %j',
    async (prefix) => {
      const { requests } = await start({ prefix: prefix.replace(/\/$/, '') });
      expect(await fetched(undefined, KEYS)).toEqual(['data/a.csv']);
      expect(read('data/a.csv')).toBe(CSV);
      expect(requests.every(({ signed }) => signed)).toBe(true);
    },
  );

  it('is read with a session token', async () => {
    await start({ credentials: { id: 'AKID', secret: 'very/secret+key', token: 'tok' } });
    expect((await refusal(undefined, KEYS)).message).toMatch(/answers 403 \(InvalidToken\)/);
    expect(await fetched(undefined, { ...KEYS, AWS_SESSION_TOKEN: 'tok' })).toEqual(['data/a.csv']);
  });

  it('is read without credentials where none are given', async () => {
    const { requests } = await start({ credentials: null });
    expect(await fetched()).toEqual(['data/a.csv']);
    expect(requests.every(({ signed }) => !signed)).toBe(true);
  });

  it('takes credentials from config.local before those of the environment', async () => {
    await start();
    config(
      `['remote "s3"']\n    access_key_id = AKID\n    secret_access_key = very/secret+key\n`,
      'config.local',
    );
    expect(await fetched(undefined, { AWS_ACCESS_KEY_ID: 'other', AWS_SECRET_ACCESS_KEY: 'other' })).toEqual([
      'data/a.csv',
    ]);
  });

  it('is asked again in the region that it names', async () => {
    const { requests } = await start({ region: 'eu-central-1' });
    expect(await fetched(undefined, KEYS)).toEqual(['data/a.csv']);
    expect(requests.length).toBe(2);
  });

  it.each<[string, (number | 'cut' | 'wrong bytes')[]]>([
    ['that is down for a moment', [503, 500]],
    ['that throttles', [429]],
    ['whose line breaks within the bytes', ['cut', 'cut']],
    ['that once sends other bytes', ['wrong bytes']],
  ])('%s is asked again', async (_what, faults) => {
    const { faults: planned } = await start();
    planned.next.push(...faults);
    expect(await fetched(undefined, KEYS)).toEqual(['data/a.csv']);
    expect(read('data/a.csv')).toBe(CSV);
  });

  it.each<[string, (number | 'cut' | 'wrong bytes')[], RegExp]>([
    ['stays down', [500, 500, 500, 500], /answers 500/],
    ['always breaks', ['cut', 'cut', 'cut'], /cannot be fetched from s3:\/\/bucket/],
    ['always sends other bytes', ['wrong bytes', 'wrong bytes', 'wrong bytes'], /its MD5 is/],
  ])('that %s is an error, and nothing is left', async (_what, faults, message) => {
    const { faults: planned } = await start();
    planned.next.push(...faults);
    expect(await refusal(undefined, KEYS)).toMatchObject({
      code: 'outside',
      message: expect.stringMatching(message),
    });
    expect(existsSync(join(repository, 'data/a.csv'))).toBe(false);
    expect(existsSync(join(repository, '.dvc/cache', keyOf(md5Of(CSV))))).toBe(false);
  });

  it('that refuses says why, and never shows a secret', async () => {
    await start();
    const wrong = await refusal(undefined, { ...KEYS, AWS_SECRET_ACCESS_KEY: 'wrong-secret' });
    expect(wrong.message).toMatch(/answers 403 \(SignatureDoesNotMatch\)/);
    const none = await refusal();
    expect(none).toMatchObject({
      message: expect.stringMatching(/403 \(AccessDenied\)/),
      hint: expect.stringContaining('AWS_ACCESS_KEY_ID'),
    });
    expect(JSON.stringify([wrong, none])).not.toMatch(/wrong-secret|very\/secret/);
  });

  it('that lacks the object, or the bucket', async () => {
    await start({ objects: {} });
    expect((await refusal(undefined, KEYS)).message).toMatch(
      /is neither in the DVC cache nor in s3:\/\/bucket/,
    );
    config(read('.dvc/config').replace('s3://bucket', 's3://nowhere'));
    expect((await refusal(undefined, KEYS)).message).toMatch(/answers 404 \(NoSuchBucket\)/);
  });

  it('that is not there', async () => {
    const { url } = await start();
    await server?.close();
    expect(await refusal(undefined, KEYS)).toMatchObject({
      code: 'outside',
      message: expect.stringMatching(/s3:\/\/bucket.* does not answer: .*ECONNREFUSED/),
    });
    expect(url).toMatch(/^http/);
  });

  it('is interrupted at once', async () => {
    await start();
    const controller = new AbortController();
    const files = fetchPointed(join(repository, 'data/a.csv.dvc'), {
      checkout: repository,
      environment: KEYS,
      signal: controller.signal,
      label: (path) => path,
      pausesMs: [60_000],
    });
    server?.faults.next.push(503);
    setTimeout(() => controller.abort(), 100);
    await expect(files).rejects.toMatchObject({ code: 'interrupted' });
  });
});

describe('.dvc/config', () => {
  it('is read as DVC writes it', () => {
    const text = `[core]\n    remote = a\n# no\n; no\n['remote "a b"']\n    url = s3://x/y=z\n[cache]\ndir = "x y"\n[remote "c"]\nurl=../d\n`;
    expect(Object.fromEntries(parseSections(text))).toEqual({
      core: { remote: 'a' },
      'remote "a b"': { url: 's3://x/y=z' },
      cache: { dir: 'x y' },
      'remote "c"': { url: '../d' },
    });
  });

  it('a remote may go on from another', async () => {
    config(`[core]\nremote = b\n['remote "a"']\nurl = ../store\n['remote "b"']\nurl = remote://a/deeper\n`);
    writeUnder(repository, 'data/a.csv.dvc', pointerText('a.csv', CSV));
    writeUnder(repository, `store/deeper/${keyOf(md5Of(CSV))}`, CSV);
    expect(await fetched()).toEqual(['data/a.csv']);
  });
});
