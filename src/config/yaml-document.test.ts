import { describe, expect, it } from 'vitest';
import { problemLines } from './problems.ts';
import { parseYaml } from './yaml-document.ts';

function told(text: string): string[] {
  return problemLines('f.yml', parseYaml(text).problems).split('\n');
}

describe('parseYaml', () => {
  it.each([
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', 'f.yml:3:1  the key a stands twice'],
    ['a duplicate key further in', 'a:\n  b: 1\n  b: 1\n', 'f.yml:3:3  the key b stands twice'],
    ['a tab', 'a:\n\tb: 1\n', 'f.yml:2:1  a tab stands where YAML wants spaces'],
    [
      'two documents',
      'a: 1\n---\nb: 2\n',
      'f.yml:2:1  the file holds several YAML documents; one is expected',
    ],
    ['an open quote', 'a: "x\n', 'f.yml:2:1  Missing closing "quote'],
    [
      'an open bracket',
      'a: [1,\nb: 2\n',
      'f.yml:2:1  the indentation does not fit, or a bracket is not closed',
    ],
    [
      'two keys on a line',
      'a: b: c\n',
      'f.yml:1:4  a second "key:" on one line; text that holds ": " needs quotes',
    ],
    ['an unknown anchor', 'a: *x\n', 'f.yml:1:4  there is no anchor &x'],
    [
      'a merge key',
      'a: &x {b: 1}\nc: {<<: *x}\n',
      'f.yml:2:5  merge keys (<<) are not supported; repeat the keys',
    ],
    [
      'a tag',
      'a: !!python/object x\n',
      'f.yml:1:4  a YAML tag (!…) that does not apply here; write plain values',
    ],
    ['a key that is a list', '? [a]\n: 1\n', 'f.yml:1:3  a key must be plain text'],
    ['__proto__', 'a:\n  __proto__: {b: 1}\n', 'f.yml:2:3  nothing may be called __proto__'],
    ['a merge conflict', 'a: 1\n<<<<<<< HEAD\nb: 1\n=======\n', 'f.yml:2:1  an unresolved merge conflict'],
    ['NUL bytes', 'a: 1\0\n', 'f.yml:1:1  the file holds NUL bytes: it is not YAML text'],
  ])('tells %s', (_name, text, line) => {
    expect(told(text)).toEqual([line]);
  });

  it('tells a huge text without looking into it', () => {
    expect(told(`a: ${'x'.repeat(10_000_000)}`)).toEqual([
      'f.yml:1:1  the file is longer than 1,000,000 characters',
    ]);
  });

  it('tells every duplicate key', () => {
    expect(told('a: 1\na: 2\nb: {c: 1, c: 2}\n')).toEqual([
      'f.yml:2:1  the key a stands twice',
      'f.yml:3:11  the key c stands twice',
    ]);
  });

  it('refuses an alias bomb', () => {
    const names = 'abcdefghi'.split('');
    const levels = names.map((name, depth) =>
      depth === 0
        ? `a: &a [${Array(9).fill('x').join(', ')}]`
        : `${name}: &${name} [${Array(9)
            .fill(`*${names[depth - 1]}`)
            .join(', ')}]`,
    );
    expect(told(levels.join('\n'))).toEqual([
      'f.yml:1:1  aliases in each other grow too large; write the values out',
    ]);
  });

  it('refuses many aliases', () => {
    const uses = Array.from({ length: 150 }, (_, index) => `k${index}: *a`);
    expect(told(['a: &a 1', ...uses].join('\n'))).toEqual([
      'f.yml:102:7  more than 100 aliases (*a); write the values out',
    ]);
  });

  it('takes an anchor that is used a few times', () => {
    expect(parseYaml('a: &x [1]\nb: *x\n').value).toEqual({ a: [1], b: [1] });
  });

  it.each([
    ['[', 200_000],
    ['{a: ', 50_000],
    ['- ', 100_000],
  ])('tells a nesting of %j', (piece, times) => {
    expect(told(piece.repeat(times))).toEqual([expect.stringContaining('the file is nested too deeply')]);
  });

  it('reads many keys in good time', () => {
    const text = Array.from({ length: 70_000 }, (_, index) => `key${index}: 1`).join('\n');
    // Of the processor, not of the clock: a busy machine must not fail it.
    const before = process.cpuUsage();
    const file = parseYaml(text);
    expect(file.problems).toEqual([]);
    expect(file.locate(['key69999'])).toEqual({ line: 70_000, column: 1 });
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(10);
  });

  it('skips a byte order mark and keeps columns', () => {
    const file = parseYaml('\uFEFFa: 1\n');
    expect(file.value).toEqual({ a: 1 });
    expect(file.locate(['a'], 'value')).toEqual({ line: 1, column: 4 });
  });

  it('reads YAML 1.2: yes, no, on and off are text', () => {
    expect(parseYaml('a: [yes, no, on, off, true, 010, 1e3]').value).toEqual({
      a: ['yes', 'no', 'on', 'off', true, 10, 1000],
    });
  });
});

describe('locate', () => {
  const file = parseYaml('a:\n  b: [x, {c: 1}]\n  d:\n  "e f": &k {g: 2}\nh: *k\n');

  it.each([
    [['a'], 'key', 1, 1],
    [['a', 'b'], 'key', 2, 3],
    [['a', 'b'], 'value', 2, 6],
    [['a', 'b', 0], 'value', 2, 7],
    [['a', 'b', 1, 'c'], 'key', 2, 11],
    [['a', 'b', 1, 'c'], 'value', 2, 14],
    [['a', 'd'], 'value', 3, 3],
    [['a', 'e f', 'g'], 'value', 4, 17],
    [['h', 'g'], 'value', 4, 17],
    [['a', 'missing'], 'key', 1, 1],
    [['a', 'b', 1, 'missing', 'deeper'], 'value', 2, 10],
    [['a', 'b', 9], 'value', 2, 3],
    [[], 'key', 1, 1],
  ] as const)('%j %s is at %d:%d', (path, what, line, column) => {
    expect(file.locate([...path], what)).toEqual({ line, column });
  });
});

describe('problemLines', () => {
  it('keeps a problem on its line, whatever stands in the file', () => {
    const problem = { line: 1, column: 2, path: 'a\n::error::b', message: 'x\u001b[31m\r\ny' };
    const text = problemLines('f.yml', [problem]);
    expect(text.split('\n')).toHaveLength(1);
    expect(text).not.toMatch(/\p{Cc}/u);
  });

  it('ends after a hundred problems and counts the rest', () => {
    const problems = Array.from({ length: 130 }, (_, line) => ({ line, column: 1, path: '', message: 'x' }));
    const lines = problemLines('f.yml', problems).split('\n');
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toBe('… and 30 more');
  });
});
