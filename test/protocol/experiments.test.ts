import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/records/canonical-json.ts';
import { type Experiment, foundExperimentSchema } from '../../src/records/experiment.ts';
import { experimentComparisonSchema } from '../../src/records/experiment-comparison.ts';
import { experimentRankingSchema } from '../../src/records/experiment-ranking.ts';
import { experimentsRecordSchema } from '../../src/records/experiments.ts';
import { type Bundle, buildBundle, type Ended, gitRepository, run } from './bundle.ts';
import { type Weights, writeExperimentsProject, writeWeights } from './experiments-project.ts';

let bundle: Bundle;
let base: string;

/** Three weights: one that knows half of the truth, and two that can hardly be told apart. */
const TRIED: readonly Weights[] = [
  { x: 0.3, z: 0 },
  { x: 1.4, z: 0.9 },
  { x: 1.5, z: 0.9 },
];

beforeAll(async () => {
  bundle = await buildBundle();
  base = bundle.folder();
  writeExperimentsProject(base);
  await gitRepository(base);
  for (const weights of TRIED) {
    writeWeights(base, weights);
    const { code, stderr } = await modelyard(base, ['run']);
    expect(stderr).toContain('pass');
    expect(code).toBe(0);
  }
}, 120_000);
afterAll(() => bundle.remove());

function modelyard(cwd: string, args: readonly string[]): Promise<Ended> {
  return run(process.execPath, [bundle.main, ...args], { cwd });
}

function copy(): string {
  const folder = bundle.folder();
  cpSync(base, folder, { recursive: true });
  return folder;
}

const kept = (folder: string, ...names: string[]) =>
  join(folder, '.modelyard', 'churn', 'experiments', ...names);

async function listed(cwd: string, ...options: string[]) {
  const { code, stdout, stderr } = await modelyard(cwd, ['experiments', 'list', '--json', ...options]);
  expect(code, stderr).toBe(0);
  expect(stdout).toBe(`${canonicalJson(JSON.parse(stdout))}\n`);
  return { record: experimentsRecordSchema.parse(JSON.parse(stdout)), stderr };
}

const weightsOf = ({ params }: Pick<Experiment, 'params'>) => params?.weights;

