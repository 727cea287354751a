/** Name (POSIX, relative to the model's folder) and SHA-256 (64 hex digits) of one file of a model. */
export interface ModelPart {
  readonly name: string;
  readonly sha256: string;
}

/** Names that `sha256sum` would have to escape cannot be checked with coreutils. */
export function isUnsafePartName(name: string): boolean {
  return /[\n\r\\]/.test(name);
}

/** The lines that `sha256sum` prints for the parts, sorted by the bytes of the name, each with its line feed. */
export function sha256sumLines(parts: readonly ModelPart[]): string {
  const byName = [...parts].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  return byName.map((part) => `${part.sha256}  ${part.name}\n`).join('');
}
