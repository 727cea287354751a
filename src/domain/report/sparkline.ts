const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * Shares of cells as bars, one character each; of several samples on one scale, so that bars of the same height are the
 * same share. Nothing in a cell shows as the lowest bar.
 */
export function sparklines(samples: readonly (readonly number[])[]): string[] {
  const most = Math.max(...samples.flat(), Number.MIN_VALUE);
  const bar = (share: number) => BARS[Math.min(BARS.length - 1, Math.floor((share / most) * BARS.length))];
  return samples.map((shares) => shares.map(bar).join(''));
}
