import type { Contract, ContractTable, Relationship } from '../../domain/contract/contract.ts';
import { ModelyardError } from '../../errors.ts';
import type { WrittenContract, WrittenObject } from './contract-schema.ts';
import { serviceLevelsOf } from './service-levels.ts';
import { columnOf, relationshipsOf, targetsOf } from './table-references.ts';
import { datasetIndex, filesOf, hasRows } from './tables.ts';
import { toColumn } from './to-column.ts';
import { toLibraryRules, toQueryRules } from './to-rules.ts';

/** The parts of a checked contract that are executed. */
export function toContract(written: WrittenContract): Contract {
  const dataset = datasetIndex(written);
  const [main, ...others] = [
    ...written.schema.filter((_, index) => index === dataset),
    ...written.schema.filter((_, index) => index !== dataset),
  ];
  if (main === undefined) throw new ModelyardError('internal', 'a contract without an object');
  return {
    id: written.id,
    version: written.version,
    ...toTable(written, main),
    tables: others
      .filter((object) => hasRows(written, object))
      .map((object) => ({ ...toTable(written, object), files: filesOf(written, object) })),
    withoutRows: others.filter((object) => !hasRows(written, object)).map(({ name }) => name),
  };
}

function toTable(written: WrittenContract, object: WrittenObject): ContractTable {
  const { properties } = object;
  const keys = properties.filter((property) => property.primaryKey);
  keys.sort((a, b) => (a.primaryKeyPosition ?? 0) - (b.primaryKeyPosition ?? 0));
  return {
    name: object.name,
    aliases:
      object.physicalName === undefined || object.physicalName === object.name ? [] : [object.physicalName],
    columns: properties.map(toColumn),
    primaryKey: keys.map(columnOf),
    rules: object.quality.flatMap((rule) => toLibraryRules(rule, properties)),
    queries: [
      ...properties.flatMap((property) =>
        property.quality.flatMap((rule) => toQueryRules(rule, columnOf(property))),
      ),
      ...object.quality.flatMap((rule) => toQueryRules(rule, null)),
    ],
    serviceLevels: serviceLevelsOf(written, object),
    relationships: relationshipsOf(object, []).flatMap(({ relationship, from }): Relationship[] => {
      const targets = targetsOf(written, relationship.to, null) ?? [];
      const sources = from === null ? targetsOf(written, relationship.from ?? [], object) : null;
      const target = targets[0]?.object;
      if (target === undefined) return [];
      const columns = targets.map(({ place }) => place);
      return [
        {
          from: from === null ? (sources ?? []).map(({ place }) => place) : [from],
          to: { table: target.name, columns, hasRows: hasRows(written, target) },
        },
      ];
    }),
  };
}
