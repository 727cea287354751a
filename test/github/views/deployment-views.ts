import type { DeploymentRow, DeploymentStatusRow, EnvironmentRow, StatusRow } from '../world.ts';
import { nodeId, repoApi, repoHtml, type Schemas, type Site } from './site.ts';
import { userView } from './user-view.ts';

export function statusView(site: Site, row: StatusRow): Schemas['status'] {
  const creator = userView(site, row.creator);
  return {
    url: `${repoApi(site)}/statuses/${row.sha}`,
    avatar_url: creator.avatar_url,
    id: row.id,
    node_id: nodeId('StatusContext', row.id),
    state: row.state,
    description: row.description,
    target_url: row.targetUrl,
    context: row.context,
    created_at: row.at,
    updated_at: row.at,
    creator,
  };
}

export function deploymentView(site: Site, row: DeploymentRow): Schemas['deployment'] {
  const url = `${repoApi(site)}/deployments/${row.id}`;
  return {
    url,
    id: row.id,
    node_id: nodeId('Deployment', row.id),
    sha: row.sha,
    ref: row.ref,
    task: row.task,
    payload: row.payload,
    original_environment: row.environment,
    environment: row.environment,
    description: row.description,
    creator: userView(site, row.creator),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    statuses_url: `${url}/statuses`,
    repository_url: repoApi(site),
    transient_environment: row.transient,
    production_environment: row.production,
    performed_via_github_app: null,
  };
}

export function deploymentStatusView(site: Site, row: DeploymentStatusRow): Schemas['deployment-status'] {
  const deployment = `${repoApi(site)}/deployments/${row.deployment}`;
  return {
    url: `${deployment}/statuses/${row.id}`,
    id: row.id,
    node_id: nodeId('DeploymentStatus', row.id),
    state: row.state,
    creator: userView(site, row.creator),
    description: row.description,
    environment: row.environment,
    target_url: row.logUrl,
    log_url: row.logUrl,
    environment_url: row.environmentUrl,
    created_at: row.at,
    updated_at: row.at,
    deployment_url: deployment,
    repository_url: repoApi(site),
    performed_via_github_app: null,
  };
}

export function environmentView(site: Site, row: EnvironmentRow): Schemas['environment'] {
  return {
    id: row.id,
    node_id: nodeId('Environment', row.id),
    name: row.name,
    url: `${repoApi(site)}/environments/${encodeURIComponent(row.name)}`,
    html_url: `${repoHtml(site)}/deployments/activity_log?environments_filter=${encodeURIComponent(row.name)}`,
    created_at: row.createdAt,
    updated_at: row.createdAt,
    protection_rules: protectionRules(site, row),
    deployment_branch_policy:
      row.branches === null
        ? null
        : {
            protected_branches: row.branches === 'protected',
            custom_branch_policies: row.branches === 'custom',
          },
  };
}

/** Names of branches with wildcards; an environment that has none lets nothing in. */
export function branchPolicyViews({ id, patterns }: EnvironmentRow): Schemas['deployment-branch-policy'][] {
  return patterns.map((name, index) => ({
    id: id * 100 + index,
    node_id: nodeId('BranchPolicy', id * 100 + index),
    name,
    type: 'branch',
  }));
}

function protectionRules(
  site: Site,
  row: EnvironmentRow,
): NonNullable<Schemas['environment']['protection_rules']> {
  const rule = (offset: number, type: string) => ({
    id: row.id * 10 + offset,
    node_id: nodeId('GateRule', row.id * 10 + offset),
    type,
  });
  const reviewers = row.reviewers.map((login) => ({
    type: 'User' as const,
    reviewer: userView(site, login),
  }));
  return [
    ...(row.waitMinutes > 0 ? [{ ...rule(1, 'wait_timer'), wait_timer: row.waitMinutes }] : []),
    ...(reviewers.length > 0
      ? [{ ...rule(2, 'required_reviewers'), prevent_self_review: row.preventSelfReview, reviewers }]
      : []),
    ...(row.branches === null ? [] : [rule(3, 'branch_policy')]),
  ];
}
