import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/extra/**'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Values of rows are shown on somebody's own machine only: the tests are run as if they always were on one.
    env: { CI: '', GITHUB_ACTIONS: '', JENKINS_URL: '', GITLAB_CI: '' },
    pool: 'forks',
    // Most tests wait for child processes: every core is used, not all but one.
    maxWorkers: '100%',
  },
});
