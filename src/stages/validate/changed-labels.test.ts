import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  commitAll,
  git,
  removeScratch,
  scratchRepository,
  write,
} from '../../../test/fixtures/git/scratch.ts';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { DataConfig } from '../../config/resolved.ts';
import type { Profile } from '../../domain/drift/profile.ts';
import { ModelyardError } from '../../errors.ts';
import type { ValidateRecord } from '../../records/validate.ts';
import type { FindReleasedProfile } from './base-data.ts';
import { checkParts } from './check-parts.ts';
import { validateStage } from './validate.ts';

afterAll(removeScratch);

const label = (row: number): string => (row % 3 === 0 ? 'yes' : 'no');
const csv = (prefix: string, labelOf = label) =>
  [
    'row_id,person,age,visited',
    ...Array.from({ length: 60 }, (_, row) => `${prefix}${row},${prefix}${row},${20 + row},${labelOf(row)}`),
    '',
  ].join('\n');

let directory: string;
beforeEach(() => {
  directory = scratchRepository({
    'data/train.csv': csv('t'),
    'data/evaluation.csv': csv('e'),
    '.gitignore': '.modelyard/\n',
  });
});

interface Given {
  readonly base?: string | null;
  readonly findRelease?: FindReleasedProfile;
  readonly data?: Partial<DataConfig>;
}

const nobodyAsks: FindReleasedProfile = () => Promise.reject(new Error('nobody should ask'));

async function labels({ base = 'HEAD', findRelease = nobodyAsks, data = {} }: Given = {}) {
  const plain = stageContext(directory);
  const context = stageContext(directory, { model: { data: { ...plain.model.data, ...data } } });
  const engine = createDuckdbEngine({ memoryLimitMb: 256 });
  try {
    const parts = checkParts(['changed_labels']);
    const record = await validateStage(context, { engine, parts, base: { base, findRelease } });
    return { record, train: checkOf(record, 'train'), evaluation: checkOf(record, 'evaluation') };
  } finally {
    await engine.close();
  }
}

const checkOf = ({ datasets }: ValidateRecord, wanted: string) =>
  datasets.find(({ role }) => role === wanted)?.checks.find(({ kind }) => kind === 'changed_labels');
const shortHead = () => git(directory, 'rev-parse', '--short=7', 'HEAD').trim();

describe('labels of rows that the base has, too', () => {
  it('are the same where the data are, or where only rows were added', async () => {
    const { train, evaluation } = await labels();
    for (const check of [train, evaluation])
      expect(check).toMatchObject({ id: 'visited.changed_labels', verdict: 'pass', failing: 0 });
    write(directory, { 'data/train.csv': `${csv('t')}new,new,30,yes\n` });
    expect((await labels()).train).toMatchObject({ verdict: 'pass', failing: 0, checked: 60 });
  });

  it('warn when they were shifted by a row, in training and in evaluation data', async () => {
    // Of three labels yes, no, no two differ from the one after them.
    const shifted = (row: number) => label(row + 1);
    write(directory, { 'data/train.csv': csv('t', shifted), 'data/evaluation.csv': csv('e', shifted) });
    const { train, evaluation, record } = await labels();
    for (const check of [train, evaluation])
      expect(check).toMatchObject({
        verdict: 'warn',
        severity: 'warning',
        expected: 'known rows keep their label',
        failing: 40,
        checked: 60,
        reason: `67 % of the rows that ${shortHead()} has, too`,
      });
    expect(train?.examples[0]).toEqual({ row: 1, value: 'no, was yes' });
    expect(record.verdict).toBe('pass');
  });

  it('fail, are allowed a share, or are not looked at, as the config says', async () => {
    write(directory, { 'data/train.csv': csv('t', (row) => (row < 3 ? 'maybe' : label(row))) });
    const asked = (severity: 'error' | 'warning', limit: number) =>
      labels({ data: { checks: { changed_labels: { severity, limit, except: [] } } } });
    const strict = await asked('error', 0.04);
    expect(strict.record.verdict).toBe('fail');
    expect(strict.train).toMatchObject({
      verdict: 'fail',
      failing: 3,
      expected: 'at most 4.0 % of the known rows get another label',
    });
    expect((await asked('warning', 0.05)).train).toMatchObject({ verdict: 'pass', failing: 3 });
    expect((await labels({ data: { checks: {} } })).train).toBeUndefined();
    expect((await labels({ data: { id: null } })).train).toBeUndefined();
  });
});

describe('labels that cannot be held against others', () => {
  it.each([
    [
      'a base that is not in this clone',
      { base: 'nowhere' },
      /nowhere is not in this clone .*fetch-depth: 0/,
    ],
    ['a target that the base does not have', { data: { targets: ['age2'] } }, /have no column age2/],
  ])('%s: could not tell', async (_, given, reason) => {
    const more = (text: string) => text.replaceAll(/^(\w+,\w+),(\w+),(\w+)$/gm, '$1,$2,$3,$2');
    write(directory, { 'data/train.csv': more(csv('t')).replace('age,visited,age', 'age,visited,age2') });
    write(directory, {
      'data/evaluation.csv': more(csv('e')).replace('age,visited,age', 'age,visited,age2'),
    });
    const { train, record } = await labels(given);
    expect(train).toMatchObject({ verdict: 'insufficient', reason: expect.stringMatching(reason) });
    expect(record.verdict).toBe('pass');
  });

  it('data that git does not hold, and ids that are all new', async () => {
    write(directory, { 'data/train.csv': csv('other') });
    git(directory, 'rm', '-q', '--cached', 'data/evaluation.csv');
    git(directory, 'commit', '-qm', 'elsewhere');
    const { train, evaluation } = await labels();
    expect(train).toMatchObject({
      verdict: 'insufficient',
      reason: `none of the ids stands in the data of ${shortHead()}`,
    });
    expect(evaluation).toMatchObject({
      verdict: 'insufficient',
      reason: `git holds no data/evaluation.csv at ${shortHead()}`,
    });
  });
});

describe('where no base was named', () => {
  const profile = {} as Profile;

  it('the commit of the newest release stands in', async () => {
    git(directory, 'tag', 'visits@v1.0.0');
    write(directory, { 'data/train.csv': csv('t', () => 'no') });
    commitAll(directory);
    const findRelease = async () => ({ tag: 'visits@v1.0.0', profile });
    expect((await labels({ base: null, findRelease })).train).toMatchObject({
      verdict: 'warn',
      failing: 20,
      reason: '33 % of the rows that visits@v1.0.0 has, too',
    });
  });

  it('nothing is asked before the first release; one that cannot be read is told', async () => {
    expect((await labels({ base: null, findRelease: async () => null })).train).toBeUndefined();
    const findRelease = () => Promise.reject(new ModelyardError('unreadable', 'this clone is shallow'));
    expect((await labels({ base: null, findRelease })).train).toMatchObject({
      verdict: 'insufficient',
      reason: 'this clone is shallow',
    });
  });
});
