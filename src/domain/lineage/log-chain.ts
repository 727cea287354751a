/** One line of the log as it is stored, and its hash. */
export interface LogLine {
  readonly text: string;
  readonly hash: string;
  /** What the line says the hash of the line before is. */
  readonly previous: string | null;
}

/** Number (from 1) of the first line that does not name the hash of the line before; null when the chain holds. */
export function firstBrokenLine(lines: readonly LogLine[]): number | null {
  const index = lines.findIndex((line, at) => line.previous !== (lines[at - 1]?.hash ?? null));
  return index === -1 ? null : index + 1;
}
