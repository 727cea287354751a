import canonicalize from 'canonicalize';
import { ModelyardError } from '../errors.ts';

/** RFC 8785 text of a JSON value. NaN and infinities are a bug of the caller: records carry null and a reason. */
export function canonicalJson(value: unknown): string {
  assertFinite(value, '$');
  const text = canonicalize(value);
  if (text === undefined) throw new ModelyardError('internal', 'a record must be a JSON value');
  return text;
}

function assertFinite(value: unknown, path: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new ModelyardError('internal', `a record holds ${value} at ${path}`);
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) assertFinite(member, `${path}.${key}`);
}
