import { MOST_VALUES } from './survey.ts';

/** What a check says of a dataset or a column. */
export interface Judgement {
  /** null: the data are too few or too coarse to tell. */
  readonly isMet: boolean | null;
  readonly failing: number | null;
  readonly checked: number | null;
  /** Never holds values of the data: those stand in `examples`, which may be hidden. */
  readonly reason?: string;
  readonly examples?: readonly { readonly row: number | null; readonly value: string }[];
  /** The values are not of the sort that the check is about: worth a note and no more. */
  readonly isBeside?: true;
}

/** What checks of categories say of free text. */
export const TOO_MANY_VALUES: Judgement = {
  isMet: null,
  failing: null,
  checked: null,
  reason: `more than ${MOST_VALUES} values: text rather than categories`,
  isBeside: true,
};

export const MOST_SHOWN = 5;

export function shareText(share: number): string {
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  return `${percent >= 99 ? percent.toFixed(1) : percent >= 10 ? percent.toFixed(0) : percent.toPrecision(2)} %`;
}
