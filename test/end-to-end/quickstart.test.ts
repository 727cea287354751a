import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle, type Ended } from '../protocol/bundle.ts';
import {
  BETTER,
  bytesBelow,
  copyProject,
  type QuickstartProject,
  quickstartProject,
  sha256Of,
  WORSE,
} from './quickstart-project.ts';

/** One story, told in order: each test begins where the one before ended. */
let bundle: Bundle;
let project: QuickstartProject;

beforeAll(async () => {
  bundle = await buildBundle();
  project = await quickstartProject(bundle);
});
afterAll(() => bundle.remove());

async function expectCode(code: number, commandLine: string): Promise<Ended> {
  const ended = await project.modelyard(commandLine);
  expect(ended.code, `modelyard ${commandLine}\n${ended.stderr}${ended.stdout}`).toBe(code);
  return ended;
}

async function recordOf(commandLine: string, code = 0) {
  const { stdout } = await expectCode(code, `${commandLine} --json`);
  return JSON.parse(stdout);
}

const releaseFolder = (tag: string, at = project) => at.path('.git', 'modelyard', 'releases', tag);
const tags = () =>
  project.git('for-each-ref', '--format=%(refname:short) %(objecttype) %(*objectname)', 'refs/tags');
const served = (environment: string) =>
  project.path('deployed', environment, 'visits', 'current', 'visits.onnx');

async function everythingThatWasReleased() {
  return { tags: await tags(), assets: bytesBelow(project.path('.git', 'modelyard', 'releases')) };
}

describe('the first model', () => {
  it('passes the gates that ask for no baseline', async () => {
    const { verdict, stages } = await recordOf('run');
    expect(verdict).toBe('pass');
    expect(stages.evaluate).toMatchObject({ baseline: null, rows: 4083, evidence: 'model' });
    expect(stages.train).toMatchObject({ reused: false, exitCode: 0 });
    expect(stages.report.headline).toBe('visits may become the first release');
  });

  it('becomes release 1.0.0 with the bytes that were judged', async () => {
    const { tag, candidate } = await recordOf('release');
    expect(tag).toBe('visits@v1.0.0');
    expect(await tags()).toBe(`visits@v1.0.0 tag ${await project.git('rev-parse', 'HEAD')}`);
    expect(`sha256:${sha256Of(join(releaseFolder(tag), 'visits.onnx'))}`).toBe(candidate);
    expect(await project.git('status', '--porcelain')).toBe('');
  });

  it('is released once, however often the command is run', async () => {
    const before = await everythingThatWasReleased();
    const { stderr } = await expectCode(0, 'release');
    expect(stderr).toContain('nothing to release: visits@v1.0.0 is this candidate');
    expect(await everythingThatWasReleased()).toEqual(before);
  });

  it('is no longer announced as the next release', async () => {
    const { stdout } = await expectCode(0, 'report');
    expect(stdout).toContain('nothing is released: `visits@v1.0.0` holds these bytes already');
  });

  it('does not reach production before staging', async () => {
    const { stderr } = await expectCode(1, 'deploy --environment production');
    expect(stderr).toContain('production requires staging to serve visits@v1.0.0; it serves nothing');
    expect(existsSync(project.path('deployed', 'production'))).toBe(false);
  });

  it('is served by both environments', async () => {
    for (const environment of ['staging', 'production']) {
      const record = await recordOf(`deploy --environment ${environment}`);
      expect(record).toMatchObject({ release: 'visits@v1.0.0', smoke: 'pass', previous: null });
      expect(record.live).toBe(`sha256:${sha256Of(served(environment))}`);
    }
  });
});

describe('a better candidate', () => {
  it('passes against the release, on the same rows', async () => {
    await project.commitParams(BETTER);
    const { stages } = await recordOf('run');
    const [auc] = stages.evaluate.metrics;
    expect(auc).toMatchObject({ name: 'roc_auc', against: 'visits@v1.0.0', method: 'delong-clustered' });
    expect(auc.interval[0]).toBeGreaterThan(0);
    expect(auc.groups).toBeLessThan(auc.rows);
  });

  it('trains nothing when the inputs are the same', async () => {
    const { reused, candidate } = await recordOf('train');
    expect(reused).toBe(true);
    expect((await recordOf('train --force')).candidate).toBe(candidate);
  });

  it('becomes a minor release and is deployed', async () => {
    expect(await recordOf('release')).toMatchObject({
      tag: 'visits@v1.1.0',
      bump: 'minor',
      previous: 'visits@v1.0.0',
    });
    for (const environment of ['staging', 'production'])
      expect(await recordOf(`deploy --environment ${environment}`)).toMatchObject({
        previous: 'visits@v1.0.0',
      });
  });
});

