import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTagMessage, type TagMessage, tagMessage } from './tag-message.ts';

const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const facts: fc.Arbitrary<TagMessage> = fc.record({
  model: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/),
  version: fc.constantFrom('1.0.0', '10.2.33'),
  candidate: hex.map((text) => `sha256:${text}`),
  record: hex.map((text) => `sha256:${text}`),
  logHead: fc.option(hex),
  previous: fc.option(fc.constantFrom('m@v1.0.0', 'm@v0.9.0')),
});

describe('the message of a tag', () => {
  it('says what it was given', () => {
    fc.assert(
      fc.property(facts, (given) => {
        expect(parseTagMessage(tagMessage(given))).toEqual({ ...given });
      }),
    );
  });

  it('is understood when git or a signature adds to it', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const signed = `${tagMessage(given)}\n-----BEGIN PGP SIGNATURE-----\nVersion: x\n-----END PGP SIGNATURE-----\n`;
        expect(parseTagMessage(signed)).toEqual({ ...given });
      }),
    );
  });

  it('of others is none of ours', () => {
    const given = fc.sample(facts, 1)[0] as TagMessage;
    const [first = ''] = tagMessage(given).split('\n');
    for (const text of [
      '',
      first,
      'Registering artifact churn version v1.0.0',
      tagMessage({ ...given, record: 'sha256:x' }),
    ])
      expect(parseTagMessage(text)).toBeNull();
  });
});
