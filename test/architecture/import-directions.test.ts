import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, importsOf, PROJECT, type SourceFile, sourceFiles } from './source-files.ts';

/** Who may import whom: DESIGN "The way through the house". The first prefix that fits a file is its room. */
const ROOMS: readonly { readonly room: string; readonly mayImport: readonly string[] }[] = [
  { room: 'src/domain/', mayImport: ['src/domain/'] },
  { room: 'src/errors.ts', mayImport: [] },
  { room: 'src/ports/', mayImport: ['src/ports/', 'src/domain/', 'src/records/', 'src/errors.ts'] },
  {
    room: 'src/records/',
    mayImport: ['src/records/', 'src/domain/', 'src/errors.ts', 'src/adapters/files/', 'src/ports/clock.ts'],
  },
  { room: 'src/config/', mayImport: ['src/config/', 'src/domain/', 'src/errors.ts'] },
  {
    room: 'src/stages/',
    mayImport: [
      'src/stages/',
      'src/domain/',
      'src/ports/',
      'src/records/',
      'src/config/',
      'src/errors.ts',
      'src/adapters/git/',
      'src/adapters/files/',
      'src/adapters/process/',
      'src/adapters/dvc/',
    ],
  },
  {
    room: 'src/adapters/',
    mayImport: [
      'src/adapters/http/',
      'src/adapters/add-ons/',
      'src/adapters/files/',
      'src/adapters/git/',
      'src/adapters/process/',
      'src/ports/',
      'src/domain/',
      'src/records/',
      'src/config/resolved.ts',
      'src/errors.ts',
    ],
  },
  { room: 'src/cli/', mayImport: ['src/'] },
  { room: 'src/runner/', mayImport: ['src/'] },
  { room: 'src/main.ts', mayImport: ['src/cli/', 'src/runner/'] },
];

const NATIVE = ['@duckdb/node-api', 'onnxruntime-node', 'onnxruntime-common'];

const files = sourceFiles('src');
const production = files.filter((file) => !file.isTest);

function violations(find: (file: SourceFile) => readonly string[], among = production): string[] {
  return among.flatMap((file) => find(file).map((what) => `${file.path}: ${what}`));
}

function roomOf(file: SourceFile) {
  return ROOMS.find(({ room }) => file.path.startsWith(room));
}

/** An adapter may import what lies in its own folder: `src/adapters/duckdb/`. */
function ownFolder({ path }: SourceFile): string {
  return /^src\/adapters\/[^/]+\//.exec(path)?.[0] ?? path;
}

function forbidden(file: SourceFile): string[] {
  const allowed = [...(roomOf(file)?.mayImport ?? []), ownFolder(file)];
  return file.imports
    .filter(({ path }) => path !== null && !allowed.some((prefix) => path.startsWith(prefix)))
    .map(({ specifier }) => `imports ${specifier}`);
}

