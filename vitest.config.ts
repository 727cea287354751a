import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/extra/**'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // Most tests wait for child processes: every core is used, not all but one.
    maxWorkers: '100%',
  },
});
