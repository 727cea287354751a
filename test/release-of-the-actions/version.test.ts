import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../protocol/bundle.ts';

interface Manifest {
  readonly version: string;
}
interface Scripts {
  readonly changelogSection: (changelog: string, version: string) => string;
  readonly versionProblems: (of: {
    readonly version: string;
    readonly ref: string;
    readonly defaultBranch: string;
    readonly manifest: Manifest;
    readonly lock: Manifest & { readonly packages?: Readonly<Record<string, Manifest>> };
  }) => string[];
  readonly parseVersion: (text: string) => object | null;
  readonly isBefore: (a: object, b: object) => boolean;
}
const load = async (name: string) =>
  (await import(pathToFileURL(join(PROJECT, 'scripts/release', name)).href)) as Scripts;
const { changelogSection } = await load('changelog.mjs');
const { versionProblems, parseVersion, isBefore } = await load('version.mjs');

const CHANGELOG = `# Changelog

## Unreleased

- later

## 1.2.0 - 2026-02-03

### Added

- two
- three

## [1.1.0] - 2026-01-02

- one

## 1.0.0

- undated

## 0.9.0 - 2025-12-01

## 0.8.0 - 2025-11-01
- last
`;

describe('the notes of a release', () => {
  it.each([
    ['1.2.0', '### Added\n\n- two\n- three\n'],
    ['1.1.0', '- one\n'],
    ['0.8.0', '- last\n'],
  ])('of %s are its section', (version, text) => {
    expect(changelogSection(CHANGELOG, version)).toBe(text);
  });

  it.each([
    ['1.3.0', 'has no section "## 1.3.0 - <date>"'],
    ['1.2', 'has no section'],
    ['1.0.0', 'needs its date'],
    ['0.9.0', 'says nothing'],
  ])('of %s are missing: it %s', (version, said) => {
    expect(() => changelogSection(CHANGELOG, version)).toThrow(said);
  });
});

describe('a version', () => {
  const good = {
    version: '1.2.3',
    ref: 'refs/tags/v1.2.3',
    defaultBranch: 'main',
    manifest: { version: '1.2.3' },
    lock: { version: '1.2.3', packages: { '': { version: '1.2.3' } } },
  };

  it('may be released from its tag and from the default branch', () => {
    expect(versionProblems(good)).toEqual([]);
    expect(versionProblems({ ...good, ref: 'refs/heads/main' })).toEqual([]);
  });

  it.each([
    [{ version: '1.2', manifest: { version: '1.2' } }, 'no version such as'],
    [{ ref: 'refs/heads/work' }, 'runs on refs/heads/work'],
    [{ ref: 'refs/tags/v1.2.4' }, 'runs on refs/tags/v1.2.4'],
    [{ manifest: { version: '1.2.2' } }, 'package.json says 1.2.2'],
    [{ lock: { ...good.lock, version: '1.2.2' } }, 'package-lock.json says 1.2.2'],
    [{ lock: { version: '1.2.3' } }, 'package-lock.json says undefined'],
  ])('%j is refused', (change, said) => {
    expect(versionProblems({ ...good, ...change }).join()).toContain(said);
  });

  it.each([
    ['1.9.1', '1.10.0', true],
    ['1.10.0', '1.9.1', false],
    ['1.2.3', '1.2.3', false],
    ['1.2.3', '2.0.0', true],
  ])('%s comes before %s: %s', (a, b, before) => {
    expect(isBefore(parseVersion(a) ?? {}, parseVersion(b) ?? {})).toBe(before);
  });

  it.each(['v1.2.3', '01.2.3', '1.2.3+build', '1.2.3\n', ''])('%j is none', (text) => {
    expect(parseVersion(text)).toBe(null);
  });
});
