import { invalid, unprocessable } from '../http/refusal.ts';
import { type Call, listRoute, route } from '../http/route.ts';
import { statusView } from '../views/deployment-views.ts';
import type { StatusRow } from '../world.ts';

const STATES: readonly string[] = ['error', 'failure', 'pending', 'success'];
const LONGEST_DESCRIPTION = 140;

export const statusRoutes = [
  route('post', '/repos/{owner}/{repo}/statuses/{sha}', [{ statuses: 'write' }], async (call) => {
    const { site, world, tables, token, body } = call;
    const sha = await commit(call, 'sha');
    if (!STATES.includes(body.state)) throw invalid('Status', 'state', 'invalid');
    if ((body.description ?? '').length > LONGEST_DESCRIPTION) {
      throw invalid('Status', 'description', 'custom', 'description is too long (maximum is 140 characters)');
    }
    const row: StatusRow = {
      id: world.nextId(),
      sha,
      state: body.state,
      context: body.context ?? 'default',
      description: body.description ?? null,
      targetUrl: body.target_url ?? null,
      creator: token.login,
      at: world.clock.iso(),
    };
    tables.statuses.set(row.id, row);
    return { status: 201, body: statusView(site, row) };
  }),

  listRoute('/repos/{owner}/{repo}/commits/{ref}/statuses', [{ statuses: 'read' }], async (call) => {
    const sha = await commit(call, 'ref');
    return statusesOf(call, sha).map((row) => statusView(call.site, row));
  }),
];

/** Newest first. */
export function statusesOf({ tables }: Pick<Call, 'tables'>, sha: string): StatusRow[] {
  return [...tables.statuses.values()].filter((row) => row.sha === sha).reverse();
}

async function commit({ world, params }: Call, name: string): Promise<string> {
  const sha = await world.git.commitOf(params[name] ?? '');
  if (sha === null) throw unprocessable(`No commit found for SHA: ${params[name]}`);
  return sha;
}
