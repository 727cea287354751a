import { z } from 'zod';
import { ModelyardError } from '../../errors.ts';
import type {
  DeploymentBoard,
  NewDeployment,
  ShownDeployment,
  ShownState,
} from '../../ports/deployment-board.ts';
import type { GithubClient } from './create-client.ts';
import { assertRulesKept, type DeployingRun } from './environment-rules.ts';
import { GithubError } from './github-error.ts';

const LONGEST_DESCRIPTION = 140;

/** Deployments of GitHub: one of our own for each intent of the log, with its statuses. */
export function createGithubDeployments(client: GithubClient, run: DeployingRun | null): DeploymentBoard {
  return {
    assertApproved: (environment) => assertRulesKept(client, environment, run),

    async begin(deployment) {
      const id = await findOrCreate(client, deployment);
      await tell(client, run, { id, state: 'in_progress', description: deployment.release });
      return { id, intent: deployment.intent, state: 'in_progress' };
    },

    async recent(model, environment) {
      const shown: ShownDeployment[] = [];
      for (const { id, intent } of await list(client, model, environment)) {
        const state = await stateOf(client, id);
        shown.push({ id, intent, state });
        if (state === 'inactive') break;
      }
      return shown;
    },

    tell: (id, state, description) => tell(client, run, { id, state, description }),
  };
}

const payloadSchema = z.object({ intent: z.string() });

/** One page of the newest. Deployments of other tools have another task, or a payload that is not ours. */
async function list(client: GithubClient, model: string, environment: string) {
  const wanted = { task: taskOf(model), environment, per_page: 100 };
  const found = await client.ask('GET /repos/{owner}/{repo}/deployments', wanted);
  return found
    .flatMap(({ id, payload }) => {
      const { data } = payloadSchema.safeParse(parsed(payload));
      return data === undefined ? [] : [{ id: Number(id), intent: data.intent }];
    })
    .sort((a, b) => b.id - a.id);
}

const taskOf = (model: string) => `modelyard:${model}`;

/** GitHub answers with an object, or with the text that was sent. */
function parsed(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

/** Deployments have no key that is unique: after a lost answer the list says whether there is one now. */
async function findOrCreate(client: GithubClient, deployment: NewDeployment): Promise<number> {
  for (const pauseMs of client.patience.pausesMs) {
    try {
      return await create(client, deployment);
    } catch (error) {
      if (!isDoubtful(error)) throw error;
    }
    await client.patience.sleep(pauseMs);
    const listed = await list(client, deployment.model, deployment.environment);
    const found = listed.findLast(({ intent }) => intent === deployment.intent);
    if (found !== undefined) return found.id;
  }
  return create(client, deployment);
}

async function create(client: GithubClient, deployment: NewDeployment): Promise<number> {
  const { model, environment, release, digest, commit, intent, logHead } = deployment;
  const made = await client.ask('POST /repos/{owner}/{repo}/deployments', {
    ref: commit,
    task: taskOf(model),
    // The defaults merge the default branch, and wait for checks of the commit, this run's own among them.
    auto_merge: false,
    required_contexts: [],
    environment,
    description: release,
    payload: { model, release, digest, logHead, intent },
    transient_environment: false,
    production_environment: isProduction(environment),
  });
  if ('id' in made) return Number(made.id);
  throw new ModelyardError(
    'outside',
    `GitHub made no deployment of ${release}: ${made.message ?? 'no reason'}`,
  );
}

/** `production`, `prod-eu`, `eu/production`. */
function isProduction(environment: string): boolean {
  return /(^|[^a-z])prod(uction)?($|[^a-z])/i.test(environment);
}

interface Status {
  readonly id: number;
  readonly state: ShownState;
  readonly description: string;
}

/** A status whose answer was lost is looked for before it is sent again: each one is a line in the history. */
async function tell(client: GithubClient, run: DeployingRun | null, status: Status): Promise<void> {
  for (const pauseMs of client.patience.pausesMs) {
    try {
      return await post(client, run, status);
    } catch (error) {
      if (!isDoubtful(error)) throw error;
    }
    await client.patience.sleep(pauseMs);
    if ((await stateOf(client, status.id)) === status.state) return;
  }
  return post(client, run, status);
}

async function post(
  client: GithubClient,
  run: DeployingRun | null,
  { id, state, description }: Status,
): Promise<void> {
  await client.ask('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
    deployment_id: id,
    state,
    description: short(description),
    // GitHub would retire other models of the environment, and nothing in production: we do it ourselves.
    auto_inactive: false,
    ...(run === null ? {} : { log_url: run.url }),
  });
}

function short(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  if (characters.length <= LONGEST_DESCRIPTION) return characters.join('');
  return `${characters.slice(0, LONGEST_DESCRIPTION - 1).join('')}…`;
}

const STATES: ReadonlySet<string> = new Set<ShownState>([
  'in_progress',
  'success',
  'failure',
  'error',
  'inactive',
]);

async function stateOf(client: GithubClient, id: number): Promise<ShownState | null> {
  const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
  const [newest] = await client.ask(route, { deployment_id: id, per_page: 1 });
  return newest !== undefined && STATES.has(newest.state) ? (newest.state as ShownState) : null;
}

function isDoubtful(error: unknown): boolean {
  return error instanceof GithubError && error.outcomeUnknown;
}