describe('a worse candidate', () => {
  it('is refused, and the reason is said', async () => {
    await project.commitParams(WORSE);
    const { stdout, stderr } = await expectCode(1, 'run');
    expect(stdout).toBe('');
    expect(stderr).toContain('visits must not replace v1.1.0');
    const explained = await expectCode(0, 'explain --gate roc_auc');
    expect(explained.stdout).toContain('Is roc_auc at most 0.01 worse than that of v1.1.0');
    expect(explained.stdout).toContain('Even the favourable end of that range breaks the limit.');
  });

  it('cannot be released', async () => {
    const before = await everythingThatWasReleased();
    const { stderr } = await expectCode(1, 'release');
    expect(stderr).toContain('visits is not released: the verdict of evaluate is fail');
    expect(await everythingThatWasReleased()).toEqual(before);
    await project.git('revert', '--no-edit', 'HEAD');
  });
});

describe('broken data', () => {
  it('are refused before anything is trained on them', async () => {
    const path = project.path('data', 'train.csv');
    const lines = readFileSync(path, 'utf8').split('\n');
    const age = lines[0]?.split(',').indexOf('age') ?? -1;
    for (const row of [17, 912]) lines[row] = lines[row]?.split(',').with(age, '-4').join(',') ?? '';
    writeFileSync(path, lines.join('\n'));
    // The trainer would write it anew.
    rmSync(project.path('out'), { recursive: true });

    const { verdict, stages } = await recordOf('run', 1);
    expect(verdict).toBe('fail');
    expect([stages.train, stages.evaluate]).toEqual([null, null]);
    const checks = stages.validate.datasets.flatMap((dataset: { checks: object[] }) => dataset.checks);
    expect(checks.filter((check: { verdict: string }) => check.verdict === 'fail')).toMatchObject([
      { id: 'age.range', failing: 2, examples: [{ row: 17 }, { row: 912 }] },
    ]);
    expect(existsSync(project.path('out'))).toBe(false);
    expect(stages.report.headline).toContain('nothing was trained on them');
    await project.git('checkout', '-q', '--', 'data');
  });
});

describe('later years', () => {
  it('have drifted, in the columns in which the sites differ', async () => {
    const { verdict, reference, signals } = await recordOf('monitor', 1);
    expect({ verdict, reference }).toEqual({ verdict: 'fail', reference: 'visits@v1.1.0' });
    const alarms = signals.filter((signal: { verdict: string }) => signal.verdict === 'fail');
    const columns = alarms.map((signal: { column: string }) => signal.column);
    expect(columns).toContain('site');
    expect(columns).toContain('general_health_index');
    expect(columns).not.toContain('female');
  });

  it('are no alarm when there are too few of them', async () => {
    const lines = readFileSync(project.path('incoming', 'years-4-5.csv'), 'utf8').split('\n').slice(0, 11);
    writeFileSync(project.path('few.csv'), `${lines.join('\n')}\n`);
    const { verdict, rows, signals } = await recordOf('monitor --data few.csv');
    expect({ verdict, rows }).toEqual({ verdict: 'insufficient', rows: 10 });
    const drift = signals.filter(({ signal }: { signal: string }) => /drift|nulls/.test(signal));
    expect(new Set(drift.map((each: { verdict: string }) => each.verdict))).toEqual(
      new Set(['insufficient']),
    );
    rmSync(project.path('few.csv'));
  });
});

describe('a rollback', () => {
  it('serves the bytes of the older release again', async () => {
    const record = await recordOf('rollback --environment production --reason complaints');
    expect(record).toMatchObject({ action: 'rollback', release: 'visits@v1.0.0', previous: 'visits@v1.1.0' });
    expect(sha256Of(served('production'))).toBe(
      sha256Of(join(releaseFolder('visits@v1.0.0'), 'visits.onnx')),
    );
    expect(sha256Of(served('staging'))).toBe(sha256Of(join(releaseFolder('visits@v1.1.0'), 'visits.onnx')));
  });

  it('is not undone by a deployment that names no version', async () => {
    const before = readFileSync(served('production'));
    const history = await recordOf('history --environment production');
    const { stderr } = await expectCode(1, 'deploy --environment production');
    expect(stderr).toContain('visits@v1.1.0 was live in this environment and was taken back');
    expect(readFileSync(served('production')).equals(before)).toBe(true);
    expect(await recordOf('history --environment production')).toEqual(history);
  });
});

