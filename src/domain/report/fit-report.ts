/** How a report is cut to size: what stands open, and how many lines tables and lists have. */
export interface ReportForm {
  /** Tables and lists that stand open are folded. */
  readonly folds: boolean;
  /** Lines of a table or list that stands open. */
  readonly open: number;
  /** Lines of a table or list that is folded. */
  readonly folded: number;
}

/** A place where a report is read. */
export interface ReportPlace {
  /** How long a text is, in the unit of the place's limit. */
  readonly measure: (text: string) => number;
  readonly most: number;
  /** The fullest first: the first one that fits is taken. */
  readonly forms: readonly [ReportForm, ...ReportForm[]];
}

/**
 * A comment of GitHub: 65,536 characters, of which a line that only the program reads takes its part. Characters are
 * code points: four bytes or one count the same.
 */
export const COMMENT: ReportPlace = {
  measure: characterCount,
  most: 65_000,
  forms: [
    { folds: false, open: 40, folded: 40 },
    { folds: true, open: 40, folded: 40 },
    { folds: true, open: 20, folded: 20 },
    { folds: true, open: 10, folded: 10 },
    { folds: true, open: 5, folded: 5 },
  ],
};

/** `report.md` and the summary of a job, which may have 1 MiB. */
export const WHOLE: ReportPlace = {
  measure: byteCount,
  most: 1_000_000,
  forms: [
    { folds: false, open: 40, folded: 1000 },
    { folds: true, open: 40, folded: 1000 },
    { folds: true, open: 40, folded: 200 },
    { folds: true, open: 20, folded: 40 },
    { folds: true, open: 5, folded: 5 },
  ],
};

/** Parts of a report, each whole Markdown. */
export interface ReportParts {
  /** The verdict: stays whatever happens. */
  readonly first: string;
  /** In the order in which they are read. */
  readonly sections: readonly string[];
  /** Folded, the most asked for first. */
  readonly details: readonly string[];
}

/**
 * The report as long as the place allows. It degrades in this order: tables that stand open are folded; tables and lists get
 * fewer lines; folded details go from the end, and then sections from the end. Wherever something is left out that the
 * fullest report has, `note` says where it stands. The first line stays.
 */
export function fitReport(
  { measure, most, forms }: ReportPlace,
  partsIn: (form: ReportForm) => ReportParts,
  note: string,
): string {
  for (const form of forms) {
    const { first, sections, details } = partsIn(form);
    const all = [first, ...sections, ...details];
    const isWhole = joined(all) === wholeText(partsIn, form);
    const text = joined(isWhole ? all : [...all, note]);
    if (measure(text) <= most) return text;
  }
  const { first, sections, details } = partsIn(forms.at(-1) ?? forms[0]);
  const kept = [...sections, ...details];
  const text = () => joined([first, ...kept, note]);
  while (kept.length > 0 && measure(text()) > most) kept.pop();
  return text();
}

/** What no place shows more of. */
function wholeText(partsIn: (form: ReportForm) => ReportParts, { folds }: ReportForm): string {
  const [{ open, folded }] = WHOLE.forms;
  const { first, sections, details } = partsIn({ folds, open, folded });
  return joined([first, ...sections, ...details]);
}

/** Unicode code points. */
export function characterCount(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Bytes in UTF-8. */
export function byteCount(text: string): number {
  let count = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    count += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return count;
}

function joined(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

/** At most so many, and how many are left out. */
export function shortList<T>(
  items: readonly T[],
  most: number,
): { readonly shown: readonly T[]; readonly left: number } {
  return { shown: items.slice(0, most), left: Math.max(0, items.length - most) };
}
