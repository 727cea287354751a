import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pointerText } from '../../../test/fixtures/dvc/dvc-objects.ts';
import {
  commitAll,
  type Files,
  git,
  removeScratch,
  scratchFolder,
  scratchRepository,
  write,
} from '../../../test/fixtures/git/scratch.ts';
import { configText, projectContext } from '../../../test/fixtures/train/project.ts';
import { computeInputDigest, type InputDigest } from './input-digest.ts';

afterAll(removeScratch);

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** RFC 8785 for what a manifest holds, written down once more. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

const CONFIG = {
  model: 'm',
  root: '.',
  run: 'true',
  inputs: null,
  params: null,
  outputs: ['out/m.onnx', null, null],
  env: [],
  seed: 0,
  target: 'y',
  positive: null,
  id: null,
  features: null,
  train: ['data/train.csv'],
  evaluation: null,
};

type Entry = readonly [path: string, mode: string, content: string | Uint8Array];

/** The digest as the documentation defines it, from entries in the order in which they are given. */
function expectedDigest(entries: readonly Entry[], config: Readonly<Record<string, unknown>> = {}): string {
  const list = entries.map(([path, mode, content]) => ({ path, mode, sha256: sha256(content) }));
  return `sha256:${sha256(canonical({ config: { ...CONFIG, ...config }, entries: list }))}`;
}

const FILES: Files = {
  'modelyard.yml': configText(),
  'data/train.csv': 'x,y\n1,2\n',
  'data/evaluation.csv': 'x,y\n3,4\n',
  'train.py': 'print(1)\n',
  '.gitignore': 'out/\n.modelyard/\n',
};

const BASE: readonly Entry[] = [
  ['.gitignore', '100644', 'out/\n.modelyard/\n'],
  ['data/train.csv', '100644', 'x,y\n1,2\n'],
  ['train.py', '100644', 'print(1)\n'],
];

function repository(changes: Files = {}): string {
  return scratchRepository({ ...FILES, ...changes });
}

async function inputs(folder: string): Promise<InputDigest> {
  return computeInputDigest(await projectContext(folder), 'worktree');
}

async function digestAt(folder: string, revision = 'HEAD'): Promise<string> {
  const commit = git(folder, 'rev-parse', revision);
  return (await computeInputDigest(await projectContext(folder), { commit })).digest;
}

const paths = ({ entries }: InputDigest) => entries.map(({ path }) => path);

