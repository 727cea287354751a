/** Turns bytes into text, chunk by chunk. Throws `UndecodableText` for bytes that are no character of the encoding. */
export interface Decoder {
  decode(bytes: Uint8Array): string;
  /** What is left when the bytes have ended. */
  end(): string;
}

export class UndecodableText extends Error {}

/** The encodings in which every byte is a character. */
const ONE_BYTE = /^(latin-1|windows-125\d|iso-8859-\d+|koi8-r|macintosh)$/;

/** Windows-1252 where it differs from Latin-1; five of the bytes mean nothing and stay controls. */
const WINDOWS_1252 = [
  ...'\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f',
  ...'\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178',
];

export function createDecoder(encoding: string): Decoder {
  const decoder = rawDecoder(encoding);
  if (!ONE_BYTE.test(encoding)) return decoder;
  return {
    decode: (bytes) => withoutControls(decoder.decode(bytes)),
    end: () => withoutControls(decoder.end()),
  };
}

function rawDecoder(encoding: string): Decoder {
  if (encoding === 'latin-1') return bytewise((text) => text);
  // The Windows-1252 of some versions of Node is Latin-1.
  if (encoding === 'windows-1252')
    return bytewise((text) =>
      text.replace(/[\u0080-\u009f]/g, (sign) => WINDOWS_1252[sign.charCodeAt(0) - 0x80] ?? sign),
    );
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes: Uint8Array | undefined, stream: boolean) => {
    try {
      return decoder.decode(bytes, { stream });
    } catch (cause) {
      throw new UndecodableText('bytes that are no text', { cause });
    }
  };
  return { decode: (bytes) => decode(bytes, true), end: () => decode(undefined, false) };
}

function bytewise(convert: (latin: string) => string): Decoder {
  return {
    decode: (bytes) =>
      convert(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')),
    end: () => '',
  };
}

/** No table holds these controls: such a byte belongs to another encoding. */
function withoutControls(text: string): string {
  if (/[\u0080-\u009f]/.test(text)) throw new UndecodableText('bytes without a meaning');
  return text;
}
