import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configText } from './config-text.ts';

const NAME = { value: 'm', because: 'x' };
const hostile = fc.string({ unit: 'binary', maxLength: 60 });

describe('the text of modelyard.yml', () => {
  it('says what was found, whatever characters it holds, and no comment ends early', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.array(hostile, { maxLength: 4 }), (value, because, list) => {
        const lines = [
          { path: ['data', 'train'], value, because },
          { path: ['data', 'features'], value: list, because },
          { path: ['train', 'run'], value: `python ${value}`, because: `${because}\n  evil: true` },
        ];
        const { models } = parse(configText(NAME, lines));
        expect(models).toEqual({
          m: { data: { train: value, features: list }, train: { run: `python ${value}` } },
        });
      }),
    );
  });

  it.each([
    'yes',
    'no',
    'on',
    'Off',
    'true',
    '1',
    '1.5',
    'null',
    '~',
    '2024-01-01',
    '0x1F',
    ' a',
    'a: b',
    '#',
    '- a',
    '*a',
    '&a',
    '!a',
    '@a',
    '%a',
    '`',
    '{',
    '[',
    'ü',
  ])('keeps the text %s a text', (value) => {
    const text = configText(NAME, [{ path: ['data', 'positive'], value, because: 'x' }]);
    expect(parse(text).models.m.data.positive).toBe(value);
    expect(parse(text, { version: '1.1' }).models.m.data.positive).toBe(value);
  });

  it('keeps numbers and truth values what they are, and long lists readable', () => {
    const features = Array.from({ length: 30 }, (_, index) => `column_${index}`);
    const text = configText(NAME, [
      { path: ['data', 'positive'], value: true, because: 'a' },
      { path: ['data', 'features'], value: features, because: 'b '.repeat(200) },
      { path: ['gates', 'roc_auc'], value: { max_worse: 0.01 }, because: 'c' },
    ]);
    expect(parse(text).models.m).toEqual({
      data: { positive: true, features },
      gates: { roc_auc: { max_worse: 0.01 } },
    });
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(115);
  });
});