describe('the input digest', () => {
  it('is the SHA-256 of the canonical list of paths, modes and contents, and of the config', async () => {
    const folder = repository();
    const { digest, dirty, narrowed } = await inputs(folder);
    expect(digest).toBe(expectedDigest(BASE));
    expect({ dirty, narrowed }).toEqual({ dirty: [], narrowed: false });
    expect(await digestAt(folder)).toBe(digest);
  });

  it('sorts paths by their bytes, with hostile names in it', async () => {
    const names = ['Z', 'a\nb', 'a"b', 'é', '\uffee', '\u{1f600}', 'a/b', 'a-b', 'a.b'];
    const folder = repository(Object.fromEntries(names.map((name) => [name, name])));
    const entries = [...BASE, ...names.map((name): Entry => [name, '100644', name])];
    const sorted = entries.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect((await inputs(folder)).digest).toBe(expectedDigest(sorted));
  });

  it('holds the mode of a program', async () => {
    const folder = repository();
    chmodSync(join(folder, 'train.py'), 0o755);
    const dirty = await inputs(folder);
    expect(dirty.digest).toBe(expectedDigest([...BASE.slice(0, 2), ['train.py', '100755', 'print(1)\n']]));
    expect(dirty.dirty).toEqual(['train.py']);
    commitAll(folder);
    expect(await inputs(folder)).toMatchObject({ digest: dirty.digest, dirty: [] });
  });

  it('takes what git stores for clean files, and the bytes on the disk for dirty ones', async () => {
    const folder = repository({ '.gitattributes': 'train.py text eol=crlf\n', 'train.py': 'a\r\nb\r\n' });
    const attributes: Entry = ['.gitattributes', '100644', 'train.py text eol=crlf\n'];
    const [ignored, data] = BASE as [Entry, Entry];
    expect((await inputs(folder)).digest).toBe(
      expectedDigest([attributes, ignored, data, ['train.py', '100644', 'a\nb\n']]),
    );
    write(folder, { 'train.py': 'a\r\nc\r\n' });
    const changed = await inputs(folder);
    expect(changed.digest).toBe(
      expectedDigest([attributes, ignored, data, ['train.py', '100644', 'a\r\nc\r\n']]),
    );
    expect(changed.dirty).toEqual(['train.py']);
  });

  it('leaves out a file that is gone, and says that this is not what is committed', async () => {
    const folder = repository();
    rmSync(join(folder, 'train.py'));
    expect(await inputs(folder)).toMatchObject({
      digest: expectedDigest(BASE.slice(0, 2)),
      dirty: ['train.py'],
    });
  });

  it('counts everything as dirty before the first commit', async () => {
    const folder = scratchRepository();
    write(folder, FILES);
    git(folder, 'add', '--all');
    write(folder, { 'train.py': 'print(2)\n' });
    const found = await inputs(folder);
    expect(found.digest).toBe(expectedDigest([...BASE.slice(0, 2), ['train.py', '100644', 'print(2)\n']]));
    expect(found.dirty).toEqual(['.gitignore', 'data/train.csv', 'train.py']);
  });

  it('leaves out untracked files', async () => {
    const folder = repository();
    write(folder, { 'notes.txt': 'x', 'out/m.onnx': 'x', '.modelyard/m/train.json': '{}' });
    expect((await inputs(folder)).digest).toBe(expectedDigest(BASE));
  });

  it('leaves out Markdown, workflows, configs, the contract, evaluation data and what training writes', async () => {
    const more: Files = {
      'README.md': 'x',
      'docs/a.MARKDOWN': 'x',
      '.github/workflows/ci.yml': 'x',
      'deep/.github/x': 'x',
      'other/modelyard.yml': 'x',
      'data/m.contract.yaml': 'x',
      'data/evaluation.csv.dvc': 'x',
      'out/m.onnx': 'x',
    };
    const folder = scratchRepository({
      ...FILES,
      'modelyard.yml': configText({ data: 'contract: data/m.contract.yaml' }),
    });
    write(folder, more);
    git(folder, 'add', '--force', '--all');
    commitAll(folder);
    expect((await inputs(folder)).digest).toBe(expectedDigest(BASE));
  });

  it('leaves out evaluation data by its pattern, in folders whose names look like patterns, too', async () => {
    const config = configText()
      .replace('data/evaluation.csv', 'data/{e,v}*.csv')
      .replace('data/train.csv', 'data/t*.csv');
    const folder = scratchRepository({
      'odd [a] (b)/modelyard.yml': config,
      'odd [a] (b)/data/evaluation.csv': 'x',
      'odd [a] (b)/data/t1.csv': '1',
      'odd [a] (b)/data/t2.csv': '2',
      'elsewhere.txt': 'x',
    });
    const found = await inputs(join(folder, 'odd [a] (b)'));
    expect(found.digest).toBe(
      expectedDigest(
        [
          ['odd [a] (b)/data/t1.csv', '100644', '1'],
          ['odd [a] (b)/data/t2.csv', '100644', '2'],
        ],
        { train: ['data/t*.csv'] },
      ),
    );
  });
});

describe('the config in the digest', () => {
  const folders = new Map<string, string>();
  const changed = async (text: string, from = configText()) => {
    const made = folders.get(from);
    const folder = made ?? repository({ 'modelyard.yml': from, 'params.json': '{}', 'root/a.txt': '' });
    folders.set(from, folder);
    write(folder, { 'modelyard.yml': from });
    const before = (await inputs(folder)).digest;
    write(folder, { 'modelyard.yml': text });
    return (await inputs(folder)).digest !== before;
  };
  const train = (extra: string) => configText({ train: `run: "true"\nmodel: out/m.onnx\n${extra}` });

  it.each([
    ['run', configText({ train: 'run: "false"\nmodel: out/m.onnx' })],
    ['model', configText({ train: 'run: "true"\nmodel: out/n.onnx' })],
    ['metrics', train('metrics: out/m.json')],
    ['params', train('params: params.json')],
    ['seed', train('seed: 1')],
    ['env', train('env: [A]')],
    ['inputs', train('inputs: ["*"]')],
    ['target', configText().replace('target: y', 'target: z')],
    ['id', configText({ data: 'id: x' })],
    ['features', configText({ data: 'features: [x]' })],
    [
      'training data',
      configText().replace('data/train.csv', '[data/train.csv]').replace('[data/', '[./data/'),
    ],
    ['root', configText({ more: 'root: root' })],
  ])('%s is part of it', async (_name, text) => {
    expect(await changed(text)).toBe(true);
  });

  it('positive is part of it', async () => {
    const binary = (value: string) =>
      configText({ data: `positive: ${value}` }).replace('regression', 'binary');
    expect(await changed(binary('no'), binary('yes'))).toBe(true);
  });

  it.each([
    ['the time limit', train('timeout: 5m')],
    ['gates', configText({ more: 'gates: {rmse: {max: 3}}' })],
    ['the judgement', configText({ more: 'evaluate: {confidence: 0.9}' })],
    ['the baseline', configText({ more: 'baseline: {when_absent: fail}' })],
    ['environments', configText({ more: 'deploy: {a: {target: {kind: directory, path: x}}}' })],
    ['grouping', configText({ data: 'group_by: x' })],
    ['a comment', `# hello\n${configText()}`],
    ['the name of evaluation data', configText().replace('evaluation.csv', 'eval*.csv')],
  ])('%s is not', async (_name, text) => {
    expect(await changed(text)).toBe(false);
  });

  it('the toolkit is not', async () => {
    const folder = repository();
    const context = await projectContext(folder, { toolkit: '99.0.0', environment: {} });
    expect((await computeInputDigest(context, 'worktree')).digest).toBe(expectedDigest(BASE));
  });
});

