import { z } from 'zod';
import { hashBytes } from '../adapters/files/hash-file.ts';
import { firstBrokenLine } from '../domain/lineage/log-chain.ts';
import { ModelyardError } from '../errors.ts';
import { canonicalJson } from './canonical-json.ts';

/** The orphan branch that holds the log, and its only file: JSON Lines, each with the hash of the line before. */
export const LOG_BRANCH = 'modelyard-log';
export const LOG_FILE = 'log.jsonl';
const RESTORE = `Look at \`git log -p ${LOG_BRANCH}\` and restore the last good commit of the branch.`;

/** Something that happened, as the log keeps it. */
export interface LogEntry {
  /** SHA-256 (64 hex digits) of the line before; null for the first. */
  readonly previous: string | null;
  readonly kind: 'intent' | 'result' | 'abandoned' | 'monitor' | 'retrain' | 'experiment';
  readonly at: string;
  readonly model: string;
  readonly body: unknown;
}

/** The line of an entry that follows the line with the hash `previous`, without its line feed. */
export function logLine(entry: Omit<LogEntry, 'previous'>, previous: string | null): string {
  return canonicalJson({ ...entry, previous });
}

/** Entries and the newest hash. Throws `unreadable` naming the first line that breaks the chain. */
export function parseLog(text: string): { entries: LogEntry[]; head: string | null } {
  const lines = text.split('\n').filter((line) => line !== '');
  const entries = lines.map(parseLine);
  const chained = lines.map((line, index) => ({
    text: line,
    hash: hashBytes(line),
    previous: entries[index]?.previous ?? null,
  }));
  const broken = firstBrokenLine(chained);
  if (broken !== null) {
    throw new ModelyardError(
      'unreadable',
      `${LOG_BRANCH}:${LOG_FILE} line ${broken} does not follow from the line before: the log was changed`,
      { hint: RESTORE },
    );
  }
  return { entries, head: chained.at(-1)?.hash ?? null };
}

const entrySchema = z.object({
  previous: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  kind: z.enum(['intent', 'result', 'abandoned', 'monitor', 'retrain', 'experiment']),
  at: z.iso.datetime(),
  model: z.string(),
  body: z.unknown(),
});

function parseLine(line: string, index: number): LogEntry {
  const where = `${LOG_BRANCH}:${LOG_FILE} line ${index + 1}`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new ModelyardError('unreadable', `${where} is not JSON`, { cause, hint: RESTORE });
  }
  const checked = entrySchema.safeParse(value);
  if (checked.success) return checked.data;
  throw new ModelyardError('unreadable', `${where} is no entry of a log`, { hint: RESTORE });
}
