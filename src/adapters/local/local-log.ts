import { z } from 'zod';
import { firstBrokenLine } from '../../domain/lineage/log-chain.ts';
import { ModelyardError } from '../../errors.ts';
import type { EventLog, LogEntry } from '../../ports/forge.ts';
import { canonicalJson } from '../../records/canonical-json.ts';
import { hashBytes } from '../files/hash-file.ts';
import { commitFile, moveRef, readBlobText, readRef, writeBlob } from '../git/refs.ts';

export const LOG_BRANCH = 'modelyard-log';
const REF = `refs/heads/${LOG_BRANCH}`;
const FILE = 'log.jsonl';
const MOST_TRIES = 20;
const RESTORE = `Look at \`git log -p ${LOG_BRANCH}\` and restore the last good commit of the branch.`;

export interface LocalLogOptions {
  readonly repository: string;
  readonly checkpoint?: (step: string) => void;
}

/** The log on the orphan branch `modelyard-log`, written with plumbing: work tree and index are never touched. */
export function createLocalLog({ repository, checkpoint = () => undefined }: LocalLogOptions): EventLog {
  async function load() {
    const commit = await readRef(repository, REF);
    const text = commit === null ? '' : await readBlobText(repository, `${commit}:${FILE}`);
    if (text === null) throw new ModelyardError('unreadable', `the branch ${LOG_BRANCH} holds no ${FILE}`);
    return { commit, text, ...parseLog(text) };
  }

  return {
    async read() {
      const { entries, head } = await load();
      return { entries, head };
    },
    async append(entry, guard) {
      for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
        const { commit, text, entries, head } = await load();
        guard?.(entries);
        const line = canonicalJson({ ...entry, previous: head });
        const blob = await writeBlob(repository, `${text}${line}\n`);
        const message = `${entry.kind} ${entry.model}`;
        const next = await commitFile(repository, { name: FILE, blob, parent: commit, message });
        checkpoint(`append ${entry.kind}`);
        if (await moveRef(repository, REF, { from: commit, to: next })) return hashBytes(line);
      }
      throw new ModelyardError(
        'conflict',
        `the branch ${LOG_BRANCH} keeps moving: ${MOST_TRIES} attempts to append failed`,
        {
          hint: 'Run the command again.',
        },
      );
    },
  };
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
      `${LOG_BRANCH}:${FILE} line ${broken} does not follow from the line before: the log was changed`,
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
  kind: z.enum(['intent', 'result', 'abandoned', 'monitor']),
  at: z.iso.datetime(),
  model: z.string(),
  body: z.unknown(),
});

function parseLine(line: string, index: number): LogEntry {
  const where = `${LOG_BRANCH}:${FILE} line ${index + 1}`;
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
