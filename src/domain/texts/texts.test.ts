import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOneGo } from '../steps.ts';
import { gatherTexts } from './gather-texts.ts';
import { PackedTexts, packed } from './packed-texts.ts';
import { pickTexts } from './pick-texts.ts';
import { SharedTexts } from './shared-texts.ts';
import { indexTexts, standingIn } from './text-index.ts';
import { repeatedRow, textOrder } from './text-order.ts';
import type { Texts } from './texts.ts';

const anyTexts = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('a', 'b', '\u0000', 'é', '\ufeff', '🙂') }),
    fc.nat(2000).map((number) => `user-with-a-long-name-${number}`),
  ),
  { maxLength: 200 },
);

function gathered(texts: Iterable<string>): Texts {
  const gatherer = gatherTexts();
  for (const text of texts) gatherer.add(text);
  return gatherer.finish();
}

const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const ids = (count: number) => Array.from({ length: count }, (_, row) => `id ${(row * 7919) % count}`);

describe('texts', () => {
  it('come back as they were given', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        for (const kept of [packed(texts), gathered(texts)]) {
          expect([...kept]).toEqual(texts);
          expect(kept.length).toBe(texts.length);
        }
      }),
    );
  });

  it('are shared while they are few, and bytes from then on, over several blocks', () => {
    expect(gathered(['a', 'b', 'a'])).toBeInstanceOf(SharedTexts);
    const many = ids(150_000);
    const kept = gathered(many);
    expect(kept).toBeInstanceOf(PackedTexts);
    expect([...kept]).toEqual(many);
    expect(kept.at(149_999)).toBe(many[149_999]);
  });

  it('are picked in the order asked for', () => {
    const many = ids(80_000);
    const rows = Int32Array.of(79_999, 3, 3, 65_536, 0);
    const wanted = Array.from(rows, (row) => many[row]);
    for (const texts of [many, packed(many), gathered(ids(20).concat(many).slice(20))])
      expect([...pickTexts(texts, rows)]).toEqual(wanted);
    expect([...pickTexts(gathered(['x', 'y']), Int32Array.of(1, 0, 1))]).toEqual(['y', 'x', 'y']);
  });
});

describe('textOrder', () => {
  it('is that of code points, and equal texts stay in their own order', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        const rows = [...texts.keys()].sort((a, b) => byCodePoint(texts[a] ?? '', texts[b] ?? '') || a - b);
        const order = textOrder(texts);
        expect(order === null ? [...texts.keys()] : [...order]).toEqual(rows);
      }),
    );
  });

  it('says so when there is nothing to do', () => {
    expect(textOrder(['a', 'a', 'b', '\u{1f642}'])).toBeNull();
    // UTF-16 would have the emoji before the private use.
    expect(textOrder(['\u{1f642}', '\ue000'])).toEqual(Int32Array.of(1, 0));
  });
});

it('repeatedRow is the first text that is that of the row before', () => {
  expect(inOneGo(repeatedRow(['a', 'b', 'b', 'c', 'c']))).toBe(2);
  expect(inOneGo(repeatedRow(['a', 'ab', 'b']))).toBe(-1);
  expect(inOneGo(repeatedRow([]))).toBe(-1);
});

describe('indexTexts', () => {
  it('knows the first row of every text', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        expect([...indexTexts(texts).firsts]).toEqual(texts.map((text) => texts.indexOf(text)));
      }),
    );
  });

  it('finds the texts of others', () => {
    fc.assert(
      fc.property(anyTexts, anyTexts, (texts, others) => {
        const stands = standingIn(texts, others);
        expect(texts.map((_, row) => stands(row))).toEqual(texts.map((text) => others.includes(text)));
      }),
    );
    expect(standingIn(['a'], [])(0)).toBe(false);
  });
});
