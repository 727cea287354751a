import { allRoutes } from '../routes/all-routes.ts';

export interface DescribedOperation {
  readonly method: string;
  readonly path: string;
}

/** The double's routes under the names that GitHub's description gives them; GraphQL is not in it. */
export function describedOperations(): DescribedOperation[] {
  return allRoutes
    .filter(({ path }) => path !== '/graphql')
    .map(({ method, path }) => ({ method: method.toLowerCase(), path: describedPath(path) }));
}

/** Uploads have their own host, and the path of the asset list. */
export function describedPath(path: string): string {
  return path.replace(/^\/uploads/, '');
}
