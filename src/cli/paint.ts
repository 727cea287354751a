const CODES = { red: 31, green: 32, yellow: 33, cyan: 36 } as const;
export type Colour = keyof typeof CODES;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether stderr may be coloured: `--no-color` and NO_COLOR (any value but the empty one) say no, FORCE_COLOR yes;
 * else on a terminal that is not dumb. See no-color.org.
 */
export function hasColour(stream: { readonly isTTY?: boolean }, environment: Environment): boolean {
  if ((environment.NO_COLOR ?? '') !== '') return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && environment.TERM !== 'dumb' && (environment.CI ?? '') === '';
}

/** Text in a colour, where stderr may be coloured. */
export function paint(text: string, colour: Colour): string {
  return hasColour(process.stderr, process.env) ? painted(text, colour) : text;
}

export function painted(text: string, colour: Colour): string {
  return `\u001b[${CODES[colour]}m${text}\u001b[39m`;
}
