import { dotted, type KeyPath, type Problem } from '../../config/problems.ts';
import type { YamlFile } from '../../config/yaml-document.ts';
import type { WrittenContract, WrittenObject } from './contract-schema.ts';
import { objectRoleFindings, propertyRoleFindings } from './custom-properties.ts';
import { unknownServerKeys } from './odcs-servers.ts';
import { repeatedNames } from './repeated-names.ts';
import { ruleFindings } from './rule-problems.ts';
import { serviceLevelFindings } from './service-levels.ts';
import { relationshipFindings } from './table-references.ts';
import { hasRows, tableFindings } from './tables.ts';
import { valueFindings } from './value-problems.ts';

/** A place in the contract and what is wrong there. */
export type Finding = readonly [path: KeyPath, message: string];

/** What the schema of a contract alone cannot see: rules that contradict themselves or would not be looked at. */
export function contractProblems(
  written: WrittenContract,
  file: Pick<YamlFile, 'locate'>,
  name: (path: KeyPath) => KeyPath = (path) => path,
): Problem[] {
  const findings = [
    ...tableFindings(written),
    ...serverFindings(written),
    ...written.schema.flatMap((object, index) => objectFindings(written, object, index)),
    ...serviceLevelFindings(written),
  ];
  return findings.map(([path, message]) => ({ ...file.locate(path), path: dotted(name(path)), message }));
}

function objectFindings(written: WrittenContract, object: WrittenObject, index: number): Finding[] {
  const at: KeyPath = ['schema', index];
  const isStrict = !/^v?3\.0\./.test(written.apiVersion);
  const rules = { level: 'object', isStrict, properties: object.properties } as const;
  return [
    ...repeatedNames(object.properties, [...at, 'properties']),
    ...object.properties.flatMap((property, p) => {
      const place = [...at, 'properties', p];
      return [
        ...valueFindings(property, { at: place, isStrict, depth: 'column' }),
        ...propertyRoleFindings(property, place),
      ];
    }),
    ...object.quality.flatMap((rule, q) => ruleFindings(rule, [...at, 'quality', q], rules)),
    // Of an object without rows nothing is followed.
    ...(hasRows(written, object) ? relationshipFindings(written, index) : []),
    ...objectRoleFindings(object, at),
  ];
}

/** Keys that a type of server does not have are unknown from 3.1 on. */
function serverFindings({ servers, apiVersion }: WrittenContract): Finding[] {
  if (/^v?3\.0\./.test(apiVersion)) return [];
  return (servers ?? []).flatMap((server, index) =>
    unknownServerKeys(server).map(
      (key): Finding => [['servers', index, key], `unknown key of a server of type ${server.type}`],
    ),
  );
}
