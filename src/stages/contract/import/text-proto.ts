import { ModelyardError } from '../../../errors.ts';

/** A message in the text format of protocol buffers: every field with its values, in their order. */
export type TextMessage = ReadonlyMap<string, readonly TextValue[]>;
export type TextValue = string | number | boolean | TextMessage;

interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  readonly text: string;
  readonly offset: number;
}

const TOKEN =
  /\s+|#[^\n]*|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<number>-?\s*(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fF]?|inf(?:inity)?\b|nan\b))|(?<name>[A-Za-z_][\w.]*|\[[\w./\s-]+\])|(?<sign>[{}<>:,;[\]])|(?<wrong>[\s\S])/giy;

/** Parses the text format of protocol buffers. Throws `input` with line and column. */
export function parseTextProto(text: string, label: string): TextMessage {
  const tokens = tokensOf(text, label);
  const reader = new Reader(text, label, tokens);
  return reader.message(null, 0);
}

function failed(
  text: string,
  label: string,
  { offset, message }: { readonly offset: number; readonly message: string },
) {
  const before = text.slice(0, offset).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  return new ModelyardError('input', `${label}:${before.length}:${column}  ${message}`, {
    hint: 'A schema of TensorFlow Data Validation is text as in `feature { name: "age" type: INT }`.',
  });
}

function tokensOf(text: string, label: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const { groups = {}, index } = match;
    const kind = (['text', 'number', 'name', 'sign', 'wrong'] as const).find(
      (name) => groups[name] !== undefined,
    );
    if (kind === 'wrong')
      throw failed(text, label, {
        offset: index,
        message: `${JSON.stringify(groups.wrong)} is not expected here`,
      });
    if (kind !== undefined) tokens.push({ kind, text: groups[kind] ?? '', offset: index });
  }
  return tokens;
}

const DEEPEST = 100;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '<': '>' };

class Reader {
  readonly #text: string;
  readonly #label: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string, label: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#label = label;
    this.#tokens = tokens;
  }

  /** Fields up to the closing sign; of the whole file up to its end. */
  message(closing: string | null, depth: number): TextMessage {
    if (depth > DEEPEST) throw this.#wrong('messages are nested too deeply');
    const fields = new Map<string, TextValue[]>();
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token === undefined) {
        if (closing === null) return fields;
        throw this.#wrong(`${closing} is missing at the end`);
      }
      this.#at += 1;
      if (token.text === closing && token.kind === 'sign') return fields;
      if (token.kind !== 'name')
        throw this.#wrong(`expected the name of a field, found ${token.text}`, token);
      const values = fields.get(token.text) ?? [];
      values.push(...this.#values(depth));
      fields.set(token.text, values);
      const next = this.#tokens[this.#at];
      if (next?.text === ',' || next?.text === ';') this.#at += 1;
    }
  }

  #values(depth: number): TextValue[] {
    const hasColon = this.#take(':');
    if (!this.#take('[')) return [this.#value(hasColon, depth)];
    const values: TextValue[] = [];
    while (!this.#take(']')) {
      values.push(this.#value(true, depth));
      this.#take(',');
    }
    return values;
  }

  #value(hasColon: boolean, depth: number): TextValue {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.#wrong('a value is missing at the end');
    this.#at += 1;
    const closing = token.kind === 'sign' ? CLOSING[token.text] : undefined;
    if (closing !== undefined) return this.message(closing, depth + 1);
    if (!hasColon) throw this.#wrong(`expected : or {, found ${token.text}`, token);
    if (token.kind === 'text') return this.#textFrom(token);
    if (token.kind === 'number') return numberOf(token.text);
    if (token.kind === 'name') return NAMED[token.text] ?? token.text;
    throw this.#wrong(`expected a value, found ${token.text}`, token);
  }

  /** Texts one after the other are one. */
  #textFrom(first: Token): string {
    let text = unescaped(first.text);
    while (this.#tokens[this.#at]?.kind === 'text') {
      text += unescaped(this.#tokens[this.#at]?.text ?? '');
      this.#at += 1;
    }
    return text;
  }

  #take(sign: string): boolean {
    const token = this.#tokens[this.#at];
    const isThere = token?.kind === 'sign' && token.text === sign;
    if (isThere) this.#at += 1;
    return isThere;
  }

  #wrong(message: string, token?: Token): ModelyardError {
    return failed(this.#text, this.#label, { offset: token?.offset ?? this.#text.length, message });
  }
}

const NAMED: Readonly<Record<string, boolean>> = { true: true, false: false };

function numberOf(text: string): number {
  const bare = text.replaceAll(/\s/g, '');
  if (/inf/i.test(bare)) return bare.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/nan/i.test(bare)) return Number.NaN;
  if (/^-?0x/i.test(bare)) return bare.startsWith('-') ? -Number(bare.slice(1)) : Number(bare);
  return Number(bare.replace(/[fF]$/, ''));
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Octal and hexadecimal escapes are bytes of UTF-8. */
function unescaped(quoted: string): string {
  const bytes: Buffer[] = [];
  const pattern = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|(.))|[^\\]+/gs;
  for (const [whole, octal, hex, unicode, sign] of quoted.slice(1, -1).matchAll(pattern)) {
    if (octal !== undefined) bytes.push(Buffer.from([Number.parseInt(octal, 8) & 255]));
    else if (hex !== undefined) bytes.push(Buffer.from([Number.parseInt(hex, 16)]));
    else if (unicode !== undefined)
      bytes.push(Buffer.from(String.fromCharCode(Number.parseInt(unicode, 16))));
    else bytes.push(Buffer.from(sign === undefined ? whole : (ESCAPES[sign] ?? sign)));
  }
  return Buffer.concat(bytes).toString('utf8');
}
