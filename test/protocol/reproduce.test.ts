import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reproduceRecordSchema } from '../../src/records/reproduce.ts';
import { type Bundle, buildBundle, gitRepository, run } from './bundle.ts';
import { writeProject } from './small-project.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

/** A training that says `score` of x, which is 0 … 100. */
const trainer = (score: string) => `
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const rows = readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8').trim().split('\\n').slice(1);
mkdirSync('out', { recursive: true });
const lines = rows.map((row, at) => { const [id, cell] = row.split(','); const x = Number(cell); return id + ',' + (${score}); });
writeFileSync('out/small.csv', ['id,score', ...lines, ''].join('\\n'));
`;

/** A project with a candidate that was trained by this program. */
async function trained(program: string) {
  const cwd = bundle.folder();
  writeProject(cwd, { small: {} });
  writeFileSync(join(cwd, 'train.mjs'), program);
  await gitRepository(cwd);
  mkdirSync(join(cwd, 'out'));
  writeFileSync(join(cwd, 'out/cache.txt'), 'built by an earlier step');
  const modelyard = (...args: string[]) => run(process.execPath, [bundle.main, ...args], { cwd });
  const first = await modelyard('run');
  if (first.code !== 0) throw new Error(first.stderr);
  return { cwd, modelyard };
}

async function reproduced(program: string) {
  const { cwd, modelyard } = await trained(program);
  const candidate = readFileSync(join(cwd, '.modelyard/small/train.json'), 'utf8');
  const { code, stdout, stderr } = await modelyard('evaluate', '--reproduce', '--json');
  expect(stdout, stderr).toBe(readFileSync(join(cwd, '.modelyard/small/reproduce.json'), 'utf8'));
  // The candidate stays what it is.
  expect(readFileSync(join(cwd, '.modelyard/small/train.json'), 'utf8')).toBe(candidate);
  return { code, stderr, record: reproduceRecordSchema.parse(JSON.parse(stdout)) };
}

const CLOCK = '(Number(process.hrtime.bigint() % 1000n) / 1000)';

describe('evaluate --reproduce', () => {
  it('finds the same bytes where training is a matter of its inputs', async () => {
    const { code, record, stderr } = await reproduced(trainer('0.1 + 0.8 * x / 100'));
    expect(code).toBe(0);
    expect(record).toMatchObject({ outcome: 'bit-for-bit', model: 'small' });
    expect(stderr).toMatch(/^small +reproduce +bit-for-bit/m);
  });

  it('finds the same scores where only the last digits move', async () => {
    const { code, record } = await reproduced(trainer(`0.1 + 0.8 * x / 100 + 1e-9 * ${CLOCK}`));
    expect(code).toBe(0);
    expect(record).toMatchObject({ outcome: 'same-scores', differing: ['out/small.csv'] });
    expect(record.rows).toMatchObject({ rows: 120, moved: 0 });
  });

  it('differs, and fails, where the time of day decides', async () => {
    const { code, record } = await reproduced(
      trainer(`(at + Date.now()) % 2 === 0 ? ${CLOCK} : 0.1 + 0.8 * x / 100`),
    );
    expect(code).toBe(1);
    expect(record.outcome).toBe('differs');
    expect(record.reason).toMatch(
      /^\d+ of 120 rows (is|are) decided otherwise, scores of \d+ of 120 rows moved/,
    );
  });

  it('fails where training needs what is no input of it', async () => {
    const program = `${trainer('x / 100')}\nif (!existsSync('out/cache.txt')) { console.error('no cache'); process.exit(7); }`;
    const { code, record } = await reproduced(program);
    expect(code).toBe(1);
    expect(record).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('a clean copy of the commit'),
    });
  });

  it('without a candidate says what to do, and leaves nothing', async () => {
    const cwd = bundle.folder();
    writeProject(cwd, { small: {} });
    await gitRepository(cwd);
    const { code, stdout, stderr } = await run(
      process.execPath,
      [bundle.main, 'evaluate', '--reproduce', '--json'],
      { cwd },
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('modelyard train');
    expect(existsSync(join(cwd, '.modelyard/small/reproduce.json'))).toBe(false);
  });
});
