const MOST_CHARACTERS = 400;
/** Longer text is cut before it is looked at: the patterns below take the square of the length on text without spaces. */
const MOST_READ = 4000;

/** What the runtime says, without places in its source code, control characters and endless detail. */
export function plainRuntimeText(said: string): string {
  const plain = said
    .slice(0, MOST_READ)
    .replace(
      /Non-zero status code returned while running (\S+) node\. Name:'([^']*)' Status Message: /g,
      'in $1 $2: ',
    )
    .replace(/\S+\.(?:cc|cpp|h):\d+\s+(?:[^()]*::[^()]*\([^()]*\)(?: const)?\s+)?/g, '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ :/g, ':')
    .trim();
  return plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS)}…` : plain;
}
