import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { git } from '../end-to-end/hosted-run.ts';
import type { Github } from '../github/github.ts';
import { startGithub } from '../github/start-github.ts';
import { PROJECT } from '../protocol/bundle.ts';
import { resolveStubs, type Stubs } from '../runner/resolve-stubs.ts';
import { runWorkflow } from '../runner/run-workflow.ts';

const SHIPPED =
  'action.yml actions dist runtime schemas scripts package.json package-lock.json README.md LICENSE'.split(
    ' ',
  );
const { version: VERSION } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
  version: string;
};

let root: string;
let github: Github | undefined;
afterEach(async () => {
  await github?.close();
  rmSync(root, { recursive: true, force: true });
});

interface Story {
  /** What `npm run build` does instead of building. */
  readonly build?: string;
  readonly version?: string;
}

/** Runs release.yml by hand on a GitHub that has what is shipped; npm is one that writes down what it is asked for. */
async function release({ build = ':', version = VERSION }: Story = {}) {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-release-')));
  github = await startGithub({ owner: 'modelyard', repo: 'modelyard', isEmpty: true });
  const here = github;
  github.immutableReleases = true;
  const sha = seed(here);
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'asked'), '');
  const npm = join(root, 'bin/npm');
  writeFileSync(npm, `#!/bin/sh\necho "$*" >>"${root}/asked"\nif [ "$2" = build ]; then ${build}; fi\n`);
  chmodSync(npm, 0o755);
  const attested: string[] = [];
  const stubs: Stubs = {
    'actions/checkout': ({ job }) => {
      git(dirname(job.workspace), 'clone', '--quiet', here.gitUrl, job.workspace);
    },
    'actions/setup-node': () => {},
    'actions/upload-artifact': ({ inputs, job }) =>
      cpSync(join(job.workspace, inputs.path ?? ''), join(root, inputs.name ?? ''), { recursive: true }),
    'actions/download-artifact': ({ inputs, job }) =>
      cpSync(join(root, inputs.name ?? ''), join(job.workspace, inputs.path ?? ''), { recursive: true }),
    'actions/attest': ({ inputs }) => {
      attested.push(inputs['subject-path'] ?? '');
    },
  };
  const jobs = await runWorkflow({
    file: join(PROJECT, '.github/workflows/release.yml'),
    event: {
      name: 'workflow_dispatch',
      payload: { inputs: { version }, repository: { default_branch: 'main', private: false } },
    },
    github: {
      repository: 'modelyard/modelyard',
      ref: 'refs/heads/main',
      ref_name: 'main',
      sha,
      run_id: '1',
      run_attempt: '1',
      actor: 'ada',
      api_url: github.url,
      server_url: 'https://github.com',
    },
    token: (permissions) => here.token({ permissions: permissions as never }),
    variables: { PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}` },
    resolve: resolveStubs(stubs),
  });
  const asked = readFileSync(join(root, 'asked'), 'utf8');
  const annotations = jobs.check?.trace.annotations.map(({ message }) => message);
  return { jobs, sha, attested, asked, annotations };
}

function seed(to: Github): string {
  const folder = join(root, 'seed');
  for (const name of SHIPPED) cpSync(join(PROJECT, name), join(folder, name), { recursive: true });
  const changelog = readFileSync(join(PROJECT, 'CHANGELOG.md'), 'utf8');
  const isDated = changelog.includes(`## ${VERSION} - `);
  const text = isDated ? changelog : changelog.replace('## Unreleased', `## ${VERSION} - 2026-01-31`);
  writeFileSync(join(folder, 'CHANGELOG.md'), text);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'first');
  git(folder, 'push', '--quiet', to.gitUrl, 'HEAD:refs/heads/main');
  return git(folder, 'rev-parse', 'HEAD');
}

const results = (jobs: Awaited<ReturnType<typeof release>>['jobs']) => [
  jobs.check?.result,
  jobs.publish?.result,
];

describe('release.yml', () => {
  it('tests, compares what is committed, packs, attests and publishes', async () => {
    const { jobs, sha, attested, asked } = await release();
    expect(results(jobs), JSON.stringify(jobs.publish?.trace)).toEqual(['success', 'success']);
    expect(asked).toBe('ci\ntest\nrun build\nrun generate -- --check\n');
    expect(attested).toEqual(['release/*.tar']);
    const { tables, git: repository } = github as Github;
    expect([...tables.releases.values()]).toMatchObject([
      { tag: `v${VERSION}`, draft: false, immutable: true },
    ]);
    expect([...tables.assets.values()].map(({ name }) => name).sort()).toEqual([
      'SHA256SUMS',
      `modelyard-${VERSION}.tar`,
    ]);
    expect(await repository.commitOf(`refs/tags/v${VERSION}`)).toBe(sha);
    expect(await repository.commitOf(`refs/tags/v${VERSION.split('.')[0]}`)).toBe(sha);
    expect(jobs.publish?.trace.summary).toContain(`[v${VERSION}]`);
  });

  it('publishes nothing where dist is not what the source makes', async () => {
    const { jobs } = await release({ build: 'echo changed >>dist/main.js' });
    expect(results(jobs)).toEqual(['failure', 'skipped']);
    expect(github?.tables.releases.size).toBe(0);
  });

  it('publishes nothing under another version than the package has', async () => {
    const { jobs, annotations } = await release({ version: '99.0.0' });
    expect(results(jobs)).toEqual(['failure', 'skipped']);
    expect(annotations).toEqual([
      `package.json says ${VERSION}, and 99.0.0 is to be released`,
      'CHANGELOG.md has no section "## 99.0.0 - <date>": rename "## Unreleased" to it',
    ]);
  });
});
