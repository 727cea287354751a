import { defineConfig } from 'vitest/config';

// Suites that need more than Node and git: `.ci/run` installs it and runs them.
export default defineConfig({
  test: { include: ['test/extra/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000, pool: 'forks' },
});
