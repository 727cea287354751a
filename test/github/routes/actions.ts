import { parse } from 'yaml';
import { notFound, Refusal, unprocessable } from '../http/refusal.ts';
import { type Call, listRoute, route } from '../http/route.ts';
import { seedRun } from '../seed/seed-actions.ts';
import { signedPath } from '../storage.ts';
import { approvalView, artifactView, isExpired, jobView, runView, workflowId } from '../views/run-views.ts';
import type { ArtifactRow, RunRow } from '../world.ts';
import { isWithin } from './created-range.ts';

const READ = [{ actions: 'read' }] as const;
const ACTIONS = '/repos/{owner}/{repo}/actions';
/** A filtered search of runs ends there. */
const MOST_RUNS = 1000;

export const actionsRoutes = [
  listRoute(`${ACTIONS}/runs`, READ, (call) => runs(call, () => true), 'workflow_runs'),

  listRoute(
    `${ACTIONS}/workflows/{workflow_id}/runs`,
    READ,
    async (call) => {
      const name = call.params.workflow_id ?? '';
      const known = [...call.tables.runs.values()].some(({ path }) => isNamed(path, name));
      const { git, defaultBranch } = call.world;
      if (!known && (await git.read(`refs/heads/${defaultBranch}:.github/workflows/${name}`)) === null)
        throw notFound();
      return runs(call, ({ path }) => isNamed(path, name));
    },
    'workflow_runs',
  ),

  route('get', `${ACTIONS}/runs/{run_id}`, READ, (call) => ({
    status: 200,
    body: runView(call.site, findRun(call)),
  })),

  route('get', `${ACTIONS}/runs/{run_id}/approvals`, READ, (call) => {
    const { id } = findRun(call);
    const approvals = call.tables.approvals.filter(({ run }) => run === id);
    return { status: 200, body: approvals.map((row) => approvalView(call.site, row)) };
  }),

  listRoute(
    `${ACTIONS}/runs/{run_id}/jobs`,
    READ,
    (call) => {
      const run = findRun(call);
      return run.jobs.map((job) => jobView(call.site, run, job));
    },
    'jobs',
  ),

  listRoute(
    `${ACTIONS}/runs/{run_id}/artifacts`,
    READ,
    (call) => {
      const { id } = findRun(call);
      return artifacts(call, ({ run }) => run === id);
    },
    'artifacts',
  ),

  listRoute(`${ACTIONS}/artifacts`, READ, (call) => artifacts(call, () => true), 'artifacts'),

  route('get', `${ACTIONS}/artifacts/{artifact_id}`, READ, (call) => ({
    status: 200,
    body: artifactView(call.site, findArtifact(call)),
  })),

  route('get', `${ACTIONS}/artifacts/{artifact_id}/{archive_format}`, READ, (call) => {
    const row = findArtifact(call);
    if (call.params.archive_format !== 'zip') throw notFound();
    if (isExpired(call.site, row)) throw new Refusal(410, 'Artifact has expired');
    const location = `${call.site.storage}${signedPath(call.world, row.digest)}`;
    return { status: 302, body: null, headers: { location } };
  }),

  route('post', `${ACTIONS}/workflows/{workflow_id}/dispatches`, [{ actions: 'write' }], async (call) => {
    const { world, tables, token, params, body } = call;
    const name = params.workflow_id ?? '';
    const commit = await world.git.commitOf(body.ref);
    if (commit === null) throw unprocessable(`No ref found for: ${body.ref}`);
    const file = await world.git.read(`${commit}:.github/workflows/${name}`);
    if (file === null) throw notFound();
    assertDispatchable(file.body.toString(), body.inputs ?? {});
    tables.dispatches.push({ workflow: name, ref: body.ref, inputs: body.inputs ?? {}, by: token.login });
    seedRun(world, {
      headSha: commit,
      headBranch: body.ref.replace(/^refs\/heads\//, ''),
      path: `.github/workflows/${name}`,
      name,
      event: 'workflow_dispatch',
      status: 'queued',
      actor: token.login,
    });
    return { status: 204, body: null };
  }),
];

type Triggers = Readonly<Record<string, { readonly inputs?: object } | null>>;

/** Refuses what the workflow does not declare, as the platform does. */
function assertDispatchable(text: string, inputs: Readonly<Record<string, unknown>>): void {
  const { on } = parse(text) as { readonly on: string | readonly string[] | Triggers };
  const names = typeof on === 'string' ? [on] : Array.isArray(on) ? (on as string[]) : Object.keys(on);
  if (!names.includes('workflow_dispatch'))
    throw unprocessable("Workflow does not have 'workflow_dispatch' trigger");
  const declared = typeof on === 'object' && 'workflow_dispatch' in on ? on.workflow_dispatch : null;
  const known = Object.keys(declared?.inputs ?? {});
  const unknown = Object.keys(inputs).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw unprocessable(`Unexpected inputs provided: ${JSON.stringify(unknown)}`);
}

function runs({ site, tables, query }: Call, isWanted: (row: RunRow) => boolean) {
  const fits = (name: string, value: string | null) => !query.has(name) || query.get(name) === value;
  const found = [...tables.runs.values()].filter(
    (row) =>
      isWanted(row) &&
      fits('actor', row.actor) &&
      fits('branch', row.headBranch) &&
      fits('event', row.event) &&
      fits('head_sha', row.headSha) &&
      (fits('status', row.status) || fits('status', row.conclusion)) &&
      isWithin(row.createdAt, query.get('created')),
  );
  return found
    .reverse()
    .slice(0, MOST_RUNS)
    .map((row) => runView(site, row));
}

function artifacts({ site, tables, query }: Call, isWanted: (row: ArtifactRow) => boolean) {
  const name = query.get('name');
  return [...tables.artifacts.values()]
    .filter((row) => isWanted(row) && (name === null || row.name === name))
    .reverse()
    .map((row) => artifactView(site, row));
}

function isNamed(path: string, workflow: string): boolean {
  return path === `.github/workflows/${workflow}` || String(workflowId(path)) === workflow;
}

function findRun({ tables, params }: Call): RunRow {
  const row = tables.runs.get(Number(params.run_id));
  if (row === undefined) throw notFound();
  return row;
}

function findArtifact({ tables, params }: Call): ArtifactRow {
  const row = tables.artifacts.get(Number(params.artifact_id));
  if (row === undefined) throw notFound();
  return row;
}
