import { NotTried, race, told } from './ground.mjs';

const TAGGER = { name: 'probe', email: 'probe@example.org', date: '2026-01-01T00:00:00Z' };

/** The tag object of a name; the same for the same name. */
export async function tagObject({ must, commit }, tag, message = `${tag}\n`) {
  const body = { tag, message, object: commit, type: 'commit', tagger: TAGGER };
  return (await must('POST', '/git/tags', { body })).sha;
}

/** A claimed tag, removed when the probe is over. */
export async function claimedTag(ground, tag) {
  const sha = await tagObject(ground, tag);
  ground.later('DELETE', `/git/refs/tags/${tag}`);
  await ground.must('POST', '/git/refs', { body: { ref: `refs/tags/${tag}`, sha } });
  return sha;
}

export const TAG_PROBES = [
  {
    assumption: 'A tag object with the same text and date is the same object, however often it is made.',
    expected: 'one sha',
    async look(ground) {
      const tag = ground.name('object');
      const [one, two] = [await tagObject(ground, tag), await tagObject(ground, tag)];
      return one === two ? 'one sha' : `${one} and ${two}`;
    },
  },
  {
    assumption: 'A ref is created once; the second creation is refused and changes nothing.',
    expected: '422 Reference already exists; the first object stays',
    async look(ground) {
      const tag = ground.name('once');
      const first = await claimedTag(ground, tag);
      const other = await tagObject(ground, tag, 'another claim\n');
      const again = await ground.ask('POST', '/git/refs', { body: { ref: `refs/tags/${tag}`, sha: other } });
      const now = await ground.must('GET', `/git/ref/tags/${tag}`);
      return `${told(again)}; ${now.object.sha === first ? 'the first object stays' : 'it was moved'}`;
    },
  },
  {
    assumption: 'Of two that create a ref at the same time, one is told that it was not first.',
    expected: 'one done, one refused',
    async look(ground) {
      const tag = ground.name('race');
      const objects = [await tagObject(ground, tag, 'one\n'), await tagObject(ground, tag, 'two\n')];
      ground.later('DELETE', `/git/refs/tags/${tag}`);
      return race(
        await Promise.all(
          objects.map((sha) => ground.ask('POST', '/git/refs', { body: { ref: `refs/tags/${tag}`, sha } })),
        ),
      );
    },
  },
  {
    assumption:
      'A tag with @ in its name is found by name and by prefix, and names the tag object, which names the commit.',
    expected: 'found both ways; tag, then commit',
    async look(ground) {
      const tag = `${ground.name('model')}@v1.0.0`;
      const sha = await claimedTag(ground, tag);
      const ref = await ground.must('GET', `/git/ref/tags/${tag}`);
      const listed = await ground.must('GET', `/git/matching-refs/tags/${ground.name('model')}@v`);
      const { object } = await ground.must('GET', `/git/tags/${sha}`);
      const isFound = ref.object.sha === sha && listed.length === 1 && listed[0].object.sha === sha;
      return `${isFound ? 'found both ways' : 'not found'}; ${ref.object.type}, then ${object.sha === ground.commit ? 'commit' : object.sha}`;
    },
  },
  {
    assumption:
      'A ref to a commit whose workflows differ from the default branch is refused, and a header names the missing right.',
    expected: 'refused; workflows=write',
    async look(ground) {
      const { ask, must, commit } = ground;
      const { tree } = await must('GET', `/git/commits/${commit}`);
      const file = {
        path: '.github/workflows/probe.yml',
        mode: '100644',
        type: 'blob',
        content: 'on: push\n',
      };
      const changed = await must('POST', '/git/trees', { body: { base_tree: tree.sha, tree: [file] } });
      const made = await must('POST', '/git/commits', {
        body: { message: 'probe', tree: changed.sha, parents: [commit] },
      });
      const ref = `refs/tags/${ground.name('workflows')}`;
      const answer = await ask('POST', '/git/refs', { body: { ref, sha: made.sha } });
      if (answer.status < 300) ground.later('DELETE', `/git/${ref}`);
      const wanted = answer.headers.get('x-accepted-github-permissions') ?? 'no header';
      const isRefused = answer.status === 403 || answer.status === 404;
      return `${isRefused ? 'refused' : told(answer)}; ${wanted.includes('workflows=write') ? 'workflows=write' : wanted}`;
    },
  },
  {
    assumption:
      'A ruleset on tags tells the token of a job what it forbids, and whether the token may pass it.',
    expected: 'rules and bypass are told',
    async look({ must }) {
      const [ruleset] = await must('GET', '/rulesets?targets=tag');
      if (ruleset === undefined) throw new NotTried('the repository has no ruleset on tags');
      const { rules, current_user_can_bypass: bypass } = await must('GET', `/rulesets/${ruleset.id}`);
      const missing = Object.entries({ rules, bypass }).filter(([, value]) => value === undefined);
      return missing.length === 0 ? 'rules and bypass are told' : `missing: ${missing.map(([name]) => name)}`;
    },
  },
];
