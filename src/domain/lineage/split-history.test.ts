import { describe, expect, it } from 'vitest';
import { splitHistory } from './split-history.ts';

/** `c3:z c2:y c1:x`: commits, newest first, with their inputs; `?` cannot be read. */
const history = (text: string, released: string | null) =>
  splitHistory(
    text.split(' ').map((each) => {
      const [commit = '', inputs = ''] = each.split(':');
      return { commit, inputs: inputs === '?' ? null : inputs };
    }),
    released,
  );

describe('what happened to the inputs since the last release', () => {
  it.each<[string, string, string | null, string[], string[]]>([
    ['one merge', 'c1:y', 'x', ['c1'], []],
    ['two merges in one push', 'c2:z c1:y', 'x', ['c2'], ['c1']],
    ['what came after the change did not touch them', 'c3:y c2:y c1:x', 'x', ['c3', 'c2'], []],
    ['several states that nobody released', 'c5:z c4:y c3:y c2:w c1:x', 'x', ['c5'], ['c3', 'c2']],
    ['a change that was taken back is no release of its own', 'c3:z c2:x c1:y', 'x', ['c3'], ['c1']],
    ['back to today’s inputs by another way', 'c3:z c2:y c1:z', 'x', ['c3'], ['c2']],
    ['before the first release nothing is superseded', 'c2:z c1:y', null, ['c2'], []],
    ['inputs that cannot be read are no state', 'c2:z c1:?', 'x', ['c2'], []],
    ['nor are today’s', 'c2:? c1:?', 'x', ['c2'], []],
  ])('%s', (_, commits, released, current, superseded) => {
    expect(history(commits, released)).toEqual({ current, superseded });
  });

  it('no commit, no history', () => {
    expect(splitHistory([], 'x')).toEqual({ current: [], superseded: [] });
  });
});
