import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemaFiles } from '../../scripts/schemas.ts';
import { PROJECT } from './source-files.ts';

const folder = join(PROJECT, 'schemas');

describe('schemas/', () => {
  it.each([...schemaFiles()])('%s is what the source says (npm run generate)', (name, text) => {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  it('holds nothing else', () => {
    expect(readdirSync(folder).sort()).toEqual([...schemaFiles().keys()].sort());
  });

  it('describes every key of modelyard.yml for editors', () => {
    const schema = JSON.parse(schemaFiles().get('modelyard.schema.json') ?? '{}') as Node;
    expect(withoutDescription(schema, '')).toEqual([]);
  });
});

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

function withoutDescription(node: Node, path: string): string[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
    ...(child.description === undefined ? [`${path}${key}`] : []),
    ...withoutDescription(child, `${path}${key}.`),
  ]);
  const rest = typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
  const inner = [...rest, ...(node.items === undefined ? [] : [node.items]), ...(node.anyOf ?? [])];
  return [...own, ...inner.flatMap((child) => withoutDescription(child, `${path}*.`))];
}
