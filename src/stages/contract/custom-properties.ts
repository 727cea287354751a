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

/** What limits are called in a contract, and here. `threshold` stands for both distances, `null_share` for `missing`. */
const LIMIT_NAMES = [
  ['threshold', 'js'],
  ['threshold', 'wasserstein'],
  ['js', 'js'],
  ['wasserstein', 'wasserstein'],
  ['psi', 'psi'],
  ['l_infinity', 'lInfinity'],
  ['null_share', 'nullShare'],
  ['missing', 'nullShare'],
  ['min_rows', 'leastRows'],
] as const satisfies readonly (readonly [string, Exclude<keyof DriftLimits, 'off'>])[];

const LIMIT_KEYS = [...new Set(LIMIT_NAMES.map(([key]) => key))];
const limitMap = z.strictObject(
  Object.fromEntries(
    LIMIT_KEYS.map((key) => [
      key,
      (key === 'min_rows' ? z.number().int().positive() : z.number().positive()).optional(),
    ]),
  ) as Record<(typeof LIMIT_KEYS)[number], z.ZodOptional<z.ZodNumber>>,
);

const limits = z.union([
  z.literal(['off', false]).transform((): DriftLimits => ({ off: true })),
  limitMap.transform((given): DriftLimits => {
    const named = LIMIT_NAMES.flatMap(([key, name]) =>
      given[key] === undefined ? [] : [[name, given[key]]],
    );
    return { off: false, ...Object.fromEntries(named) };
  }),
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

const LIMITS = `off, or a map of numbers above 0: ${LIMIT_KEYS.join(', ')}`;
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
