import { ModelyardError } from '../../errors.ts';
import type { EventLog } from '../../ports/forge.ts';
import { LOG_BRANCH, LOG_FILE, logLine, parseLog } from '../../records/event-log.ts';
import { hashBytes } from '../files/hash-file.ts';
import { commitFile, moveRef, readBlobText, readRef, writeBlob } from '../git/refs.ts';

const REF = `refs/heads/${LOG_BRANCH}`;
const MOST_TRIES = 20;

export interface LocalLogOptions {
  readonly repository: string;
  readonly checkpoint?: (step: string) => void;
}

/** The log on the orphan branch `modelyard-log`, written with plumbing: work tree and index are never touched. */
export function createLocalLog({ repository, checkpoint = () => undefined }: LocalLogOptions): EventLog {
  async function load() {
    const commit = await readRef(repository, REF);
    const text = commit === null ? '' : await readBlobText(repository, `${commit}:${LOG_FILE}`);
    if (text === null)
      throw new ModelyardError('unreadable', `the branch ${LOG_BRANCH} holds no ${LOG_FILE}`);
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
        const line = logLine(entry, head);
        const blob = await writeBlob(repository, `${text}${line}\n`);
        const message = `${entry.kind} ${entry.model}`;
        const next = await commitFile(repository, { name: LOG_FILE, blob, parent: commit, message });
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
