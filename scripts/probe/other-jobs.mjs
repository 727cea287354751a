import { NotTried, told } from './ground.mjs';

/** In a job that may only read. */
export const READER_PROBES = [
  {
    assumption: 'What a token may not do is 403, and a header names the right that it would need.',
    expected: '403; contents=write',
    async look({ ask, commit, name, later }) {
      const ref = `refs/tags/${name('reader')}`;
      const answer = await ask('POST', '/git/refs', { body: { ref, sha: commit } });
      if (answer.status < 300) later('DELETE', `/git/${ref}`);
      const header = answer.headers.get('x-accepted-github-permissions') ?? 'no header';
      return `${answer.status}; ${header.includes('contents=write') ? 'contents=write' : header}`;
    },
  },
  {
    assumption: 'A reader sees no drafts.',
    expected: 'none',
    async look({ must }) {
      const drafts = (await must('GET', '/releases?per_page=100')).filter(({ draft }) => draft);
      return drafts.length === 0 ? 'none' : `${drafts.length} drafts`;
    },
  },
];

async function assertReviewed({ ask, environment }) {
  const name = environment.PROBE_ENVIRONMENT;
  const found = await ask('GET', `/environments/${name}`);
  if (found.status >= 300) throw new NotTried(`the environment ${name}: ${told(found)}`);
  const isReviewed = found.body.protection_rules?.some(({ type }) => type === 'required_reviewers');
  if (!isReviewed) throw new NotTried(`the environment ${name} has no required reviewers`);
  return name;
}

/** In a job that names an environment with `deployment: false`. */
export const ENVIRONMENT_PROBES = [
  {
    assumption:
      'With deployment: false the reviewers of the environment are asked all the same, and the run tells who approved.',
    expected: 'approved',
    async look(ground) {
      const name = await assertReviewed(ground);
      const approvals = await ground.must('GET', `/actions/runs/${ground.run}/approvals`);
      const own = approvals.find(({ environments }) => environments.some((each) => each.name === name));
      return own?.state ?? 'the job ran unapproved';
    },
  },
  {
    assumption: 'It makes no deployment.',
    expected: 'none',
    async look({ must, environment, commit }) {
      const wanted = `environment=${environment.PROBE_ENVIRONMENT}&sha=${commit}`;
      const made = (await must('GET', `/deployments?${wanted}`)).filter(
        ({ task }) => !task.startsWith('probe-'),
      );
      return made.length === 0 ? 'none' : `${made.length} deployments`;
    },
  },
];

/** After all others of a job. */
export const TIDY_PROBES = [
  {
    assumption: 'What the probe made is gone.',
    expected: 'nothing left',
    async look({ must, suffix }) {
      const refs = [
        ...(await must('GET', '/git/matching-refs/tags/probe-')),
        ...(await must('GET', '/git/matching-refs/heads/probe-')),
      ].map(({ ref }) => ref);
      const releases = (await must('GET', '/releases?per_page=100')).map((each) => each.name ?? '');
      const left = [...refs, ...releases].filter((text) => text.includes(suffix));
      return left.length === 0 ? 'nothing left' : left.join(', ');
    },
  },
];
