import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { FULL_CONTRACT } from '../../../test/fixtures/odcs/full-contract.ts';
import { ModelyardError } from '../../errors.ts';
import { parseContract } from './load-contract.ts';

const folder = new URL('../../../test/fixtures/odcs/', import.meta.url);

function standard(version: string): (value: unknown) => boolean {
  const ajv = new Ajv2019({ strict: false, allErrors: false });
  formats.default(ajv);
  const schema = JSON.parse(readFileSync(new URL(`odcs-json-schema-${version}.json`, folder), 'utf8'));
  const validate = ajv.compile(schema);
  return (value) => validate(value) === true;
}

const isStandard = standard('v3.1.0');

function problemsOf(value: unknown): string | null {
  try {
    parseContract(stringify(value), 'c.yaml');
    return null;
  } catch (error) {
    if (!(error instanceof ModelyardError) || error.code !== 'config') throw error;
    return error.message;
  }
}

type Path = readonly (string | number)[];

/** Every place in a value. */
function places(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) =>
      places(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

const STRANGE = [null, 7, -1.5, 'x', '', true, [], {}, [1], { a: 1 }] as const;
type Change = { readonly kind: 'drop' | 'add' } | { readonly kind: 'put'; readonly value: unknown };

function changed(root: unknown, path: Path, change: Change): unknown {
  const copy = structuredClone(root);
  if (path.length === 0) return change.kind === 'put' ? change.value : copy;
  let parent = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  if (change.kind === 'put') parent[last] = change.value;
  else if (change.kind === 'add') {
    const at = parent[last];
    if (at !== null && typeof at === 'object' && !Array.isArray(at))
      (at as Record<string, unknown>).surprise = 1;
  } else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

/** What the standard's schema refuses and we read all the same, each for a reason. */
const READ_ALL_THE_SAME: readonly (readonly [why: string, isIt: (path: Path, change: Change) => boolean])[] =
  [
    ['a version that YAML reads as a number', (path) => path.at(-1) === 'version'],
    [
      'team members without a username, as 3.0 has them',
      (path) => path[0] === 'team' && path.includes('members'),
    ],
    ['true beside a bound, as 3.0 has it', (path) => String(path.at(-1)).startsWith('exclusiveM')],
    ['references with other names than A to Z have', (path) => path.includes('relationships')],
    ['server locations that are no URI', (path) => path[0] === 'servers'],
    [
      'examples and values of custom properties may be anything',
      (path) => path.includes('value') || path.includes('examples'),
    ],
    [
      'bounds of a column without a type',
      (path, { kind }) => path.at(-1) === 'logicalType' && kind === 'drop',
    ],
    ['implementation may be anything', (path) => path.includes('implementation')],
  ];

describe('the JSON Schema of the standard', () => {
  const whole = parse(FULL_CONTRACT) as unknown;

  it('accepts the contract that has every part, and so do we', () => {
    expect(isStandard(whole)).toBe(true);
    expect(problemsOf(whole)).toBeNull();
  });

  it('refuses nothing that we accept', () => {
    const all = places(whole);
    const change = fc.oneof(
      fc.constant<Change>({ kind: 'drop' }),
      fc.constant<Change>({ kind: 'add' }),
      fc.constantFrom(...STRANGE).map((value): Change => ({ kind: 'put', value })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...all), change, (path, how) => {
        if (READ_ALL_THE_SAME.some(([, isIt]) => isIt(path, how))) return;
        const value = changed(whole, path, how);
        if (isStandard(value)) return;
        const told = problemsOf(value);
        expect(told, `${path.join('.')} ${JSON.stringify(how)}`).not.toBeNull();
        expect(told).toMatch(/^c\.yaml:\d+:\d+ {2}/m);
      }),
      { numRuns: 600 },
    );
  });

  it('3.0 is accepted, too, in the forms that it has', () => {
    const older = `apiVersion: v3.0.2
kind: DataContract
id: older
version: 1.0.0
status: active
team: [{username: ada, role: owner, dateIn: "2026-01-01"}]
schema:
  - name: rows
    properties:
      - name: age
        logicalType: integer
        logicalTypeOptions: {minimum: 0, exclusiveMinimum: true, maximum: 120}
        quality:
          - {rule: nullCheck, mustBe: 0}
          - {rule: duplicateCount, mustBeLessThan: 1, unit: percent}
          - {rule: validValues, validValues: [1, 2]}
          - {rule: nullCheck, mustBeGreaterThan: 0, mustBeLessThan: 100}
    quality: [{rule: rowCount, mustBeBetween: [100, 120], name: Verify row count range}]
`;
    expect(standard('v3.0.2')(parse(older))).toBe(true);
    const contract = parseContract(older, 'c.yaml');
    expect(contract.columns[0]).toMatchObject({
      range: { exclusiveMinimum: 0, maximum: 120 },
      rules: [
        { metric: 'nullValues', operator: { kind: 'mustBe', value: 0 } },
        { metric: 'duplicateValues', operator: { kind: 'mustBeLessThan', value: 1 }, unit: 'percent' },
        { metric: 'invalidValues', operator: { kind: 'mustBe', value: 0 }, values: [1, 2] },
        { metric: 'nullValues', operator: { kind: 'mustBeGreaterThan', value: 0 } },
        { metric: 'nullValues', operator: { kind: 'mustBeLessThan', value: 100 } },
      ],
    });
    expect(contract.rules).toMatchObject([{ metric: 'rowCount', operator: { low: 100, high: 120 } }]);
  });
});
