import type { Finding } from './contract-problems.ts';
import type { WrittenContract, WrittenObject } from './contract-schema.ts';
import { customValue } from './custom-properties.ts';

/** The object that describes the rows of modelyard.yml: the first one whose files the contract does not name. */
export function datasetIndex({ schema }: WrittenContract): number {
  return schema.length === 1 ? 0 : schema.findIndex((object) => customValue(object, 'files') === undefined);
}

/** Files of an object as the contract names them: its own `files`, or a local server whose path has a {model}. */
export function filesOf({ servers }: WrittenContract, object: WrittenObject): readonly string[] {
  const own = customValue(object, 'files');
  if (typeof own === 'string') return [own];
  if (Array.isArray(own)) return own.map(String);
  const paths = (servers ?? []).flatMap((server) =>
    server.type === 'local' && typeof server.path === 'string' ? [server.path] : [],
  );
  const path = paths.find((each) => each.includes('{model}'));
  return path === undefined ? [] : [path.replaceAll('{model}', object.name)];
}

/** Whether there are rows of an object here: the object of modelyard.yml, and those whose files the contract names. */
export function hasRows(written: WrittenContract, object: WrittenObject): boolean {
  return written.schema[datasetIndex(written)] === object || filesOf(written, object).length > 0;
}

export function tableFindings(written: WrittenContract): Finding[] {
  const { schema } = written;
  const dataset = datasetIndex(written);
  const findings: Finding[] = schema.flatMap((object, index): Finding[] => {
    const twin = schema.findIndex(({ name }) => name.toLowerCase() === object.name.toLowerCase());
    return twin === index ? [] : [[['schema', index, 'name'], `${object.name} stands twice`]];
  });
  if (dataset !== -1 || schema.length === 0) return findings;
  return [
    ...findings,
    [['schema'], 'every object names its files: none is left for the rows of modelyard.yml'],
  ];
}
