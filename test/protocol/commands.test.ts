import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/records/canonical-json.ts';
import { runRecordSchema } from '../../src/records/run.ts';
import { type Bundle, buildBundle, type Ended, gitRepository, type RunOptions, run } from './bundle.ts';
import { writeProject } from './small-project.ts';

let bundle: Bundle;
let folder: string;

beforeAll(async () => {
  bundle = await buildBundle();
  folder = bundle.folder();
  writeProject(folder, { good: {} });
  await gitRepository(folder);
});
afterAll(() => bundle.remove());

function modelyard(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(process.execPath, [bundle.main, ...args], { cwd: folder, ...options });
}

async function project(models: Parameters<typeof writeProject>[1]): Promise<string> {
  const cwd = bundle.folder();
  writeProject(cwd, models);
  await gitRepository(cwd);
  return cwd;
}

const STACK = /\n\s+at /;

describe('--json', () => {
  it.each(['validate', 'train', 'evaluate', 'report'])('%s prints exactly the record', async (stage) => {
    const { code, stdout, stderr } = await modelyard([stage, '--json']);
    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync(join(folder, '.modelyard', 'good', `${stage}.json`), 'utf8'));
    expect(stdout).toBe(`${canonicalJson(JSON.parse(stdout))}\n`);
    if (stage !== 'report') expect(stderr).toMatch(new RegExp(`^good +${stage} `, 'm'));
  });

  it('run prints the records of its stages; what training prints goes to stderr', async () => {
    const { code, stdout, stderr } = await modelyard(['run', '--json', '--force']);
    expect(code).toBe(0);
    const record = runRecordSchema.parse(JSON.parse(stdout));
    expect(stdout).toBe(`${canonicalJson(record)}\n`);
    expect(record).toMatchObject({ model: 'good', verdict: 'pass', stages: { train: { verdict: 'pass' } } });
    expect(stderr).toContain('trained on 120 rows\n');
  });

  it('prints nothing on stdout when there is an error', async () => {
    const { code, stdout } = await modelyard(['history', '--environment', 'nope', '--json']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('names the environments that there are when none is given', async () => {
    const { code, stderr } = await modelyard(['deploy']);
    expect(code).toBe(2);
    expect(stderr).toBe('error: modelyard deploy needs --environment\nhint: modelyard.yml has staging.\n');
  });

  it('says where a report was written', async () => {
    await modelyard(['run']);
    const { code, stdout, stderr } = await modelyard(['report', '--output', 'reports/good.md']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr.replaceAll('\\', '/')).toBe('good may become the first release · reports/good.md\n');
    expect(readFileSync(join(folder, 'reports', 'good.md'), 'utf8')).toMatch(/^### /);
    rmSync(join(folder, 'reports'), { recursive: true });
  });

  it('options may stand before the command', async () => {
    const before = await modelyard(['--json', '--model', 'good', 'status']);
    const after = await modelyard(['status', '--model', 'good', '--json']);
    expect(before.code).toBe(0);
    expect(JSON.parse(before.stdout).model).toBe('good');
    expect(JSON.parse(after.stdout).model).toBe('good');
  });
});

describe('several models', () => {
  it('one that fails does not stop the others, and the gravest exit code wins', async () => {
    const cwd = await project({
      refused: { atLeast: 0.999 },
      unreadable: { train: 'nope.csv' },
      fails: { run: 'node -e "process.exit(9)"' },
      good: {},
    });
    const { code, stdout, stderr } = await modelyard(['run', '--json'], { cwd });
    expect(code).toBe(2);
    const records = JSON.parse(stdout) as { model: string; verdict: string | null; exitCode?: number }[];
    expect(records.map(({ model, verdict }) => [model, verdict])).toEqual([
      ['refused', 'fail'],
      ['unreadable', null],
      ['fails', 'fail'],
      ['good', 'pass'],
    ]);
    expect(records[1]).toMatchObject({ exitCode: 2, error: { code: 'input' } });
    expect(stderr).toMatch(/^error: unreadable: nope\.csv: no such file$/m);
    expect(stderr).not.toMatch(STACK);
    expect((await modelyard(['run', '--model', 'refused,good', '--model', 'fails'], { cwd })).code).toBe(1);
    expect((await modelyard(['run', '--model', 'good'], { cwd })).code).toBe(0);
  });

  it('are named by --model, and a misspelt one is told', async () => {
    const { code, stderr } = await modelyard(['status', '--model', 'god']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error: --model "god": there is no such model; did you mean good?\nhint: modelyard.yml has good.\n',
    );
  });

  it('are too many for a command that works on one', async () => {
    const cwd = await project({ one: {}, two: {} });
    const { code, stderr } = await modelyard(['rollback', '--environment', 'staging'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error: modelyard rollback works on one model; there are one, two\nhint: Name it with --model.\n',
    );
  });
});

describe('--changed-since', () => {
  it('runs what changed, and nothing when nothing did', async () => {
    const cwd = await project({ one: {} });
    const same = await modelyard(['run', '--changed-since', 'HEAD', '--json'], { cwd });
    expect(same).toMatchObject({ code: 0, stdout: '[]\n', stderr: "no model's inputs changed since HEAD\n" });
    writeFileSync(join(cwd, 'train.mjs'), `${readFileSync(join(cwd, 'train.mjs'), 'utf8')}\n// changed\n`);
    const changed = await modelyard(['run', '--changed-since', 'HEAD', '--json'], { cwd });
    expect(JSON.parse(changed.stdout)).toMatchObject({ model: 'one', verdict: 'pass' });
  });

  it('runs those of several models that changed; one that cannot be read does not stop the others', async () => {
    const cwd = await project({
      same: { inputs: 'train.mjs' },
      edited: { inputs: 'edited.*' },
      broken: { train: 'gone.csv', inputs: 'train.mjs' },
    });
    writeFileSync(join(cwd, 'edited.txt'), 'new');
    const { code, stdout, stderr } = await modelyard(['run', '--changed-since', 'HEAD', '--json'], { cwd });
    expect(code).toBe(2);
    const records = JSON.parse(stdout) as { model: string; verdict: string | null }[];
    expect(records.map(({ model, verdict }) => [model, verdict])).toEqual([
      ['edited', 'pass'],
      ['broken', null],
    ]);
    expect(stderr).toMatch(/^error: broken: gone\.csv: no such file$/m);
    const narrowed = ['run', '--changed-since', 'HEAD', '--model', 'same,edited', '--json'];
    expect(JSON.parse((await modelyard(narrowed, { cwd })).stdout)).toMatchObject({ model: 'edited' });
  });

  it('refuses a ref that git does not know', async () => {
    const { code, stderr } = await modelyard(['run', '--changed-since', '--upload-pack=x']);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(STACK);
    expect((await modelyard(['run', '--changed-since=nope'])).stderr).toMatch(
      /^error: --changed-since nope: git knows no such commit\n/,
    );
  });
});

describe('a training command of several lines', () => {
  it('is shown by its first one, and recorded whole', async () => {
    const run = 'node train.mjs\necho "and more"\n';
    const cwd = await project({ good: { run: JSON.stringify(run) } });
    const { stdout, stderr } = await modelyard(['train', '--json'], { cwd });
    expect(stderr).toMatch(/^good +train +node train\.mjs … · inputs/m);
    expect(JSON.parse(stdout).command).toBe(run);
  });
});

describe('exit codes', () => {
  it('1 when a gate says no, with the same verdict from every command', async () => {
    const cwd = await project({ refused: { atLeast: 0.999 } });
    expect((await modelyard(['run'], { cwd })).code).toBe(1);
    for (const command of ['evaluate', 'report']) expect((await modelyard([command], { cwd })).code).toBe(1);
    expect((await modelyard(['explain'], { cwd })).code).toBe(0);
  });

  it('1 when training fails, and no evaluation of an earlier run is told', async () => {
    const cwd = await project({ fails: { run: 'node -e "process.exit(9)"' } });
    const { code, stderr } = await modelyard(['run'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/FAILED, exit code 9/);
    expect(existsSync(join(cwd, '.modelyard', 'fails', 'evaluate.json'))).toBe(false);
  });

  it('2 when a file is missing or is only a pointer to one', async () => {
    const cwd = await project({ good: {} });
    writeFileSync(
      join(cwd, 'train.csv'),
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`,
    );
    const pointer = await modelyard(['validate'], { cwd });
    expect(pointer.code).toBe(2);
    expect(pointer.stderr).toMatch(/LFS/);
    rmSync(join(cwd, 'train.csv'));
    const missing = await modelyard(['run'], { cwd });
    expect(missing.code).toBe(2);
    expect(missing.stderr).toMatch(/^error: train\.csv: no such file$/m);
  });

  it('3 outside a repository', async () => {
    const cwd = bundle.folder();
    writeProject(cwd, { good: {} });
    const { code, stderr } = await modelyard(['run'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toMatch(/not a git repository[^\n]*\nhint: Run `git init`/);
  });

  it('3 when git is missing', async () => {
    const { code, stderr } = await modelyard(['status'], { env: { PATH: join(folder, 'nowhere') } });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: git cannot be started/);
  });

  it('3 when .modelyard cannot be written', async () => {
    const cwd = await project({ good: {} });
    writeFileSync(join(cwd, '.modelyard'), 'a file');
    const { code, stderr } = await modelyard(['validate'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: .*\.modelyard/m);
    expect(stderr).not.toMatch(STACK);
  });
});

describe('a config that is wrong', () => {
  it('is told with every place, and nothing is written', async () => {
    const cwd = await project({ good: {} });
    const text = readFileSync(join(cwd, 'modelyard.yml'), 'utf8');
    writeFileSync(
      join(cwd, 'modelyard.yml'),
      text.replace('roc_auc: {min: 0.5}', 'roc_uac: {min: 0.5}').replace('target: y', 'traget: y'),
    );
    for (const command of ['run', 'status', 'release']) {
      const { code, stdout, stderr } = await modelyard([command], { cwd });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toBe(
        [
          'error: modelyard.yml has 2 problems',
          'modelyard.yml:5:58  models.good.data.traget: unknown key; did you mean target?',
          'modelyard.yml:8:13  models.good.gates.roc_uac: no metric of this name; did you mean roc_auc?',
          'hint: docs/configuration.md describes every key.',
          '',
        ].join('\n'),
      );
    }
    expect(existsSync(join(cwd, '.modelyard'))).toBe(false);
  });

  it('may hold what would be a command of the runner; it stays text', async () => {
    const cwd = await project({ good: {} });
    writeFileSync(join(cwd, 'modelyard.yml'), 'version: 1\nmodels: {}\n"a\\n::error::b\\u001b[2J": 1\n');
    const { code, stderr } = await modelyard(['run'], { cwd, env: { GITHUB_ACTIONS: 'true' } });
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/^ *::/m);
    expect(stderr).not.toContain('\u001b');
  });
});

describe('the forge', () => {
  const RELEASE = ['release', '--dry-run'];
  const MEANT =
    /^error: modelyard release would write to this clone only.*\nhint: Say --forge github, or --forge local/;

  it('must be meant where the repository belongs to GitHub', async () => {
    const cwd = await project({ good: {} });
    for (const url of [
      'git@github.com:a/b.git',
      'https://user@github.com/a/b',
      'ssh://git@ssh.github.com:443/a/b',
    ]) {
      await run('git', ['config', 'remote.origin.url', url], { cwd });
      expect(await modelyard(RELEASE, { cwd })).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(MEANT),
      });
    }
    expect((await modelyard([...RELEASE, '--forge', 'local'], { cwd })).stderr).not.toMatch(MEANT);
    expect((await modelyard(['status'], { cwd })).code).toBe(0);
    await run('git', ['config', 'remote.origin.url', 'https://notgithub.com/a/b'], { cwd });
    expect((await modelyard(RELEASE, { cwd })).stderr).not.toMatch(MEANT);
  });

  it('is GitHub inside GitHub Actions, unless told otherwise', async () => {
    const inside = { env: { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'a/b' } };
    for (const command of [
      RELEASE,
      ['deploy', '--environment', 'staging'],
      ['rollback', '--environment', 'staging'],
      ['status'],
    ]) {
      const { code, stderr } = await modelyard(command, inside);
      expect([code, stderr]).toEqual([2, expect.stringContaining('--forge github needs a token')]);
    }
    expect((await modelyard([...RELEASE, '--forge=local'], inside)).stderr).not.toMatch(/github/i);
  });

  it('github needs to know the repository and a token; another forge does not exist', async () => {
    const cwd = await project({ good: {} });
    const status = (env: Record<string, string>) => modelyard(['status', '--forge', 'github'], { cwd, env });
    expect((await status({ GITHUB_TOKEN: 'x' })).stderr).toMatch(
      /^error: --forge github does not know the repository.*\nhint: Set GITHUB_REPOSITORY/,
    );
    expect((await status({ GITHUB_REPOSITORY: 'a b', GITHUB_TOKEN: 'x' })).stderr).toContain(
      'expected owner/name',
    );
    await run('git', ['config', 'remote.origin.url', 'https://git.example.org/a/b.git'], { cwd });
    expect((await status({ GITHUB_TOKEN: 'x' })).stderr).toContain(
      'GITHUB_API_URL=https://git.example.org/api/v3',
    );
    const away = { GITHUB_API_URL: 'http://127.0.0.1:9', GITHUB_REPOSITORY: 'a/b', GITHUB_TOKEN: 'x\ny' };
    expect(await status(away)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('characters that no token has'),
    });
    expect((await modelyard(['status', '--forge', 'gitlab'])).stderr).toMatch(
      /^error: --forge gitlab: expected local/,
    );
  });
});

describe('a folder below, another place', () => {
  it('finds the config above, or where --config says', async () => {
    const deep = join(folder, 'deep', 'er');
    mkdirSync(deep, { recursive: true });
    expect((await modelyard(['status', '--json'], { cwd: deep })).code).toBe(0);
    const elsewhere = bundle.folder();
    const { code, stdout } = await modelyard(['status', '--json', '--config', folder], { cwd: elsewhere });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).model).toBe('good');
  });
});
