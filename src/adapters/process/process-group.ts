export interface GroupEnder {
  /** Asks the group to end; kills it after the grace period. */
  readonly end: () => void;
  readonly kill: () => void;
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
  process.on('exit', kill);
  return {
    kill,
    end() {
      signalGroup(leader, 'SIGTERM');
      timer ??= setTimeout(kill, graceMs);
    },
    release() {
      clearTimeout(timer);
      process.off('exit', kill);
    },
  };
}

function signalGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, signal);
  } catch {
    // ESRCH: it has ended by itself. EPERM: macOS says so when only ended processes are left in the group.
  }
}
