import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackTar } from 'modern-tar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateRecordSchema } from '../../src/records/evaluate.ts';
import { judgeRecordSchema } from '../../src/records/judge.ts';
import { trainRecordSchema } from '../../src/records/train.ts';
import { validateRecordSchema } from '../../src/records/validate.ts';
import { type TarEntry, tarOf, zipBomb } from '../fixtures/hostile/archives.ts';
import { HOSTILE_TEXTS, madeHostile } from '../fixtures/hostile/hostile-text.ts';
import { liveParts } from '../fixtures/hostile/live-markdown.ts';
import { zipFiles } from '../github/zip-files.ts';
import { type HostedProject, hostedProject } from './hosted-project.ts';
import type { Jobs } from './hosted-run.ts';
import { BETTER, EXAMPLE } from './quickstart-project.ts';

const params = (value: object) => ({ 'params.json': `${JSON.stringify(value)}\n` });
const LOGISTIC = JSON.parse(readFileSync(join(EXAMPLE, 'params.json'), 'utf8'));

let project: HostedProject;
let pull: number;
/** Another one, of somebody else, at which nothing may ever arrive. */
let other: number;
beforeAll(async () => {
  project = await hostedProject();
  for (const login of ['mallory', 'dependabot[bot]']) project.github.addUser(login, 'read');
  other = await project.propose('other', { 'other.md': 'other\n' });
}, 120_000);
afterAll(() => project.close());

const tables = () => project.github.tables;
const results = (jobs: Jobs) =>
  Object.fromEntries(Object.entries(jobs).map(([name, { result }]) => [name, result]));
const commentsOn = (number: number) =>
  [...tables().comments.values()].filter(({ issue }) => issue === number).map(({ body }) => body);
const newest = <T>(rows: Iterable<T>) => [...rows].at(-1) as T;
const post = () => project.ended('forks.yml');

describe('a pull request from a fork', { timeout: 240_000 }, () => {
  it('is judged without any right, and leaves records without a candidate', async () => {
    pull = await project.proposeFrom('mallory', 'better', params({ ...LOGISTIC, seed: 1 }));
    const before = project.github.mutations;
    const { check } = await project.pull('quickstart.yml', pull);
    expect(check?.log).toContain('may become the first release');
    expect(check?.result).toBe('success');
    expect(check?.trace.summary).toContain(
      '**If merged** the model is trained and judged again on the default branch',
    );
    expect(project.github.mutations).toBe(before);
    const names = Object.keys(await recordsOf(newest(tables().artifacts.values())));
    expect(names).toContain('visits/evaluate.json');
    expect(names.filter((name) => !/^visits\/\w+\.(json|md)$/.test(name))).toEqual([]);
  });

  it('gets its comment from the second workflow, which says whose claim it is', async () => {
    const asked = project.github.requests.length;
    const jobs = await post();
    expect(results(jobs)).toEqual({ report: 'success' });
    expect(jobs.report?.log).toContain(`visits: comment created on #${pull}`);
    const [comment = '', ...more] = commentsOn(pull);
    expect(more).toEqual([]);
    const lines = comment.split('\n');
    expect(lines[0]).toBe('### ✅ visits may become the first release — says the run of a fork');
    expect(lines[3]).toContain('read them as the contributor’s claim');
    expect(lines[3]).toContain('`mallory/visits`');
    expect(lines[4]).toContain('Nothing that it made is ever released');
    expect(newest(tables().comments.values()).author).toBe('github-actions[bot]');
    expect(liveParts(comment)).toEqual([]);
    // The run, the pull request, the artifacts, the zip and where it lies, and four for the comment.
    expect(project.github.requests.length - asked).toBeLessThanOrEqual(8);
  });

  it('is not written again for the same, nor told where a newer commit was pushed', async () => {
    const before = project.github.mutations;
    expect((await post()).report?.log).toContain('comment unchanged');
    const [comment] = commentsOn(pull);
    await project.github.commit({
      branch: 'better',
      fork: 'mallory/visits',
      files: { 'README.md': 'newer\n' },
      author: 'mallory',
    });
    expect((await post()).report?.log).toContain('no open pull request has its commit as head');
    expect(commentsOn(pull)).toEqual([comment]);
    expect(project.github.mutations).toBe(before);
    await project.pull('quickstart.yml', pull);
    expect((await post()).report?.log).toContain('comment updated');
    expect(commentsOn(pull)).toHaveLength(1);
  });

  it('is told from another of the same head only by GitHub, which does not', async () => {
    await project.github.commit({ branch: 'better', files: { 'README.md': 'ours\n' } });
    await project.github.openPull({ head: 'better', author: 'mia' });
    await project.github.commit({ branch: 'release', files: { 'README.md': 'release\n' } });
    expect((await post()).report?.log).toContain(`comment unchanged on #${pull}`);
    const twin = await project.github.openPull({
      head: 'better',
      headRepo: 'mallory/visits',
      base: 'release',
      author: 'mallory',
    });
    expect((await post()).report?.log).toContain('GitHub does not tell which of them it judged');
    (tables().pulls.get(twin) as { state: string }).state = 'closed';
  });
});

