import { TextPacker } from './packed-texts.ts';
import { SharedTexts } from './shared-texts.ts';
import type { Texts } from './texts.ts';

/** More different texts than this are ids, and sharing them saves nothing. */
const MOST_SHARED = 10_000;
const FIRST_ROWS = 2 ** 12;

export interface TextGatherer {
  add(text: string): void;
  finish(): Texts;
}

/** Takes texts one after the other: each of a few is kept once, many different ones are kept as bytes. */
export function gatherTexts(): TextGatherer {
  const codeOf = new Map<string, number>();
  let codes = new Uint16Array(FIRST_ROWS);
  let rows = 0;
  let packer: TextPacker | null = null;
  const list = () => [...codeOf.keys()];
  const pack = (): TextPacker => {
    const fresh = new TextPacker();
    const known = list();
    for (let row = 0; row < rows; row++) fresh.add(known[codes[row] as number] as string);
    codeOf.clear();
    codes = new Uint16Array(0);
    return fresh;
  };
  return {
    add(text) {
      if (packer !== null) return packer.add(text);
      const code = codeOf.get(text) ?? codeOf.size;
      if (code === MOST_SHARED) {
        packer = pack();
        return packer.add(text);
      }
      if (code === codeOf.size) codeOf.set(text, code);
      if (rows === codes.length) codes = grown(codes);
      codes[rows++] = code;
    },
    finish: () => packer?.finish() ?? new SharedTexts(list(), codes.slice(0, rows)),
  };
}

function grown(codes: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(2 * codes.length);
  larger.set(codes);
  return larger;
}
