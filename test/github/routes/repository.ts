import { notFound } from '../http/refusal.ts';
import { listRoute, route } from '../http/route.ts';
import { branchView } from '../views/git-views.ts';
import { fullRepositoryView } from '../views/repository-view.ts';
import { rulesetDetails, rulesetView } from '../views/ruleset-view.ts';
import { userView } from '../views/user-view.ts';
import type { Role } from '../world.ts';

/** `permission` knows four levels, `role_name` all. */
const LEVEL: Readonly<Record<Role, string>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
};

export const repositoryRoutes = [
  route('get', '/repos/{owner}/{repo}', [{ metadata: 'read' }], ({ site }) => ({
    status: 200,
    body: fullRepositoryView(site),
  })),

  route(
    'get',
    '/repos/{owner}/{repo}/collaborators/{username}/permission',
    [{ metadata: 'read' }],
    ({ site, params, world }) => {
      const login = params.username ?? '';
      const known = world.users.get(login);
      if (known === undefined) throw notFound();
      const role = known.role === 'none' && !world.isPrivate ? 'read' : known.role;
      const user = { ...userView(site, login), name: null, email: null, role_name: role };
      return { status: 200, body: { permission: LEVEL[role], role_name: role, user } };
    },
  ),

  listRoute(
    '/repos/{owner}/{repo}/branches',
    [{ contents: 'read' }],
    async ({ site, refs, tables, query }) => {
      const wanted = query.get('protected');
      return (await refs('refs/heads/'))
        .map((ref) => branchView(site, ref, tables.protectedBranches))
        .filter((branch) => wanted === null || String(branch.protected) === wanted);
    },
  ),

  route('get', '/rate_limit', [], ({ world }) => {
    const { limit, used } = world.rate;
    const reset = Math.floor(world.clock.now().getTime() / 1000) + 3600;
    const core = { limit, used, remaining: Math.max(0, limit - used), reset };
    return { status: 200, body: { rate: core, resources: { core, search: { ...core, limit: 30 } } } };
  }),

  listRoute('/repos/{owner}/{repo}/rulesets', [{ metadata: 'read' }], ({ site, tables, query }) => {
    const target = query.get('targets');
    return [...tables.rulesets.values()]
      .filter((row) => target === null || target.split(',').includes(row.target))
      .map((row) => rulesetView(site, row));
  }),

  route(
    'get',
    '/repos/{owner}/{repo}/rulesets/{ruleset_id}',
    [{ metadata: 'read' }],
    ({ site, tables, params, token }) => {
      const row = tables.rulesets.get(Number(params.ruleset_id));
      if (row === undefined) throw notFound();
      return { status: 200, body: { ...rulesetView(site, row), ...rulesetDetails(row, token.login) } };
    },
  ),

  route('get', '/repos/{owner}/{repo}/immutable-releases', [{ administration: 'read' }], ({ world }) => {
    if (!world.immutableReleases) throw notFound();
    return { status: 200, body: { enabled: true, enforced_by_owner: false } };
  }),
];