describe('data', () => {
  it('outside git counts by its bytes and is not dirty', async () => {
    const folder = repository({ '.gitignore': 'out/\n.modelyard/\ndata/\n', 'data/train.csv': '' });
    write(folder, { 'data/train.csv': 'new' });
    const found = await inputs(folder);
    expect(found.digest).toBe(
      expectedDigest([
        ['.gitignore', '100644', 'out/\n.modelyard/\ndata/\n'],
        ['data/train.csv', '100644', 'new'],
        ['train.py', '100644', 'print(1)\n'],
      ]),
    );
    expect(found.dirty).toEqual([]);
    expect(await digestAt(folder)).toBe(found.digest);
  });

  it('in Git LFS counts by the digest in its pointer, like the file itself', async () => {
    const content = 'x,y\n5,6\n';
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(content)}\nsize ${content.length}\n`;
    const folder = repository({ 'data/train.csv': pointer });
    const [ignored, , script] = BASE as [Entry, Entry, Entry];
    const digest = expectedDigest([ignored, ['data/train.csv', '100644', content], script]);
    expect((await inputs(folder)).digest).toBe(digest);
    write(folder, { 'data/train.csv': content });
    expect((await inputs(folder)).digest).toBe(digest);
  });

  it('that only begins like a pointer is no pointer', async () => {
    const text = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\n${'#'.repeat(1024)}\n`;
    const folder = repository({ 'data/train.csv': text });
    const [ignored, , script] = BASE as [Entry, Entry, Entry];
    expect((await inputs(folder)).digest).toBe(
      expectedDigest([ignored, ['data/train.csv', '100644', text], script]),
    );
  });

  it('of DVC counts by its pointer and by what was pulled, file or folder', async () => {
    const folder = repository({
      'raw.csv.dvc': 'outs: 1',
      'images.dvc': 'outs: 2',
      '.gitignore': 'out/\n/raw.csv\n/images\n',
    });
    const known: readonly Entry[] = [
      ['.gitignore', '100644', 'out/\n/raw.csv\n/images\n'],
      ['data/train.csv', '100644', 'x,y\n1,2\n'],
    ];
    const pointers: readonly Entry[] = [
      ['images.dvc', '100644', 'outs: 2'],
      ['raw.csv.dvc', '100644', 'outs: 1'],
    ];
    const script: Entry = ['train.py', '100644', 'print(1)\n'];
    expect((await inputs(folder)).digest).toBe(expectedDigest([...known, ...pointers, script]));
    write(folder, { 'raw.csv': 'raw', 'images/a/1.png': '1', 'images/.2.png': '2' });
    const pulled = await inputs(folder);
    const all = [
      ...known,
      ...pointers,
      ['raw.csv', '100644', 'raw'],
      ['images/a/1.png', '100644', '1'],
      ['images/.2.png', '100644', '2'],
      script,
    ] as Entry[];
    all.sort(([a], [b]) => (a < b ? -1 : 1));
    expect(pulled).toMatchObject({ digest: expectedDigest(all), dirty: [] });
    expect(await digestAt(folder)).toBe(pulled.digest);
  });

  it('named by its pointer counts by the pointer and by what was pulled; evaluation data by neither', async () => {
    const pointer = pointerText('train.csv', 'x,y\n1,2\n');
    const folder = scratchRepository({
      'modelyard.yml': configText()
        .replace('data/train.csv', 'data/train.csv.dvc')
        .replace('data/evaluation.csv', 'data/evaluation.dvc'),
      'data/train.csv.dvc': pointer,
      'data/evaluation.dvc': 'outs: 1',
      'train.py': 'print(1)\n',
      '.gitignore': 'out/\n.modelyard/\ndata/*.csv\ndata/evaluation\n',
    });
    const known: readonly Entry[] = [
      ['.gitignore', '100644', 'out/\n.modelyard/\ndata/*.csv\ndata/evaluation\n'],
      ['data/train.csv.dvc', '100644', pointer],
    ];
    const script: Entry = ['train.py', '100644', 'print(1)\n'];
    const named = { train: ['data/train.csv.dvc'] };
    expect((await inputs(folder)).digest).toBe(expectedDigest([...known, script], named));
    write(folder, { 'data/train.csv': 'x,y\n1,2\n', 'data/evaluation/1.csv': 'x,y\n' });
    const [first, second] = known as readonly [Entry, Entry];
    const pulled = expectedDigest([first, ['data/train.csv', '100644', 'x,y\n1,2\n'], second, script], named);
    expect(await inputs(folder)).toMatchObject({ digest: pulled, dirty: [] });
    expect(await digestAt(folder)).toBe(pulled);
  });

  it('behind a link counts by the link and by what it leads to', async () => {
    const folder = repository({ '.gitignore': 'out/\nstore/\n' });
    write(folder, { 'store/v1.csv': 'one' });
    rmSync(join(folder, 'data/train.csv'));
    symlinkSync('../store/v1.csv', join(folder, 'data/train.csv'));
    commitAll(folder);
    const one = await inputs(folder);
    expect(one.digest).toBe(
      expectedDigest([
        ['.gitignore', '100644', 'out/\nstore/\n'],
        ['data/train.csv', '120000', '../store/v1.csv'],
        ['store/v1.csv', '100644', 'one'],
        ['train.py', '100644', 'print(1)\n'],
      ]),
    );
    expect(one.dirty).toEqual([]);
    write(folder, { 'store/v1.csv': 'two' });
    expect((await inputs(folder)).digest).not.toBe(one.digest);
  });

  it('that training makes predictions or metrics of is evaluation data, too', async () => {
    const folder = repository({
      'modelyard.yml': configText({ train: 'run: "true"\nmodel: out/m.onnx\nmetrics: out/m.json' }),
    });
    const found = await inputs(folder);
    expect(paths(found)).toContain('data/evaluation.csv');
    write(folder, { 'data/evaluation.csv': 'other' });
    expect((await inputs(folder)).digest).not.toBe(found.digest);
  });

  it('that is a folder or is missing is an error', async () => {
    const folder = repository({ 'modelyard.yml': configText().replace('data/train.csv', 'data/') });
    await expect(inputs(folder)).rejects.toMatchObject({
      code: 'input',
      message: 'data/ is a folder',
      hint: expect.stringContaining('data/*.csv'),
    });
    write(folder, { 'modelyard.yml': configText().replace('data/train.csv', 'data/*.parquet') });
    await expect(inputs(folder)).rejects.toMatchObject({
      code: 'input',
      message: 'data/*.parquet: no such file',
    });
  });
});

