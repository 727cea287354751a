import type { StageContext } from './context.ts';

const BUILD_SERVERS = ['CI', 'GITHUB_ACTIONS', 'JENKINS_URL', 'GITLAB_CI'] as const;

/** Values may be of people: `auto` shows them on somebody's own machine only. */
export function showsValues({ model, environment }: Pick<StageContext, 'model' | 'environment'>): boolean {
  if (model.examples !== 'auto') return model.examples === 'values';
  return !BUILD_SERVERS.some((name) => (environment[name] ?? '') !== '');
}
