import { execFileSync } from 'node:child_process';
import { appendFile, chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { deployPorts, forgeOf, releasePorts } from '../../../test/fixtures/release/ports.ts';
import {
  git,
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../../../test/fixtures/release/workshop.ts';
import { digestOf } from '../../../test/fixtures/report/records.ts';
import type { ModelConfig } from '../../config/resolved.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { recordPath, recordText } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { deployStage } from '../deploy/deploy.ts';
import { findReleaseBaseline } from '../find-release-baseline.ts';
import { verifyStage } from '../verify/verify.ts';
import { type ReleaseOptions, releaseStage } from './release.ts';

let directory: string;
let context: StageContext;
let said: string[];
beforeEach(async () => {
  directory = await makeRepository();
  said = [];
  context = workshopContext(directory, { warnings: said });
});
afterEach(() => removeRepository(directory));

type Now = (reviewed: EvaluateRecord) => EvaluateRecord;

async function release(options: Partial<ReleaseOptions> = {}, now?: Now, given = context) {
  const ports = await releasePorts(given, now === undefined ? {} : { now });
  return releaseStage(given, ports, { bump: null, version: null, dryRun: false, ...options });
}

async function releaseCandidate(weights: string | null = null, options: Partial<ReleaseOptions> = {}) {
  await makeCandidate(context, weights);
  return release(options);
}

const withRelease = (changes: Partial<ModelConfig['release']>) =>
  workshopContext(directory, { model: { release: { ...context.model.release, ...changes } } });
const path = (stage: string) => recordPath(directory, 'visits', stage);
const tags = async () => (await git(directory, 'tag', '--list')).split('\n').filter((tag) => tag !== '');

describe('what a release holds', () => {
  it('can be checked with coreutils, and reads as a model card', async () => {
    const { folder, record } = await releaseCandidate();
    const where = { cwd: folder ?? '', stdio: 'pipe' } as const;
    expect(execFileSync('sha256sum', ['-c', 'SHA256SUMS'], where).toString()).toMatch(/visits\.onnx: OK/);
    const card = await readFile(join(folder ?? '', 'MODEL_CARD.md'), 'utf8');
    const front = parse(card.split('---\n')[1] ?? '');
    expect(front['model-index'][0].results[0].metrics[0]).toEqual({ type: 'roc_auc', value: 0.7264 });
    expect(card).toContain(await git(directory, 'rev-parse', 'HEAD'));
    expect(record).toMatchObject({
      tag: 'visits@v1.0.0',
      bump: 'first',
      previous: null,
      commit: await git(directory, 'rev-parse', 'HEAD'),
      tree: await git(directory, 'rev-parse', 'HEAD^{tree}'),
      serving: { model: 'visits.onnx', runnable: true, positive: 'yes' },
    });
  });

  it('a folder keeps its names, and its digest is that of sha256sum', async () => {
    const model = { written: 'out/m', absolute: join(directory, 'out/m') };
    const run = 'mkdir -p out/m/w && cp weights.txt out/m/m.onnx && cp weights.txt out/m/w/a.bin';
    const folderContext = workshopContext(directory, {
      model: { train: { ...context.model.train, model, run } },
    });
    await makeCandidate(folderContext);
    const { record, folder } = await release({}, undefined, folderContext);
    expect(record.assets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['model/m.onnx', 'model/w/a.bin']),
    );
    const command =
      "find . -type f | cut -c3- | LC_ALL=C sort | xargs -r sha256sum | sha256sum | cut -c1-64 | tr -d '\\n'";
    const digest = execFileSync('sh', ['-c', command], { cwd: join(folder ?? '', 'model') }).toString();
    expect(record.candidate).toBe(`sha256:${digest}`);
  });

  it('survives git clean', async () => {
    await releaseCandidate();
    await git(directory, 'clean', '-ffdxq');
    const { releases, log } = await forgeOf(context);
    expect((await verifyStage({ releases, log }, 'visits@v1.0.0')).verdict).toBe('pass');
  });
});

describe('releasing again', () => {
  it('changes nothing', async () => {
    const first = await releaseCandidate();
    const look = async () => [await git(directory, 'for-each-ref'), await readFile(path('release'), 'utf8')];
    const before = await look();
    const second = await release();
    expect(second).toMatchObject({ outcome: 'unchanged', record: first.record });
    expect(await look()).toEqual(before);
  });

  it('changes nothing after a commit that is no input', async () => {
    await releaseCandidate();
    await writeFile(join(directory, 'README.md'), 'words');
    await git(directory, 'add', '--all');
    await git(directory, 'commit', '--quiet', '--message', 'words');
    expect(await release()).toMatchObject({ outcome: 'unchanged' });
  });

  it('does not take another version for the same candidate', async () => {
    await releaseCandidate();
    await expect(release({ version: '2.0.0' })).rejects.toMatchObject({ code: 'refused' });
    expect(await release({ version: 'v1.0.0' })).toMatchObject({ outcome: 'unchanged' });
    expect(await tags()).toEqual(['visits@v1.0.0']);
  });

  it('of a withdrawn release makes a new one', async () => {
    await releaseCandidate();
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.0!');
    expect((await release()).record).toMatchObject({ tag: 'visits@v1.0.1', previous: null });
  });
});

describe('--dry-run', () => {
  it('tells and changes nothing', async () => {
    await makeCandidate(context);
    const before = await git(directory, 'for-each-ref');
    const { outcome, record, folder } = await release({ dryRun: true });
    expect([outcome, record.tag, folder]).toEqual(['planned', 'visits@v1.0.0', null]);
    expect(await git(directory, 'for-each-ref')).toBe(before);
    expect(await readdir(join(directory, '.git/modelyard/work'))).toEqual([]);
    await expect(readFile(path('release'))).rejects.toThrow();
  });
});

describe('versions', () => {
  it.each<[string, Partial<ReleaseOptions>, string]>([
    ['by what changed', {}, 'visits@v1.0.1'],
    ['--bump', { bump: 'major' }, 'visits@v2.0.0'],
    ['--version', { version: '1.7.0' }, 'visits@v1.7.0'],
  ])('%s', async (_, options, expected) => {
    await releaseCandidate();
    expect((await releaseCandidate('two\n', options)).record).toMatchObject({
      tag: expected,
      previous: 'visits@v1.0.0',
    });
  });

  it.each(['1.2', 'latest', '1.0.0-rc.1', '$(reboot)'])('--version %s is refused', async (version) => {
    await makeCandidate(context);
    await expect(release({ version })).rejects.toMatchObject({ code: 'usage' });
  });

  it('one that exists is refused, though its release be withdrawn', async () => {
    await releaseCandidate();
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.0!');
    await expect(releaseCandidate('two\n', { version: '1.0.0' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('one that somebody tagged by hand is never used', async () => {
    await git(directory, 'tag', 'visits@v1.0.0');
    await makeCandidate(context);
    await expect(release()).rejects.toMatchObject({
      code: 'unreadable',
      hint: expect.stringContaining('visits@v1.0.0!'),
    });
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.0!');
    expect((await release()).record.tag).toBe('visits@v1.0.1');
  });

  it('the bump says what the evaluation showed, against the previous release only', async () => {
    await releaseCandidate();
    const { evaluate } = await makeCandidate(context, 'two\n');
    const against = (name: string): Partial<EvaluateRecord> => ({
      baseline: { release: name, digest: digestOf('1'), source: name },
      metrics: evaluate.metrics.map((row) => ({ ...row, against: name, interval: [0.01, 0.02] })),
    });
    const other = await release({ dryRun: true }, (reviewed) => ({
      ...reviewed,
      ...against('visits@v0.9.0'),
    }));
    expect(other.record.bump).toBe('patch');
    const previous = await release({ dryRun: true }, (reviewed) => ({
      ...reviewed,
      ...against('visits@v1.0.0'),
    }));
    expect(previous.record).toMatchObject({ bump: 'minor', bumpReason: 'roc_auc is provably better' });
  });
});

describe('what is refused', () => {
  const refused = { code: 'refused', exitCode: 1 };

  it('nothing that was not judged', async () => {
    await expect(release()).rejects.toMatchObject({
      ...refused,
      hint: expect.stringContaining('modelyard run'),
    });
  });

  it.each(['fail', 'inconclusive'] as const)('an evaluation that is %s', async (verdict) => {
    await makeCandidate(context, null, { evaluate: { verdict } });
    await expect(release()).rejects.toMatchObject({ ...refused, message: expect.stringContaining(verdict) });
  });

  it('an evaluation of other inputs, or of another candidate', async () => {
    for (const changes of [{ inputDigest: digestOf('9') }, { candidate: { digest: digestOf('9') } }]) {
      await makeCandidate(context, null, { evaluate: changes });
      await expect(release()).rejects.toMatchObject(refused);
    }
  });

  it.each(['train', 'evaluation'])('a validation of other %s data', async (role) => {
    await makeCandidate(context);
    const record = JSON.parse(await readFile(path('validate'), 'utf8'));
    const dataset = record.datasets.find((each: { role: string }) => each.role === role);
    dataset.files[0].sha256 = '9'.repeat(64);
    await writeFile(path('validate'), recordText(record));
    await expect(release()).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining(`data/${role}.csv`),
    });
  });

  it('what was trained from something that is not committed', async () => {
    await writeFile(join(directory, 'weights.txt'), 'dirty\n');
    await makeCandidate(context);
    await expect(release()).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('weights.txt'),
    });
    await git(directory, 'commit', '--quiet', '--all', '--message', 'clean');
    expect((await release()).outcome).toBe('released');
  });

  it('stored bytes that changed', async () => {
    const { train } = await makeCandidate(context);
    const stored = join(
      directory,
      '.modelyard/visits/candidates',
      train.inputDigest.slice(7),
      'model/visits.onnx',
    );
    await chmod(stored, 0o644);
    await appendFile(stored, 'x');
    await expect(release()).rejects.toMatchObject({ code: 'unreadable' });
    expect(await tags()).toEqual([]);
  });

  it.each(['profile.json', 'golden.json'])('a %s that is not the judged one', async (name) => {
    await makeCandidate(context);
    await appendFile(join(directory, '.modelyard/visits', name), ' ');
    await expect(release()).rejects.toMatchObject({ ...refused, message: expect.stringContaining(name) });
    await rm(join(directory, '.modelyard/visits', name));
    await expect(release()).rejects.toMatchObject(refused);
    expect(await tags()).toEqual([]);
    expect(await readdir(join(directory, '.git/modelyard/work'))).toEqual([]);
  });

  it('a runnable model without golden rows', async () => {
    await makeCandidate(context, null, { evaluate: { written: [] } });
    await expect(release()).rejects.toMatchObject(refused);
  });

  it('params that were edited after the training', async () => {
    const params = { written: 'params.json', absolute: join(directory, 'params.json') };
    await writeFile(params.absolute, '{"depth": 3}');
    await git(directory, 'add', '--all');
    await git(directory, 'commit', '--quiet', '--message', 'params');
    const withParams = workshopContext(directory, { model: { train: { ...context.model.train, params } } });
    await makeCandidate(withParams);
    await writeFile(params.absolute, '{"depth": 30}');
    await expect(release({}, undefined, withParams)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('params.json'),
    });
  });

  it('a name that appears while another disappears', async () => {
    await releaseCandidate();
    const named = (changes: Partial<ModelConfig['release']>) => {
      const given = withRelease(changes);
      const model = { ...given.model, name: 'calls' };
      return { ...given, model, project: { ...given.project, models: [model] } };
    };
    const find = async (given: StageContext) => findReleaseBaseline(given, await forgeOf(given));
    await expect(find(named({}))).rejects.toMatchObject({
      code: 'config',
      hint: expect.stringContaining('renamed_from: visits'),
    });
    expect(await find(named({ isNew: true }))).toBeNull();
    expect(await find(named({ renamedFrom: 'visits' }))).toMatchObject({ release: 'visits@v1.0.0' });
  });
});

describe('the evaluation before the release', () => {
  const row =
    (change: (value: number) => number): Now =>
    (reviewed) => ({
      ...reviewed,
      metrics: reviewed.metrics.map((each) => ({ ...each, candidate: change(each.candidate ?? 0) })),
    });

  it('may differ in the last digits', async () => {
    await makeCandidate(context);
    expect(
      (
        await release(
          {},
          row((value) => value * (1 + 9e-7)),
        )
      ).outcome,
    ).toBe('released');
  });

  it.each<[string, Now]>([
    ['another value', row((value) => value * (1 + 2e-6))],
    ['a missing metric', (reviewed) => ({ ...reviewed, metrics: [] })],
    [
      'a metric that is unknown now',
      (reviewed) => ({
        ...reviewed,
        metrics: reviewed.metrics.map((each) => ({ ...each, candidate: null })),
      }),
    ],
    ['another candidate', (reviewed) => ({ ...reviewed, candidate: { digest: digestOf('9') } })],
    [
      'a gate that fails today',
      (reviewed) => ({
        ...reviewed,
        gates: reviewed.gates.map((gate) => ({ ...gate, verdict: 'fail' as const })),
      }),
    ],
    ['gates that are gone', (reviewed) => ({ ...reviewed, gates: [] })],
    ['scores that are not finite', (reviewed) => ({ ...reviewed, nonFiniteScores: 1 })],
    [
      'a slice that is harmed',
      (reviewed) => ({
        ...reviewed,
        slices: [
          { slice: 'a', rows: 99, groups: null, verdict: 'harm' as const, reason: 'worse', metrics: [] },
        ],
      }),
    ],
  ])('refuses %s, and leaves no trace', async (_, now) => {
    await makeCandidate(context);
    const reviewed = await readFile(path('evaluate'), 'utf8');
    await expect(release({}, now)).rejects.toMatchObject({ code: 'refused' });
    expect(await tags()).toEqual([]);
    expect(await readFile(path('evaluate'), 'utf8')).toBe(reviewed);
    expect((await release()).outcome).toBe('released');
  });

  it('timings keep their reviewed verdict', async () => {
    const { evaluate } = await makeCandidate(context);
    const blocking = evaluate.gates.map((gate) => ({ ...gate, severity: 'block' as const }));
    await writeFile(path('evaluate'), recordText({ ...evaluate, gates: blocking }));
    const slow: Now = (reviewed) => ({
      ...reviewed,
      verdict: 'fail',
      gates: reviewed.gates.map((gate) =>
        gate.metric.startsWith('latency') ? { ...gate, verdict: 'fail' as const } : gate,
      ),
    });
    const { folder } = await release({}, slow);
    const released = JSON.parse(await readFile(join(folder ?? '', 'evaluate.json'), 'utf8'));
    expect(released.verdict).toBe('pass');
    expect(released.gates.every((gate: { verdict: string }) => gate.verdict === 'pass')).toBe(true);
  });
});

describe('the baseline', () => {
  const find = async (given = context) => findReleaseBaseline(given, await forgeOf(given));
  const from = (kind: 'latest-release' | 'live') =>
    workshopContext(directory, {
      model: {
        baseline: {
          from: kind === 'live' ? { kind, environment: 'staging' } : { kind },
          whenAbsent: 'absolute-only',
        },
      },
    });

  it('is absent where there is no release, and the newest where there are some', async () => {
    expect(await find()).toBeNull();
    await releaseCandidate();
    await releaseCandidate('two\n');
    expect(await find()).toMatchObject({ release: 'visits@v1.0.1' });
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.1!');
    expect(await find()).toMatchObject({ release: 'visits@v1.0.0' });
  });

  it('of an environment is absent where nothing is live', async () => {
    await releaseCandidate();
    expect(await find(from('live'))).toBeNull();
  });

  it('of an environment that serves a withdrawn release is refused, even where no other release is left', async () => {
    await releaseCandidate();
    const options = { environment: 'staging', version: null, reason: null, dryRun: false };
    await deployStage(context, await deployPorts(context), options);
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.0!');
    await expect(find(from('live'))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('withdrawn'),
    });
  });

  it('is never absent in a shallow clone without tags', async () => {
    await git(directory, 'commit', '--quiet', '--allow-empty', '--message', 'second');
    const shallow = `${directory}-shallow`;
    await git(directory, 'clone', '--quiet', '--depth=1', `file://${directory}`, shallow);
    await expect(find(workshopContext(shallow))).rejects.toMatchObject({ code: 'unreadable', exitCode: 3 });
    await removeRepository(shallow);
  });

  it.each<[string, (folder: string) => Promise<unknown>]>([
    ['its assets are gone', (folder) => rm(folder, { recursive: true })],
    ['its record does not parse', (folder) => writeFile(join(folder, 'release.json'), '{}\n')],
    ['its model was changed', (folder) => appendFile(join(folder, 'visits.onnx'), 'x')],
  ])('cannot be read where %s', async (_, damage) => {
    const { folder } = await releaseCandidate();
    await damage(folder ?? '');
    await expect(find()).rejects.toMatchObject({ code: 'unreadable', exitCode: 3 });
  });
});
