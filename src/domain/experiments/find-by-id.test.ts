import { describe, expect, it } from 'vitest';
import { findById } from './find-by-id.ts';

const made = (id: string, candidate: string | null, tags: string[] = []) => ({
  id,
  candidate: candidate === null ? null : `sha256:${candidate.padEnd(64, '0')}`,
  inputDigest: `sha256:${'e'.repeat(64)}`,
  tags,
});
const all = [
  made('aaaa00000001', 'bbbb'),
  made('aaaa00000002', 'aaaa0', ['churn@v1.0.0']),
  made('cccc00000003', null),
];
const found = (text: string) => findById(all, text).map(({ id }) => id);

describe('findById', () => {
  it.each([
    ['aaaa00000001', ['aaaa00000001']],
    ['aaaa', ['aaaa00000001', 'aaaa00000002']],
    ['bbbb', ['aaaa00000001']],
    ['sha256:bbbb', ['aaaa00000001']],
    ['churn@v1.0.0', ['aaaa00000002']],
    ['eeee', ['aaaa00000001', 'aaaa00000002', 'cccc00000003']],
    ['aaa', []],
    ['AAAA', []],
    ['main', []],
    ['', []],
  ])('%j', (text, ids) => {
    expect(found(text)).toEqual(ids);
  });
});
