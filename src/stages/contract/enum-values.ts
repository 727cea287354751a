import type { KeyPath } from '../../config/problems.ts';
import type { LibraryRule, Scalar } from '../../domain/contract/contract.ts';
import type { Finding } from './contract-problems.ts';
import type { WrittenValue } from './contract-schema.ts';
import { customValue } from './custom-properties.ts';

type Enumerated = Pick<WrittenValue, 'enum' | 'customProperties'>;

/**
 * The values that a property may have: by `enum`, as later versions of the standard have it, or as a custom property of
 * that name, a list or its JSON, as other tools write it. null: any; a text: what is wrong with it.
 */
function enumOf(property: Enumerated): readonly unknown[] | string | null {
  const written = property.enum ?? customValue(property, 'enum') ?? null;
  if (written === null) return null;
  const list = typeof written === 'string' ? parsed(written) : written;
  if (!Array.isArray(list)) return `enum: expected a list of values, found ${JSON.stringify(written)}`;
  const values = list.map((entry) => (isEntry(entry) ? entry.value : entry));
  const wrong = values.find((value) => value !== null && !isScalar(value));
  return wrong === undefined ? values : `enum: expected one value, found ${JSON.stringify(wrong)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isEntry(entry: unknown): entry is { readonly value: unknown } {
  return typeof entry === 'object' && entry !== null && 'value' in entry;
}

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

export function enumFindings(property: Enumerated, at: KeyPath): Finding[] {
  const found = enumOf(property);
  return typeof found === 'string' ? [[at, found]] : [];
}

/** Whether a value may be missing says `required` alone, so a null in the list says nothing. */
export function enumRules(property: Enumerated): LibraryRule[] {
  const found = enumOf(property);
  if (found === null || typeof found === 'string') return [];
  return [
    {
      metric: 'invalidValues',
      operator: { kind: 'mustBe', value: 0 },
      unit: 'rows',
      severity: 'error',
      values: found.filter(isScalar),
      pattern: null,
      columns: null,
      isEnum: true,
    },
  ];
}
