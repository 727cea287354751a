import { notAccessible } from './http/permission.ts';
import type { Call } from './http/route.ts';

const NEED = [{ contents: 'write' }, { contents: 'write', workflows: 'write' }] as const;

/**
 * A token without `workflows` (every GITHUB_TOKEN) may not point a ref at a commit whose `.github/workflows`
 * differs from the default branch's.
 */
export async function guardWorkflows(
  { world, token }: Pick<Call, 'world' | 'token'>,
  commitish: string,
  status: 403 | 404 = 403,
): Promise<void> {
  if (token.permissions.workflows === 'write') return;
  const of = async (commit: string) =>
    (await world.git.read(`${commit}^{commit}:.github/workflows`))?.sha ?? null;
  const [there, here] = [await of(commitish), await of(`refs/heads/${world.defaultBranch}`)];
  if (there !== null && there !== here) throw notAccessible(NEED, status);
}
