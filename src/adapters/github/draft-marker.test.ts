import { expect, it } from 'vitest';
import { draftBody, draftKey, parseMarker } from './draft-marker.ts';

const MARKER = {
  tag: 'churn@v1.2.0',
  key: draftKey({ model: 'churn', commit: 'c', candidate: 'sha256:x' }),
  record: `sha256:${'1'.repeat(64)}`,
  at: '2026-01-05T10:00:00.000Z',
};

it('a draft says what it is of, after the card and unseen', () => {
  const body = draftBody('---\nlicense: mit\n---\n# churn\n', MARKER);
  expect(body).toMatch(/^# churn\n\n<!-- modelyard-release tag=churn@v1\.2\.0 key=[0-9a-f]{64} .* -->$/);
  expect(parseMarker(body)).toEqual(MARKER);
});

it('only the last line counts, and a card may be long', () => {
  const forged = draftBody('# x', { ...MARKER, record: `sha256:${'2'.repeat(64)}` });
  expect(parseMarker(draftBody(forged, MARKER))).toEqual(MARKER);
  expect(parseMarker(`${forged}\nmore`)).toBeNull();
  expect(parseMarker(null)).toBeNull();
  const long = draftBody('😀'.repeat(200_000), MARKER);
  expect([...long].length).toBeLessThan(125_000);
  expect(long).toContain('the rest is in MODEL_CARD.md');
  expect(parseMarker(long)).toEqual(MARKER);
});

it('the key is that of model, commit and candidate, each in its place', () => {
  const keys = [
    draftKey({ model: 'a', commit: 'b', candidate: 'c' }),
    draftKey({ model: 'b', commit: 'a', candidate: 'c' }),
    draftKey({ model: 'a', commit: 'b', candidate: 'd' }),
  ];
  expect(new Set(keys).size).toBe(3);
});
