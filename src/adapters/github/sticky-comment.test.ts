import { describe, expect, it } from 'vitest';
import { type CommentApi, type IssueComment, postComment, type StickyComment } from './sticky-comment.ts';

const HEAD = 'a'.repeat(40);
const BOT = 'github-actions[bot]';

const comment = (changes: Partial<StickyComment> = {}): StickyComment => ({
  pull: 7,
  key: 'visits',
  author: BOT,
  body: '### pass',
  stamp: { head: HEAD, run: '10', attempt: 1 },
  ...changes,
});

/** Comments in memory, with the ids and authors of the platform. */
function memory(existing: readonly Partial<IssueComment>[] = []) {
  let next = 1;
  const comments = existing.map((given) => ({ id: next++, author: BOT, body: '', ...given }));
  const api: CommentApi = {
    headOf: async () => HEAD,
    listComments: async () => [...comments],
    async createComment(_, body) {
      comments.push({ id: next++, author: BOT, body });
      return true;
    },
    async updateComment(id, body) {
      const found = comments.findIndex((each) => each.id === id);
      if (found !== -1) comments[found] = { ...(comments[found] as IssueComment), body };
    },
    async deleteComment(id) {
      const found = comments.findIndex((each) => each.id === id);
      if (found !== -1) comments.splice(found, 1);
    },
    pause: async () => undefined,
  };
  return { api, comments };
}

describe('the sticky comment', () => {
  it('is created once and updated in place', async () => {
    const { api, comments } = memory();
    expect(await postComment(api, comment())).toBe('created');
    expect(await postComment(api, comment())).toBe('unchanged');
    const later = { stamp: { head: HEAD, run: '11', attempt: 1 }, body: '### fail' };
    expect(await postComment(api, comment(later))).toBe('updated');
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/^### fail\n\n<!-- modelyard key=visits /);
  });

  it('keeps one comment for each model', async () => {
    const { api, comments } = memory();
    await postComment(api, comment());
    await postComment(api, comment({ key: 'visits-eu' }));
    expect(comments).toHaveLength(2);
  });

  it('is never taken from somebody else, whatever they write', async () => {
    const forged = `x\n<!-- modelyard key=visits head=${HEAD} run=99 attempt=1 -->`;
    const { api, comments } = memory([{ author: 'mallory', body: forged }]);
    expect(await postComment(api, comment())).toBe('created');
    expect(comments[0]).toMatchObject({ author: 'mallory', body: forged });
    expect(comments).toHaveLength(2);
  });

  it('does not find a marker that is quoted in the middle of a comment of ours', async () => {
    const quoted = `> <!-- modelyard key=visits head=${HEAD} run=99 attempt=1 -->\n\nno`;
    const { api, comments } = memory([{ body: quoted }]);
    expect(await postComment(api, comment())).toBe('created');
    expect(comments[0]?.body).toBe(quoted);
  });

  it('leaves a newer verdict alone: of a newer commit, of a later run, of a later attempt', async () => {
    const { api, comments } = memory();
    expect(await postComment(api, comment({ stamp: { head: 'b'.repeat(40), run: '99', attempt: 1 } }))).toBe(
      'superseded',
    );
    expect(comments).toEqual([]);
    await postComment(api, comment({ stamp: { head: HEAD, run: '10', attempt: 2 } }));
    expect(await postComment(api, comment())).toBe('superseded');
    await postComment(api, comment({ stamp: { head: HEAD, run: '1000000000000', attempt: 1 } }));
    expect(await postComment(api, comment({ stamp: { head: HEAD, run: '999999999999', attempt: 9 } }))).toBe(
      'superseded',
    );
  });

  it('an older commit’s comment is replaced, whatever the numbers of the runs', async () => {
    const old = `x\n<!-- modelyard key=visits head=${'c'.repeat(40)} run=99 attempt=1 -->`;
    const { api, comments } = memory([{ body: old }]);
    expect(await postComment(api, comment())).toBe('updated');
    expect(comments).toHaveLength(1);
  });

  it('of several of its own keeps the lowest id with the newest state, whoever finds them', async () => {
    const body = (text: string, run: number) =>
      `${text}\n\n<!-- modelyard key=visits head=${HEAD} run=${run} attempt=1 -->\n`;
    const { api, comments } = memory([
      { body: body('### oldest', 8) },
      { body: body('### newest', 12) },
      { body: body('### old', 9) },
    ]);
    expect(await postComment(api, comment())).toBe('superseded');
    expect(comments).toEqual([{ id: 1, author: BOT, body: body('### newest', 12) }]);
  });

  it('is not written anew for line ends or blanks that the platform changes', async () => {
    const { api, comments } = memory();
    await postComment(api, comment());
    const [made] = comments;
    if (made !== undefined) comments[0] = { ...made, body: made.body.replaceAll('\n', '\r\n').trimEnd() };
    expect(await postComment(api, comment())).toBe('unchanged');
  });

  it('is not made twice when the list does not show it yet', async () => {
    const { api, comments } = memory();
    let lags = 3;
    const lagging = { ...api, listComments: async () => (lags-- > 0 ? [] : comments) };
    expect(await postComment(lagging, comment())).toBe('created');
    expect(comments).toHaveLength(1);
  });

  it('leaves the newer verdict alone that a push brings between reading and writing', async () => {
    const { api, comments } = memory([
      { body: `x\n<!-- modelyard key=visits head=${'c'.repeat(40)} run=9 attempt=1 -->` },
    ]);
    let head = HEAD;
    const late: CommentApi = {
      ...api,
      headOf: async () => head,
      async listComments() {
        const seen = [...comments];
        head = 'd'.repeat(40);
        await postComment(
          { ...api, headOf: async () => head },
          comment({ body: '### newer', stamp: { head, run: '11', attempt: 1 } }),
        );
        return seen;
      },
    };
    expect(await postComment(late, comment())).toBe('superseded');
    expect(comments.map(({ body }) => body.split('\n')[0])).toEqual(['### newer']);
  });

  it('two runs that create at the same moment end with one comment, the lowest id, the newest run', async () => {
    const shared = memory();
    const both = [comment(), comment({ body: '### later', stamp: { head: HEAD, run: '11', attempt: 1 } })];
    await Promise.all(both.map((each) => postComment(shared.api, each)));
    await Promise.all(both.map((each) => postComment(shared.api, each)));
    expect(shared.comments).toHaveLength(1);
    expect(shared.comments[0]).toMatchObject({ id: 1, body: expect.stringContaining('### later') });
  });
});
