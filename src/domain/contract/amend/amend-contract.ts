import { counted } from '../../report/counted.ts';
import type { ContractColumn, ContractTable, LibraryRule } from '../contract.ts';
import { ruleId } from '../library-rule.ts';
import type { RowRule } from '../measure-plan.ts';
import { type Broken, type Disclosure, lengthLines, rangeLines, rowsText, ruleLine } from './amend-value.ts';
import type { Extent } from './extent.ts';
import type { Amendment, PatchedPart, PatchLine } from './patch.ts';
import { widenedOperator } from './widen-operator.ts';

export interface AmendRequest {
  readonly contract: ContractTable;
  /** Broken checks by id; those of other kinds than a contract's are left alone. */
  readonly broken: ReadonlyMap<string, Broken>;
  readonly extents: ReadonlyMap<string, readonly Extent[]>;
  /** Logical type that the data suggest, by column, where columns are not declared. */
  readonly types: ReadonlyMap<string, string>;
  /** Columns that the contract does not name, in the data's order. */
  readonly added: readonly string[];
  readonly disclosure: (column: ContractColumn) => Disclosure;
}

/** Rules whose extent has to be known before their check can be widened, by the id of the check. */
export function rulesToMeasure(
  { columns }: ContractTable,
  broken: ReadonlyMap<string, Broken>,
): { readonly id: string; readonly rule: RowRule }[] {
  const asked = columns.flatMap((column): { id: string; rule: RowRule }[] => {
    const { name, range, length } = column;
    const lists = rulesOf(column).flatMap(({ id, rule }) =>
      rule.metric === 'invalidValues' && rule.values !== null && rule.pattern === null
        ? [{ id, rule: { kind: 'one-of', column: name, values: rule.values } as const }]
        : [],
    );
    return [
      ...(range === null
        ? []
        : [{ id: `${name}.range`, rule: { kind: 'range', column: name, ...range } as const }]),
      ...(length === null
        ? []
        : [{ id: `${name}.length`, rule: { kind: 'length', column: name, ...length } as const }]),
      ...lists,
    ];
  });
  return asked.filter(({ id }) => broken.has(id));
}

/** The smallest change of the contract that lets the data through; null where nothing of it is broken. */
export function amendContract(request: AmendRequest): Amendment | null {
  const { contract, broken, added, types } = request;
  const parts = [
    ...contract.columns.map((column) => columnPart(column, request)),
    ...(broken.has('unexpected_columns') ? added.map((name) => newColumn(name, types)) : []),
    objectPart(request),
  ].filter((part) => part.note !== null || part.keys.length + part.options.length + part.quality.length > 0);
  const left = [...broken.values()].filter(({ kind }) => UNTOUCHED.has(kind)).map(({ id }) => id);
  return parts.length + left.length === 0 ? null : { object: contract.name, parts, left };
}

/** What no wider value of a key helps. */
const UNTOUCHED = new Set([
  'foreign_key',
  'freshness',
  'retention',
  'sql',
  'timezone',
  'items',
  'unique_items',
  'fields',
  'field_count',
]);

const NOTHING = { note: null, keys: [], options: [], quality: [] };

function columnPart(column: ContractColumn, request: AmendRequest): PatchedPart {
  const { name } = column;
  const { broken, disclosure } = request;
  const part = { ...NOTHING, column: name };
  if (broken.has(`${name}.present`))
    return { ...part, note: 'delete this property: the data have no such column' };
  const evidence = (id: string) => {
    const found = broken.get(id);
    return found === undefined
      ? null
      : { broken: found, extents: request.extents.get(id) ?? [], disclosure: disclosure(column) };
  };
  const range = evidence(`${name}.range`);
  const length = evidence(`${name}.length`);
  return {
    ...part,
    keys: [...typeLines(column, request), ...flagLines(column, request), ...deletions(column, request)],
    options: [
      ...(range === null ? [] : rangeLines(column, range)),
      ...(length === null ? [] : lengthLines(column, length)),
    ],
    quality: rulesOf(column).flatMap(({ id, rule }) => {
      const found = evidence(id);
      return found === null ? [] : [ruleLine(rule, found)];
    }),
  };
}

