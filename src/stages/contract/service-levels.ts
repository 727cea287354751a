import { nearest } from '../../config/nearest.ts';
import type { ServiceLevel } from '../../domain/contract/contract.ts';
import type { Finding } from './contract-problems.ts';
import type { WrittenContract, WrittenObject, WrittenServiceLevel } from './contract-schema.ts';
import { resolveReference, type Target } from './table-references.ts';
import { datasetIndex } from './tables.ts';
import { ageMs } from './times.ts';

/** Service levels that rows can show, by their names and short names in the standard and in use. */
const KINDS: Readonly<Record<string, ServiceLevel['kind']>> = {
  latency: 'freshness',
  ly: 'freshness',
  freshness: 'freshness',
  retention: 'retention',
  re: 'retention',
};

const MEANING_OF_M = { freshness: 'minutes', retention: 'months' } as const;
const TEMPORAL = ['date', 'timestamp'];

function kindOf({ property }: WrittenServiceLevel): ServiceLevel['kind'] | undefined {
  return KINDS[property.toLowerCase()];
}

/** What is wrong with service levels. Those that speak of the service and not of rows are let through. */
export function serviceLevelFindings(written: WrittenContract): Finding[] {
  return written.slaProperties.flatMap((level, index): Finding[] => {
    const at = ['slaProperties', index] as const;
    const kind = kindOf(level);
    if (kind === undefined) {
      const near = nearest(level.property.toLowerCase(), ['latency', 'freshness', 'retention']);
      return near === null
        ? []
        : [[[...at, 'property'], `${level.property} is not checked; did you mean ${near}?`]];
    }
    return levelProblems(written, level, kind).map((message): Finding => [at, message]);
  });
}

function levelProblems(
  written: WrittenContract,
  level: WrittenServiceLevel,
  kind: ServiceLevel['kind'],
): string[] {
  const age = ageMs(level.value, level.unit, MEANING_OF_M[kind]);
  const elements = elementsOf(written, level);
  return [
    ...(age === null
      ? [
          `${level.property}: ${JSON.stringify(level.value)} ${level.unit ?? ''} is no age as 4 with unit d, or P4D`,
        ]
      : []),
    ...(elements.length === 0
      ? [`${level.property} needs element: the column that says how old a row is`]
      : []),
    ...elements.flatMap((element) => {
      const target = resolveReference(written, element, homeOf(written));
      if (typeof target !== 'string') return elementProblem(target);
      // A column of a table that is not described is a check that cannot run, and told as one.
      return isElsewhere(written, element) ? [] : [target];
    }),
  ];
}

function elementProblem({ property, place }: Target): string[] {
  if (place.path !== undefined) return [`${property.name} is inside a column; an age is that of a column`];
  const type = property.logicalType;
  return type === undefined || TEMPORAL.includes(type)
    ? []
    : [`${property.name} is of logicalType ${type}; an age needs a date or a timestamp`];
}

function elementsOf({ slaDefaultElement }: WrittenContract, { element }: WrittenServiceLevel): string[] {
  const text = element ?? slaDefaultElement ?? '';
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** Where there is one object its name may be left out. */
function homeOf({ schema }: WrittenContract): WrittenObject | null {
  return schema.length === 1 ? (schema[0] ?? null) : null;
}

function isElsewhere({ schema }: WrittenContract, element: string): boolean {
  const [table = '', column] = element.split('.');
  return (
    column !== undefined && !schema.some(({ name, physicalName }) => [name, physicalName].includes(table))
  );
}

/** What points nowhere is told of the object of modelyard.yml. */
function isMain(written: WrittenContract, object: WrittenObject): boolean {
  return (written.schema[datasetIndex(written)] ?? object) === object;
}

/** The service levels of one object. */
export function serviceLevelsOf(written: WrittenContract, object: WrittenObject): ServiceLevel[] {
  return written.slaProperties.flatMap((level) => {
    const kind = kindOf(level);
    if (kind === undefined) return [];
    const age = ageMs(level.value, level.unit, MEANING_OF_M[kind]) ?? 0;
    const text = [level.value, level.unit ?? (typeof level.value === 'number' ? 'd' : null)];
    const words = text.filter((word) => word !== null && word !== undefined).join(' ');
    return elementsOf(written, level).flatMap((element): ServiceLevel[] => {
      const target = resolveReference(written, element, homeOf(written));
      const common = { kind, ageMs: age, age: words };
      if (typeof target === 'string')
        return isMain(written, object) ? [{ ...common, column: element, problem: target }] : [];
      return target.object === object ? [{ ...common, column: target.place.column, problem: null }] : [];
    });
  });
}
