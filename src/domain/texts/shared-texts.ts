import { type Texts, textsIn } from './texts.ts';

/** Few different texts many times: labels, slices, categories. */
export class SharedTexts implements Texts {
  readonly #list: readonly string[];
  readonly #codes: Uint16Array;

  constructor(list: readonly string[], codes: Uint16Array) {
    this.#list = list;
    this.#codes = codes;
  }

  get length(): number {
    return this.#codes.length;
  }

  /** Unlike an array's it takes no row below 0. */
  at(row: number): string {
    return this.#list[this.#codes[row] as number] as string;
  }

  [Symbol.iterator](): Iterator<string> {
    return textsIn(this);
  }

  renamed(nameOf: (text: string) => string): SharedTexts {
    return new SharedTexts(this.#list.map(nameOf), this.#codes);
  }

  /** The first that is wanted, asked once of each different text. */
  first(isWanted: (text: string) => boolean): string | undefined {
    const wanted = this.#list.map(isWanted);
    if (!wanted.includes(true)) return undefined;
    const code = this.#codes.find((each) => wanted[each] === true);
    return code === undefined ? undefined : this.#list[code];
  }

  picked(rows: Int32Array): SharedTexts {
    const codes = new Uint16Array(rows.length);
    for (let place = 0; place < rows.length; place++)
      codes[place] = this.#codes[rows[place] as number] as number;
    return new SharedTexts(this.#list, codes);
  }
}