describe('the direction of imports', () => {
  it('finds the source', () => {
    expect(production.length).toBeGreaterThan(100);
    expect(production.flatMap(({ imports }) => imports).length).toBeGreaterThan(400);
  });

  it('knows the room of every file', () => {
    expect(violations((file) => (roomOf(file) === undefined ? ['belongs to no room'] : []))).toEqual([]);
  });

  it('points one way', () => {
    expect(violations(forbidden)).toEqual([]);
  });

  it('keeps the domain pure: no builtin, no package, no clock, no randomness, no environment', () => {
    const impure = /\b(process\.|Math\.random|Date\.now|new Date\(\)|performance\.|globalThis|console\.)/;
    const find = ({ text, imports }: SourceFile) => [
      ...imports.filter(({ path }) => path === null).map(({ specifier }) => `imports ${specifier}`),
      ...text.split('\n').filter((line) => impure.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line)),
    ];
    expect(
      violations(
        find,
        production.filter(({ path }) => path.startsWith('src/domain/')),
      ),
    ).toEqual([]);
  });

  it('loads native add-ons only when they are needed', () => {
    const isEager = ({ specifier, isType, isDynamic }: Import) =>
      NATIVE.includes(specifier) && !isType && !isDynamic;
    expect(violations(({ imports }) => imports.filter(isEager).map(({ specifier }) => specifier))).toEqual(
      [],
    );
    const users = production.filter(({ imports }) =>
      imports.some(({ specifier }) => NATIVE.includes(specifier)),
    );
    expect(users.every(({ path }) => /^src\/adapters\/(duckdb|onnx)\//.test(path))).toBe(true);
    expect(users.length).toBeGreaterThan(0);
  });

  it('loads what speaks to GitHub only where it is spoken to', () => {
    const speaks = (path: string) =>
      production.some(
        (file) =>
          file.path === path && file.imports.some(({ specifier }) => /^@octokit\/core$/.test(specifier)),
      );
    for (const start of ['src/cli/run-command-line.ts', 'src/cli/commands/validate.ts'])
      expect([...reachedEagerly(start)].filter(speaks)).toEqual([]);
    expect(production.filter(({ path }) => speaks(path)).map(({ path }) => path)).toEqual([
      'src/adapters/github/create-client.ts',
    ]);
    const proxies = production.flatMap(({ imports }) =>
      imports.filter(({ specifier }) => specifier === 'undici'),
    );
    expect(proxies.map(({ isDynamic }) => isDynamic)).toEqual([true]);
  });

  it('answers --version without the config, the stages or a package', () => {
    const reached = reachedEagerly('src/main.ts');
    const heavy = [...reached].filter((path) => !/^src\/(main|cli\/|errors|domain\/report\/)/.test(path));
    expect(heavy).toEqual([]);
    expect([...reached].flatMap(eagerPackages)).toEqual([]);
    expect(reached.size).toBeLessThan(15);
  });

  it('goes round in no circle', () => {
    expect(circles()).toEqual([]);
  });
});

describe('the rules of the house', () => {
  it('has no default exports, no enums and no any', () => {
    const find = ({ text }: SourceFile) =>
      text.match(/^export default\b.*|^(?:export )?(?:const )?enum\b.*/gm) ?? [];
    expect(violations(find, files)).toEqual([]);
  });

  it('silences no checker', () => {
    const silencers = new RegExp(
      ['@ts-', 'ignore|@ts-', 'expect-error|@ts-', 'nocheck|biome-', 'ignore'].join(''),
      'g',
    );
    expect(violations(({ text }) => text.match(silencers) ?? [], files)).toEqual([]);
  });

  it('keeps files short', () => {
    const find = ({ lines }: SourceFile) => (lines > 400 ? [`${lines} lines`] : []);
    expect(violations(find)).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const find = ({ path }: SourceFile) =>
      /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)+[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test)?\.ts$/.test(path) ? [] : ['is not'];
    expect(violations(find, files)).toEqual([]);
  });

  it('has no drawer for everything', () => {
    expect(
      files.filter(({ path }) => /(^|\/)(utils?|helpers?|misc|common-utils)(\.ts|\/)/.test(path)),
    ).toEqual([]);
  });
});

describe('the reader of imports', () => {
  it('sees every form', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from '../b.ts';",
      "export { c } from './c.ts';",
      "import 'node:fs';",
      'import {',
      '  d,',
      "} from 'zod';",
      "const e = await import('onnxruntime-node');",
      "// import { no } from './no.ts';",
    ].join('\n');
    const found = importsOf(text, join(PROJECT, 'src/x/y.ts'));
    expect(found.map(({ specifier }) => specifier).sort()).toEqual(
      ['../b.ts', './a.ts', './c.ts', 'node:fs', 'onnxruntime-node', 'zod'].sort(),
    );
    expect(found.filter(({ isType }) => isType).map(({ path }) => path)).toEqual(['src/b.ts']);
    expect(found.filter(({ isDynamic }) => isDynamic).map(({ specifier }) => specifier)).toEqual([
      'onnxruntime-node',
    ]);
  });
});

function runtimeImports(path: string): string[] {
  const file = production.find((each) => each.path === path);
  return (file?.imports ?? []).flatMap((each) =>
    each.path === null || each.isType || each.isDynamic ? [] : [each.path],
  );
}

/** npm packages that a file loads with itself. */
function eagerPackages(path: string): string[] {
  const file = production.find((each) => each.path === path);
  const packages = (file?.imports ?? []).filter(
    (each) => each.path === null && !each.isType && !each.isDynamic && !each.specifier.startsWith('node:'),
  );
  return packages.map(({ specifier }) => `${path} loads ${specifier}`);
}

/** Files that are loaded with a file, before anything is asked for. */
function reachedEagerly(start: string): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    open.push(...runtimeImports(path));
  }
  return reached;
}

/** Files that load themselves, one line per circle. */
function circles(): string[] {
  const found: string[] = [];
  for (const { path } of production) {
    for (const next of runtimeImports(path)) {
      if (next !== path && reachedEagerly(next).has(path)) found.push(`${path} and ${next} load each other`);
    }
  }
  return found;
}
