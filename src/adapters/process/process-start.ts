import { readFileSync } from 'node:fs';

/**
 * When a process of this machine started, in a form that can only be compared: it tells a process from a later one that
 * was given the same number. null where the system does not say (only Linux does) or there is no such process.
 */
export function processStart(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // After the name in parentheses come state, parent …; the 22nd field of all is the start in ticks since boot.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[19] === undefined ? null : `${boot}/${fields[19]}`;
  } catch {
    return null;
  }
}
