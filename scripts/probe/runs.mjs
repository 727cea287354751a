import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { NotTried, told } from './ground.mjs';

const WORKFLOW = 'platform-probe.yml';
const MOST_LOOKS = 30;

/** The artifact that the step before left. */
async function artifactOf({ must, run, environment }) {
  const { ARTIFACT_NAME: name } = environment;
  if (!name) throw new NotTried('no step left an artifact: ARTIFACT_NAME is not set');
  const { artifacts } = await must('GET', `/actions/runs/${run}/artifacts?name=${name}`);
  if (artifacts.length !== 1) throw new Error(`the run has ${artifacts.length} artifacts of that name`);
  return artifacts[0];
}

async function dispatched({ must }) {
  const path = `/actions/workflows/${WORKFLOW}/runs?event=workflow_dispatch&per_page=50`;
  return (await must('GET', path)).workflow_runs;
}

export const RUN_PROBES = [
  {
    assumption: 'A run tells its workflow’s path without a ref, its event, and the repository of its branch.',
    expected: `.github/workflows/${WORKFLOW}, workflow_dispatch, this repository`,
    async look({ must, run }) {
      const { path, event, repository, head_repository: head } = await must('GET', `/actions/runs/${run}`);
      return `${path}, ${event}, ${head?.id === repository.id ? 'this repository' : head?.full_name}`;
    },
  },
  {
    assumption:
      'An artifact is found by name in its run, and tells run, commit, repository and the digest that the upload told.',
    expected: 'run, commit, repository and digest agree',
    async look(ground) {
      const { digest, workflow_run: of } = await artifactOf(ground);
      const parts = {
        run: String(of?.id) === ground.run,
        commit: of?.head_sha === ground.commit,
        repository: of?.head_repository_id === of?.repository_id,
        digest: digest === `sha256:${ground.environment.ARTIFACT_DIGEST}`,
      };
      const wrong = Object.keys(parts).filter((name) => !parts[name]);
      return wrong.length === 0 ? 'run, commit, repository and digest agree' : `not: ${wrong.join(', ')}`;
    },
  },
  {
    assumption: 'Its archive is fetched by an address that needs no token, and has that digest.',
    expected: '302; the digest of its bytes',
    async look(ground) {
      const { id, digest } = await artifactOf(ground);
      const { status, headers } = await ground.ask('GET', `/actions/artifacts/${id}/zip`);
      const archive = await fetch(headers.get('location'));
      const bytes = Buffer.from(await archive.arrayBuffer());
      const own = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      return `${status}; ${own === digest ? 'the digest of its bytes' : own}`;
    },
  },
  {
    assumption: 'A workflow’s token starts another run by dispatch, which is listed with a higher id.',
    expected: 'a new run, by github-actions[bot]',
    async look(ground) {
      const { ask, environment, name, pauseMs, run } = ground;
      const before = new Set((await dispatched(ground)).map(({ id }) => id));
      const body = { ref: environment.GITHUB_REF, inputs: { echo: name('echo') } };
      const answer = await ask('POST', `/actions/workflows/${WORKFLOW}/dispatches`, { body });
      if (answer.status >= 300) return told(answer);
      for (let looked = 0; looked < MOST_LOOKS; looked++) {
        const made = (await dispatched(ground)).find(({ id }) => !before.has(id) && id > Number(run));
        if (made !== undefined) return `a new run, by ${made.actor.login}`;
        await setTimeout(2 * pauseMs);
      }
      return 'no new run within a minute';
    },
  },
];
