import { patternProblem } from '../../../domain/contract/pattern-problem.ts';

export type Raw = Readonly<Record<string, unknown>>;

/** A contract of the standard made from another schema, and what it could not carry over. */
export interface Imported {
  readonly document: Record<string, unknown>;
  readonly lost: readonly string[];
}

/** A property of the standard on its way. */
export interface Draft {
  readonly property: Record<string, unknown>;
  readonly options: Record<string, unknown>;
  readonly rules: Record<string, unknown>[];
  readonly custom: Record<string, unknown>;
}

export function newDraft(): Draft {
  return { property: {}, options: {}, rules: [], custom: {} };
}

/** Notes of what is lost, told once each, with the place where it stood. */
export type Lose = (where: string, what: string) => void;

export function propertyOf({ property, options, rules, custom }: Draft): Record<string, unknown> {
  const parts = Object.entries(custom).map(([name, value]) => ({ property: name, value }));
  return {
    ...property,
    ...(Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options }),
    ...(rules.length === 0 ? {} : { quality: rules }),
    ...(parts.length === 0 ? {} : { customProperties: parts }),
  };
}

export function validRule(values: readonly unknown[]): Record<string, unknown> {
  return { metric: 'invalidValues', mustBe: 0, arguments: { validValues: values } };
}

/** A pattern that can be matched in linear time; one that cannot is lost. */
export function keepPattern(
  draft: Draft,
  pattern: string,
  told: { readonly where: string; readonly lose: Lose },
): void {
  const problem = patternProblem(pattern);
  if (problem !== null) told.lose(told.where, `pattern: ${problem}`);
  else if (draft.property.logicalType === 'string') draft.options.pattern = pattern;
  else draft.rules.push({ metric: 'invalidValues', mustBe: 0, arguments: { pattern } });
}

export interface Head {
  readonly id: string;
  readonly name: string;
  readonly description?: unknown;
}

/** The document around its objects. */
export function documentOf({ id, description }: Head, schema: readonly unknown[]): Record<string, unknown> {
  return {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id,
    version: '1.0.0',
    status: 'draft',
    ...(typeof description === 'string' ? { description: { purpose: description } } : {}),
    schema,
  };
}

export function isMap(value: unknown): value is Raw {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Options that both sides call alike, those that are numbers or texts. */
export function copyOptions(draft: Draft, from: Raw, names: readonly string[]): void {
  for (const name of names) {
    const value = from[name];
    if (typeof value === 'number' || typeof value === 'string') draft.options[name] = value;
  }
}
