import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstBrokenLine, type LogLine } from './log-chain.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Lines as they are stored, re-read from their texts: what a reader sees after somebody wrote into the file. */
function read(texts: readonly string[]): LogLine[] {
  return texts.map((text) => ({ text, hash: hash(text), previous: JSON.parse(text).previous }));
}

function chain(bodies: readonly number[]): string[] {
  const texts: string[] = [];
  for (const body of bodies) {
    const last = texts.at(-1);
    texts.push(JSON.stringify({ body, previous: last === undefined ? null : hash(last) }));
  }
  return texts;
}

const bodies = fc.array(fc.integer(), { minLength: 2, maxLength: 12 });
const chosen = fc.nat();

describe('firstBrokenLine', () => {
  it('holds for every chain, the empty one too', () => {
    expect(firstBrokenLine([])).toBeNull();
    fc.assert(fc.property(bodies, (given) => firstBrokenLine(read(chain(given))) === null));
  });

  it('names the line after one that was changed', () => {
    fc.assert(
      fc.property(bodies, chosen, (given, pick) => {
        const texts = chain(given);
        const at = pick % (texts.length - 1);
        const line = JSON.parse(texts[at] ?? '');
        texts[at] = JSON.stringify({ ...line, body: line.body + 1 });
        expect(firstBrokenLine(read(texts))).toBe(at + 2);
      }),
    );
  });

  it('names the line that now stands where one was taken out', () => {
    fc.assert(
      fc.property(bodies, chosen, (given, pick) => {
        const texts = chain(given);
        const at = pick % (texts.length - 1);
        texts.splice(at, 1);
        expect(firstBrokenLine(read(texts))).toBe(at + 1);
      }),
    );
  });

  it('sees a line put in, and two that changed places', () => {
    fc.assert(
      fc.property(bodies, chosen, (given, pick) => {
        const texts = chain(given);
        const at = pick % (texts.length - 1);
        const inserted = [
          ...texts.slice(0, at),
          JSON.stringify({ body: 'x', previous: null }),
          ...texts.slice(at),
        ];
        expect(firstBrokenLine(read(inserted))).not.toBeNull();
        const swapped = [...texts];
        [swapped[at], swapped[at + 1]] = [texts[at + 1] ?? '', texts[at] ?? ''];
        expect(firstBrokenLine(read(swapped))).toBe(at + 1);
      }),
    );
  });
});
