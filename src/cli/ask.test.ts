import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createAsker } from './ask.ts';

const QUESTION = { option: 'target', text: 'which column\u001b[2J?', choices: ['a', 'b'], hint: 'look' };

function asking(...lines: string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
  const asker = createAsker({ input, output });
  const answer = asker.ask(QUESTION, 'there is no column x');
  input.end(lines.join('\n'));
  return { answer: answer.finally(() => asker.close()), shown: () => shown };
}

describe('a question', () => {
  it('shows what is open, why the last answer was refused, and the choices', async () => {
    const { answer, shown } = asking('a\n');
    await answer;
    expect(shown()).toContain('there is no column x');
    expect(shown()).toContain('which column⟨U+001B⟩[2J?\n  look\n  1  a\n  2  b\n  --target: ');
  });

  it.each([
    [['b\n'], 'b'],
    [['2\n'], 'b'],
    [['7\n'], '7'],
    [['  ', ' c ', ''], 'c'],
  ])('is answered by %j with %s', async (lines, expected) =>
    expect(await asking(...lines).answer).toBe(expected),
  );

  it('that nobody answers is exit 2', async () => {
    await expect(asking('').answer).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('--target was not answered'),
    });
  });
});
