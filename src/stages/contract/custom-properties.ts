import { z } from 'zod';
import { nearest } from '../../config/nearest.ts';
import type { KeyPath } from '../../config/problems.ts';
import {
  type DriftLimits,
  ENVIRONMENTS,
  type Environment,
  LIFECYCLES,
  type Lifecycle,
  ROLES,
  type Role,
} from '../../domain/contract/contract.ts';
import type { Finding } from './contract-problems.ts';
import type { WrittenObject, WrittenValue } from './contract-schema.ts';

type Customised = Pick<WrittenValue | WrittenObject, 'customProperties'>;

/** The value of a custom property; undefined where it is not there. */
export function customValue({ customProperties }: Customised, name: string): unknown {
  return customProperties?.find(({ property }) => property === name)?.value;
}

const share = z.number().positive();
const limits = z.union([
  z.literal(['off', false]).transform((): DriftLimits => ({ off: true })),
  z
    .strictObject({
      threshold: share.optional(),
      js: share.optional(),
      wasserstein: share.optional(),
      null_share: share.optional(),
      min_rows: z.number().int().positive().optional(),
    })
    .transform(
      ({ threshold, js = threshold, wasserstein = threshold, null_share, min_rows }): DriftLimits => ({
        off: false,
        ...(js === undefined ? {} : { js }),
        ...(wasserstein === undefined ? {} : { wasserstein }),
        ...(null_share === undefined ? {} : { nullShare: null_share }),
        ...(min_rows === undefined ? {} : { leastRows: min_rows }),
      }),
    ),
]);

/** What the ML parts of a property may say. */
const PROPERTY_PARTS = {
  role: z.enum(ROLES),
  environments: z.array(z.enum(ENVIRONMENTS)).min(1),
  lifecycle: z.enum(LIFECYCLES),
  drift: limits,
  skew: limits,
};

const OBJECT_PARTS = {
  files: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
};

/** Of the parts that are words, those that there are. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  role: ROLES,
  environments: ENVIRONMENTS,
  lifecycle: LIFECYCLES,
};

const LIMITS = 'off, or a map of threshold, js, wasserstein, null_share (numbers above 0) and min_rows';
const EXPECTED: Readonly<Record<string, string>> = {
  drift: LIMITS,
  skew: LIMITS,
  files: 'a path, a pattern or a list of them',
};

/** Of the custom properties those that are checked must be right; all others are somebody else's. */
function partFindings(
  { customProperties = [] }: Customised,
  parts: Readonly<Record<string, z.ZodType>>,
  at: KeyPath,
): Finding[] {
  return customProperties.flatMap(({ property, value }, index): Finding[] => {
    const part = Object.hasOwn(parts, property) ? parts[property] : undefined;
    const parsed = part?.safeParse(value);
    if (parsed === undefined || parsed.success) return [];
    const words = WORDS[property];
    const wrong = [value].flat().find((word) => !words?.includes(String(word)));
    const near = words === undefined ? null : nearest(String(wrong), words);
    const told = `${property}: expected ${words?.join(', ') ?? EXPECTED[property]}, found ${JSON.stringify(value)}${near === null ? '' : `; did you mean ${near}?`}`;
    return [[[...at, 'customProperties', index, 'value'], told]];
  });
}

/** What is wrong with the ML parts of a column. */
export function propertyRoleFindings(property: WrittenValue, at: KeyPath): Finding[] {
  return partFindings(property, PROPERTY_PARTS, at);
}

/** Of these roles there is one column. */
const SINGLE: readonly Role[] = ['label', 'id', 'time', 'weight', 'group'];

export function objectRoleFindings(object: WrittenObject, at: KeyPath): Finding[] {
  const repeated = SINGLE.flatMap((role): Finding[] => {
    const columns = object.properties.flatMap((property, index) =>
      customValue(property, 'role') === role ? [{ index, name: property.name }] : [],
    );
    return columns.slice(1).map(({ index, name }): Finding => {
      return [
        [...at, 'properties', index],
        `${name} has the role ${role}, which ${columns[0]?.name} has already`,
      ];
    });
  });
  return [...partFindings(object, OBJECT_PARTS, at), ...repeated];
}

export interface ColumnParts {
  readonly role: Role | null;
  readonly environments: readonly Environment[] | null;
  readonly lifecycle: Lifecycle;
  readonly drift: DriftLimits | null;
  readonly skew: DriftLimits | null;
}

/** The ML parts of a column that has been checked. A label is not there when a model is asked. */
export function columnParts(property: WrittenValue): ColumnParts {
  const part = <K extends keyof typeof PROPERTY_PARTS>(name: K) => {
    const parsed = PROPERTY_PARTS[name].safeParse(customValue(property, name));
    return (parsed.success ? parsed.data : null) as z.output<(typeof PROPERTY_PARTS)[K]> | null;
  };
  const role = part('role');
  return {
    role,
    environments: part('environments') ?? (role === 'label' ? ['training', 'evaluation'] : null),
    lifecycle: part('lifecycle') ?? 'production',
    drift: part('drift'),
    skew: part('skew'),
  };
}
