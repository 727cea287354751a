import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bumped, compareVersions, parseTag, parseVersion, releaseTag, versionText } from './version.ts';

const part = fc.integer({ min: 0, max: 999_999_999 });
const version = fc.record({ major: part, minor: part, patch: part });

describe('versions', () => {
  it('survive being written and read', () => {
    fc.assert(
      fc.property(version, (given) => {
        expect(parseVersion(versionText(given))).toEqual(given);
        expect(parseVersion(`v${versionText(given)}`)).toEqual(given);
      }),
    );
  });

  it.each([
    '',
    '1',
    '1.2',
    '1.2.3.4',
    '01.2.3',
    '1.2.3-rc.1',
    '1.2.3+5',
    'vv1.2.3',
    ' 1.2.3',
    '1.2.9999999999',
    '1.2.x',
  ])('%j is none', (text) => {
    expect(parseVersion(text)).toBeNull();
  });

  it('are ordered by number, not by text', () => {
    expect(['1.10.0', '1.9.0', '2.0.0', '1.9.10', '0.99.99'].sort(compareVersions)).toEqual([
      '0.99.99',
      '1.9.0',
      '1.9.10',
      '1.10.0',
      '2.0.0',
    ]);
  });

  it('every bump is higher, and bumps are ordered among themselves', () => {
    const small = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(fc.record({ major: small, minor: small, patch: small }), (given) => {
        const from = versionText(given);
        const [patch, minor, major] = [bumped(from, 'patch'), bumped(from, 'minor'), bumped(from, 'major')];
        expect(compareVersions(patch, from)).toBeGreaterThan(0);
        expect(compareVersions(minor, patch)).toBeGreaterThan(0);
        expect(compareVersions(major, minor)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('tags', () => {
  it.each([
    ['churn@v1.2.3', { model: 'churn', version: '1.2.3', withdraws: false }],
    ['churn@v1.2.3!', { model: 'churn', version: '1.2.3', withdraws: true }],
    ['churn@v1.2.3!#4', { model: 'churn', version: '1.2.3', withdraws: true }],
    ['churn@v1.2.3#4', { model: 'churn', version: '1.2.3', withdraws: false }],
    ['churn@deprecated', { model: 'churn', version: null, withdraws: true }],
    ['churn@deprecated#7', { model: 'churn', version: null, withdraws: true }],
    ['churn-eu@v0.0.1', { model: 'churn-eu', version: '0.0.1', withdraws: false }],
  ])('%s', (tag, expected) => {
    expect(parseTag(tag)).toEqual(expected);
  });

  it.each([
    'v1.2.3',
    'churn@1.2.3',
    'churn@v1.2',
    'churn#prod#3',
    'Churn@v1.0.0',
    '../x@v1.0.0',
    'a b@v1.0.0',
    'churn@v1.0.0-rc.1',
    'churn@',
    '@v1.0.0',
    'churn@v1.0.0!!',
  ])('%j is none of ours', (tag) => {
    expect(parseTag(tag)).toBeNull();
  });

  it('are read as they are written', () => {
    fc.assert(
      fc.property(version, (given) => {
        const text = versionText(given);
        expect(parseTag(releaseTag('m-1_x', text))).toEqual({
          model: 'm-1_x',
          version: text,
          withdraws: false,
        });
      }),
    );
  });
});
