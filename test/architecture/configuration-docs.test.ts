import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { removeScratch, scratchFolder, write } from '../fixtures/git/scratch.ts';
import { PROJECT } from './source-files.ts';

interface Node {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

interface Key {
  readonly fallback: unknown;
  readonly isBuilt: boolean;
}

/** Every key of the schema by its path; `<>` for a name, `[]` for an entry of a list. */
function keysOf(node: Node, path: string, found = new Map<string, Key>()): Map<string, Key> {
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    const at = path === '' ? key : `${path}.${key}`;
    const isBuilt = child.description?.startsWith('Not built yet') !== true;
    found.set(at, { fallback: child.default, isBuilt });
    keysOf(child, at, found);
  }
  if (typeof node.additionalProperties === 'object') keysOf(node.additionalProperties, `${path}.<>`, found);
  if (node.items !== undefined) keysOf(node.items, `${path}[]`, found);
  for (const each of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) keysOf(each, path, found);
  return found;
}

interface Row {
  readonly key: string;
  readonly fallback: string;
  readonly meaning: string;
}

function rowsOf(markdown: string): Row[] {
  return markdown.split('\n').flatMap((line) => {
    const [, key, , fallback = '', meaning = ''] =
      /^\| `([^`]+)` +\|([^|]*)\|([^|]*)\|(.*)\|$/.exec(line) ?? [];
    return key === undefined
      ? []
      : [{ key: key.replace(/<\w+>/g, '<>'), fallback: fallback.trim(), meaning: meaning.trim() }];
  });
}

const text = readFileSync(join(PROJECT, 'docs', 'configuration.md'), 'utf8');
const schema = JSON.parse(readFileSync(join(PROJECT, 'schemas', 'modelyard.schema.json'), 'utf8')) as Node;
/** Datasets all take the same, too. */
const DATASET =
  /^(data\.(train|evaluation(\.<>)?|serving|tuning)|monitor\.data)\.(?=path|csv|table|partitions|missing_columns|rows)/;
// The checks all take the same; docs/data-checks.md has a row for each, which another test compares.
const keys = new Map(
  [...keysOf(schema, '')].map(([path, key]) => [
    path
      .replace(/^models\.<>\./, '')
      .replace(/^data\.checks\.\w+/, 'data.checks.<>')
      .replace(DATASET, 'data.<>.')
      .replace(/^gates\.<>\[\]\./, 'gates.<>.'),
    key,
  ]),
);
const rows = rowsOf(text);

afterAll(removeScratch);

describe('docs/configuration.md', () => {
  it('begins with a config that is right', async () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
    const folder = scratchFolder();
    write(folder, { 'modelyard.yml': example });
    const { models } = await loadConfig({ cwd: folder, file: null, repositoryTop: async () => folder });
    expect(models.map(({ name }) => name)).toEqual(['churn']);
  });

  it('has a row for every key of the schema, and none for another', () => {
    // `examples` stands at the top and in a model.
    expect([...new Set(rows.map(({ key }) => key))].sort()).toEqual([...keys.keys()].sort());
    expect(rows.length).toBe(keys.size + 1);
  });

  it('tells the defaults of the schema', () => {
    const told = rows.filter(({ fallback }) => fallback.startsWith('`'));
    for (const { key, fallback } of told)
      expect([key, fallback]).toEqual([key, `\`${asText(keys.get(key)?.fallback)}\``]);
    const withDefault = [...keys].filter(([, { fallback }]) => fallback !== undefined).map(([key]) => key);
    expect(told.map(({ key }) => key).sort()).toEqual(withDefault.sort());
  });

  it('says what is not built yet', () => {
    for (const { key, meaning } of rows) {
      const isBuilt = keys.get(key)?.isBuilt;
      expect([key, meaning.startsWith('not built yet')]).toEqual([key, isBuilt === false]);
    }
  });
});

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
