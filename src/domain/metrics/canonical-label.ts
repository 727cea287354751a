/** What a label column holds, by its declared or inferred type. */
export type LabelKind = 'boolean' | 'number' | 'text';

/** The same for many labels of one kind, each different text read once. */
export function labelReader(kind: LabelKind): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const canonical = canonicalLabel(text, kind);
    known.set(text, canonical);
    return canonical;
  };
}

const TRUE_TEXTS = new Set(['true', 'True', 'TRUE', '1', '1.0']);
const FALSE_TEXTS = new Set(['false', 'False', 'FALSE', '0', '0.0']);

/**
 * One spelling for labels that mean the same: a model's int64 class 1 and the column's 1.0, a boolean column's
 * `true` and a model's `True` or 1. Text labels are compared as they are: "yes" is not "Yes".
 */
export function canonicalLabel(text: string, kind: LabelKind): string {
  if (kind === 'boolean') return canonicalBoolean(text);
  if (kind === 'number') return canonicalNumber(text);
  return text;
}

function canonicalBoolean(text: string): string {
  if (TRUE_TEXTS.has(text)) return 'true';
  return FALSE_TEXTS.has(text) ? 'false' : text;
}

function canonicalNumber(text: string): string {
  const trimmed = text.trim();
  if (/^[+-]?\d+$/.test(trimmed)) return BigInt(trimmed).toString();
  const value = Number(trimmed);
  return trimmed === '' || !Number.isFinite(value) ? text : String(value);
}
