import { describe, expect, it } from 'vitest';
import { lastWords } from './last-words.ts';

function heard(chunks: readonly string[], secrets: readonly string[] = []): string | null {
  const words = lastWords(secrets);
  for (const chunk of chunks) words.hear(Buffer.from(chunk));
  return words.line();
}

describe('the last words of a command', () => {
  it.each([
    [[], null],
    [['\n', ' \r\n'], null],
    [['Traceback\n', 'ValueError: ', 'no rows\n\n'], 'ValueError: no rows'],
    [['10 %\r20 %\rkilled'], 'killed'],
    [['RangeError: no rows\n    at f (train.mjs:3:1)\n\nNode.js v20.1.0\n'], 'RangeError: no rows'],
    [['torch.cuda.OutOfMemoryError: no\nmake: *** [train] Error 1\n'], 'torch.cuda.OutOfMemoryError: no'],
    [[`${'x'.repeat(9000)}\n`, 'end'], 'end'],
  ])('of %j', (chunks, line) => {
    expect(heard(chunks)).toBe(line);
  });

  it('do not repeat what a variable of train.env holds, nor more than fits a line', () => {
    expect(heard(['401 for https://me:hunter22@host\n'], ['hunter22', 'me'])).toBe(
      '401 for https://me:***@host',
    );
    expect(heard(['é'.repeat(5000)])).toHaveLength(300);
  });
});
