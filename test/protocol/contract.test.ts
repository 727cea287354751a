import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle, type Ended, gitRepository, run } from './bundle.ts';
import { writeProject } from './small-project.ts';

let bundle: Bundle;
let folder: string;

beforeAll(async () => {
  bundle = await buildBundle();
  folder = bundle.folder();
  writeProject(folder, { good: {} });
  const config = join(folder, 'modelyard.yml');
  writeFileSync(config, readFileSync(config, 'utf8').replace('target: y', 'contract: c.yaml, target: y'));
  writeFileSync(join(folder, 'c.yaml'), SHORT);
  await gitRepository(folder);
});
afterAll(() => bundle.remove());

const SHORT = `contract: small
columns:
  id: string unique id
  x: integer 0..100 required
  y: {is: integer, values: [0, 1], role: label}
`;

const modelyard = (...args: readonly string[]): Promise<Ended> =>
  run(process.execPath, [bundle.main, 'contract', ...args], { cwd: folder });

describe('contract show', () => {
  it('prints the standard form of the short one, which means the same', async () => {
    const { code, stdout, stderr } = await modelyard('show');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^apiVersion: v3\.1\.0\nkind: DataContract\n/);
    writeFileSync(join(folder, 'whole.yaml'), stdout);
    const again = await modelyard('show', 'whole.yaml');
    expect(again.stdout).toBe(stdout);
    const diff = await modelyard('diff', 'c.yaml', 'whole.yaml');
    expect(diff).toMatchObject({
      code: 0,
      stdout: '**No change of what is checked**: c.yaml → whole.yaml\n',
    });
  });

  it('--json prints the document, and what is no contract is told with its lines', async () => {
    const { stdout } = await modelyard('show', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'DataContract', id: 'small' });
    writeFileSync(join(folder, 'bad.yaml'), SHORT.replace('0..100', '0...100').replace('unique', 'uniqe'));
    const { code, stdout: nothing, stderr } = await modelyard('show', 'bad.yaml');
    expect({ code, nothing }).toEqual({ code: 2, nothing: '' });
    expect(stderr).toMatch(/^error: bad\.yaml has 2 problems\nbad\.yaml:3:\d+ .*\nbad\.yaml:4:\d+ /);
  });
});

const POINTER = 'outs:\n- md5: 900150983cd24fb0d6963f7d28e17f72\n  size: 3\n  hash: md5\n  path: NAME\n';

describe('a file that is not there', () => {
  it.each(['show', 'import', 'infer', 'diff'])('is a mistake of who calls %s', async (command) => {
    const { code, stdout, stderr } = await modelyard(command, 'none.json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: none\.json(: there is no such file|: no such file| is no file)/);
  });
});

describe('contract infer', () => {
  it('reads what a pointer of DVC stands for, once it was pulled', async () => {
    writeFileSync(join(folder, 'pulled.csv'), 'town\nBonn\n');
    writeFileSync(join(folder, 'pulled.csv.dvc'), POINTER.replace('NAME', 'pulled.csv'));
    expect((await modelyard('infer', 'pulled.csv.dvc')).stdout).toContain('town: string');
    writeFileSync(join(folder, 'absent.csv.dvc'), POINTER.replace('NAME', 'absent.csv'));
    const { code, stderr } = await modelyard('infer', 'absent.csv.dvc');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: absent\.csv\.dvc: the data that it stands for are not here\nhint: Run `dvc pull`/,
    );
  });

  it('writes a contract that the data pass, and writes over none', async () => {
    const { code, stdout, stderr } = await modelyard('infer', '--output', 'first.yaml');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('wrote first.yaml');
    expect(readFileSync(join(folder, 'first.yaml'), 'utf8')).toMatch(/^contract: /m);
    const config = readFileSync(join(folder, 'modelyard.yml'), 'utf8').replace('c.yaml', 'first.yaml');
    writeFileSync(join(folder, 'first.yml'), config);
    const validated = await run(
      process.execPath,
      [bundle.main, 'validate', '--config', 'first.yml', '--checks', 'contract', '--json'],
      { cwd: folder },
    );
    expect(JSON.parse(validated.stdout)).toMatchObject({ verdict: 'pass' });
    const again = await modelyard('infer', '--output', 'first.yaml');
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toMatch(/first\.yaml is there already.*\nhint: .*--force/);
  });

  it('reads a file that is named, and says what it cannot read', async () => {
    const { code, stdout } = await modelyard('infer', 'evaluation.csv', '--odcs');
    expect({ code, head: stdout.includes('kind: DataContract') }).toEqual({ code: 0, head: true });
    const absent = await modelyard('infer', 'absent.csv');
    expect(absent).toMatchObject({ code: 2, stdout: '' });
    expect(absent.stderr).toContain('absent.csv');
  });
});

describe('contract import', () => {
  it('reads the schemas of others, and names what it cannot carry', async () => {
    const schema = {
      fields: [
        { name: 'age', type: 'integer', constraints: { minimum: 0, required: true } },
        { name: 'where', type: 'geopoint' },
      ],
    };
    writeFileSync(join(folder, 'schema.json'), JSON.stringify(schema));
    const { code, stdout, stderr } = await modelyard('import', 'schema.json');
    expect(code).toBe(0);
    expect(stdout).toContain(
      'name: age, logicalType: integer, required: true, logicalTypeOptions: { minimum: 0 }',
    );
    expect(`${stdout}${stderr}`).toMatch(/geopoint/);
  });

  it('refuses what is none of them', async () => {
    writeFileSync(join(folder, 'poem.txt'), 'Whose woods these are\n');
    const { code, stdout, stderr } = await modelyard('import', 'poem.txt');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: .*poem\.txt/);
    expect(await modelyard('import')).toMatchObject({ code: 2 });
  });
});

describe('contract diff', () => {
  it('compares a ref, a file of a ref and what is there; the exit code says whether somebody is broken', async () => {
    expect(await modelyard('diff', 'HEAD')).toMatchObject({ code: 0 });
    writeFileSync(join(folder, 'c.yaml'), SHORT.replace('0..100', '0..99'));
    const { code, stdout } = await modelyard('diff', 'HEAD');
    writeFileSync(join(folder, 'c.yaml'), SHORT);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^\*\*Breaking\*\*: 1 of 1 changes, HEAD:c\.yaml → c\.yaml; a major version\n/);
    expect(stdout).toContain('| breaks data | x | range | 0 … 100 | 0 … 99 |');
    writeFileSync(join(folder, 'wider.yaml'), SHORT.replace('0..100', '0..110'));
    const wider = await modelyard('diff', 'HEAD:c.yaml', 'wider.yaml', '--json');
    expect(wider.code).toBe(1);
    expect(JSON.parse(wider.stdout)).toMatchObject({
      schema: 'modelyard/contract-diff/1',
      isBreaking: true,
      suggests: 'major',
      changes: [{ where: 'x', what: 'range', breaks: ['readers'] }],
    });
  });

  it.each([
    [['diff'], 'modelyard contract diff needs what to compare with'],
    [['diff', 'nowhere'], 'nowhere is no file, and nowhere is no commit of this clone'],
    [['diff', 'HEAD:absent.yaml'], 'absent.yaml is not in HEAD'],
    [['diff', '.', 'c.yaml'], '. is not a regular file'],
    [['diff', 'c.yaml', 'c.yaml', 'c.yaml'], 'modelyard contract diff does not take "c.yaml"'],
    [['compare'], 'compare'],
  ])('%j is told: %s', async (args, message) => {
    const { code, stdout, stderr } = await modelyard(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(message);
  });
});
