import { readFile } from 'node:fs/promises';
import { ModelyardError, messageOf } from '../../errors.ts';

/** A metrics file: one JSON object of numbers, e.g. {"roc_auc": 0.81}. Throws `input` for anything else. */
export async function readMetricsFile(
  path: string,
  label: string,
): Promise<Readonly<Record<string, number>>> {
  const value = parse(await readFile(path, 'utf8'), label);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new ModelyardError('input', `${label}: expected an object of numbers, e.g. {"roc_auc": 0.81}`);
  }
  for (const [name, number] of Object.entries(value)) {
    if (typeof number === 'number' && Number.isFinite(number)) continue;
    throw new ModelyardError(
      'input',
      `${label}: ${name} must be a finite number, found ${JSON.stringify(number)?.slice(0, 60)}`,
    );
  }
  return value as Record<string, number>;
}

function parse(text: string, label: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelyardError('input', `${label} is not JSON: ${messageOf(cause)}`, {
      cause,
      hint: 'NaN and Infinity are not JSON: write a metric only when it has a value.',
    });
  }
}
