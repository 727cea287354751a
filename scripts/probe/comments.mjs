import { told } from './ground.mjs';

const LONGEST = 65_536;

async function issueOf(ground) {
  const title = ground.name('issue');
  const body = { title, body: 'A probe; it is closed when it is over.' };
  const { number } = await ground.must('POST', '/issues', { body });
  ground.later('PATCH', `/issues/${number}`, { state: 'closed' });
  return number;
}

const comment = ({ ask }, issue, body) => ask('POST', `/issues/${issue}/comments`, { body: { body } });

export const COMMENT_PROBES = [
  {
    assumption: 'A comment may have 65,536 characters, and no more.',
    expected: '201, then 422 too long',
    async look(ground) {
      const issue = await issueOf(ground);
      const most = await comment(ground, issue, 'a'.repeat(LONGEST));
      const more = await comment(ground, issue, 'a'.repeat(LONGEST + 1));
      const isTooLong = more.status === 422 && JSON.stringify(more.body).includes('too long');
      return `${told(most)}, then ${isTooLong ? '422 too long' : told(more)}`;
    },
  },
  {
    assumption: 'They are counted as characters, not as bytes or halves.',
    expected: '201',
    look: async (ground) => told(await comment(ground, await issueOf(ground), '😀'.repeat(LONGEST))),
  },
  {
    assumption: 'What a workflow’s token writes is by github-actions[bot].',
    expected: 'github-actions[bot], a Bot',
    async look(ground) {
      const { body } = await comment(ground, await issueOf(ground), 'by whom?');
      return `${body.user?.login}, a ${body.user?.type}`;
    },
  },
];
