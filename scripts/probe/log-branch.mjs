import { race, told } from './ground.mjs';

/** A commit that holds one file, with or without a parent. */
async function commitOf({ must }, text, parents = []) {
  const file = { path: 'log.jsonl', mode: '100644', type: 'blob', content: text };
  const { sha: tree } = await must('POST', '/git/trees', { body: { tree: [file] } });
  return (await must('POST', '/git/commits', { body: { message: 'probe', tree, parents } })).sha;
}

async function branchOf(ground, label) {
  const branch = ground.name(label);
  const first = await commitOf(ground, '1\n');
  ground.later('DELETE', `/git/refs/heads/${branch}`);
  const made = await ground.ask('POST', '/git/refs', { body: { ref: `refs/heads/${branch}`, sha: first } });
  return { branch, first, made };
}

const move = ({ ask }, branch, sha) =>
  ask('PATCH', `/git/refs/heads/${branch}`, { body: { sha, force: false } });

export const LOG_PROBES = [
  {
    assumption:
      'A branch without history is made through the API, whatever rules the repository has for branches.',
    expected: '201',
    look: async (ground) => told((await branchOf(ground, 'log')).made),
  },
  {
    assumption: 'It moves forward without force; from where it was before, nobody moves it any more.',
    expected: '200, then 422 Update is not a fast forward',
    async look(ground) {
      const { branch, first } = await branchOf(ground, 'forward');
      const [one, two] = [
        await commitOf(ground, '1\n2\n', [first]),
        await commitOf(ground, '1\n3\n', [first]),
      ];
      return `${told(await move(ground, branch, one))}, then ${told(await move(ground, branch, two))}`;
    },
  },
  {
    assumption: 'Of two that move it at the same time, one is told that it was not first.',
    expected: 'one done, one refused',
    async look(ground) {
      const { branch, first } = await branchOf(ground, 'two');
      const commits = [await commitOf(ground, '1\n2\n', [first]), await commitOf(ground, '1\n3\n', [first])];
      return race(await Promise.all(commits.map((sha) => move(ground, branch, sha))));
    },
  },
  {
    assumption: 'Its file is read as it is, at a commit, as soon as the branch names that commit.',
    expected: 'the same text',
    async look(ground) {
      const { branch, first } = await branchOf(ground, 'read');
      const next = await commitOf(ground, '{"a":1}\n', [first]);
      await move(ground, branch, next);
      const raw = { accept: 'application/vnd.github.raw+json' };
      const { status, text } = await ground.ask('GET', `/contents/log.jsonl?ref=${next}`, raw);
      return text === '{"a":1}\n' ? 'the same text' : `${status} ${text}`;
    },
  },
];
