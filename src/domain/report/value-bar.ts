const PARTS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const FULL = '█';

/** A bar of at most `width` characters: empty for a share of 0, whole for 1, in eighths of a character between. */
export function valueBar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * PARTS.length);
  return FULL.repeat(Math.floor(eighths / PARTS.length)) + PARTS[eighths % PARTS.length];
}
