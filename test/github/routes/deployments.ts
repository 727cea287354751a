import { commitsBetween, mergeBranches } from '../git/merge-branches.ts';
import { invalid, notFound, Refusal, unprocessable } from '../http/refusal.ts';
import { type Call, listRoute, route } from '../http/route.ts';
import {
  branchPolicyViews,
  deploymentStatusView,
  deploymentView,
  environmentView,
} from '../views/deployment-views.ts';
import type { DeploymentRow, DeploymentState, DeploymentStatusRow, EnvironmentRow, World } from '../world.ts';
import { statusesOf } from './statuses.ts';

const READ = [{ deployments: 'read' }] as const;
const WRITE = [{ deployments: 'write' }] as const;
const ONE = '/repos/{owner}/{repo}/deployments/{deployment_id}';
const STATES: readonly string[] = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
];
const LONGEST_DESCRIPTION = 140;

export const deploymentRoutes = [
  listRoute('/repos/{owner}/{repo}/deployments', READ, ({ site, tables, query }) => {
    const wanted = (['sha', 'ref', 'task', 'environment'] as const).map(
      (key) => [key, query.get(key)] as const,
    );
    return [...tables.deployments.values()]
      .filter((row) =>
        wanted.every(([key, value]) => value === null || value === 'none' || row[key] === value),
      )
      .reverse()
      .map((row) => deploymentView(site, row));
  }),

  route('post', '/repos/{owner}/{repo}/deployments', WRITE, async (call) => {
    const { site, world, tables, token, body } = call;
    const sha = await world.git.commitOf(body.ref);
    if (sha === null) throw unprocessable(`No ref found for: ${body.ref}`);
    if (body.auto_merge !== false && (await mergesDefault(world, body.ref))) {
      return {
        status: 202,
        body: { message: `Auto-merged ${world.defaultBranch} into ${body.ref} on deployment.` },
      };
    }
    guardContexts(call, { ref: body.ref, sha, required: body.required_contexts });
    const environment = body.environment ?? 'production';
    const now = world.clock.iso();
    const row: DeploymentRow = {
      id: world.nextId(),
      sha,
      ref: body.ref,
      task: body.task ?? 'deploy',
      payload: body.payload ?? {},
      environment,
      description: body.description ?? null,
      creator: token.login,
      transient: body.transient_environment ?? false,
      production: body.production_environment ?? environment === 'production',
      createdAt: now,
      updatedAt: now,
    };
    tables.deployments.set(row.id, row);
    rememberEnvironment(world, environment);
    return { status: 201, body: deploymentView(site, row) };
  }),

  route('get', ONE, READ, (call) => ({ status: 200, body: deploymentView(call.site, find(call)) })),

  listRoute(`${ONE}/statuses`, READ, (call) =>
    statusesFor(call, find(call).id).map((row) => deploymentStatusView(call.site, row)),
  ),

  route('post', `${ONE}/statuses`, WRITE, (call) => {
    const { site, body } = call;
    const deployment = find(call);
    if (!STATES.includes(body.state)) throw invalid('DeploymentStatus', 'state', 'inclusion');
    if ((body.description ?? '').length > LONGEST_DESCRIPTION) {
      throw invalid(
        'DeploymentStatus',
        'description',
        'custom',
        'description is too long (maximum is 140 characters)',
      );
    }
    const row = addStatus(call, deployment, {
      state: body.state,
      description: body.description ?? '',
      logUrl: body.log_url ?? body.target_url ?? '',
      environmentUrl: body.environment_url ?? '',
      environment: body.environment ?? deployment.environment,
    });
    if (body.state === 'success' && body.auto_inactive !== false) retirePrior(call, deployment);
    return { status: 201, body: deploymentStatusView(site, row) };
  }),

  route('get', '/repos/{owner}/{repo}/environments', [{ actions: 'read' }], ({ site, tables }) => {
    const environments = [...tables.environments.values()].map((row) => environmentView(site, row));
    return { status: 200, body: { total_count: environments.length, environments } };
  }),

  route('get', '/repos/{owner}/{repo}/environments/{environment_name}', [{ actions: 'read' }], (call) => ({
    status: 200,
    body: environmentView(call.site, findEnvironment(call)),
  })),

  route(
    'get',
    '/repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies',
    [{ actions: 'read' }],
    (call) => {
      const policies = branchPolicyViews(findEnvironment(call));
      return { status: 200, body: { total_count: policies.length, branch_policies: policies } };
    },
  ),
];

