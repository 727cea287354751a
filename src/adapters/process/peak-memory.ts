import { readdirSync, readFileSync } from 'node:fs';

const INTERVAL_MS = 100;

export interface PeakMemory {
  readonly peakMemoryBytes: number | null;
  readonly peakMemoryReason: string | null;
}

/**
 * Peak resident memory of a process group, in bytes: the largest sum of resident sizes seen in samples every 100 ms.
 * A shorter peak may be missed. Only Linux tells.
 */
export function watchPeakMemory(group: number | undefined): { stop(): PeakMemory } {
  if (process.platform !== 'linux' || group === undefined) {
    return {
      stop: () => ({ peakMemoryBytes: null, peakMemoryReason: `not measured on ${process.platform}` }),
    };
  }
  let peak = 0;
  const sample = () => {
    peak = Math.max(peak, residentBytes(group));
  };
  sample();
  const timer = setInterval(sample, INTERVAL_MS);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      if (peak > 0) return { peakMemoryBytes: peak, peakMemoryReason: null };
      return {
        peakMemoryBytes: null,
        peakMemoryReason: 'the system did not say, or the command ended before it could be measured',
      };
    },
  };
}

function residentBytes(group: number): number {
  let bytes = 0;
  for (const entry of processes()) {
    if (/^\d+$/.test(entry)) bytes += residentBytesOf(entry, group);
  }
  return bytes;
}

/** Empty where /proc is not mounted. */
function processes(): string[] {
  try {
    return readdirSync('/proc');
  } catch {
    return [];
  }
}

/** 0 for processes of other groups and for those that have just ended. */
function residentBytesOf(pid: string, group: number): number {
  try {
    // After the name in parentheses: state, parent, process group …
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    if (Number(fields[2]) !== group) return 0;
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return 1024 * Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0; // the process ended between listing and reading
  }
}
