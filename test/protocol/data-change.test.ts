import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { validateRecordSchema } from '../../src/records/validate.ts';
import { createRandom } from '../fixtures/drift/random.ts';
import { type Bundle, buildBundle, gitRepository, run } from './bundle.ts';

const CONFIG = `version: 1
models:
  churn:
    task: binary
    data: {train: data/train.csv, evaluation: data/evaluation.csv, contract: contract.yaml, target: y, positive: 1, id: id}
    train: {run: node train.mjs, predictions: out/p.csv}
    drift: {psi: 0.2, columns: {plan: {l_infinity: 0.2}}}
    gates: {roc_auc: {min: 0.5}}
`;
const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: churn
version: 1.0.0
status: active
schema:
  - name: churn
    properties:
      - {name: id, logicalType: string}
      - {name: age, logicalType: number, logicalTypeOptions: {minimum: 0, maximum: 130}}
      - {name: plan, logicalType: string, quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [basic, full]}}]}
      - {name: y, logicalType: integer}
`;

function csv(prefix: string, { older = 0, plans = ['basic', 'full'] } = {}): string {
  const random = createRandom(prefix.charCodeAt(0));
  const rows = Array.from({ length: 600 }, (_, row) => {
    const age = (45 + 12 * random.normal() + older).toFixed(1);
    return `${prefix}${row},${age},${plans[row % plans.length]},${random.integer(2)}`;
  });
  return `${['id,age,plan,y', ...rows].join('\n')}\n`;
}

let bundle: Bundle;
let cwd: string;
const modelyard = (args: readonly string[], env: Record<string, string> = {}) =>
  run(process.execPath, [bundle.main, ...args], { cwd, env });

beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());
beforeEach(async () => {
  cwd = bundle.folder();
  mkdirSync(join(cwd, 'data'));
  const files = {
    'modelyard.yml': CONFIG,
    'contract.yaml': CONTRACT,
    '.gitignore': '.modelyard/\nout/\n',
    'train.mjs': '',
    'data/train.csv': csv('t'),
    'data/evaluation.csv': csv('e'),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  await gitRepository(cwd);
});

const changeData = () =>
  writeFileSync(join(cwd, 'data', 'train.csv'), csv('t', { older: 60, plans: ['basic', 'full', 'trial'] }));

describe('modelyard validate --base', () => {
  it('says that unchanged data are those of the base', async () => {
    const { code, stdout } = await modelyard(['validate', '--base', 'HEAD', '--json']);
    const record = validateRecordSchema.parse(JSON.parse(stdout));
    expect({ code, patch: record.contractPatch }).toEqual({ code: 0, patch: null });
    expect(record.comparisons?.map(({ kind, verdict }) => [kind, verdict])).toEqual([
      ['base', 'pass'],
      ['train-evaluation', 'pass'],
    ]);
  });

  it('says what a change did, and which contract the data would fit', async () => {
    changeData();
    const { code, stdout } = await modelyard(['validate', '--base', 'HEAD', '--json']);
    const record = validateRecordSchema.parse(JSON.parse(stdout));
    expect(code).toBe(1);
    const base = record.comparisons?.find(({ kind }) => kind === 'base');
    const alarms = base?.signals.filter(({ verdict }) => verdict === 'warn');
    expect(alarms?.map(({ column, statistic }) => `${column} ${statistic}`)).toEqual([
      'age js',
      'age wasserstein',
      'age psi',
      'plan js',
      'plan psi',
      'plan l_infinity',
    ]);
    expect(base?.changes?.find(({ column }) => column === 'plan')?.domain?.addedValues).toEqual(['trial']);
    const patch = parse((record.contractPatch ?? []).join('\n')) as {
      schema: [{ properties: { name: string; logicalTypeOptions?: { maximum: number } }[] }];
    };
    expect(patch.schema[0].properties.map(({ name }) => name)).toEqual(['age', 'plan']);
    expect(patch.schema[0].properties[0]?.logicalTypeOptions?.maximum).toBeGreaterThan(130);

    const told = await modelyard(['validate', '--base', 'HEAD']);
    expect(told.stdout).toMatch(
      /^warn {2}train against [0-9a-f]{7} {2}age {2}shape, Jensen–Shannon distance/m,
    );
    expect(told.stdout).toContain('# The smallest change under which these data would pass.');
    const report = await modelyard(['report']);
    expect(report.stdout).toMatch(
      /\*\*What the data change did\*\*, against `[0-9a-f]{7}`: rows 600 as before, columns/,
    );
    expect(report.stdout).toContain('<summary>A contract that these data would fit</summary>');
  });

  it('tells no value on a build server', async () => {
    changeData();
    const { stdout } = await modelyard(['validate', '--base', 'HEAD', '--json'], { CI: 'true' });
    const record = validateRecordSchema.parse(JSON.parse(stdout));
    expect(JSON.stringify([record.comparisons, record.contractPatch, record.datasets])).not.toContain(
      'trial',
    );
  });

  it('a base that is not there is an error in the record, and no exit code while it only warns', async () => {
    const { code, stdout } = await modelyard(['validate', '--base', 'nowhere', '--json']);
    const base = validateRecordSchema.parse(JSON.parse(stdout)).comparisons?.[0];
    expect({ code, verdict: base?.verdict }).toEqual({ code: 0, verdict: 'error' });
    expect(base?.reason).toContain('nowhere is not in this clone');
    writeFileSync(join(cwd, 'modelyard.yml'), CONFIG.replace('psi: 0.2', 'psi: 0.2, base: block'));
    expect((await modelyard(['validate', '--base', 'nowhere'])).code).toBe(1);
  });
});