describe('experiments list', () => {
  it('tells of every candidate that was trained here, newest first', async () => {
    const { record, stderr } = await listed(base);
    expect(stderr).toBe('');
    expect(record.experiments.map(weightsOf)).toEqual([...TRIED].reverse());
    expect(record).toMatchObject({ found: 3, sortedBy: 'at', skipped: [] });
    const [newest, , first] = record.experiments;
    expect(newest).toMatchObject({ verdict: 'pass', where: ['checkout'], tags: [], dirty: true });
    expect(first).toMatchObject({ dirty: false });
    expect(newest?.metrics.map(({ name }) => name)).toEqual(['log_loss', 'roc_auc', 'accuracy']);
    expect(newest?.cost.trainSeconds).toBeGreaterThan(0);
    expect(newest?.data).toBe(first?.data);
    expect(newest?.code).not.toBe(first?.code);
    expect(newest?.rows).toBe(first?.rows);
  });

  it('sorts by a metric, best first, and shows parameters that differ', async () => {
    const { code, stdout } = await modelyard(base, [
      'experiments',
      'list',
      '--sort',
      'log_loss',
      '--limit',
      '2',
    ]);
    expect(code).toBe(0);
    const [head, first, second, more] = stdout.split('\n');
    expect(head).toMatch(
      /^id +trained \(UTC\) +verdict +log_loss +better → +.*parameters that differ +where$/,
    );
    expect(first).toMatch(/0\.4\d+ ±0\.0\d+ .*weights\.x=1\.[45]/);
    expect(second).toMatch(/0\.4\d+ ±0\.0\d+/);
    expect(more).toBe('and 1 more: --limit shows them');
    const { record } = await listed(base, '--sort', 'train_seconds');
    const seconds = record.experiments.map(({ cost }) => cost.trainSeconds ?? 0);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
  });

  it('has one line for a candidate that is taken again, or judged again', async () => {
    const cwd = copy();
    expect((await modelyard(cwd, ['run'])).code).toBe(0);
    expect((await modelyard(cwd, ['evaluate'])).code).toBe(0);
    expect((await listed(cwd)).record.found).toBe(3);
  });

  it('tells of a candidate that was not judged yet, and of one from before there were experiments', async () => {
    const cwd = copy();
    writeWeights(cwd, { x: 5, z: 5 });
    expect((await modelyard(cwd, ['train'])).code).toBe(0);
    const [newest, judged] = (await listed(cwd)).record.experiments;
    expect(newest).toMatchObject({ verdict: null, metrics: [], rows: null, rowsReason: 'it was not judged' });
    rmSync(kept(cwd), { recursive: true });
    const { record } = await listed(cwd);
    expect(record.found).toBe(4);
    expect(record.experiments.map(({ id }) => id)).toContain(judged?.id);
    const { stdout } = await modelyard(cwd, ['experiments', 'best']);
    expect(stdout).toBe('churn: nothing was judged yet: modelyard run trains a candidate and judges it\n');
  });

  it('tells of trainings that failed, and why', async () => {
    const folder = copy();
    const train = (script: string) => {
      writeFileSync(join(folder, 'train.mjs'), script);
      return modelyard(folder, ['train']);
    };
    expect((await train("console.log('epoch 1'); throw new RangeError('no \\u001b[31mrows')")).code).toBe(1);
    expect((await train("console.log('done')")).code).toBe(2);
    expect((await train('process.exit(7)')).code).toBe(1);
    expect((await train('process.exit(7)')).code).toBe(1);
    const { record } = await listed(folder);
    expect(record.found).toBe(6);
    const [seven, none, thrown] = record.experiments;
    expect(seven).toMatchObject({ verdict: null, failure: 'exit code 7', candidate: null, metrics: [] });
    expect(none?.failure).toMatch(/did not write out\/predictions.csv \(train.predictions\)/);
    expect(thrown?.failure).toBe('exit code 1: RangeError: no \u001b[31mrows');
    const { stdout } = await modelyard(folder, ['experiments', 'list']);
    expect(stdout.split('\n')[1]).toMatch(/ not trained .* exit code 7$/);
    const shown = await modelyard(folder, ['experiments', 'show', seven?.id ?? '']);
    expect(shown.stdout).toMatch(/verdict +not trained\nwhy +exit code 7\n/);
    const best = await modelyard(folder, ['experiments', 'best', '--json']);
    expect(experimentRankingSchema.parse(JSON.parse(best.stdout)).ranked).toHaveLength(3);
    const compared = await modelyard(folder, ['experiments', 'compare', '--json']);
    expect(JSON.parse(compared.stdout).after).toMatchObject({
      experiment: null,
      experimentReason: 'the training from it failed: exit code 7',
    });
  });

  it('names what is broken, leaves it out and goes on', async () => {
    const cwd = copy();
    const [name = ''] = readdirSync(kept(cwd)).filter((each) => each.endsWith('.json'));
    writeFileSync(kept(cwd, 'aaaaaaaaaaaa.json'), '{"schema"');
    writeFileSync(kept(cwd, 'bbbbbbbbbbbb.json'), readFileSync(kept(cwd, name)));
    writeFileSync(kept(cwd, 'cccccccccccc.json'), JSON.stringify({ schema: 'modelyard/experiment/9' }));
    mkdirSync(kept(cwd, 'dddddddddddd.json'));
    mkdirSync(join(cwd, '.modelyard/churn/candidates', 'f'.repeat(64)));
    writeFileSync(join(cwd, '.modelyard/churn/candidates', 'f'.repeat(64), 'train.json'), '[]');
    const { record, stderr } = await listed(cwd);
    expect(record.found).toBe(3);
    expect(record.skipped).toHaveLength(4);
    for (const broken of [
      'aaaaaaaaaaaa.json is not JSON',
      'bbbbbbbbbbbb.json is of the experiment',
      'cccccccccccc',
    ])
      expect(stderr).toContain(broken);
  });

  it('shows hostile names and values as what they are, and nothing that a terminal obeys', async () => {
    const cwd = copy();
    const [name = ''] = readdirSync(kept(cwd)).filter((each) => each.endsWith('.json'));
    const record = JSON.parse(readFileSync(kept(cwd, name), 'utf8'));
    record.params = {
      'a|b\u001b[2J': '\n::error::x',
      many: Array.from({ length: 5000 }, (_, index) => index),
    };
    record.commit = '\u202eabc';
    writeFileSync(kept(cwd, name), JSON.stringify(record));
    for (const args of [['list'], ['show', record.id], ['best']]) {
      const { code, stdout, stderr } = await modelyard(cwd, ['experiments', ...args]);
      expect(code, stderr).toBe(0);
      for (const sign of ['\u001b', '\u202e', '\n::']) expect(stdout).not.toContain(sign);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(600);
    }
  });

  it('reads a thousand, and no more than that', async () => {
    const cwd = copy();
    const [name = ''] = readdirSync(kept(cwd)).filter((each) => each.endsWith('.json'));
    const record = JSON.parse(readFileSync(kept(cwd, name), 'utf8'));
    for (let index = 0; index < 1100; index++) {
      const id = index.toString(16).padStart(12, '0');
      const params = { weights: { x: index, z: 1 } };
      writeFileSync(kept(cwd, `${id}.json`), `${JSON.stringify({ ...record, id, params })}\n`);
    }
    const { code, stdout } = await modelyard(cwd, ['experiments', 'list']);
    expect(code).toBe(0);
    expect(stdout).toContain('and 950 more: --limit shows them');
  });

  it('says what to do in an empty checkout, and needs a repository', async () => {
    const cwd = bundle.folder();
    writeExperimentsProject(cwd);
    expect(await modelyard(cwd, ['experiments', 'list'])).toMatchObject({ code: 3, stdout: '' });
    await gitRepository(cwd);
    const { stdout } = await modelyard(cwd, ['experiments', 'list']);
    expect(stdout).toBe(
      'churn has no experiments yet: modelyard train makes one, modelyard evaluate judges it\n',
    );
  });
});

