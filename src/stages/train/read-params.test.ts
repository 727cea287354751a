import { describe, expect, it } from 'vitest';
import { isStructured, paramsOf } from './read-params.ts';

describe('parameters out of a file', () => {
  it('are the same in YAML, JSON and TOML', () => {
    const expected = { depth: 3, rate: 0.5, tree: { leaves: [1, 2], kind: 'gbdt' } };
    expect(paramsOf(JSON.stringify(expected), 'p.json')).toEqual(expected);
    const yaml = 'depth: 3\nrate: 0.5\ntree: {leaves: [1, 2], kind: gbdt}\n';
    expect(paramsOf(yaml, 'train.params: p.yaml')).toEqual(expected);
    const toml = 'depth = 3\nrate = 0.5\n[tree]\nleaves = [1, 2]\nkind = "gbdt"\n';
    expect(paramsOf(toml, 'train.params: P.TOML')).toEqual(expected);
  });

  it('that JSON has no form for are text', () => {
    const toml =
      'a = inf\nb = nan\nc = 9223372036854775807\nd = 1979-05-27\ne = 1979-05-27T07:32:00Z\n__proto__ = 1\n';
    expect(Object.entries(paramsOf(toml, 'p.toml'))).toEqual([
      ['a', 'Infinity'],
      ['b', 'NaN'],
      ['c', '9223372036854775807'],
      ['d', '1979-05-27'],
      ['e', '1979-05-27T07:32:00.000Z'],
      ['__proto__', 1],
    ]);
  });

  it.each([
    ['a = 1\na = 2', 'p.toml', /p\.toml cannot be read: Invalid TOML/],
    ['a: 1', 'p.toml', /p\.toml cannot be read/],
    [`a = ${'['.repeat(1e5)}`, 'p.toml', /p\.toml cannot be read/],
    ['a = 1', 'p.yaml', /p\.yaml: expected names and values, found string/],
    ['[1]', 'p.json', /found a list/],
  ])('%s of %s are refused', (text, name, says) => {
    expect(() => paramsOf(text, name)).toThrow(says);
  });

  it('are looked at in files of these kinds alone', () => {
    expect(['p.yml', 'p.yaml', 'p.json', 'p.toml', 'params.py', 'toml'].filter(isStructured)).toHaveLength(4);
  });
});