describe('symbolic links', () => {
  const LINKED: readonly Entry[] = [
    ['.gitignore', '100644', 'out/\n.modelyard/\n'],
    ['data/train.csv', '100644', 'x,y\n1,2\n'],
  ];

  it('count by their target', async () => {
    const folder = repository();
    symlinkSync('train.py', join(folder, 'main.py'));
    commitAll(folder);
    const entries = [...LINKED, ['main.py', '120000', 'train.py'], BASE[2]] as Entry[];
    expect((await inputs(folder)).digest).toBe(expectedDigest(entries));
    rmSync(join(folder, 'main.py'));
    symlinkSync('nothing', join(folder, 'main.py'));
    const dangling = [...LINKED, ['main.py', '120000', 'nothing'], BASE[2]] as Entry[];
    expect(await inputs(folder)).toMatchObject({ digest: expectedDigest(dangling), dirty: ['main.py'] });
  });

  it('bring in what they lead to outside of root: a folder, by way of another link', async () => {
    const folder = scratchRepository({
      'models/a/modelyard.yml': configText(),
      'models/a/data/train.csv': 't',
      'models/a/data/evaluation.csv': 'e',
      'shared/lib/x.py': 'x',
      'shared/lib/README.md': 'x',
      'unrelated.py': 'u',
    });
    symlinkSync('../../common/lib', join(folder, 'models/a/lib'));
    symlinkSync('shared', join(folder, 'common'));
    symlinkSync('loop', join(folder, 'models/a/loop'));
    commitAll(folder);
    const found = await inputs(join(folder, 'models/a'));
    expect(paths(found)).toEqual([
      'models/a/data/train.csv',
      'models/a/lib',
      'models/a/loop',
      'shared/lib/README.md',
      'shared/lib/x.py',
    ]);
    expect(found.dirty).toEqual([]);
    write(folder, { 'shared/lib/x.py': 'changed' });
    expect(await inputs(join(folder, 'models/a'))).toMatchObject({ dirty: ['shared/lib/x.py'] });
  });

  it('out of the repository are refused: committed, dirty, absolute, by detours, however long', async () => {
    const outside = scratchFolder();
    const long = `${'x/'.repeat(150)}${'../'.repeat(152)}y`;
    for (const target of ['../x', `${outside}/a`, 'data/../../y', long]) {
      const folder = repository();
      symlinkSync(target, join(folder, 'link'));
      git(folder, 'add', 'link');
      const refused = {
        code: 'input',
        message: expect.stringMatching(/^link is a symbolic link out of the repository/),
      };
      await expect(inputs(folder)).rejects.toMatchObject(refused);
      commitAll(folder);
      await expect(inputs(folder)).rejects.toMatchObject(refused);
    }
  });

  it('to a name that begins with two dots stay inside', async () => {
    const folder = repository({ '..data/x': 'x' });
    symlinkSync('..data/x', join(folder, 'link'));
    commitAll(folder);
    expect(paths(await inputs(folder))).toContain('link');
  });
});

