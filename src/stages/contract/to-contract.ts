import type { Contract, ContractTable, Relationship } from '../../domain/contract/contract.ts';
import type { WrittenContract, WrittenObject } from './contract-schema.ts';
import { foreignRulesOf, type Placing } from './foreign-rules.ts';
import { serviceLevelsOf } from './service-levels.ts';
import { columnOf, relationshipsOf, targetsOf } from './table-references.ts';
import { datasetIndex, filesOf, hasRows } from './tables.ts';
import { toColumn } from './to-column.ts';
import { toLibraryRules, toQueryRules } from './to-rules.ts';

/** The parts of a checked contract that are executed. `placing` says where in which file a part of it stands. */
export function toContract(written: WrittenContract, placing: Placing): Contract {
  const main = written.schema[datasetIndex(written)] ?? undescribed(written);
  const others = written.schema.filter((object) => object !== main);
  const tableOf = (object: WrittenObject) => toTable(written, object, placing);
  return {
    id: written.id,
    version: written.version,
    ...tableOf(main),
    tables: others
      .filter((object) => hasRows(written, object))
      .map((object) => ({ ...tableOf(object), files: filesOf(written, object) })),
    withoutRows: others.filter((object) => !hasRows(written, object)).map(({ name }) => name),
  };
}

/** The standard lets a contract be without objects: one of which nobody knows anything takes their place. */
function undescribed({ id }: WrittenContract): WrittenObject {
  return { name: id, properties: [], quality: [], relationships: [] };
}

function toTable(written: WrittenContract, object: WrittenObject, placing: Placing): ContractTable {
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
    foreignRules: foreignRulesOf(object, ['schema', written.schema.indexOf(object)], placing),
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
