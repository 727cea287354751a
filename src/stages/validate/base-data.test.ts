import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../../test/fixtures/drift/random.ts';
import { keyOf, md5Of, pointerText, writeUnder } from '../../../test/fixtures/dvc/dvc-objects.ts';
import {
  commitAll,
  git,
  removeScratch,
  scratchRepository,
  write,
} from '../../../test/fixtures/git/scratch.ts';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { DataConfig, DriftConfig } from '../../config/resolved.ts';
import type { Profile } from '../../domain/drift/profile.ts';
import { ModelyardError } from '../../errors.ts';
import type { Comparison } from '../../records/comparison.ts';
import { profileSchema } from '../../records/profile.ts';
import { readRecord } from '../../records/store.ts';
import type { ValidateRecord } from '../../records/validate.ts';
import type { FindReleasedProfile } from './base-data.ts';
import { validateStage } from './validate.ts';

afterAll(removeScratch);

let directory: string;
beforeEach(() => {
  directory = scratchRepository({
    'data/train.csv': csv('t'),
    'data/evaluation.csv': csv('e'),
    '.gitignore': '.modelyard/\n',
  });
});

/** `plans` are as frequent as they stand there. */
function csv(prefix: string, { older = 0, plans = ['basic', 'full'], size = 400 } = {}): string {
  const random = createRandom(prefix.charCodeAt(0));
  const rows = Array.from({ length: size }, (_, row) => {
    const age = Math.round(40 + 10 * random.normal() + older);
    return `${prefix}${row},${prefix}${row},${age},${plans[row % plans.length]},${row % 3 === 0 ? 'yes' : 'no'}`;
  });
  return `${['row_id,person,age,plan,visited', ...rows].join('\n')}\n`;
}

interface Given {
  readonly base?: string | null;
  readonly findRelease?: FindReleasedProfile;
  readonly drift?: Partial<DriftConfig>;
  readonly data?: Partial<DataConfig>;
  readonly environment?: Readonly<Record<string, string>>;
}

const noRelease: FindReleasedProfile = async () => null;

async function validate(given: Given = {}): Promise<ValidateRecord> {
  const plain = stageContext(directory);
  const context = stageContext(directory, {
    model: {
      data: { ...plain.model.data, ...given.data },
      drift: { ...plain.model.drift, trainEvaluation: 'off', ...given.drift },
    },
    environment: given.environment ?? {},
  });
  const engine = createDuckdbEngine({ memoryLimitMb: 256 });
  const { base = 'HEAD', findRelease = noRelease } = given;
  try {
    return await validateStage(context, { engine, base: { base, findRelease } });
  } finally {
    await engine.close();
  }
}

const only = ({ comparisons = [] }: ValidateRecord): Comparison => {
  const [first, ...others] = comparisons;
  if (first === undefined || others.length > 0) throw new Error('one comparison was expected');
  return first;
};
const head = () => git(directory, 'rev-parse', '--short=7', 'HEAD').trim();

/** The profile of the data as they are now, as a release would hold it. */
async function released(): Promise<Profile> {
  await validate({ base: null });
  const profile = await readRecord(join(directory, '.modelyard/visits/profile.json'), profileSchema);
  if (profile === null) throw new Error('no profile');
  return profile;
}

describe('data that DVC holds', () => {
  const data = (): Partial<DataConfig> => ({
    train: { patterns: [{ written: 'data/train.csv.dvc', absolute: join(directory, 'data/train.csv.dvc') }] },
  });

  it('are compared with those of the pointer that the base has, out of the cache', async () => {
    const [before, now] = [csv('t'), csv('t', { older: 6, size: 500 })];
    for (const content of [before, now])
      writeUnder(directory, `.dvc/cache/${keyOf(md5Of(content))}`, content);
    write(directory, {
      'data/train.csv.dvc': pointerText('train.csv', before),
      '.gitignore': '.modelyard/\n.dvc/cache/\ndata/train.csv\n',
    });
    git(directory, 'rm', '--quiet', '--cached', 'data/train.csv');
    commitAll(directory);
    const same = only(await validate({ data: data() }));
    expect(same).toMatchObject({ against: head(), verdict: 'pass', changes: [] });
    rmSync(join(directory, 'data/train.csv'));
    write(directory, { 'data/train.csv.dvc': pointerText('train.csv', now) });
    const changed = only(await validate({ data: data() }));
    expect(changed).toMatchObject({ against: head(), verdict: 'warn', rows: { before: 400, now: 500 } });
  });
});

