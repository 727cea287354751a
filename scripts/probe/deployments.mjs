import { told } from './ground.mjs';

const ENVIRONMENT = 'modelyard-probe';

function create({ ask, commit, name }, environment, isProduction = false) {
  return ask('POST', '/deployments', {
    body: {
      ref: commit,
      task: name('deploy'),
      auto_merge: false,
      required_contexts: [],
      environment,
      production_environment: isProduction,
      transient_environment: false,
      description: 'A probe',
    },
  });
}

const tell = ({ ask }, id, body) => ask('POST', `/deployments/${id}/statuses`, { body });

/** A deployment that succeeded; inactive when the probe is over. */
async function live(ground, environment, isProduction) {
  const { body } = await create(ground, environment, isProduction);
  ground.later('POST', `/deployments/${body.id}/statuses`, { state: 'inactive' });
  await tell(ground, body.id, { state: 'success' });
  return body.id;
}

async function stateOf({ must }, id) {
  const [newest] = await must('GET', `/deployments/${id}/statuses?per_page=1`);
  return newest.state;
}

export const DEPLOYMENT_PROBES = [
  {
    assumption: 'With required_contexts: [] and auto_merge: false a deployment of a commit is made at once.',
    expected: '201',
    async look(ground) {
      const answer = await create(ground, ENVIRONMENT);
      if (answer.status === 201)
        ground.later('POST', `/deployments/${answer.body.id}/statuses`, { state: 'inactive' });
      return told(answer);
    },
  },
  {
    assumption: 'A success retires the one before by itself, but not in production.',
    expected: 'before: inactive; in production: success',
    async look(ground) {
      const first = await live(ground, ENVIRONMENT, false);
      await live(ground, ENVIRONMENT, false);
      const production = await live(ground, `${ENVIRONMENT}-production`, true);
      await live(ground, `${ENVIRONMENT}-production`, true);
      return `before: ${await stateOf(ground, first)}; in production: ${await stateOf(ground, production)}`;
    },
  },
  {
    assumption: 'The description of a status may have 140 characters.',
    expected: '140: 201; 141: 422',
    async look(ground) {
      const id = await live(ground, ENVIRONMENT, false);
      const [most, more] = [140, 141].map((length) => ({
        state: 'in_progress',
        description: 'd'.repeat(length),
      }));
      return `140: ${(await tell(ground, id, most)).status}; 141: ${(await tell(ground, id, more)).status}`;
    },
  },
];