describe('experiments show', () => {
  it('shows one whole, by its id, its beginning, its digest or a git ref', async () => {
    const { record } = await listed(base);
    const first = record.experiments.at(-1);
    for (const name of [first?.id, first?.id.slice(0, 6), first?.inputDigest, 'HEAD', 'main']) {
      const { code, stdout } = await modelyard(base, ['experiments', 'show', name ?? '', '--json']);
      expect(code).toBe(0);
      expect(foundExperimentSchema.parse(JSON.parse(stdout))).toEqual(first);
    }
    const { stdout } = await modelyard(base, ['experiments', 'show', 'HEAD']);
    for (const line of [
      /^verdict +pass$/m,
      /^ +log_loss +0\.\d+ +0\.\d+ … 0\.\d+ \(95 %\) +600 rows$/m,
      /^ +weights\.x: 0\.3$/m,
    ])
      expect(stdout).toMatch(line);
  });

  it.each([
    [['show', 'nothing'], /^error: "nothing": it is no experiment, and no ref of git\n/],
    [['show', '--output=x'], /^error: modelyard experiments has no option --output\n/],
    [['show'], /needs the id of an experiment, a tag or a git ref/],
    [['show', 'a', 'b'], /does not take "b"/],
    [['list', '--sort', 'nothing'], /There are: log_loss, roc_auc, accuracy, train_seconds,/],
    [['list', '--limit', '0'], /--limit "0": expected a number/],
    [['list', '--metric', 'f1'], /experiments list has no --metric/],
    [['best', '--metric', 'rmse'], /--metric "rmse": no experiment has a value of that name/],
    [['toString'], /needs one of list, show, .*found "toString"/],
    [[], /needs one of list, show/],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await modelyard(base, ['experiments', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('experiments best', () => {
  it('names the leader, what cannot be told from it, and what is worse', async () => {
    const { code, stdout } = await modelyard(base, ['experiments', 'best', '--json']);
    expect(code).toBe(0);
    const record = experimentRankingSchema.parse(JSON.parse(stdout));
    expect(record).toMatchObject({
      outcome: 'tied',
      metric: 'log_loss',
      rows: 600,
      pointsOnly: [],
      skipped: [],
    });
    expect(record.simultaneousConfidence).toBeCloseTo(0.975, 12);
    expect(record.ranked.map(({ standing }) => standing)).toEqual(['leader', 'tied', 'worse']);
    expect(record.set).toEqual(record.ranked.slice(0, 2).map(({ id }) => id));
    const { stdout: text } = await modelyard(base, ['experiments', 'best']);
    expect(text).toMatch(/these rows cannot tell it from [0-9a-f]{12}: any of these 2 may be the best one/);
  });

  it('ranks by a metric that nobody asked for when it was judged', async () => {
    const { stdout } = await modelyard(base, ['experiments', 'best', '--metric', 'brier', '--json']);
    const record = experimentRankingSchema.parse(JSON.parse(stdout));
    expect(record).toMatchObject({ metric: 'brier', better: 'lower', pointsOnly: [] });
    expect(record.ranked.at(-1)?.standing).toBe('worse');
  });

  it('says points only where rows are missing or damaged, and never ranks other rows with these', async () => {
    const cwd = copy();
    const { record } = await listed(cwd);
    const [newest, middle, first] = record.experiments.map(({ id }) => id);
    writeFileSync(kept(cwd, 'predictions', `${middle}.gz`), 'junk');
    rmSync(kept(cwd, 'predictions', `${first}.gz`));
    const { stdout } = await modelyard(cwd, ['experiments', 'best', '--json']);
    const ranking = experimentRankingSchema.parse(JSON.parse(stdout));
    expect(ranking).toMatchObject({ outcome: 'alone', set: [newest] });
    expect(ranking.pointsOnly.map(({ id, reason }) => [id, reason])).toEqual([
      [middle, expect.stringMatching(/is damaged$/)],
      [first, 'its predictions are not kept any more'],
    ]);
    // One label of the evaluation data changes: what was judged before was judged on other rows.
    const data = readFileSync(join(cwd, 'evaluation.csv'), 'utf8');
    writeFileSync(
      join(cwd, 'evaluation.csv'),
      data.replace(/,[01]\n/, (end) => (end === ',1\n' ? ',0\n' : ',1\n')),
    );
    expect((await modelyard(cwd, ['run'])).code).toBe(0);
    const { stdout: text } = await modelyard(cwd, ['experiments', 'best']);
    expect(text).toContain('it was judged on other rows');
  });

  it('takes candidates with the same predictions for one', async () => {
    const cwd = copy();
    writeFileSync(join(cwd, 'train.mjs'), `${readFileSync(join(cwd, 'train.mjs'), 'utf8')}// another word\n`);
    expect((await modelyard(cwd, ['run'])).code).toBe(0);
    const { stdout } = await modelyard(cwd, ['experiments', 'best', '--json']);
    const record = experimentRankingSchema.parse(JSON.parse(stdout));
    expect(record.ranked).toHaveLength(3);
    expect(record.ranked.flatMap(({ same }) => same)).toHaveLength(1);
  });
});

describe('experiments compare', () => {
  async function compared(cwd: string, args: readonly string[]) {
    const { code, stdout, stderr } = await modelyard(cwd, ['experiments', 'compare', ...args, '--json']);
    expect([0, 1], stderr).toContain(code);
    return { code, record: experimentComparisonSchema.parse(JSON.parse(stdout)) };
  }

  it('holds the files as they are against HEAD, row by row', async () => {
    const { code, record } = await compared(base, []);
    expect(code).toBe(0);
    expect(record).toMatchObject({
      verdict: null,
      before: { name: 'HEAD', kind: 'commit', files: ['params.json'] },
      after: { name: 'worktree', kind: 'worktree', commit: null, files: ['params.json'] },
      params: [
        { name: 'weights.x', before: '0.3', after: '1.5' },
        { name: 'weights.z', before: '0', after: '0.9' },
      ],
      data: 'same',
      code: 'changed',
    });
    expect(record.metrics.map(({ name, basis, change }) => [name, basis, change])).toEqual([
      ['log_loss', 'rows', 'better'],
      ['roc_auc', 'rows', 'better'],
      ['accuracy', 'rows', 'better'],
    ]);
    const [loss] = record.metrics;
    expect(loss?.interval?.[1]).toBeLessThan(0);
    const { stdout } = await modelyard(base, ['experiments', 'compare']);
    expect(stdout).toMatch(
      /^### churn: `HEAD` → `worktree`\n\n\| metric \| `HEAD` \| `worktree` \| change, 95 % \| \|\n/,
    );
    expect(stdout).toMatch(
      /\| log_loss \(lower is better\) \| 0\.\d+ \| 0\.\d+ \| −0\.\d+ \(−0\.\d+ … −0\.\d+\) \| ✅ better \|/,
    );
    expect(stdout).toContain('- `weights.x: 0.3 → 1.5`\n');
  });

  it('turns around with its sides, and ends as it was asked to', async () => {
    const { record } = await compared(base, ['worktree', 'main']);
    expect(record.metrics.map(({ change }) => change)).toEqual(['worse', 'worse', 'worse']);
    const there = (await compared(base, ['main', 'worktree'])).record.metrics[0]?.difference ?? 0;
    expect(record.metrics[0]?.difference).toBeCloseTo(-there, 12);
    const { record: list } = await listed(base);
    const [newest = '', second = ''] = list.experiments.map(({ id }) => id);
    const codes = async (...args: string[]) => (await compared(base, args)).code;
    expect(await codes('worktree', 'main', '--fail-on', 'worse')).toBe(1);
    expect(await codes('main', 'worktree', '--fail-on', 'worse')).toBe(0);
    expect(await codes('main', 'worktree', '--fail-on', 'unclear')).toBe(0);
    expect(await codes(second, newest, '--fail-on', 'worse', '--metric', 'log_loss')).toBe(0);
    expect(await codes(second, newest, '--fail-on', 'unclear', '--metric', 'log_loss')).toBe(1);
    expect(await codes(newest, newest, '--fail-on', 'unclear')).toBe(0);
    const { stdout } = await modelyard(base, ['experiments', 'compare', newest, newest]);
    expect(stdout).toContain('Both are the same candidate');
    expect(stdout).toMatch(/\| accuracy \| (0\.\d+) \| \1 \| 0\.0+ \| the same \|/);
  });

  it('reads committed metrics and parameters, as other tools keep them', async () => {
    const cwd = copy();
    writeFileSync(
      join(cwd, 'm|x.yaml'),
      'test:\n  roc_auc: 0.8\n  loss: 0.5\n  rows: 9\n  note: text\n  gone: 1\n  nan: .nan\n',
    );
    writeFileSync(join(cwd, 'more.yaml'), 'a: {b: [1, 2]}\n');
    await gitRepository(cwd);
    writeFileSync(join(cwd, 'm|x.yaml'), '{"test": {"roc_auc": 0.7, "loss": 0.4, "rows": 9}}');
    writeFileSync(join(cwd, 'more.yaml'), 'a: {b: [1, 3]}\n');
    const files = ['--metrics-file', 'm|x.yaml', '--params-file', 'more.yaml'];
    const { code, record } = await compared(cwd, [...files, '--fail-on', 'worse']);
    expect(code).toBe(1);
    const changes = record.metrics.filter(({ name }) => name.startsWith('test.'));
    expect(changes).toEqual([
      expect.objectContaining({
        name: 'test.roc_auc',
        better: 'higher',
        change: 'worse',
        basis: 'point',
        interval: null,
      }),
      expect.objectContaining({
        name: 'test.loss',
        better: null,
        change: 'unknown',
        before: 0.5,
        after: 0.4,
      }),
      expect.objectContaining({ name: 'test.rows', better: null, change: 'same', difference: 0 }),
      expect.objectContaining({
        name: 'test.gone',
        change: 'missing',
        after: null,
        reason: 'no value at worktree',
      }),
    ]);
    expect(record.params).toEqual([{ name: 'more.yaml:a.b.1', before: '2', after: '3' }]);
    const { stdout } = await modelyard(cwd, ['experiments', 'compare', ...files]);
    expect(stdout).toContain('| test.roc_auc | 0.800 | 0.700 | −0.100 | worse, by the point |');
  });

  it('takes the direction of a name from evaluate.metrics_map', async () => {
    const cwd = copy();
    const config = readFileSync(join(cwd, 'modelyard.yml'), 'utf8')
      .replace('params: params.json', 'params: params.json, metrics: m.yaml')
      .replace(
        'metrics: [log_loss, roc_auc, accuracy]',
        'metrics: [log_loss], metrics_map: {log_loss: test.ce}',
      );
    writeFileSync(join(cwd, 'modelyard.yml'), config.replace('predictions: out/predictions.csv, ', ''));
    writeFileSync(join(cwd, 'm.yaml'), 'test: {ce: 0.5}\n');
    await gitRepository(cwd);
    writeFileSync(join(cwd, 'm.yaml'), 'test: {ce: 0.6}\n');
    const { record } = await compared(cwd, []);
    expect(record.metrics.find(({ name }) => name === 'test.ce')).toMatchObject({
      better: 'lower',
      change: 'worse',
      basis: 'point',
    });
  });

  it('says why there is a point only, or nothing', async () => {
    const cwd = copy();
    writeWeights(cwd, { x: 9, z: 9 });
    const { code, record } = await compared(cwd, ['--fail-on', 'worse']);
    expect({ code, verdict: record.verdict }).toEqual({ code: 1, verdict: 'inconclusive' });
    expect(record.after).toMatchObject({
      experiment: null,
      experimentReason: 'no candidate that is known here was trained from it',
    });
    expect(record.metrics.every(({ change }) => change === 'missing')).toBe(true);
    expect(record.params).toHaveLength(2);
    rmSync(kept(cwd, 'predictions'), { recursive: true });
    writeWeights(cwd, TRIED[1] ?? { x: 0, z: 0 });
    const { record: points } = await compared(cwd, []);
    expect(points.metrics[0]).toMatchObject({
      basis: 'point',
      change: 'better',
      reason: 'its predictions are not kept any more',
    });
  });

  it.each([
    [['nothing'], /"nothing" is no git ref and no experiment/],
    [['HEAD', 'HEAD~7'], /"HEAD~7" is no git ref and no experiment/],
    [['a', 'b', 'c'], /does not take "c"/],
    [['--fail-on', 'better'], /--fail-on "better": expected worse or unclear/],
    [
      ['--metric', 'f1'],
      /--metric "f1": neither side has a value of that name\nhint: There are: log_loss, roc_auc/,
    ],
    [['--metrics-file', 'nothing.json'], /nothing\.json is on neither side/],
    [['--params-file', 'train.csv'], /train\.csv: parameters are compared in YAML, JSON and TOML files only/],
    [['--metrics-file', 'train.csv'], /train\.csv: expected names and values/],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await modelyard(base, ['experiments', 'compare', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('reads large JSON, and refuses what would take minutes or the stack', async () => {
    const cwd = copy();
    const names = Array.from({ length: 30_000 }, (_, index) => `k${index}`);
    writeFileSync(join(cwd, 'wide.json'), JSON.stringify(Object.fromEntries(names.map((name) => [name, 1]))));
    writeFileSync(join(cwd, 'wide.yaml'), names.map((name) => `${name}: 1\n`).join(''));
    writeFileSync(join(cwd, 'deep.json'), `{"a":${'['.repeat(150_000)}${']'.repeat(150_000)}}`);
    const { record } = await compared(cwd, ['--params-file', 'wide.json']);
    expect(record.params).toHaveLength(30_002);
    for (const [file, message] of [
      ['wide.yaml', /wide\.yaml holds more than 256 kB and is not JSON/],
      ['deep.json', /deep\.json cannot be read: Maximum call stack/],
    ] as const) {
      const { code, stderr } = await modelyard(cwd, ['experiments', 'compare', '--params-file', file]);
      expect(code, stderr).toBe(2);
      expect(stderr).toMatch(message);
    }
  });

  it('names a shallow clone where it is the reason', async () => {
    const cwd = bundle.folder();
    const { code } = await run('git', ['clone', '-q', '--depth', '1', `file://${base}`, join(cwd, 'clone')]);
    expect(code).toBe(0);
    const clone = join(cwd, 'clone');
    const { stderr } = await modelyard(clone, ['experiments', 'compare', 'v9']);
    expect(stderr).toContain(
      'hint: This clone is shallow: git fetch --unshallow --tags brings the history.\n',
    );
    const { stderr: told } = await modelyard(clone, ['experiments', 'list']);
    expect(told).toContain(
      'warning: left out: the releases: this clone is shallow, and there may be more than it shows: git fetch --unshallow --tags brings it\n',
    );
  });
});
