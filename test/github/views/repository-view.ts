import { links, nodeId, type Schemas, type Site } from './site.ts';
import { userView } from './user-view.ts';

const LINKS = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const;

const COUNTS = {
  forks_count: 0,
  stargazers_count: 0,
  watchers_count: 0,
  size: 1,
  open_issues_count: 0,
  forks: 0,
  open_issues: 0,
  watchers: 0,
} as const;

const FEATURES = {
  has_issues: true,
  has_projects: false,
  has_wiki: false,
  has_pages: false,
  has_downloads: true,
  has_discussions: false,
  archived: false,
  disabled: false,
} as const;

export function isFork({ world }: Site, fullName: string): boolean {
  return fullName !== `${world.owner}/${world.repo}`;
}

/** Ids of repositories: the base repository is 1296269, a fork's comes from its name. */
export function repositoryId(site: Site, fullName: string): number {
  if (!isFork(site, fullName)) return 1_296_269;
  return [...fullName].reduce((sum, letter) => (sum * 33 + letter.charCodeAt(0)) % 900_000, 5) + 2_000_000;
}

/** `minimal-repository`: what runs carry. */
export function minimalRepositoryView(site: Site, fullName: string) {
  const [owner = '', name = ''] = fullName.split('/');
  const id = repositoryId(site, fullName);
  return {
    id,
    node_id: nodeId('Repository', id),
    name,
    full_name: fullName,
    owner: userView(site, owner),
    private: site.world.isPrivate,
    html_url: `${site.html}/${fullName}`,
    description: null,
    fork: isFork(site, fullName),
    url: `${site.api}/repos/${fullName}`,
    ...links(`${site.api}/repos/${fullName}`, LINKS),
  } satisfies Schemas['minimal-repository'];
}

/** `repository`: what the two sides of a pull request carry. */
export function repositoryView(site: Site, fullName: string): Schemas['repository'] {
  const createdAt = '2026-01-01T00:00:00Z';
  return {
    ...minimalRepositoryView(site, fullName),
    ...links(`${site.html}/${fullName}`, {
      git_url: '.git',
      ssh_url: '.git',
      clone_url: '.git',
      svn_url: '',
    }),
    ...COUNTS,
    ...FEATURES,
    license: null,
    mirror_url: null,
    homepage: null,
    language: null,
    default_branch: site.world.defaultBranch,
    visibility: site.world.isPrivate ? 'private' : 'public',
    pushed_at: createdAt,
    created_at: createdAt,
    updated_at: createdAt,
  };
}

export function fullRepositoryView(site: Site): Schemas['full-repository'] {
  const view = minimalRepositoryView(site, `${site.world.owner}/${site.world.repo}`);
  const createdAt = '2026-01-01T00:00:00Z';
  return {
    ...repositoryView(site, view.full_name),
    pushed_at: createdAt,
    created_at: createdAt,
    updated_at: createdAt,
    has_discussions: false,
    license: null,
    network_count: 0,
    subscribers_count: 0,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
  };
}
