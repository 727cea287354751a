import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;

export interface GroupEnder {
  /** Asks the group to end; kills it after the grace period. */
  readonly end: () => void;
  /** When the leader has ended: kills the rest at once, or, where the group was asked to end, after the grace period. */
  readonly finish: () => Promise<void>;
  /** To be called when the group is known to have ended: its number may be given to another one. */
  readonly release: () => void;
}

/**
 * Ends the process group that a child leads. Should this process exit while the group runs (a second Ctrl-C, a bug), the
 * group is killed with it.
 */
export function groupEnder(leader: number | undefined, graceMs: number): GroupEnder {
  let timer: NodeJS.Timeout | undefined;
  const kill = () => signalGroup(leader, 'SIGKILL');
  let isEnding = false;
  let isKilled = false;
  process.on('exit', kill);
  return {
    end() {
      signalGroup(leader, 'SIGTERM');
      isEnding = true;
      timer ??= setTimeout(() => {
        isKilled = true;
        kill();
      }, graceMs);
    },
    async finish() {
      while (isEnding && !isKilled && signalGroup(leader, 0)) await sleep(POLL_MS);
      kill();
    },
    release() {
      clearTimeout(timer);
      process.off('exit', kill);
    },
  };
}

/** False when the group has ended by itself (ESRCH; EPERM, which macOS says when only ended processes are left in it). */
function signalGroup(leader: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (leader === undefined) return false;
  try {
    return process.kill(process.platform === 'win32' ? leader : -leader, signal);
  } catch {
    return false;
  }
}
