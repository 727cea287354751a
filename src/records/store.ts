import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { hashBytes } from '../adapters/files/hash-file.ts';
import { writeFileAtomic } from '../adapters/files/write-atomic.ts';
import { ModelyardError, messageOf } from '../errors.ts';
import { canonicalJson } from './canonical-json.ts';

const FOLDER = '.modelyard';

/** `.modelyard/<model>`, beside modelyard.yml: records, profile and candidates of this checkout. It ignores itself in git. */
export function modelFolder(configDirectory: string, model: string): string {
  return join(configDirectory, FOLDER, model);
}

export function recordPath(configDirectory: string, model: string, stage: string): string {
  return join(modelFolder(configDirectory, model), `${stage}.json`);
}

/** The bytes of a record: RFC 8785 JSON and a line feed. */
export function recordText(record: unknown): string {
  return `${canonicalJson(record)}\n`;
}

/** `sha256:…` of a record's bytes. */
export function recordDigest(record: unknown): string {
  return `sha256:${hashBytes(recordText(record))}`;
}

/** Checks a record against its schema (a mismatch is our bug) and writes it whole or not at all. */
export async function writeRecord(path: string, schema: z.ZodType, record: unknown): Promise<void> {
  const checked = schema.safeParse(record);
  if (!checked.success) {
    throw new ModelyardError(
      'internal',
      `${path}: the record does not fit its schema: ${checked.error.message}`,
    );
  }
  await ignoreItself(dirname(dirname(path)));
  await writeFileAtomic(path, recordText(record));
}

/** A first `git add -A` must not commit records and candidates; a `.gitignore` that is there already stays. */
async function ignoreItself(folder: string): Promise<void> {
  if (basename(folder) !== FOLDER) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Reads a record. `null` when there is no such file; `unreadable` when it is there and is not what it should be. */
export async function readRecord<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ModelyardError('unreadable', `cannot read ${path}: ${messageOf(cause)}`, { cause });
  }
  return parseRecord(text, path, schema);
}

/** Parses a record's text; `where` names it in errors. */
export function parseRecord<T>(text: string, where: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ModelyardError('unreadable', `${where} is not JSON: ${messageOf(cause)}`, { cause });
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const problem = checked.error.issues[0];
  throw new ModelyardError(
    'unreadable',
    `${where} is not the expected record: ${problem?.path.join('.')} ${problem?.message}`,
    {
      hint: 'Run the stage that writes it again.',
    },
  );
}
