import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateRecordSchema } from '../../src/records/evaluate.ts';
import { profileSchema } from '../../src/records/profile.ts';
import { validateRecordSchema } from '../../src/records/validate.ts';
import { keyOf, md5Of, pointerText, writeUnder } from '../fixtures/dvc/dvc-objects.ts';
import { startS3 } from '../fixtures/dvc/s3-server.ts';
import { type Bundle, buildBundle, gitRepository, run } from './bundle.ts';

/** One dataset in several forms: everything that is said of it must be the same. */
let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

interface Row {
  readonly id: string;
  readonly x: number | null;
  readonly city: string;
  readonly y: 0 | 1;
}

function rows(prefix: string, shift = 0): Row[] {
  return Array.from({ length: 120 }, (_, index) => {
    const x = ((index * 37) % 101) * 12.5 + shift;
    const y = (x / 12.5 + ((index * 53) % 41)) % 120 > 60 ? 1 : 0;
    const city = index % 2 === 0 ? 'Köln' : 'Bad "Ems"';
    return { id: `${prefix}${index}`, x: index % 17 === 0 ? null : x, city, y };
  });
}

const quoted = (text: string) => (/[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const usual = (data: readonly Row[]) =>
  ['id,x,city,y', ...data.map(({ id, x, city, y }) => [id, x ?? '', quoted(city), y].join(','))].join('\n');

/** As a German spreadsheet writes it: semicolons, 1.234,5, a remark before it. */
function german(data: readonly Row[]): string {
  const number = (x: number) => {
    const [whole = '', fraction = ''] = String(x).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
    return fraction === '' ? grouped : `${grouped},${fraction}`;
  };
  const lines = data.map(({ id, x, city, y }) =>
    [id, x === null ? 'k.A.' : number(x), quoted(city), y].join(';'),
  );
  return ['# aus dem Archiv', 'id;x;city;y', ...lines, ''].join('\r\n');
}

const TRAINER = `
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
mkdirSync('out', { recursive: true });
const rows = JSON.parse(readFileSync('scores.json', 'utf8'));
writeFileSync(process.env.MODELYARD_OUTPUT_PREDICTIONS, ['id,score', ...rows, ''].join('\\n'));
`;

interface Form {
  /** Written as data.train and data.evaluation, with `NAME` for the dataset. */
  readonly entry: string;
  readonly files: (name: string, data: readonly Row[]) => Readonly<Record<string, string | Uint8Array>>;
}

const SPREADSHEET = `csv: {delimiter: ';', encoding: ENCODING, decimal: ',', thousands: '.', null: ['k.A.'], comment: '#'}`;

const FORMS: Readonly<Record<string, Form>> = {
  'the usual CSV': { entry: 'NAME.csv', files: (name, data) => ({ [`${name}.csv`]: usual(data) }) },
  'a German spreadsheet in Latin-1': {
    entry: `{path: NAME.csv, ${SPREADSHEET.replace('ENCODING', 'latin-1')}}`,
    files: (name, data) => ({ [`${name}.csv`]: Buffer.from(german(data), 'latin1') }),
  },
  'UTF-16 in gzip': {
    entry: `{path: NAME.csv.gz, ${SPREADSHEET.replace('ENCODING', 'utf-16')}}`,
    files: (name, data) => ({
      [`${name}.csv.gz`]: gzipSync(Buffer.from(`\ufeff${german(data)}`, 'utf16le')),
    }),
  },
  'a list of JSON objects': {
    entry: 'NAME.json',
    files: (name, data) => ({ [`${name}.json`]: JSON.stringify(data, null, 1) }),
  },
  'several files with other orders of columns': {
    entry: 'NAME-*.csv',
    files: (name, data) => ({
      [`${name}-1.csv`]: usual(data.slice(0, 50)),
      [`${name}-2.csv`]: [
        'y;x;id;city',
        ...data.slice(50).map(({ id, x, city, y }) => [y, x ?? '', id, quoted(city)].join(';')),
      ].join('\n'),
    }),
  },
};

async function project(form: Form): Promise<string> {
  const cwd = bundle.folder();
  const at = (name: string) => form.entry.replaceAll('NAME', `data/${name}`);
  const all = { train: rows('t'), evaluation: rows('e', 0.25) };
  mkdirSync(join(cwd, 'data'));
  for (const [name, data] of Object.entries(all))
    for (const [file, content] of Object.entries(form.files(name, data)))
      writeFileSync(join(cwd, 'data', file), content);
  const scores = all.evaluation.map(({ id, x }) => `${id},${0.1 + ((x ?? 0) / 1250) * 0.8}`);
  writeFileSync(join(cwd, 'scores.json'), JSON.stringify(scores));
  writeFileSync(join(cwd, 'train.mjs'), TRAINER);
  writeFileSync(join(cwd, '.gitignore'), 'out/\n.modelyard/\n');
  writeFileSync(
    join(cwd, 'modelyard.yml'),
    `version: 1
models:
  m:
    task: binary
    data: {train: ${at('train')}, evaluation: ${at('evaluation')}, target: y, positive: 1, id: id}
    train: {run: node train.mjs, predictions: out/p.csv}
    evaluate: {slices: [city]}
    gates: {roc_auc: {min: 0.5}}
`,
  );
  await gitRepository(cwd);
  return cwd;
}

/** What every stage found, without times and names of files. */
async function found(cwd: string, env: Readonly<Record<string, string>> = {}) {
  const stage = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(process.execPath, [bundle.main, ...args, '--json'], {
      cwd,
      env,
    });
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };
  const { datasets } = validateRecordSchema.parse(await stage('validate'));
  const profile = profileSchema.parse(
    JSON.parse(readFileSync(join(cwd, '.modelyard/m/profile.json'), 'utf8')),
  );
  await stage('train');
  const { metrics, slices } = evaluateRecordSchema.parse(await stage('evaluate'));
  const checks = datasets.map(({ role, rows: count, checks: all }) => ({
    role,
    rows: count,
    checks: all.filter(({ kind }) => kind !== 'files'),
  }));
  return { checks, profile: profile.columns, metrics, slices };
}

describe('the same rows in another form', () => {
  let expected: Awaited<ReturnType<typeof found>>;
  beforeAll(async () => {
    expected = await found(await project(FORMS['the usual CSV'] as Form));
    expect(expected.profile.map(({ column }) => column)).toEqual(['x', 'city', 'y']);
  }, 60_000);

  const others = Object.keys(FORMS).filter((name) => name !== 'the usual CSV');
  it.each(others)(
    '%s: the same checks, profile, metrics and slices',
    async (name) => {
      expect(await found(await project(FORMS[name] as Form))).toEqual(expected);
    },
    60_000,
  );
});

describe('data that DVC holds', () => {
  it('are fetched from S3, checked, trained on and judged as if they lay there', async () => {
    const cwd = await project(FORMS['the usual CSV'] as Form);
    const before = await found(cwd);
    const objects: Record<string, string> = {};
    for (const name of ['train', 'evaluation']) {
      const path = join(cwd, 'data', `${name}.csv`);
      const content = readFileSync(path, 'utf8');
      objects[`bucket/${keyOf(md5Of(content))}`] = content;
      writeFileSync(`${path}.dvc`, pointerText(`${name}.csv`, content));
      rmSync(path);
    }
    const store = await startS3({ objects, credentials: { id: 'id', secret: 'secret' } });
    writeUnder(
      cwd,
      '.dvc/config',
      `[core]\nremote = s3\n['remote "s3"']\nurl = s3://bucket\nendpointurl = ${store.url}\n`,
    );
    writeFileSync(join(cwd, '.gitignore'), 'out/\n.modelyard/\ndata/*.csv\n.dvc/cache\n');
    const config = readFileSync(join(cwd, 'modelyard.yml'), 'utf8');
    const absent = await run(process.execPath, [bundle.main, 'validate'], { cwd });
    expect(absent.stderr).toBe(
      'error: data/train.csv: no such file\nhint: Name its pointer, data/train.csv.dvc, or run dvc pull first.\n',
    );
    writeFileSync(join(cwd, 'modelyard.yml'), config.replaceAll('.csv,', '.csv.dvc,'));
    try {
      const refused = await run(process.execPath, [bundle.main, 'validate'], { cwd });
      expect({ code: refused.code, stderr: refused.stderr }).toEqual({
        code: 3,
        stderr:
          'error: data/train.csv cannot be fetched: s3://bucket answers 403 (AccessDenied)\nhint: No credentials were given: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.\n',
      });
      const env = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
      expect(await found(cwd, env)).toEqual(before);
      const asked = store.requests.filter(({ signed }) => signed);
      expect(asked.map(({ path }) => path).sort()).toEqual(Object.keys(objects).sort());
    } finally {
      await store.close();
    }
  }, 60_000);
});

describe('what is wrong with data', () => {
  it('names files relative to modelyard.yml', async () => {
    const cwd = await project(FORMS['the usual CSV'] as Form);
    writeFileSync(join(cwd, 'data', 'train.csv'), Buffer.from('id,x,city,y\na,1,Köln,1\n', 'latin1'));
    const { code, stderr } = await run(process.execPath, [bundle.main, 'validate'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `error: data/train.csv is not UTF-8 text (line 2, row 1, column "city")
hint: Say what it is, for example csv: { encoding: windows-1252 }, or save it as UTF-8.
`,
    });
  });

  it('columns that files lack are a warning where they may be missing', async () => {
    const cwd = await project(FORMS['several files with other orders of columns'] as Form);
    writeFileSync(join(cwd, 'data', 'train-3.csv'), 'id,x,y\nz,1,1\n');
    const refused = await run(process.execPath, [bundle.main, 'validate'], { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /^error: .*city is missing in 1 of 3 files \(data\/train-3\.csv\)\nhint: .*missing_columns: allow/,
    );
    const config = readFileSync(join(cwd, 'modelyard.yml'), 'utf8');
    writeFileSync(
      join(cwd, 'modelyard.yml'),
      config.replace('train: data/train-*.csv', 'train: {path: data/train-*.csv, missing_columns: allow}'),
    );
    const { code, stdout } = await run(process.execPath, [bundle.main, 'validate', '--json'], { cwd });
    expect(code).toBe(0);
    const [train] = validateRecordSchema.parse(JSON.parse(stdout)).datasets;
    expect(train?.checks.filter(({ kind }) => kind === 'files')).toMatchObject([
      { id: 'files.columns', verdict: 'warn', reason: 'city is missing in 1 of 3 files (data/train-3.csv)' },
    ]);
  });
});
