import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Github } from '../github/github.ts';
import { startGithub } from '../github/start-github.ts';
import { PROJECT } from '../protocol/bundle.ts';
import { resolveStubs } from '../runner/resolve-stubs.ts';
import { runWorkflow } from '../runner/run-workflow.ts';
import { git } from './hosted-run.ts';

const PATH = '.github/workflows/platform-probe.yml';
const REVIEWED = 'reviewed';

let github: Github | undefined;
afterEach(() => github?.close());

/** Runs the workflow by hand against the double, which was changed by `plant` first. */
async function probe(plant: (github: Github) => void = () => {}) {
  const here = await startGithub({ files: { [PATH]: readFileSync(join(PROJECT, PATH), 'utf8') } });
  github = here;
  here.immutableReleases = true;
  here.setEnvironment({ name: REVIEWED, reviewers: ['acme'] });
  here.ruleset({ target: 'tag', rules: ['update'], include: ['refs/tags/never'] });
  const sha = git(here.gitUrl, 'rev-parse', 'main');
  const run = here.addWorkflowRun({
    headSha: sha,
    headBranch: 'main',
    path: PATH,
    event: 'workflow_dispatch',
  });
  plant(here);
  const jobs = await runWorkflow({
    file: join(PROJECT, PATH),
    event: {
      name: 'workflow_dispatch',
      payload: { inputs: { environment: REVIEWED, echo: '' }, repository: { default_branch: 'main' } },
    },
    github: {
      ...{ repository: 'acme/models', ref: 'refs/heads/main', sha, actor: 'acme', api_url: here.url },
      ...{ run_id: String(run), run_attempt: '1' },
    },
    token: (permissions) => here.token({ permissions: { metadata: 'read', ...permissions } as never }),
    approve: (environment) => {
      here.approve(run, environment, 'acme');
      return true;
    },
    variables: { PROBE_PAUSE_MS: '0' },
    resolve: resolveStubs({
      'actions/checkout': ({ job }) =>
        cpSync(join(PROJECT, 'scripts'), join(job.workspace, 'scripts'), { recursive: true }),
      'actions/upload-artifact': ({ inputs }) => {
        const id = here.addArtifact({ runId: run, name: inputs.name ?? '', files: { 'package.json': '{}' } });
        return { 'artifact-digest': here.tables.artifacts.get(id)?.digest ?? '' };
      },
    }),
  });
  const rows = Object.values(jobs).flatMap(({ trace }) => rowsOf(trace.summary));
  return { rows, results: Object.entries(jobs).map(([name, { result }]) => `${name} ${result}`) };
}

/** Rows of the tables in a summary: assumption, expected, seen, verdict. */
function rowsOf(summary: string) {
  return summary
    .split('\n')
    .filter((line) => /^\| (?!assumption|---)/.test(line))
    .map((line) => {
      const [assumption = '', expected, seen, verdict] = line.slice(2, -2).split(' | ');
      return { assumption, expected, seen, verdict };
    });
}

describe('the platform probe', { timeout: 120_000 }, () => {
  it('finds every assumption as the double has it, and leaves nothing behind', async () => {
    const { rows, results } = await probe();
    expect(rows.filter(({ verdict }) => verdict !== '✅ ok')).toEqual([]);
    expect(rows).toHaveLength(35);
    expect(results).toEqual(['writer success', 'reader success', 'environment success', 'echo skipped']);
    const { tables, git: repository } = github as Github;
    expect((await repository.refs()).map(({ ref }) => ref)).toEqual(['refs/heads/main']);
    expect([tables.releases.size, tables.dispatches.length]).toEqual([0, 1]);
    expect([...tables.issues.values()].map(({ state }) => state)).toEqual(['closed', 'closed', 'closed']);
  });

  it.each<[string, (github: Github) => void, string[]]>([
    [
      'a platform that finds drafts by their tag',
      ({ faults }) =>
        faults.add({ match: /^GET .*releases\/tags\/probe-draft/, kind: 'status', status: 200 }),
      ['A draft is not found by its tag, but listed for who may write.'],
    ],
    [
      'a platform on which the second tag object is another one',
      ({ faults }) => faults.add({ match: /^POST .*\/git\/tags$/, kind: 'status', status: 201, skip: 1 }),
      ['A tag object with the same text and date is the same object, however often it is made.'],
    ],
    [
      'a ruleset that keeps branches from being made',
      (there) => there.ruleset({ target: 'branch', rules: ['creation'] }),
      [
        'A branch without history is made through the API, whatever rules the repository has for branches.',
        'It moves forward without force; from where it was before, nobody moves it any more.',
        'Of two that move it at the same time, one is told that it was not first.',
      ],
    ],
    [
      'a tag that cannot be removed',
      ({ faults }) =>
        faults.add({ match: /^DELETE .*probe-once/, kind: 'status', status: 422, message: 'protected' }),
      [
        'A ref is created once; the second creation is refused and changes nothing.',
        'What the probe made is gone.',
      ],
    ],
  ])('%s differs, and the run fails', async (_, plant, assumptions) => {
    const { rows, results } = await probe(plant);
    const differs = rows.filter(({ verdict }) => verdict === '❌ differs');
    expect(differs.map(({ assumption }) => assumption)).toEqual(assumptions);
    expect(results[0]).toBe('writer failure');
  });

  it('what cannot be tried is neither good nor bad', async () => {
    const { rows, results } = await probe((there) => {
      there.immutableReleases = false;
      there.setEnvironment({ name: REVIEWED, reviewers: [] });
    });
    const untried = rows.filter(({ verdict }) => verdict === '➖ not tried');
    expect(untried.map(({ seen }) => seen)).toEqual([
      'release immutability is off: Settings → General → Releases',
      'the environment reviewed has no required reviewers',
    ]);
    expect(results[0]).toBe('writer success');
  });
});
