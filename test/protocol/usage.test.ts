import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS, LATER_COMMANDS } from '../../src/cli/command-table.ts';
import { type Bundle, buildBundle, type Ended, preload, type RunOptions, run } from './bundle.ts';

let bundle: Bundle;
let empty: string;

beforeAll(async () => {
  bundle = await buildBundle();
  empty = bundle.folder();
});
afterAll(() => bundle.remove());

function modelyard(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(process.execPath, [bundle.main, ...args], { cwd: empty, ...options });
}

function hook(name: string, text: string): string {
  const path = join(empty, name);
  writeFileSync(path, text);
  return path;
}

/** Something that goes wrong once the program is under way. */
function whileWriting(code: string): string {
  return `const { write } = process.stdout; process.stdout.write = (...args) => { ${code}; return write.apply(process.stdout, args); };`;
}

const STACK = /\n\s+at /;

/** What a workflow would expand. */
const EXPRESSION = ['$', '{{ x }}'].join('');

describe('--version', () => {
  it('prints the version and nothing else', async () => {
    const { version } = JSON.parse(readFileSync(join(bundle.main, '../../package.json'), 'utf8'));
    expect(await modelyard(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('takes at most 0.2 s of CPU', async () => {
    const report = join(empty, 'cpu.txt');
    const path = hook(
      'cpu.cjs',
      `process.on('exit', () => { const { user, system } = process.cpuUsage(); require('node:fs').writeFileSync(${JSON.stringify(report)}, String((user + system) / 1e6)); });`,
    );
    const seconds: number[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      await modelyard(['--version'], { env: preload(path) });
      seconds.push(Number(readFileSync(report, 'utf8')));
    }
    expect(Math.min(...seconds)).toBeGreaterThan(0);
    expect(Math.min(...seconds)).toBeLessThan(0.2);
  });
});

describe('help', () => {
  it('lists every command', async () => {
    const { code, stdout, stderr } = await modelyard(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name, summary } of COMMANDS)
      expect(stdout).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
  });

  it.each([['help'], ['-h'], ['--help', '--json']])('answers %s', async (...args) => {
    expect((await modelyard(args)).stdout).toMatch(/^modelyard <command> \[options\]\n/);
  });

  it.each([
    ['deploy', '--help'],
    ['deploy', '-h'],
    ['help', 'deploy'],
    ['--help', 'deploy'],
    ['deploy', '--environment', 'x', '--help'],
  ])('answers %s %s', async (...args) => {
    const { code, stdout } = await modelyard(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^modelyard deploy \[version\] \[options\]\n/);
    expect(stdout).toContain('--dry-run');
    expect(stdout).toMatch(/\n {2}modelyard deploy --environment staging\n/);
  });

  it('goes to stderr with exit code 2 when nothing was asked', async () => {
    const { code, stdout, stderr } = await modelyard([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^modelyard <command>/);
  });
});

describe('bad usage', () => {
  it.each<[string[], string]>([
    [['trian'], 'there is no command "trian"; did you mean train?'],
    [['inti'], 'there is no command "inti"; did you mean init?'],
    [['toString'], 'there is no command "toString"'],
    [['xyzzy'], 'there is no command "xyzzy"'],
    [[''], 'there is no command ""'],
    [[`${EXPRESSION}\n::error::y`], `there is no command "${EXPRESSION}\\n::error::y"`],
    [['--json'], 'no command is named in: modelyard --json'],
    [['run', '--jsn'], 'modelyard run has no option --jsn; did you mean --json?'],
    [['run', '-json'], 'modelyard run has no option -json; did you mean --json?'],
    [['run', '--zzz=1'], 'modelyard run has no option --zzz'],
    [
      ['train', '--dry-run'],
      'modelyard train has no --dry-run: it changes no release and no deployment; release, deploy, rollback and init have it',
    ],
    [['run', 'churn'], 'modelyard run does not take "churn"'],
    [['deploy', '1.0.0', '2.0.0'], 'modelyard deploy does not take "2.0.0"'],
    [['run', '--config'], "modelyard run: Option '--config <value>' argument missing"],
    [['run', '--json=yes'], "modelyard run: Option '--json' does not take an argument"],
    [['deploy', '--environment='], '--environment is empty'],
    [['deploy', '--environment', 'a', '--environment', 'b'], '--environment is given 2 times: a, b'],
    [['run', '--config', 'nope.yml'], '--config nope.yml: there is no such file'],
    [['status'], 'there is no modelyard.yml here or in a folder above'],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await modelyard(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(`error: ${message}`);
    expect(stderr).toMatch(/\nhint: .+\n$/);
    expect(stderr).not.toMatch(STACK);
  });

  it.each(LATER_COMMANDS)('%s is not built yet', async (name) => {
    const { code, stderr } = await modelyard([name]);
    expect(code).toBe(2);
    expect(stderr).toMatch(`error: modelyard ${name} is not built yet\n`);
  });

  it('leaves nothing behind', () => {
    expect(existsSync(join(empty, '.modelyard'))).toBe(false);
  });
});

describe('bugs of ours', () => {
  const broken = "JSON.parse = () => { throw new TypeError('planted\\u001b[31m') };";
  const rejected = whileWriting("Promise.reject(new TypeError('planted'))");
  const thrown = whileWriting("setImmediate(() => { throw new TypeError('planted'); })");

  it.each([
    ['an exception', broken, ['--version']],
    ['a rejected promise that nobody awaits', rejected, ['--help']],
    ['an exception out of nowhere', thrown, ['--help']],
  ])('%s ends with 70, a plea and no stack', async (_name, text, args) => {
    const path = hook('planted.cjs', text);
    const { code, stderr } = await modelyard(args, { env: preload(path) });
    expect(code).toBe(70);
    expect(stderr).toMatch(/^error: planted.*\nThis is a bug in Modelyard\./);
    expect(stderr).not.toMatch(STACK);
    expect(stderr).not.toContain('\u001b');
  });

  it('tell their stack with MODELYARD_DEBUG', async () => {
    const path = hook('planted.cjs', broken);
    const { code, stderr } = await modelyard(['--version'], {
      env: { ...preload(path), MODELYARD_DEBUG: '1' },
    });
    expect(code).toBe(70);
    expect(stderr).toMatch(STACK);
  });
});

describe('what the system refuses', () => {
  it('is exit code 3: an output that cannot be written', async () => {
    const readOnly = openSync(bundle.main, 'r');
    const { code, stderr } = await modelyard(['--help'], { stdout: readOnly });
    closeSync(readOnly);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: E[A-Z]+.*\nhint: /);
    expect(stderr).not.toMatch(STACK);
  });
});

describe('colours', () => {
  const asked = { FORCE_COLOR: '1' };

  it.each<[string, Readonly<Record<string, string>>, string[], boolean]>([
    ['none where stderr is no terminal', {}, [], false],
    ['when they are asked for', asked, [], true],
    ['none with NO_COLOR', { ...asked, NO_COLOR: '1' }, [], false],
    ['none with --no-color', asked, ['--no-color'], false],
    ['an empty NO_COLOR says nothing', { ...asked, NO_COLOR: '' }, [], true],
    ['none with FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], false],
  ])('%s', async (_name, env, options, expected) => {
    const { stderr } = await modelyard(['status', ...options], { env });
    expect(stderr.includes('\u001b[31merror:\u001b[39m')).toBe(expected);
    expect(stderr.includes('\u001b')).toBe(expected);
  });
});