type Files = Readonly<Record<string, string>>;

/** Files of an artifact that a run left, by name. */
async function recordsOf({ id, run, name }: { id: number; run: number; name: string }): Promise<Files> {
  expect(id).toBeGreaterThan(0);
  const tar = readFileSync(join(project.served, '..', `run-${run}`, `${name}.tar`));
  const decoder = new TextDecoder();
  const entries = await unpackTar(new Uint8Array(tar));
  return Object.fromEntries(entries.map(({ header, data }) => [header.name, decoder.decode(data)]));
}

const SCHEMAS = {
  validate: validateRecordSchema,
  train: trainRecordSchema,
  evaluate: evaluateRecordSchema,
  judge: judgeRecordSchema,
} as const;

/** Records as the fork's last run left them, changed, as the tar entries of a run that is still to come. */
async function forged(runId: number, change: (record: Forged, stage: string) => object): Promise<TarEntry[]> {
  const files = await honest();
  return Object.keys(SCHEMAS).flatMap((stage) => {
    const text = files[`visits/${stage}.json`];
    if (text === undefined) return [];
    const record = { ...(JSON.parse(text) as Forged), run: String(runId) };
    return [{ name: `visits/${stage}.json`, content: JSON.stringify(change(record, stage)) }];
  });
}

type Forged = Record<string, unknown> & { readonly run: string };

let kept: Files | null = null;
async function honest(): Promise<Files> {
  const own = [...tables().artifacts.values()].filter(
    ({ run }) => tables().runs.get(run)?.actor === 'mallory',
  );
  kept ??= await recordsOf(newest(own));
  return kept;
}

interface HandedIn {
  readonly entries?: (runId: number) => Promise<TarEntry[]> | TarEntry[];
  readonly zip?: (runId: number) => Buffer;
  readonly name?: string;
}

/** A run of the fork that leaves what somebody with bad intent put together, and the second workflow after it. */
async function handIn({ entries, zip, name = 'modelyard-visits-check-none-1' }: HandedIn) {
  const { headSha, headRef } = tables().pulls.get(pull) as { headSha: string; headRef: string };
  const runId = project.github.addWorkflowRun({
    headSha,
    headBranch: headRef,
    headRepo: 'mallory/visits',
    actor: 'mallory',
  });
  const tar = entries === undefined ? Buffer.alloc(0) : tarOf(await entries(runId));
  const bytes = zip?.(runId) ?? zipFiles({ 'x.tar': tar });
  project.github.addArtifact({ runId, name, zip: bytes });
  const before = [...tables().comments.values()].map(({ id, body }) => `${id} ${body}`);
  const jobs = await post();
  const after = [...tables().comments.values()].map(({ id, body }) => `${id} ${body}`);
  return { runId, job: jobs.report, isUntouched: after.join() === before.join() };
}