describe('what was live when', () => {
  it('is told by the history, and for one moment', async () => {
    const records = await recordOf('history --environment production');
    const said = records.map(({ action, release, live }: Record<string, string>) => [action, release, live]);
    const digest = (tag: string) => `sha256:${sha256Of(join(releaseFolder(tag), 'visits.onnx'))}`;
    expect(said).toEqual([
      ['deploy', 'visits@v1.0.0', digest('visits@v1.0.0')],
      ['deploy', 'visits@v1.1.0', digest('visits@v1.1.0')],
      ['rollback', 'visits@v1.0.0', digest('visits@v1.0.0')],
    ]);
    expect(records[2]).toMatchObject({ by: 'Ada <ada@example.org>' });
    expect(records[2].reason).toContain('complaints');
    const at = (time: string) => recordOf(`history --environment production --at ${time}`);
    expect(await at(records[1].at)).toMatchObject([{ release: 'visits@v1.1.0' }]);
    expect(await at('2020-01-01T00:00:00Z')).toEqual([]);
  });

  it('is told by the status', async () => {
    const { newest, environments } = await recordOf('status');
    expect(newest).toMatchObject({ tag: 'visits@v1.1.0' });
    expect(environments).toMatchObject([
      { environment: 'staging', desired: 'visits@v1.1.0', agrees: true },
      { environment: 'production', desired: 'visits@v1.0.0', agrees: true },
    ]);
  });
});

describe('outside the repository', () => {
  it('nothing was left: no caches, and no traces of telemetry by what we build on', () => {
    expect(readdirSync(project.outside)).toEqual([]);
  });
});

describe('the proof', () => {
  it('holds for every release, and for coreutils', async () => {
    for (const tag of ['visits@v1.0.0', 'visits@v1.1.0']) {
      expect(await recordOf(`verify ${tag}`)).toMatchObject({ tag, verdict: 'pass' });
      const sums = readFileSync(join(releaseFolder(tag), 'SHA256SUMS'), 'utf8')
        .trimEnd()
        .split('\n');
      expect(sums).toEqual(
        sums.map((line) => `${sha256Of(join(releaseFolder(tag), line.slice(66)))}  ${line.slice(66)}`),
      );
    }
  });

  const TAG = 'visits@v1.1.0';
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  const BREAKS: readonly (readonly [string, (at: QuickstartProject, folder: string) => unknown, RegExp])[] = [
    [
      'a byte of the model',
      (_, folder) => edit(join(folder, 'visits.onnx'), (text) => `${text} `),
      /^BROKEN {2}every asset has its digest\n +visits\.onnx is sha256/m,
    ],
    [
      'a number in the evaluation',
      (_, folder) =>
        edit(join(folder, 'evaluate.json'), (text) => text.replace('"verdict":"pass"', '"verdict":"fail"')),
      /^BROKEN {2}every asset has its digest\n +evaluate\.json is sha256/m,
    ],
    [
      'the release record',
      (_, folder) =>
        edit(join(folder, 'release.json'), (text) => text.replace('"bump":"minor"', '"bump":"patch"')),
      /^BROKEN {2}release\.json is the record that the tag names/m,
    ],
    [
      'a lost asset',
      (_, folder) => rmSync(join(folder, 'MODEL_CARD.md')),
      /^BROKEN {2}every asset has its digest\n.*MODEL_CARD\.md/m,
    ],
    [
      'an asset too many',
      (_, folder) => writeFileSync(join(folder, 'extra.bin'), 'x'),
      /^BROKEN {2}the release holds nothing else\n +extra\.bin is not in the record/m,
    ],
    [
      'the tag',
      (at) => at.git('tag', '-f', TAG, 'HEAD'),
      /^BROKEN {2}tag visits@v1\.1\.0 names a release\n +the tag is lightweight/m,
    ],
    [
      'the commit of the tag',
      async (at) => {
        const message = await at.git('tag', '-l', '--format=%(contents)', TAG);
        await at.git('tag', '-f', '-a', '-m', message, TAG, 'visits@v1.0.0^{}');
      },
      /^BROKEN {2}the record names the tag, its commit and its candidate/m,
    ],
    [
      'an old line of the log',
      async (at) => {
        const log = await at.git('show', 'modelyard-log:log.jsonl');
        writeFileSync(at.path('log.jsonl'), `${log.replace('Ada', 'Eve')}\n`);
        const blob = await at.git('hash-object', '-w', 'log.jsonl');
        rmSync(at.path('log.jsonl'));
        await at.git('read-tree', '--empty');
        await at.git('update-index', '--add', '--cacheinfo', `100644,${blob},log.jsonl`);
        const commit = await at.git('commit-tree', await at.git('write-tree'), '-m', 'forged');
        await at.git('update-ref', 'refs/heads/modelyard-log', commit);
      },
      /^BROKEN {2}the log is unbroken and holds what the tag names/m,
    ],
  ];

  it.each(BREAKS)('names the first broken link after a change of %s', async (_, damage, expected) => {
    const copy = copyProject(bundle, project);
    await damage(copy, releaseFolder(TAG, copy));
    const { code, stdout } = await copy.modelyard(`verify ${TAG}`);
    expect(stdout).toMatch(expected);
    expect(stdout).toContain(`${TAG} does not hold`);
    expect(stdout.match(/^BROKEN/gm)).toHaveLength(1);
    expect(code).toBe(1);
  });
});
