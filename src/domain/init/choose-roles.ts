import { LEAST_GROUPS } from '../metrics/guards.ts';
import { counted } from '../report/counted.ts';
import { type ColumnFacts, hasEveryCell, isUnique, isUniqueInEach, quoted } from './column-facts.ts';
import type { Found } from './found.ts';

const ID = /^(id|uuid|guid|key|index|row_?(id|number|nr)|record_?id|.*_(id|uuid|guid|key)|[a-z]+Id)$/;
const ROW_ID = /^(id|uuid|guid|row_?(id|number|nr)|record_?id)$/i;
const GROUP =
  /^(person|patient|customer|user|household|subject|family|client|account|session|device|member|student|employee|driver|group|participant|visitor|player|machine|vehicle)(_?(id|key|no|nr|number|uuid))?$/i;
const TIME =
  /^(date|time|timestamp|datetime|day|week|month|year|quarter|period|.*_(date|time|at|ts|month|year)|ts)$/i;

export function isNamedLikeRole(name: string): boolean {
  return [ID, GROUP, TIME].some((pattern) => pattern.test(name));
}

/** A role that was found, and what else the reader should know. */
export interface Chosen {
  readonly found: Found<string> | null;
  readonly notes: readonly string[];
}

const NOTHING: Chosen = { found: null, notes: [] };

/** The column that identifies a row. `keys`: what a contract declares. */
export function chooseId(columns: readonly ColumnFacts[], keys: readonly string[]): Chosen {
  const named = columns.filter(
    ({ name, logicalType }) => (ID.test(name) || keys.includes(name)) && isExact(logicalType),
  );
  const fit = named.filter((facts) => hasEveryCell(facts) && isUnique(facts));
  const found = fit.find(({ name }) => keys.includes(name)) ?? fit.find(({ name }) => ROW_ID.test(name));
  if (found !== undefined) {
    const key = keys.includes(found.name) ? 'the primary key of the contract; ' : '';
    return { found: { value: found.name, because: `${key}no value stands twice` }, notes: [] };
  }
  if (fit.length === 1 && fit[0] !== undefined)
    return { found: { value: fit[0].name, because: 'named like an id; no value stands twice' }, notes: [] };
  if (fit.length > 1)
    return {
      found: null,
      notes: [`${quoted(fit.map(({ name }) => name))} could each be the id: say which with --id`],
    };
  return { found: null, notes: named.flatMap(sharedIdNote) };
}

/** Unique in each file and the same in both: a number that starts again, or rows that were judged and learnt from. */
function sharedIdNote(facts: ColumnFacts): string[] {
  if (!hasEveryCell(facts) || !isUniqueInEach(facts) || facts.shared === 0) return [];
  return [
    `${facts.name} is no id here: ${counted(facts.shared, 'value')} of it stand in training and evaluation data. If they are the same rows, the evaluation flatters the model`,
  ];
}

/** The column whose equal values tie rows together. */
export function chooseGroup(columns: readonly ColumnFacts[]): Chosen {
  const named = columns.filter(({ name, logicalType }) => GROUP.test(name) && isExact(logicalType));
  const repeated = named.filter(
    (facts) => hasEveryCell(facts) && facts.evaluation.distinct < facts.evaluation.rows,
  );
  const many = repeated.filter(({ evaluation }) => evaluation.distinct >= LEAST_GROUPS);
  const apart = many.filter(({ shared }) => shared === 0);
  const [only, another] = apart;
  if (only !== undefined && another === undefined)
    return { found: { value: only.name, because: groupReason(only) }, notes: [] };
  if (another !== undefined)
    return {
      found: null,
      notes: [`${quoted(apart.map(({ name }) => name))} each tie rows together: say which with --group`],
    };
  return {
    found: null,
    notes: many.map(
      ({ name, shared }) =>
        `rows of one ${name} are not independent, and ${counted(shared, 'value')} of ${name} stand in training and evaluation data: split by ${name}, then name it with --group`,
    ),
  };
}

function groupReason({ evaluation }: ColumnFacts): string {
  return `${counted(evaluation.rows, 'evaluation row')} belong to ${counted(evaluation.distinct, 'value')}: they are not independent`;
}

/** What the sources say about which columns a model sees. */
export interface SeenColumns {
  /** The features, where a source lists them. */
  readonly features: readonly string[] | null;
  readonly dropped: readonly string[];
}

/** The column of time. It is no feature then, so that a number is taken only where the sources leave it out themselves. */
export function chooseTime(columns: readonly ColumnFacts[], { features, dropped }: SeenColumns): Chosen {
  const named = columns.filter(({ name }) => TIME.test(name));
  const isLeftOut = ({ name }: ColumnFacts) =>
    dropped.includes(name) || (features !== null && !features.includes(name));
  const fit = named.filter(
    (facts) => facts.logicalType === 'date' || facts.logicalType === 'timestamp' || isLeftOut(facts),
  );
  const [only, another] = fit;
  if (only !== undefined && another === undefined) {
    const why = isLeftOut(only) ? 'named like a time, and training leaves it out' : `a ${only.logicalType}`;
    return { found: { value: only.name, because: why }, notes: [] };
  }
  if (another !== undefined)
    return {
      found: null,
      notes: [`${quoted(fit.map(({ name }) => name))} could each be the time: say which with --time`],
    };
  const [first] = named;
  if (first === undefined) return NOTHING;
  return {
    found: null,
    notes: [`${first.name} is taken for a feature; if it is the time of a row, say --time ${first.name}`],
  };
}

/** Floating-point numbers cannot be compared exactly. */
function isExact(logicalType: string): boolean {
  return logicalType === 'string' || logicalType === 'integer';
}