describe('what a fork’s run hands in', { timeout: 240_000 }, () => {
  it('goes to its own pull request, whatever number it names', async () => {
    const { job } = await handIn({
      entries: (runId) => forged(runId, (record) => ({ ...record, pullRequest: other })),
    });
    expect(job?.result).toBe('success');
    expect(commentsOn(other)).toEqual([]);
    expect(commentsOn(pull)).toHaveLength(1);
  });

  it('is escaped, wherever its form allows a text', async () => {
    const { job } = await handIn({
      entries: (runId) =>
        forged(runId, (record, stage) => madeHostile(record, SCHEMAS[stage as keyof typeof SCHEMAS])),
    });
    expect(job?.result).toBe('success');
    const [comment = ''] = commentsOn(pull);
    expect(liveParts(comment)).toEqual([]);
    expect(comment).toContain('says the run of a fork');
    expect(comment).toContain('modelyard key=visits head=');
    expect(job?.log).not.toMatch(/::add-mask::secret|^##\[/m);
    for (const text of HOSTILE_TEXTS)
      expect(job?.trace.annotations.map(({ message }) => message).join()).not.toContain(text);
  });

  it('claims no approval', async () => {
    await handIn({
      entries: async (runId) => {
        const [any] = await forged(runId, (record) => record);
        const { schema: _, ...header } = JSON.parse(any?.content ?? '{}') as Record<string, unknown>;
        const judge = {
          ...header,
          schema: 'modelyard/judge/1',
          at: '2999-01-01T00:00:00.000Z',
          verdict: 'fail',
          changes: [{ kind: 'config', what: 'gates.roc_auc.min', base: '0.65', head: '0' }],
          reason: 'roc_auc is too low',
          approvedBy: 'bob',
        };
        const records = await forged(runId, (record) => record);
        const others = records.filter(({ name }) => name !== 'visits/judge.json');
        return [...others, { name: 'visits/judge.json', content: JSON.stringify(judge) }];
      },
    });
    const [comment = ''] = commentsOn(pull);
    expect(comment).toMatch(/^### ⛔ .*also changes how it is judged\n/);
    expect(comment).not.toContain('Approved by');
  });

  const one = (name: string, content = '{}', more: Partial<TarEntry> = {}): HandedIn => ({
    entries: () => [{ name, content, ...more }],
  });
  const REFUSED: Readonly<Record<string, readonly [HandedIn, string]>> = {
    'records of another commit': [
      { entries: (runId) => forged(runId, (record) => ({ ...record, commit: 'f'.repeat(40) })) },
      'speaks of the commit "ffff',
    ],
    'records of another run': [
      { entries: (runId) => forged(runId, (record) => ({ ...record, run: '1' })) },
      'speaks of the run "1"',
    ],
    'records of another model': [
      { entries: (runId) => forged(runId, (record) => ({ ...record, model: 'x --><b>' })) },
      'speaks of the model',
    ],
    'records of another form': [
      one('visits/evaluate.json', '{"schema":"modelyard/evaluate/1"}'),
      'is not the expected record',
    ],
    'records that are no JSON': [one('visits/train.json', '<!-- modelyard -->'), 'is not JSON'],
    'a record of 20 MB': [one('visits/train.json', ' '.repeat(20_000_000)), '16777216 is the most'],
    'a name that leads out of the folder': [one('../../../evil.json'), 'the name'],
    'an absolute name': [one('/tmp/modelyard-evil.json'), 'the name'],
    'a link to a file of the runner': [
      one('visits/train.json', '', { type: '2', linkTo: '/etc/passwd' }),
      'is a symlink',
    ],
    'five thousand files': [
      { entries: () => Array.from({ length: 5000 }, (_, index) => ({ name: `visits/${index}.json` })) },
      '2000 entries',
    ],
    'no archive': [{ zip: () => Buffer.from('no zip at all') }, 'cannot be read'],
    'no tar in the archive': [
      { zip: () => zipFiles({ 'x.tar': '</details>'.repeat(200) }) },
      'cannot be unpacked',
    ],
    'two files': [{ zip: () => zipFiles({ a: 'x', b: 'y' }) }, 'holds several files'],
    'a zip that unpacks to a gigabyte': [{ zip: () => zipBomb(2 ** 30) }, '67108864 is the most'],
    'a zip that unpacks to more than it says': [{ zip: () => zipBomb(2 ** 27, 1000) }, 'cannot be read'],
    'a zip of 70 MB': [
      { zip: () => zipFiles({ 'x.tar': Buffer.alloc(70_000_000) }) },
      '67174400 is the most',
    ],
  };

  it.each(Object.entries(REFUSED))('is refused: %s', async (_, [handed, reason]) => {
    const { job, isUntouched } = await handIn(handed);
    expect(job?.trace.annotations.map(({ level, message }) => [level, message])).toEqual([
      ['error', expect.stringContaining(reason)],
    ]);
    expect([job?.result, isUntouched]).toEqual(['failure', true]);
  });

  it.each([
    ['the name of another stage', 'modelyard-visits-accept-none-1'],
    ['an attempt that never was', 'modelyard-visits-check-none-2'],
    ['a model that none could be', 'modelyard-x --><b>-check-none-1'],
  ])('is not looked at under %s', async (_, name) => {
    const entries = (runId: number) => forged(runId, (record) => record);
    const { job, isUntouched } = await handIn({ name, entries });
    expect(job?.log).toContain('it left no records');
    expect([job?.result, isUntouched]).toEqual(['success', true]);
  });

  it('is posted for twenty models, and not for the others', async () => {
    const before = tables().comments.size;
    const { job } = await handIn({
      name: 'modelyard-all-check-none-1',
      entries: async (runId) => {
        const [validate] = await forged(runId, (record) => record);
        return Array.from({ length: 25 }, (_, index) => ({
          name: `m${index}/validate.json`,
          content: JSON.stringify({ ...JSON.parse(validate?.content ?? ''), model: `m${index}` }),
        }));
      },
    });
    expect(job?.trace.annotations).toEqual([
      expect.objectContaining({
        level: 'warning',
        message: expect.stringContaining('25 models; the first 20'),
      }),
    ]);
    expect(tables().comments.size - before).toBe(20);
  });

  it('merged, is trained again on main: those bytes are released, and nothing that the run left is even fetched', async () => {
    await project.github.mergePull(pull, 'squash', 'bob');
    const asked = project.github.requests.length;
    const { accept, ship } = await project.push('quickstart.yml');
    expect(accept?.log).toContain(`trained again, because pull request ${pull} came from a fork`);
    expect(ship?.log).toContain('visits@v1.0.0 is live in staging');
    const fetched = project.github.requests.slice(asked).filter(({ path }) => path.endsWith('/zip'));
    expect(fetched).toEqual([]);
    expect(await releaseRecord()).toMatchObject({ origin: 'retrained', tag: 'visits@v1.0.0' });
  });
});

async function releaseRecord(): Promise<unknown> {
  const release = newest(tables().releases.values());
  const asset = [...tables().assets.values()].find(
    ({ release: of, name }) => of === release.id && name === 'release.json',
  );
  const { url, owner, repo } = project.github;
  const authorization = `Bearer ${project.github.token({ permissions: { contents: 'read' } })}`;
  const answer = await fetch(`${url}/repos/${owner}/${repo}/releases/assets/${asset?.id}`, {
    headers: { authorization, accept: 'application/octet-stream' },
  });
  return answer.json();
}

describe('other runs', { timeout: 240_000 }, () => {
  it('of Dependabot are taken for a fork’s', async () => {
    const number = await project.proposeFrom('dependabot[bot]', 'bump', params(BETTER));
    const { check } = await project.pull('quickstart.yml', number);
    expect(check?.result).toBe('success');
    expect(commentsOn(number)).toEqual([]);
    await post();
    expect(commentsOn(number)).toEqual([expect.stringMatching(/^### ✅ .* — says the run of Dependabot\n/)]);
    await project.github.mergePull(number, 'merge', 'bob');
    const { accept } = await project.push('quickstart.yml');
    expect(accept?.log).toContain(`trained again, because pull request ${number} is Dependabot’s`);
  });

  it('of this repository comment themselves', async () => {
    await project.pull('quickstart.yml', other);
    const before = project.github.mutations;
    expect(results(await post())).toEqual({ report: 'skipped' });
    expect(project.github.mutations).toBe(before);
  });
});
