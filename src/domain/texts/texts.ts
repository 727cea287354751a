/** Texts by row. An array is one; a million ids are kept as bytes instead. */
export interface Texts extends Iterable<string> {
  readonly length: number;
  at(row: number): string | undefined;
}

export function* textsIn(texts: { readonly length: number; at(row: number): string }): Iterator<string> {
  for (let row = 0; row < texts.length; row++) yield texts.at(row);
}
