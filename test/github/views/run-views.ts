import type { ApprovalRow, ArtifactRow, JobRow, RunRow } from '../world.ts';
import { environmentView } from './deployment-views.ts';
import { minimalRepositoryView, repositoryId } from './repository-view.ts';
import { nodeId, repoApi, repoHtml, type Schemas, type Site } from './site.ts';
import { userView } from './user-view.ts';

export function runView(site: Site, row: RunRow): Schemas['workflow-run'] {
  const url = `${repoApi(site)}/actions/runs/${row.id}`;
  const workflow = workflowId(row.path);
  return {
    id: row.id,
    name: row.name,
    node_id: nodeId('WorkflowRun', row.id),
    check_suite_id: row.id + 1,
    check_suite_node_id: nodeId('CheckSuite', row.id),
    head_branch: row.headBranch,
    head_sha: row.headSha,
    path: row.path,
    run_number: row.number,
    run_attempt: row.attempt,
    event: row.event,
    status: row.status,
    conclusion: row.conclusion,
    workflow_id: workflow,
    url,
    html_url: `${repoHtml(site)}/actions/runs/${row.id}`,
    pull_requests: row.pulls.flatMap((number) => minimalPull(site, number)),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    run_started_at: row.createdAt,
    actor: userView(site, row.actor),
    triggering_actor: userView(site, row.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repoApi(site)}/check-suites/${row.id + 1}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: row.attempt > 1 ? `${url}/attempts/${row.attempt - 1}` : null,
    workflow_url: `${repoApi(site)}/actions/workflows/${workflow}`,
    head_commit: null,
    repository: minimalRepositoryView(site, `${site.world.owner}/${site.world.repo}`),
    head_repository: minimalRepositoryView(site, row.headRepo),
    display_title: row.name,
  };
}

export function jobView(site: Site, run: RunRow, job: JobRow): Schemas['job'] {
  return {
    id: job.id,
    run_id: run.id,
    run_url: `${repoApi(site)}/actions/runs/${run.id}`,
    run_attempt: run.attempt,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run.headSha,
    url: `${repoApi(site)}/actions/jobs/${job.id}`,
    html_url: `${repoHtml(site)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: run.createdAt,
    started_at: run.createdAt,
    completed_at: job.status === 'completed' ? run.updatedAt : null,
    name: job.name,
    steps: [],
    check_run_url: `${repoApi(site)}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: 1,
    runner_name: 'GitHub Actions 1',
    runner_group_id: 0,
    runner_group_name: 'GitHub Actions',
    workflow_name: run.name,
    head_branch: run.headBranch,
  };
}

export function artifactView(site: Site, row: ArtifactRow): Schemas['artifact'] {
  const url = `${repoApi(site)}/actions/artifacts/${row.id}`;
  const run = site.tables.runs.get(row.run);
  const head =
    run === undefined
      ? null
      : {
          id: run.id,
          repository_id: repositoryId(site, `${site.world.owner}/${site.world.repo}`),
          head_repository_id: repositoryId(site, run.headRepo),
          ...(run.headBranch === null ? {} : { head_branch: run.headBranch }),
          head_sha: run.headSha,
        };
  return {
    id: row.id,
    node_id: nodeId('Artifact', row.id),
    name: row.name,
    size_in_bytes: row.size,
    url,
    archive_download_url: `${url}/zip`,
    expired: isExpired(site, row),
    digest: `sha256:${row.digest}`,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
    updated_at: row.createdAt,
    workflow_run: head,
  };
}

export function isExpired({ world }: Pick<Site, 'world'>, { expiresAt }: ArtifactRow): boolean {
  return Date.parse(expiresAt) <= world.clock.now().getTime();
}

export function approvalView(site: Site, row: ApprovalRow): Schemas['environment-approvals'] {
  const environments = row.environments.flatMap((name) => {
    const found = site.tables.environments.get(name);
    if (found === undefined) return [];
    const { id, node_id, url, html_url, created_at, updated_at } = environmentView(site, found);
    return [{ id: Number(id), node_id, name, url, html_url, created_at, updated_at }];
  });
  return { environments, state: row.state, user: userView(site, row.user), comment: row.comment };
}

export function workflowId(path: string): number {
  return [...path].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 3) + 1;
}

function minimalPull(site: Site, number: number): Schemas['pull-request-minimal'][] {
  const pull = site.tables.pulls.get(number);
  if (pull === undefined) return [];
  const side = (fullName: string, ref: string, sha: string) => ({
    ref,
    sha,
    repo: {
      id: repositoryId(site, fullName),
      url: `${site.api}/repos/${fullName}`,
      name: fullName.split('/')[1] ?? '',
    },
  });
  const base = side(`${site.world.owner}/${site.world.repo}`, pull.base, pull.baseSha);
  const url = `${repoApi(site)}/pulls/${number}`;
  return [{ id: pull.id, number, url, head: side(pull.headRepo, pull.headRef, pull.headSha), base }];
}
