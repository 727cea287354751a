import type { Route } from '../http/route.ts';
import { actionsRoutes } from './actions.ts';
import { assetRoutes } from './assets.ts';
import { commentRoutes } from './comments.ts';
import { commitRoutes } from './commits.ts';
import { deploymentRoutes } from './deployments.ts';
import { gitObjectRoutes } from './git-objects.ts';
import { graphqlRoute } from './graphql.ts';
import { issueRoutes } from './issues.ts';
import { pullRoutes } from './pulls.ts';
import { refRoutes } from './refs.ts';
import { releaseRoutes } from './releases.ts';
import { repositoryRoutes } from './repository.ts';
import { statusRoutes } from './statuses.ts';

/** The first route that fits answers: longer paths stand before the ones that swallow slashes. */
export const allRoutes: readonly Route[] = [
  graphqlRoute,
  ...repositoryRoutes,
  ...refRoutes,
  ...gitObjectRoutes,
  ...statusRoutes,
  ...commitRoutes,
  ...pullRoutes,
  ...commentRoutes,
  ...issueRoutes,
  ...assetRoutes,
  ...releaseRoutes,
  ...deploymentRoutes,
  ...actionsRoutes,
];
