import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { type TaskProject, taskProject } from './task-project.ts';

const rows = (prefix: string, count: number) =>
  [
    'id,x,price',
    ...Array.from(
      { length: count },
      (_, row) => `${prefix}${row},${(row * 37) % 101},${2 * ((row * 37) % 101)}`,
    ),
    '',
  ].join('\n');

/** Copies the model that is named, and says what it says of the evaluation rows. */
const TRAINER = `
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const [, , name] = process.argv;
mkdirSync('out', { recursive: true });
copyFileSync('models/' + name, 'out/' + name);
const [, ...lines] = readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8').trim().split('\\n');
const said = lines.map((line) => line.split(',')).map(([id, x]) => id + ',' + 2 * x);
writeFileSync('out/' + name + '.csv', ['id,value', ...said, ''].join('\\n'));
`;

/** One float32 tensor "w" of two numbers: https://huggingface.co/docs/safetensors */
function safetensors(values: readonly number[]): Buffer {
  const header = Buffer.from(
    JSON.stringify({ w: { dtype: 'F32', shape: [values.length], data_offsets: [0, 4 * values.length] } }),
  );
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([size, header, Buffer.from(Float32Array.from(values).buffer)]);
}

const FILES: Readonly<Record<string, Buffer>> = {
  'adapter.safetensors': safetensors([2, 0]),
  'forest.joblib': Buffer.from(
    '\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x8c\x06system\x93\x94',
    'latin1',
  ),
};

const modelText = (name: string, file: string, deploy: string) => `
  ${name}:
    task: regression
    data: {train: train.csv, evaluation: evaluation.csv, target: price, id: id, checks: {overlap_rows: off}}
    train: {run: node train.mjs ${file}, model: out/${file}, predictions: out/${file}.csv}
    gates: {mae: {max: 1}}
    deploy: ${deploy}`;

const staging = '{staging: {target: {kind: directory, path: served}}}';
/** The only environment of a target that answers nothing: every deployment to it fails. */
const broken = '{staging: {target: {kind: command, run: "false"}}}';

const CONFIG = `version: 1
models:${modelText('adapter', 'adapter.safetensors', staging)}${modelText('broken', 'forest.joblib', broken)}${modelText('forest', 'forest.joblib', staging)}${modelText('idle', 'adapter.safetensors', staging)}${modelText('kept', 'forest.joblib', '{lab: {target: {kind: directory, path: lab}}}')}
`;

const digest = (file: string) =>
  `sha256:${createHash('sha256')
    .update(FILES[file] ?? '')
    .digest('hex')}`;
const SERVED = { adapter: 'adapter.safetensors', forest: 'forest.joblib' } as const;

let bundle: Bundle;
let project: TaskProject;
beforeAll(async () => {
  bundle = await buildBundle();
  project = await taskProject(bundle, {
    '.gitignore': 'out/\nserved/\nlab/\n.modelyard/\n',
    'modelyard.yml': CONFIG,
    'train.csv': rows('t', 60),
    'evaluation.csv': rows('e', 80),
    'train.mjs': TRAINER,
    ...Object.fromEntries(Object.entries(FILES).map(([name, bytes]) => [`models/${name}`, bytes])),
  });
  const ran = await project.modelyard('run --model adapter,broken,forest,kept');
  expect(ran.code, ran.stderr).toBe(0);
  const released = await project.modelyard('release --model adapter,broken,forest,kept');
  expect(released.code, released.stderr).toBe(0);
}, 300_000);
afterAll(() => bundle.remove());

const deploy = async (more: string) => {
  const { code, stdout, stderr } = await project.modelyard(`deploy ${more} --json`);
  return { code, stderr, records: stdout === '' ? [] : [JSON.parse(stdout)].flat() };
};

describe('deploy without --model', () => {
  it('says what it would do, of each model that has the environment and a release', async () => {
    const { code, records, stderr } = await deploy('--environment staging --dry-run');
    expect(code).toBe(0);
    expect(records.map(({ model, release }) => [model, release])).toEqual(
      ['adapter', 'broken', 'forest'].map((model) => [model, `${model}@v1.0.0`]),
    );
    expect(stderr).toContain('kept: has no environment staging; left out\n');
    expect(stderr).toContain('idle: has no release yet; left out\n');
    expect(existsSync(project.path('served'))).toBe(false);
  });

  it('deploys one after the other by their bytes; one that fails does not stop the others', async () => {
    const { code, records, stderr } = await deploy('--environment staging');
    expect(code, stderr).toBe(3);
    expect(records.map(({ model, verdict }) => [model, verdict])).toEqual([
      ['adapter', 'pass'],
      ['broken', null],
      ['forest', 'pass'],
    ]);
    for (const [model, file] of Object.entries(SERVED)) {
      const record = records.find((each) => each.model === model);
      expect(record).toMatchObject({ live: digest(file), digest: digest(file), smoke: 'not-run' });
      expect(readFileSync(project.path('served', model, 'current', file))).toEqual(FILES[file]);
    }
  });

  it('a second time changes nothing', async () => {
    const { code, records, stderr } = await deploy('--environment staging --model adapter,forest');
    expect(code, stderr).toBe(0);
    expect(records).toHaveLength(2);
    expect(stderr).toContain('forest: staging serves forest@v1.0.0 already');
  });

  it('takes the tags that this run released, and these alone', async () => {
    rmSync(project.path('served'), { recursive: true });
    const { code, records, stderr } = await deploy(
      '--environment staging --released forest@v1.0.0,kept@v1.0.0',
    );
    expect([code, records], stderr).toMatchObject([0, [{ model: 'forest', verdict: 'pass' }]]);
    expect(existsSync(project.path('served/adapter'))).toBe(false);
    expect(stderr).toContain('adapter: not among what was released (forest@v1.0.0, kept@v1.0.0); left out');
  });

  it('takes the model from a tag; a version alone is not enough', async () => {
    const named = await deploy('adapter@v1.0.0 --environment staging');
    expect([named.code, named.records], named.stderr).toMatchObject([0, [{ model: 'adapter' }]]);
    const { code, stderr } = await deploy('1.0.0 --environment staging');
    expect([code, stderr]).toEqual([
      2,
      'error: 1.0.0 is a version of one model; there are adapter, broken, forest, idle, kept\nhint: Name the model with --model, or give its tag, such as adapter@v1.2.3.\n',
    ]);
  });

  it.each([
    ['--environment moon', 2, 'no model has an environment moon'],
    ['--environment staging --released visits@v1.0.0', 2, 'visits@v1.0.0 is no release of adapter, broken'],
    ['--environment staging --model idle,forest', 1, 'idle: idle has no release to deploy'],
    ['--environment staging --model kept', 2, 'kept has no environment staging'],
  ])('%s is an error', async (more, code, message) => {
    const ended = await deploy(more);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(message)]);
  });
});
