import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { parse } from 'yaml';
import type { ConfigPath } from '../../config/resolved.ts';
import { ModelyardError, messageOf } from '../../errors.ts';

const STRUCTURED = new Set(['.json', '.toml', '.yaml', '.yml']);
const TOML_OPTIONS = { integersAsBigInt: 'asNeeded', useLegacyDate: true } as const;

/** Parameters of a YAML, JSON or TOML file as they are recorded and compared; other formats count by their digest alone. */
export async function readParams(path: ConfigPath | null): Promise<Record<string, unknown>> {
  if (path === null || !isStructured(path.written)) return {};
  const text = await readFile(path.absolute, 'utf8').catch((cause: unknown) => {
    throw unreadable(`train.params: ${path.written}`, cause);
  });
  return paramsOf(text, `train.params: ${path.written}`);
}

/** Whether a file of this name holds parameters that can be looked at one by one. */
export function isStructured(name: string): boolean {
  return STRUCTURED.has(extname(name).toLowerCase());
}

/** Parameters out of the text of a file: TOML by its name, else YAML or JSON. Throws `input` for text that is none, and for anything but names and values. */
export function paramsOf(text: string, name: string): Record<string, unknown> {
  const value = parsed(text, name);
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new ModelyardError(
      'input',
      `${name}: expected names and values, found ${Array.isArray(value) ? 'a list' : typeof value}`,
    );
  }
  try {
    return JSON.parse(JSON.stringify(value, textForRest)) as Record<string, unknown>;
  } catch (cause) {
    // Nested deeper than the stack is.
    throw unreadable(name, cause);
  }
}

/** From here on YAML's look for names that stand twice takes seconds; JSON needs none of it. */
export const LARGE_TEXT = 256 * 1024;

/** The value of a large text that is JSON; undefined for everything else. */
export function largeJson(text: string): unknown {
  if (text.length <= LARGE_TEXT) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parsed(text: string, name: string): unknown {
  const json = largeJson(text);
  if (json !== undefined) return json;
  try {
    if (extname(name).toLowerCase() === '.toml') return parseToml(text, TOML_OPTIONS);
    return parse(text, { maxAliasCount: 100 });
  } catch (cause) {
    throw unreadable(name, cause);
  }
}

function unreadable(name: string, cause: unknown): ModelyardError {
  return new ModelyardError('input', `${name} cannot be read: ${messageOf(cause).split('\n')[0]}`, { cause });
}

/** JSON has no NaN, no infinity and no whole number beyond 2^53 that is exact; YAML and TOML have. */
function textForRest(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
