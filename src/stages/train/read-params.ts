import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { parse } from 'yaml';
import type { ConfigPath } from '../../config/resolved.ts';
import { ModelyardError, messageOf } from '../../errors.ts';

const STRUCTURED = new Set(['.json', '.yaml', '.yml']);

/** Parameters of a YAML or JSON file as they are recorded and compared; other formats count by their digest alone. */
export async function readParams(path: ConfigPath | null): Promise<Record<string, unknown>> {
  if (path === null || !STRUCTURED.has(extname(path.written).toLowerCase())) return {};
  const value = await parseParams(path);
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new ModelyardError(
      'input',
      `${path.written}: expected names and values, found ${Array.isArray(value) ? 'a list' : typeof value}`,
    );
  }
  return JSON.parse(JSON.stringify(value, textForNonFinite)) as Record<string, unknown>;
}

async function parseParams(path: ConfigPath): Promise<unknown> {
  try {
    return parse(await readFile(path.absolute, 'utf8'), { maxAliasCount: 100 });
  } catch (cause) {
    throw new ModelyardError(
      'input',
      `train.params: ${path.written} cannot be read: ${messageOf(cause).split('\n')[0]}`,
      { cause },
    );
  }
}

/** JSON has no NaN and no infinity, YAML has. */
function textForNonFinite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
