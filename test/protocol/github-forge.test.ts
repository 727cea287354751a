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

  it.each<[string, Fault]>([
    ['a request in flight', { match: /x/, kind: 'latency', latencyMs: 3000 }],
    [
      'one that waits to be sent again',
      { match: /x/, kind: 'status', status: 403, headers: { 'retry-after': '120' } },
    ],
  ])('Ctrl-C ends %s', async (_, fault) => {
    let child: ChildProcess | null = null;
    const match = ({ path }: { readonly path: string }) => {
      if (!path.includes('matching-refs')) return false;
      // The answer, if there is one, is on its way before the signal is.
      setTimeout(() => child?.kill('SIGINT'), 200);
      return true;
    };
    github.faults.add({ ...fault, match });
    const { code } = await modelyard(['status', '--forge', 'github'], {
      during: (each) => {
        child = each;
      },
    });
    expect(code).toBe(130);
  });
});
