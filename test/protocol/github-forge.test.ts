import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetRuns, githubOf, releaseOn } from '../fixtures/forge/github-world.ts';
import {
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../fixtures/release/workshop.ts';
import type { Fault } from '../github/faults.ts';
import type { Github } from '../github/github.ts';
import { type Bundle, buildBundle, gitRepository, type RunOptions, run } from './bundle.ts';
import { writeProject } from './small-project.ts';

let bundle: Bundle;
let github: Github;
let repository: string;
let cwd: string;
let token: string;
beforeAll(async () => {
  bundle = await buildBundle();
  repository = await makeRepository();
  await makeCandidate(workshopContext(repository));
  github = await githubOf(repository);
  await releaseOn(github, repository);
  await forgetRuns(repository);
  token = github.token({ permissions: { contents: 'read' } });
  cwd = bundle.folder();
  writeProject(cwd, { visits: {} });
  await gitRepository(cwd);
});
afterAll(async () => {
  await github.close();
  await removeRepository(repository);
  bundle.remove();
});

function modelyard(args: readonly string[], options: RunOptions = {}) {
  const env = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/models', GITHUB_TOKEN: token };
  return run(process.execPath, [bundle.main, ...args], { cwd, ...options, env: { ...env, ...options.env } });
}

describe('--forge github', () => {
  it('verify checks a release from its tag to its bytes, in a clone that has neither', async () => {
    const { code, stdout } = await modelyard(['verify', 'visits@v1.0.0', '--forge', 'github']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/visits@v1\.0\.0 holds\n$/)]);
    expect(stdout.match(/^ok /gm)).toHaveLength(10);
  });

  it('status tells the newest release; inside GitHub Actions nothing has to be said', async () => {
    const { code, stdout } = await modelyard(['status'], { env: { GITHUB_ACTIONS: 'true' } });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/newest +visits@v1\.0\.0/)]);
  });

  it('a token that is not accepted is exit code 3, told without the token', async () => {
    github.faults.add({ match: /matching-refs/, kind: 'status', status: 401, message: 'Bad credentials' });
    const { code, stdout, stderr } = await modelyard(['status', '--forge', 'github']);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^error: GitHub does not accept the token \(401/);
    expect(stderr).not.toContain(token);
  });

  it('deploy to a folder is refused on a GitHub-hosted runner, before anything is claimed', async () => {
    const permissions = { contents: 'write', deployments: 'write', actions: 'read' } as const;
    const before = github.mutations;
    const { code, stderr } = await modelyard(['deploy', '--environment', 'staging', '--forge', 'github'], {
      env: { GITHUB_TOKEN: github.token({ permissions }), RUNNER_ENVIRONMENT: 'github-hosted' },
    });
    expect(stderr).toMatch(
      /^error: staging is a folder \(deployed\), and the disk of a GitHub-hosted runner vanishes with the job\nhint: .*target kind command/m,
    );
    expect([code, github.mutations - before]).toEqual([1, 0]);
  });

  const SLOW: Fault = { match: /x/, kind: 'latency', latencyMs: 3000 };
  const LIMITED: Fault = { match: /x/, kind: 'status', status: 403, headers: { 'retry-after': '120' } };
  it.each([
    ['SIGINT', 'a request in flight', 130, SLOW],
    ['SIGINT', 'one that waits to be sent again', 130, LIMITED],
    ['SIGTERM', 'a request in flight', 143, SLOW],
  ] as const)('%s ends %s', async (signal, _, exitCode, fault) => {
    let child: ChildProcess | null = null;
    const match = ({ path }: { readonly path: string }) => {
      if (!path.includes('matching-refs')) return false;
      // The answer, if there is one, is on its way before the signal is.
      setTimeout(() => child?.kill(signal), 200);
      return true;
    };
    github.faults.add({ ...fault, match });
    const { code } = await modelyard(['status', '--forge', 'github'], {
      during: (each) => {
        child = each;
      },
    });
    expect(code).toBe(exitCode);
  });
});