/** Rules of a property with the ids of their checks: a second one of a metric has a number. */
function rulesOf({ name, rules }: ContractColumn): { readonly id: string; readonly rule: LibraryRule }[] {
  return rules.map((rule, index) => {
    const earlier = rules.slice(0, index).filter(({ metric }) => metric === rule.metric).length;
    return { id: `${name}.${ruleId(rule)}${earlier === 0 ? '' : `#${earlier + 1}`}`, rule };
  });
}

function typeLines(column: ContractColumn, { broken, types }: AmendRequest): PatchLine[] {
  const found = broken.get(`${column.name}.type`);
  const type = types.get(column.name);
  if (found === undefined || type === undefined || type === column.logicalType) return [];
  const remark = `was ${column.logicalType}; ${rowsText(found)}`;
  const hasOptions = column.range !== null || column.multipleOf !== null || column.format !== null;
  return [
    { yaml: `logicalType: ${type}`, remark },
    ...(hasOptions ? [{ yaml: null, remark: `logicalTypeOptions must fit ${type}, too` }] : []),
  ];
}

function flagLines({ name }: ContractColumn, { broken, contract }: AmendRequest): PatchLine[] {
  const flag = (key: string, found: Broken | undefined): PatchLine[] =>
    found === undefined ? [] : [{ yaml: `${key}: false`, remark: `${rowsText(found)} break it` }];
  return [
    ...flag('required', broken.get(`${name}.required`)),
    ...flag('unique', broken.get(`${name}.unique`)),
    ...flag('primaryKey', contract.primaryKey.includes(name) ? broken.get('primary_key') : undefined),
  ];
}

/** A pattern, a factor or a format has no next wider one. */
function deletions(column: ContractColumn, { broken }: AmendRequest): PatchLine[] {
  const { name, pattern, multipleOf, format } = column;
  const keys = [
    { key: 'pattern', kind: 'pattern', was: pattern },
    { key: 'multipleOf', kind: 'multiple_of', was: multipleOf },
    { key: 'format', kind: 'format', was: format?.name ?? null },
  ];
  return keys.flatMap(({ key, kind, was }): PatchLine[] => {
    const found = broken.get(`${name}.${kind}`);
    if (found === undefined || was === null) return [];
    return [{ yaml: null, remark: `delete logicalTypeOptions.${key} (${was}): ${rowsText(found)} break it` }];
  });
}

function newColumn(name: string, types: AmendRequest['types']): PatchedPart {
  const type = types.get(name);
  const keys = type === undefined ? [] : [{ yaml: `logicalType: ${type}`, remark: '' }];
  return { ...NOTHING, column: name, note: 'new in the data', keys };
}

/** Rules of the whole object: the number of rows, and columns that together must not repeat. */
function objectPart({ contract, broken }: AmendRequest): PatchedPart {
  const seen = new Map<string, number>();
  const quality = contract.rules.flatMap((rule): PatchLine[] => {
    const name = rule.columns === null ? ruleId(rule) : `${ruleId(rule)}(${rule.columns.join(', ')})`;
    const earlier = seen.get(name) ?? 0;
    seen.set(name, earlier + 1);
    const found = broken.get(`${name}${earlier === 0 ? '' : `#${earlier + 1}`}`);
    if (found === undefined) return [];
    if (rule.metric !== 'rowCount')
      return [ruleLine(rule, { broken: found, extents: [], disclosure: { isShown: true, why: '' } })];
    const operator = widenedOperator(
      rule,
      found.counts.map(({ rows }) => rows),
    );
    const rows = found.counts.map((count) => counted(count.rows, 'row')).join(', ');
    return operator === null
      ? [{ yaml: null, remark: `delete the rule rowCount: there are ${rows}` }]
      : [{ yaml: `{metric: rowCount, ${operator}}`, remark: `there are ${rows}` }];
  });
  return { ...NOTHING, column: null, quality };
}
