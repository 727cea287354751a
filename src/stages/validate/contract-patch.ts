import { amendContract, rulesToMeasure } from '../../domain/contract/amend/amend-contract.ts';
import type { Broken } from '../../domain/contract/amend/amend-value.ts';
import type { Extent } from '../../domain/contract/amend/extent.ts';
import { patchLines } from '../../domain/contract/amend/patch.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { CheckResult, DatasetResult } from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import { shortPatchLines } from '../contract/short-patch.ts';
import { showsValues } from '../shows-values.ts';
import type { OpenedDataset } from './check-dataset.ts';

export interface PatchRequest {
  readonly contract: Contract;
  /** What a short form stands for; null where the contract is kept in the standard's form. */
  readonly short: unknown;
  readonly datasets: readonly OpenedDataset[];
  /** Their checks, in the same order. */
  readonly results: readonly DatasetResult[];
}

/** The smallest change of the contract under which the data would pass, as YAML lines; null where it fits them. */
export async function contractPatch(
  context: StageContext,
  engine: DataEngine,
  { contract, short, datasets, results }: PatchRequest,
): Promise<string[] | null> {
  const broken = brokenChecks(results);
  if (broken.size === 0) return null;
  context.reporter.progress({ label: 'look for a contract that fits', done: 0, total: null, unit: 'rows' });
  const extents = new Map<string, Extent[]>();
  for (const [index, dataset] of datasets.entries()) {
    const own = brokenChecks(results.slice(index, index + 1));
    const present = new Set(dataset.columns.map(({ name }) => name));
    const rules = rulesToMeasure(contract, own).filter(({ rule }) => present.has(rule.column));
    for (const extent of await engine.extents(dataset.source, rules))
      extents.set(extent.id, [...(extents.get(extent.id) ?? []), extent]);
  }
  const known = new Set(contract.columns.map(({ name }) => name));
  const [first, ...others] = datasets.map(({ columns }) => columns.map(({ name }) => name));
  // A property would be missed where its column is not.
  const everywhere = (first ?? []).filter((name) => others.every((names) => names.includes(name)));
  const isShown = showsValues(context);
  const amendment = amendContract({
    contract,
    broken,
    extents,
    types: needsTypes(broken) ? await suggestedTypes(engine, datasets) : new Map(),
    added: everywhere.filter((name) => !known.has(name)),
    disclosure: ({ classified }) => ({
      isShown: isShown && !classified,
      why: classified ? 'the column is classified' : 'values are shown on your own machine only',
    }),
  });
  if (amendment === null) return null;
  return short === null ? patchLines(amendment) : shortPatchLines(amendment, short);
}

/** Kinds of checks that a contract asks for; the others are everybody's, and no contract changes them. */
const OF_CONTRACT = new Set([
  'present',
  'type',
  'required',
  'unique',
  'range',
  'multiple_of',
  'length',
  'pattern',
  'format',
  'timezone',
  'items',
  'unique_items',
  'fields',
  'field_count',
  'null_values',
  'missing_values',
  'valid_values',
  'duplicate_values',
  'row_count',
  'primary_key',
  'foreign_key',
  'freshness',
  'retention',
  'sql',
  'unexpected_columns',
]);

/** By the name that a check has within the contract: another check may have taken its id. */
function brokenChecks(results: readonly DatasetResult[]): Map<string, Broken> {
  const broken = new Map<string, Broken>();
  for (const { rows, checks } of results) {
    const seen = new Map<string, number>();
    for (const check of checks.filter(({ kind }) => OF_CONTRACT.has(kind))) {
      const name = nameOf(check);
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      // What could not run, or cannot tell, says nothing of the data that a contract could be widened to.
      if (!['fail', 'warn'].includes(check.verdict)) continue;
      const id = count === 1 ? name : `${name}#${count}`;
      const counts = [...(broken.get(id)?.counts ?? []), { failing: check.failing ?? 0, rows }];
      broken.set(id, { id, kind: check.kind, counts });
    }
  }
  return broken;
}

const OF_THE_WHOLE = new Set(['primary_key', 'foreign_key', 'sql']);

function nameOf({ id, column, kind }: CheckResult): string {
  return column === null || OF_THE_WHOLE.has(kind) ? id.replace(/#\d+$/, '') : `${column}.${kind}`;
}

function needsTypes(broken: ReadonlyMap<string, Broken>): boolean {
  return [...broken.values()].some(({ kind }) => kind === 'type' || kind === 'unexpected_columns');
}

/** What the cells are when nothing is declared; text where two datasets do not agree. */
async function suggestedTypes(
  engine: DataEngine,
  datasets: readonly OpenedDataset[],
): Promise<Map<string, string>> {
  const types = new Map<string, string>();
  for (const { source } of datasets) {
    for (const { name, logicalType } of await engine.describe({ ...source, types: {} })) {
      const other = types.get(name);
      types.set(name, other === undefined ? logicalType : commonType(other, logicalType));
    }
  }
  return types;
}

function commonType(one: string, other: string): string {
  if (one === other) return one;
  return [one, other].every((type) => type === 'integer' || type === 'number') ? 'number' : 'string';
}
