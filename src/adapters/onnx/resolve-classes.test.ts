import { describe, expect, it } from 'vitest';
import { resolveClasses } from './resolve-classes.ts';

describe('resolveClasses', () => {
  it('takes the graph’s list', () => {
    expect(resolveClasses(['b', 'a'], null)).toMatchObject({ classes: ['b', 'a'], notes: [] });
    expect(resolveClasses(['b', 'a'], ['b', 'a'])).toMatchObject({ classes: ['b', 'a'], notes: [] });
    expect(resolveClasses(null, null).classes).toBeNull();
  });

  it('takes the config’s list where the graph has none, and says so', () => {
    const resolved = resolveClasses(null, ['no', 'yes']);
    expect(resolved.classes).toEqual(['no', 'yes']);
    expect(resolved.notes).toEqual(['the model does not say its classes; data.classes does']);
    expect(['0', '1', 'yes', '7', 'true'].map(resolved.nameOf)).toEqual(['no', 'yes', 'yes', '7', 'true']);
  });

  it('lets the config name classes that the graph only numbers', () => {
    const resolved = resolveClasses(['0', '1', '2'], ['zebra', 'ape', 'cat']);
    expect(resolved.classes).toEqual(['zebra', 'ape', 'cat']);
    expect(resolved.nameOf('2')).toBe('cat');
    expect(resolved.notes).toEqual(['the model numbers its classes 0 … 2; data.classes names them']);
  });

  it.each([
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [
      ['0', '1'],
      ['1', '0'],
    ],
    [
      ['0', '1'],
      ['a', 'b', 'c'],
    ],
    [
      ['no', 'yes'],
      ['No', 'Yes'],
    ],
  ])('refuses %j against %j', (graph, config) => {
    expect(() => resolveClasses(graph, config)).toThrow(
      `data.classes says ${config.join(', ')}; the model itself says ${graph.join(', ')}`,
    );
  });

  it.each([[['a']], [['a', 'a']], [[]]])('refuses %j as a class list', (config) => {
    expect(() => resolveClasses(null, config)).toThrow('at least two different classes');
  });
});
