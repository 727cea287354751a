import type { PullRow, ReviewRow } from '../world.ts';
import { commentsOn } from './issue-views.ts';
import { repositoryView } from './repository-view.ts';
import { nodeId, repoApi, repoHtml, type Schemas, type Site } from './site.ts';
import { association, userView } from './user-view.ts';

export interface PullCounts {
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly files: number;
}

export function simplePullView(site: Site, row: PullRow) {
  const url = `${repoApi(site)}/pulls/${row.number}`;
  const html = `${repoHtml(site)}/pull/${row.number}`;
  return {
    url,
    id: row.id,
    node_id: nodeId('PullRequest', row.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    ...linkUrls(site, row),
    number: row.number,
    state: row.state,
    locked: false,
    title: row.title,
    user: userView(site, row.author),
    body: row.body,
    labels: [],
    milestone: null,
    active_lock_reason: null,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    closed_at: row.closedAt,
    merged_at: row.mergedAt,
    merge_commit_sha: row.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: sideView(site, row.headRepo, row.headRef, row.headSha),
    base: sideView(site, `${site.world.owner}/${site.world.repo}`, row.base, row.baseSha),
    _links: hypermedia(site, row),
    author_association: association(site, row.author),
    auto_merge: null,
    draft: row.draft,
  } satisfies Schemas['pull-request-simple'];
}

export function pullView(site: Site, row: PullRow, counts: PullCounts): Schemas['pull-request'] {
  const isOpen = row.state === 'open';
  return {
    ...simplePullView(site, row),
    merged: row.mergedAt !== null,
    mergeable: isOpen ? row.mergeCommit !== null : null,
    rebaseable: null,
    mergeable_state: isOpen ? (row.mergeCommit === null ? 'dirty' : 'clean') : 'unknown',
    merged_by: row.mergedBy === null ? null : userView(site, row.mergedBy),
    comments: commentsOn(site, row.number),
    review_comments: 0,
    maintainer_can_modify: false,
    commits: counts.commits,
    additions: counts.additions,
    deletions: counts.deletions,
    changed_files: counts.files,
  };
}

export function reviewView(site: Site, row: ReviewRow): Schemas['pull-request-review'] {
  const html = `${repoHtml(site)}/pull/${row.pull}#pullrequestreview-${row.id}`;
  const pull = `${repoApi(site)}/pulls/${row.pull}`;
  return {
    id: row.id,
    node_id: nodeId('PullRequestReview', row.id),
    user: userView(site, row.user),
    body: row.body,
    state: row.state,
    html_url: html,
    pull_request_url: pull,
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: row.at,
    commit_id: row.commit,
    author_association: association(site, row.user),
  };
}

function sideView(site: Site, fullName: string, ref: string, sha: string) {
  const owner = fullName.split('/')[0] ?? '';
  return {
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: userView(site, owner),
    repo: repositoryView(site, fullName),
  };
}

function linkUrls(site: Site, { number, headSha }: PullRow) {
  const pull = `${repoApi(site)}/pulls/${number}`;
  const issue = `${repoApi(site)}/issues/${number}`;
  return {
    issue_url: issue,
    commits_url: `${pull}/commits`,
    review_comments_url: `${pull}/comments`,
    review_comment_url: `${repoApi(site)}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${repoApi(site)}/statuses/${headSha}`,
  };
}

function hypermedia(site: Site, row: PullRow) {
  const urls = linkUrls(site, row);
  return {
    self: { href: `${repoApi(site)}/pulls/${row.number}` },
    html: { href: `${repoHtml(site)}/pull/${row.number}` },
    issue: { href: urls.issue_url },
    comments: { href: urls.comments_url },
    review_comments: { href: urls.review_comments_url },
    review_comment: { href: urls.review_comment_url },
    commits: { href: urls.commits_url },
    statuses: { href: urls.statuses_url },
  };
}