describe('submodules', () => {
  it('count by their commit, and by what was changed in them', async () => {
    const library = scratchRepository({ 'lib.py': '1\n' });
    const folder = repository();
    git(folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'lib');
    commitAll(folder);
    const entry = (content: string): Entry => ['lib', '160000', content];
    const modules: Entry = ['.gitmodules', '100644', git(folder, 'show', 'HEAD:.gitmodules').concat('\n')];
    const [ignored, data, script] = BASE as [Entry, Entry, Entry];
    const at = (content: string) => expectedDigest([ignored, modules, data, entry(content), script]);
    const first = git(library, 'rev-parse', 'HEAD');
    expect(await inputs(folder)).toMatchObject({ digest: at(first), dirty: [] });
    write(join(folder, 'lib'), { 'untracked.pyc': 'x' });
    expect((await inputs(folder)).dirty).toEqual([]);
    write(join(folder, 'lib'), { 'lib.py': '2\n' });
    const changed = await inputs(folder);
    expect(changed.dirty).toEqual(['lib']);
    expect(changed.digest).not.toBe(at(first));
    write(join(folder, 'lib'), { 'lib.py': '3\n' });
    expect((await inputs(folder)).digest).not.toBe(changed.digest);
    const second = commitAll(join(folder, 'lib'));
    expect(await inputs(folder)).toMatchObject({ digest: at(second), dirty: ['lib'] });
  });
});

describe('files that cannot be identified', () => {
  it.skipIf(process.platform === 'darwin')(
    'are refused where they are inputs: names that are no text',
    async () => {
      const folder = repository();
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), 'x');
      commitAll(folder);
      await expect(inputs(folder)).rejects.toMatchObject({
        code: 'input',
        message: '"caf\\udce9": the name of an input is not UTF-8',
      });
      const narrowed = configText({ train: 'run: "true"\nmodel: out/m.onnx\ninputs: [train.py]' });
      write(folder, { 'modelyard.yml': narrowed });
      expect(paths(await inputs(folder))).toEqual(['data/train.csv', 'train.py']);
    },
  );

  it.skipIf(process.platform === 'win32')('are refused: a pipe in the place of a file', async () => {
    const folder = repository();
    rmSync(join(folder, 'train.py'));
    const { execFileSync } = await import('node:child_process');
    execFileSync('mkfifo', [join(folder, 'train.py')]);
    await expect(inputs(folder)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining('no plain file'),
    });
  });
});

