import { WHOLE } from '../domain/report/fit-report.ts';

export interface SummarisedReport {
  readonly markdown: string;
  readonly comment: string;
}

/**
 * The reports of one step, in one summary: what is above the platform's limit of 1 MiB is dropped whole. Where they are too
 * long together, the longest are shortened first: to what a comment holds, then to the verdict, which each of them keeps.
 */
export function fitSummary(reports: readonly SummarisedReport[]): string {
  const forms = reports.map(({ markdown, comment }) => [markdown, comment, verdictOnly(comment)]);
  const level = forms.map(() => 0);
  const textOf = (index: number) => forms[index]?.[level[index] ?? 0] ?? '';
  const sizes = forms.map((_, index) => Buffer.byteLength(textOf(index)) + BETWEEN.length);
  for (let total = sum(sizes); total > WHOLE.most; total = sum(sizes)) {
    const longest = longestOf(sizes, level);
    if (longest === -1) break;
    level[longest] = (level[longest] ?? 0) + 1;
    sizes[longest] = Buffer.byteLength(textOf(longest)) + BETWEEN.length;
  }
  return forms.map((_, index) => textOf(index).trimEnd()).join(BETWEEN);
}

const BETWEEN = '\n\n';
const LAST_LEVEL = 2;

function verdictOnly(text: string): string {
  return `${text.split('\n', 1)[0] ?? ''}\n\n*There are too many reports for one summary: the artifact of this run holds them.*\n`;
}

/** Of those that can still be shortened; -1 when there is none. */
function longestOf(sizes: readonly number[], level: readonly number[]): number {
  let longest = -1;
  for (const [index, size] of sizes.entries())
    if ((level[index] ?? 0) < LAST_LEVEL && size > (sizes[longest] ?? -1)) longest = index;
  return longest;
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
