import type { CommentRow, IssueRow, PullRow, RetargetRow } from '../world.ts';
import { nodeId, repoApi, repoHtml, type Schemas, type Site } from './site.ts';
import { association, userView } from './user-view.ts';

export function issueView(site: Site, row: IssueRow): Schemas['issue'] {
  const url = `${repoApi(site)}/issues/${row.number}`;
  return {
    id: row.id,
    node_id: nodeId('Issue', row.id),
    url,
    repository_url: repoApi(site),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${repoHtml(site)}/issues/${row.number}`,
    number: row.number,
    state: row.state,
    state_reason: row.stateReason,
    title: row.title,
    body: row.body,
    user: userView(site, row.author),
    labels: row.labels.map((name) => labelView(site, name)),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: commentsOn(site, row.number),
    closed_at: row.closedAt,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    author_association: association(site, row.author),
  };
}

/** Issue lists hold pull requests too, told apart by `pull_request`. */
export function pullAsIssueView(site: Site, row: PullRow): Schemas['issue'] {
  const html = `${repoHtml(site)}/pull/${row.number}`;
  return {
    ...issueView(site, { ...row, labels: [], stateReason: null }),
    html_url: html,
    draft: row.draft,
    pull_request: {
      url: `${repoApi(site)}/pulls/${row.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: row.mergedAt,
    },
  };
}

export function commentView(site: Site, row: CommentRow): Schemas['issue-comment'] {
  const kind = site.tables.pulls.has(row.issue) ? 'pull' : 'issues';
  return {
    id: row.id,
    node_id: nodeId('IssueComment', row.id),
    url: `${repoApi(site)}/issues/comments/${row.id}`,
    html_url: `${repoHtml(site)}/${kind}/${row.issue}#issuecomment-${row.id}`,
    issue_url: `${repoApi(site)}/issues/${row.issue}`,
    body: row.body,
    user: userView(site, row.author),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    author_association: association(site, row.author),
    performed_via_github_app: null,
  };
}

/** GitHub's description knows no event of this kind: it has the form of the barest one that it knows. */
export function retargetView(site: Site, row: RetargetRow): Schemas['locked-issue-event'] {
  return {
    id: row.id,
    node_id: nodeId('BaseRefChangedEvent', row.id),
    url: `${repoApi(site)}/issues/events/${row.id}`,
    actor: userView(site, row.actor),
    event: 'base_ref_changed',
    commit_id: null,
    commit_url: null,
    created_at: row.at,
    performed_via_github_app: null,
    lock_reason: null,
  };
}

export function commentsOn({ tables }: Site, number: number): number {
  return [...tables.comments.values()].filter(({ issue }) => issue === number).length;
}

function labelView(site: Site, name: string) {
  const id = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 1);
  return {
    id,
    node_id: nodeId('Label', id),
    url: `${repoApi(site)}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: 'ededed',
    default: false,
  };
}