describe('train.inputs', () => {
  const narrowed = (...patterns: string[]) =>
    configText({ train: `run: "true"\nmodel: out/m.onnx\ninputs: ${JSON.stringify(patterns)}` });

  it('narrows the files; data and parameters stay', async () => {
    const folder = repository({
      'modelyard.yml': narrowed('src', './lib/*.py'),
      'src/a/b.py': '1',
      'lib/c.py': '2',
      'lib/d.txt': '3',
    });
    const found = await inputs(folder);
    expect(found.narrowed).toBe(true);
    expect(paths(found)).toEqual(['data/train.csv', 'lib/c.py', 'src/a/b.py']);
    expect(found.digest).toBe(
      expectedDigest(
        [
          ['data/train.csv', '100644', 'x,y\n1,2\n'],
          ['lib/c.py', '100644', '2'],
          ['src/a/b.py', '100644', '1'],
        ],
        { inputs: ['src', './lib/*.py'] },
      ),
    );
    expect(await digestAt(folder)).toBe(found.digest);
  });

  it('takes a folder with a slash at its end, paths above and Markdown that is named', async () => {
    const folder = scratchRepository({
      'a/modelyard.yml': narrowed('src/', '../shared/*.py', 'prompt.md'),
      'a/data/train.csv': 't',
      'a/data/evaluation.csv': 'e',
      'a/src/x.py': 'x',
      'a/prompt.md': 'p',
      'shared/y.py': 'y',
      'shared/z.txt': 'z',
    });
    expect(paths(await inputs(join(folder, 'a')))).toEqual([
      'a/data/train.csv',
      'a/prompt.md',
      'a/src/x.py',
      'shared/y.py',
    ]);
  });

  it('takes untracked files, which make it dirty, but no by-products of Python', async () => {
    const folder = repository({ 'modelyard.yml': narrowed('src'), 'src/a.py': '1' });
    write(folder, { 'src/new.py': '2', 'src/__pycache__/a.pyc': 'x' });
    const found = await inputs(folder);
    expect(paths(found)).toEqual(['data/train.csv', 'src/a.py', 'src/new.py']);
    expect(found.dirty).toEqual(['src/new.py']);
    expect(await digestAt(folder)).not.toBe(found.digest);
  });

  it('never takes what judges or what training writes', async () => {
    const folder = repository({ 'modelyard.yml': narrowed('.') });
    write(folder, { 'out/m.onnx': 'x', '.modelyard/m/train.json': 'x' });
    expect(paths(await inputs(folder))).toEqual(['.gitignore', 'data/train.csv', 'train.py']);
  });

  it.each(['nothing/**', 'src', 'data/evaluation.csv', '[x'])(
    'is an error where %s matches nothing',
    async (pattern) => {
      const folder = repository({ 'modelyard.yml': narrowed('train.py', pattern) });
      await expect(inputs(folder)).rejects.toMatchObject({
        code: 'input',
        message: `models.m.train.inputs: ${pattern} matches no file that can be an input`,
      });
    },
  );
});

describe('the digest of a commit', () => {
  it('is that of its files, whatever the work tree holds', async () => {
    const folder = repository();
    write(folder, { 'train.py': 'print(2)\n', 'data/train.csv': 'changed' });
    renameSync(join(folder, '.gitignore'), join(folder, 'ignored'));
    expect(await digestAt(folder)).toBe(expectedDigest(BASE));
  });

  it('does not see files that were added to a data pattern or to train.inputs since', async () => {
    const config = configText({ train: 'run: "true"\nmodel: out/m.onnx\ninputs: ["src/*"]' }).replace(
      'data/train.csv',
      'data/t*.csv',
    );
    const folder = repository({ 'modelyard.yml': config, 'src/a.py': '1' });
    const before = await digestAt(folder);
    expect((await inputs(folder)).digest).toBe(before);
    write(folder, { 'data/t2.csv': 'more' });
    commitAll(folder);
    expect(await digestAt(folder, 'HEAD~1')).toBe(before);
    expect((await inputs(folder)).digest).not.toBe(before);
    write(folder, { 'src/b.py': '2' });
    commitAll(folder);
    expect(await digestAt(folder, 'HEAD~2')).toBe(before);
  });

  it('does not take parameters that are not committed', async () => {
    const folder = repository({
      'modelyard.yml': configText({ train: 'run: "true"\nmodel: out/m.onnx\nparams: params.json' }),
    });
    mkdirSync(join(folder, 'x'));
    write(folder, { 'params.json': '{"a": 1}' });
    const found = await inputs(folder);
    expect(found.dirty).toEqual(['params.json']);
    expect(await digestAt(folder)).not.toBe(found.digest);
  });
});
