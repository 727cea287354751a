const VARIABLE = 'MODELYARD_TEST_ACT';

/** The program act, another runner of workflows. Throws without one: a suite that cannot run has failed. */
export function actPath(): string {
  const path = process.env[VARIABLE];
  if (path !== undefined && path !== '') return path;
  throw new Error(
    `${VARIABLE} is not set: it must name act, as go install github.com/nektos/act@v0.2.89 makes it. bash .ci/run does.`,
  );
}