describe('data that git holds', () => {
  it('unchanged are told so, without a look at the forge', async () => {
    const findRelease = () => Promise.reject(new Error('nobody should ask'));
    expect(only(await validate({ findRelease }))).toEqual({
      kind: 'base',
      against: head(),
      role: 'train',
      severity: 'warning',
      verdict: 'pass',
      rows: { before: 400, now: 400 },
      groups: { before: 400, now: 400 },
      alpha: 0.05,
      signals: [],
      changes: [],
    });
  });

  it('changed are compared column by column: rows, missing cells, values, drift', async () => {
    write(directory, {
      'data/train.csv': csv('t', { older: 6, plans: ['basic', 'full', 'trial'], size: 500 }),
    });
    const comparison = only(await validate());
    expect(comparison).toMatchObject({ verdict: 'warn', against: head(), rows: { before: 400, now: 500 } });
    const alarms = comparison.signals.filter(({ verdict }) => verdict === 'warn');
    expect(new Set(alarms.map(({ column }) => column))).toEqual(new Set(['age', 'plan']));
    const plan = comparison.changes?.find(({ column }) => column === 'plan');
    expect(plan?.domain).toMatchObject({ added: 1, gone: 0, addedValues: ['trial'] });
    const hidden = only(await validate({ environment: { CI: 'true' } }));
    expect(hidden.changes?.find(({ column }) => column === 'plan')?.domain).toMatchObject({
      added: 1,
      addedValues: [],
    });
    expect(JSON.stringify(hidden)).not.toContain('trial');
  });

  it('of other files under the pattern are seen', async () => {
    const path = (written: string) => ({ written, absolute: join(directory, written) });
    const data = { train: { patterns: [path('data/t*.csv')] } };
    expect(only(await validate({ data })).changes).toEqual([]);
    write(directory, { 'data/t-more.csv': csv('m') });
    expect(only(await validate({ data })).rows).toEqual({ before: 400, now: 800 });
  });

  it('in folders that are columns keep these columns', async () => {
    const path = (written: string) => ({ written, absolute: join(directory, written) });
    write(directory, { 'data/month=1/t.csv': csv('a'), 'data/month=2/t.csv': csv('b') });
    commitAll(directory);
    const data = { train: { patterns: [path('data/month=*/t.csv')] } };
    write(directory, { 'data/month=2/t.csv': csv('b', { older: 9 }) });
    const { changes, rows } = only(await validate({ data }));
    expect(rows).toEqual({ before: 800, now: 800 });
    expect(changes?.map(({ column, change }) => [column, change])).toEqual([
      ['age', 'none'],
      ['plan', 'none'],
      ['visited', 'none'],
      ['month', 'none'],
    ]);
  });

  it('block where the config says so', async () => {
    write(directory, { 'data/train.csv': csv('t', { older: 6 }) });
    expect(await validate({ drift: { base: 'block' } })).toMatchObject({ verdict: 'fail' });
    expect((await validate({ drift: { base: 'off' } })).comparisons).toEqual([]);
  });
});

describe('data that git does not hold', () => {
  const POINTER = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n';

  it.each([
    ['are not tracked', null, 'git holds no data/train.csv there'],
    ['are pointers of Git LFS', POINTER, 'data/train.csv'],
  ])('%s: the newest release stands in, and that is said', async (_, content, reason) => {
    const profile = await released();
    git(directory, 'rm', '-q', '--cached', 'data/train.csv');
    if (content === null) git(directory, 'commit', '-qm', 'elsewhere');
    else {
      write(directory, { 'data/train.csv': content });
      commitAll(directory);
    }
    write(directory, { 'data/train.csv': csv('t', { older: 6 }) });
    const comparison = only(await validate({ findRelease: async () => ({ tag: 'visits@v1.0.0', profile }) }));
    expect(comparison).toMatchObject({ against: 'visits@v1.0.0', verdict: 'warn' });
    expect(comparison.reason).toContain(`the base's own data cannot be read here: ${reason}`);
    expect(comparison.reason).not.toContain('modelyard-base-');
  });

  it('and that are the release’s own are the same', async () => {
    const profile = await released();
    const findRelease: FindReleasedProfile = async () => ({ tag: 'visits@v1.0.0', profile });
    expect(only(await validate({ base: null, findRelease }))).toMatchObject({
      verdict: 'pass',
      against: 'visits@v1.0.0',
      changes: [],
    });
  });
});

describe('a base that cannot be read', () => {
  const gone: FindReleasedProfile = async () => {
    throw new ModelyardError('unreadable', 'this clone is shallow');
  };

  it('is told as an error, and fails where it blocks', async () => {
    const record = await validate({ base: 'nowhere', findRelease: gone });
    expect(record.verdict).toBe('pass');
    expect(only(record)).toMatchObject({
      verdict: 'error',
      reason: expect.stringMatching(/nowhere is not in this clone .*; this clone is shallow/),
    });
    const drift = { base: 'block' } as const;
    expect(await validate({ base: 'nowhere', findRelease: gone, drift })).toMatchObject({ verdict: 'fail' });
  });

  it('without any release is an error, too; where none was named it is nothing yet, and blocks nobody', async () => {
    expect(only(await validate({ base: 'nowhere' })).verdict).toBe('error');
    const first = await validate({ base: null, drift: { base: 'block' } });
    expect(first.verdict).toBe('pass');
    expect(only(first)).toMatchObject({
      verdict: 'insufficient',
      severity: 'warning',
      reason: expect.stringContaining('nothing is released yet'),
    });
  });

  it('counted by other groups is not compared', async () => {
    const profile = { ...(await released()), groupBy: null };
    const findRelease: FindReleasedProfile = async () => ({ tag: 'visits@v1.0.0', profile });
    expect(only(await validate({ base: null, findRelease })).reason).toBe(
      'visits@v1.0.0 was profiled without groups, and data.group_by is person now',
    );
    rmSync(join(directory, '.modelyard'), { recursive: true });
  });
});
