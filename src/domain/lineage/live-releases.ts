/** One deployment that succeeded, oldest first. */
export interface PastDeployment {
  readonly release: string;
  readonly action: 'deploy' | 'rollback' | 'restore';
}

/**
 * Releases that an environment can go back through; the last is live. A deployment goes forward; a rollback takes back
 * everything since its release was live, so that two in a row go back two releases and never forth again.
 */
export function liveReleases(deployments: readonly PastDeployment[]): string[] {
  const live: string[] = [];
  for (const { release, action } of deployments) {
    if (live.at(-1) === release) continue;
    const earlier = action === 'deploy' ? -1 : live.lastIndexOf(release);
    if (earlier !== -1) live.length = earlier;
    live.push(release);
  }
  return live;
}