function findEnvironment({ tables, params }: Pick<Call, 'tables' | 'params'>): EnvironmentRow {
  const row = tables.environments.get(params.environment_name ?? '');
  if (row === undefined) throw notFound();
  return row;
}

/** A deployment makes its environment, without any rule. */
function rememberEnvironment({ tables, clock, nextId }: World, name: string): void {
  if (tables.environments.has(name)) return;
  tables.environments.set(name, {
    id: nextId(),
    name,
    reviewers: [],
    preventSelfReview: false,
    waitMinutes: 0,
    branches: null,
    patterns: [],
    createdAt: clock.iso(),
  });
}

function find({ tables, params }: Call): DeploymentRow {
  const row = tables.deployments.get(Number(params.deployment_id));
  if (row === undefined) throw notFound();
  return row;
}

/** Newest first. */
function statusesFor({ tables }: Pick<Call, 'tables'>, deployment: number): DeploymentStatusRow[] {
  return [...tables.deploymentStatuses.values()].filter((row) => row.deployment === deployment).reverse();
}

type StatusFields = Pick<DeploymentStatusRow, 'description' | 'logUrl' | 'environmentUrl' | 'environment'>;

function addStatus(
  { world, tables, token }: Call,
  deployment: DeploymentRow,
  fields: StatusFields & { readonly state: DeploymentState },
): DeploymentStatusRow {
  const at = world.clock.iso();
  const row = { id: world.nextId(), deployment: deployment.id, creator: token.login, at, ...fields };
  tables.deploymentStatuses.set(row.id, row);
  deployment.updatedAt = at;
  return row;
}

/** `auto_inactive`: earlier ones of the environment that succeeded, unless transient or production. */
function retirePrior(call: Call, deployment: DeploymentRow): void {
  for (const row of call.tables.deployments.values()) {
    const isPrior = row.id < deployment.id && row.environment === deployment.environment;
    const isLeftAlone = row.transient || row.production;
    if (!isPrior || isLeftAlone || statusesFor(call, row.id)[0]?.state !== 'success') continue;
    const { environment } = row;
    addStatus(call, row, { state: 'inactive', description: '', logUrl: '', environmentUrl: '', environment });
  }
}

/** Without `required_contexts` every status of the commit must be a success; `[]` asks for none. */
function guardContexts(
  call: Call,
  {
    ref,
    sha,
    required,
  }: { readonly ref: string; readonly sha: string; readonly required: string[] | undefined },
): void {
  const newest = new Map(
    statusesOf(call, sha)
      .reverse()
      .map((row) => [row.context, row.state]),
  );
  const contexts = (required ?? [...newest.keys()]).map((context) => ({
    context,
    state: newest.get(context) ?? 'pending',
  }));
  if (contexts.every(({ state }) => state === 'success')) return;
  throw new Refusal(409, `Conflict: Commit status checks failed for ${ref}.`, {
    errors: [{ resource: 'Deployment', field: 'required_contexts', code: 'invalid' }],
  });
}

/** The `auto_merge` trap: a branch that is behind gets the default branch merged into it, and nothing is deployed. */
async function mergesDefault({ git, clock, defaultBranch }: World, ref: string): Promise<boolean> {
  const [branch, main] = [await git.ref(`refs/heads/${ref}`), await git.ref(`refs/heads/${defaultBranch}`)];
  if (branch === null || main === null || (await commitsBetween(git, branch.sha, main.sha)).length === 0)
    return false;
  const author = { name: 'GitHub', email: 'noreply@github.com', date: clock.iso() };
  const message = `Merge ${defaultBranch} into ${ref}\n`;
  const merge = {
    base: branch.sha,
    head: main.sha,
    method: 'merge',
    message,
    author,
    committer: author,
  } as const;
  const made = (await mergeBranches(git, merge))?.at(-1);
  if (made === undefined) throw new Refusal(409, `Conflict merging ${defaultBranch} into ${ref}.`);
  return git.moveRef(branch.ref, made, branch.sha);
}
