import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  announcedLength,
  bytesOf,
  concatBytes,
  fieldsOf,
  firstText,
  intOf,
  intsOf,
  LENGTH_DELIMITED,
  readVarint,
  VARINT,
  WireError,
  writeBytes,
  writeInt,
  writeVarint,
} from './wire.ts';

const INT64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

describe('numbers', () => {
  it('come back as they were written, negative ones in ten bytes', () => {
    fc.assert(
      fc.property(INT64, fc.integer({ min: 1, max: 5000 }), (value, number) => {
        const message = writeInt(number, value);
        const [field] = fieldsOf(message);
        expect(field).toMatchObject({ number, type: VARINT, from: 0, end: message.length });
        expect(field && intOf(message, field)).toBe(value);
      }),
    );
    expect(writeVarint(-1)).toHaveLength(10);
    expect(writeVarint(300)).toEqual(Uint8Array.of(0xac, 0x02));
    expect(readVarint(Uint8Array.of(0xac, 0x02), 0)).toBe(300n);
  });

  it('are read packed and one by one alike', () => {
    const packed = writeBytes(8, concatBytes([1, -2, 300].map(writeVarint)));
    const single = concatBytes([1, -2, 300].map((value) => writeInt(8, value)));
    for (const message of [packed, single]) {
      expect([...fieldsOf(message)].flatMap((field) => intsOf(message, field))).toEqual([1n, -2n, 300n]);
    }
  });
});

describe('messages', () => {
  it('keep the order, the payload and the length of their fields', () => {
    const part = fc.oneof(
      fc.record({ number: fc.integer({ min: 1, max: 100 }), content: fc.string({ unit: 'binary' }) }),
      fc.record({ number: fc.integer({ min: 1, max: 100 }), value: INT64 }),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const message = concatBytes(
          parts.map((each) =>
            'value' in each ? writeInt(each.number, each.value) : writeBytes(each.number, each.content),
          ),
        );
        const fields = [...fieldsOf(message)];
        expect(fields.map((field) => field.number)).toEqual(parts.map((each) => each.number));
        expect(fields.at(-1)?.end ?? 0).toBe(message.length);
        const texts = fields.filter((field) => field.type === LENGTH_DELIMITED);
        expect(texts.map((field) => new TextDecoder().decode(bytesOf(message, field)))).toEqual(
          parts.flatMap((each) =>
            'content' in each ? [new TextDecoder().decode(new TextEncoder().encode(each.content))] : [],
          ),
        );
      }),
    );
  });

  it('read absent text as empty', () => {
    expect(firstText(writeInt(1, 5), 2)).toBe('');
    expect(firstText(writeBytes(2, 'Süd'), 2)).toBe('Süd');
  });
});

describe('hostile bytes', () => {
  it.each([
    ['a length over the end', Uint8Array.of(0x0a, 0x05, 1)],
    ['a length that never ends', Uint8Array.of(0x0a, ...Array(12).fill(0xff))],
    ['a length near 2^64', Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)],
    ['a cut number', Uint8Array.of(0x08, 0x80)],
    ['field number 0', Uint8Array.of(0x00, 0x01)],
    ['wire type 7', Uint8Array.of(0x0f)],
    ['four bytes that are two', Uint8Array.of(0x0d, 1, 2)],
  ])('%s is a WireError', (_, bytes) => {
    expect(() => [...fieldsOf(bytes)]).toThrow(WireError);
  });

  it('end in a WireError or in fields, and never hang', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          for (const field of fieldsOf(bytes)) expect(field.end).toBeGreaterThan(field.from);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
    );
  });

  it('say how long a cut message should be', () => {
    const whole = concatBytes([writeInt(1, 8), writeBytes(7, new Uint8Array(100))]);
    expect(announcedLength(whole.subarray(0, 50))).toBe(whole.length);
    expect(announcedLength(whole)).toBeNull();
    expect(announcedLength(Uint8Array.of(0x0f))).toBeNull();
  });
});
