/** Bytes of output that are looked back on. */
const MOST_BYTES = 4096;
const MOST_CHARACTERS = 300;
/** A shorter value of a variable would blot out what is no secret. */
const FEWEST_SECRET = 6;
const HIDDEN = '***';
/** As Python, Node.js, R and Java name what went wrong, wherever their stack or make's own word follow. */
const NAMED = /^(\w+\.)*\w*(Error|Exception)\b[^:]*:/;

export interface LastWords {
  readonly hear: (chunk: Buffer) => void;
  /** The last line that names an error, else the last that says something; null where there was none. */
  readonly line: () => string | null;
}

/** Listens to what a command prints: there stands why it failed, most often. Values of `secrets` are blotted out. */
export function lastWords(secrets: readonly string[]): LastWords {
  let tail = Buffer.alloc(0);
  return {
    hear: (chunk) => {
      tail = Buffer.concat([tail, chunk.subarray(-MOST_BYTES)]).subarray(-MOST_BYTES);
    },
    line: () => {
      const said = tail.toString('utf8').split(/[\r\n]/);
      const lines = said.map((each) => each.trim()).filter((each) => each !== '');
      const line = lines.findLast((each) => NAMED.test(each)) ?? lines.at(-1);
      return line === undefined ? null : [...blotted(line, secrets)].slice(0, MOST_CHARACTERS).join('');
    },
  };
}

function blotted(line: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= FEWEST_SECRET)
    .sort((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, HIDDEN), line);
}
