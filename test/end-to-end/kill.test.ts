import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { type Moment, runAndKill, seededNumbers } from './kill.ts';
import {
  bytesBelow,
  copyProject,
  type QuickstartProject,
  quickstartProject,
  sha256Of,
} from './quickstart-project.ts';

/** More rounds, and other moments: `KILL_ROUNDS=300 KILL_SEED=7 npx vitest run test/end-to-end/kill.test.ts`. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 4);
const random = seededNumbers(Number(process.env.KILL_SEED ?? 1));
const TIMEOUT_MS = 60_000 + ROUNDS * 30_000;
const EVERY_ROW = 8;
const TAG = 'visits@v1.0.0';

let bundle: Bundle;
/** A candidate that was judged; and, in a copy, its release. */
let judged: QuickstartProject;
let released: QuickstartProject;
/** How long the commands take when nobody kills them. */
const wholeMs = { release: 0, deploy: 0 };

beforeAll(async () => {
  bundle = await buildBundle();
  judged = await smallProject();
  await expectDone(judged, 'run');
  released = copyProject(bundle, judged);
  wholeMs.release = await timed(() => expectDone(released, 'release'));
  const deployed = copyProject(bundle, released);
  wholeMs.deploy = await timed(() => expectDone(deployed, 'deploy --environment staging'));
});
afterAll(() => bundle.remove());

/** Few rows and one gate that they can decide: what is killed here is the release, not the statistics. */
async function smallProject(): Promise<QuickstartProject> {
  const project = await quickstartProject(bundle);
  const [header, ...rows] = readFileSync(project.path('data', 'evaluation.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  const kept = rows.filter((_, index) => index % EVERY_ROW === 0);
  writeFileSync(project.path('data', 'evaluation.csv'), `${[header, ...kept].join('\n')}\n`);
  const config = readFileSync(project.path('modelyard.yml'), 'utf8');
  const gates = 'gates: { roc_auc: { min: 0.55 } }\n    deploy:';
  const contract = project.path('data', 'visits.contract.yaml');
  writeFileSync(
    project.path('modelyard.yml'),
    config.replace(/gates:[\s\S]*?deploy:/, gates).replace(/ +slices:.*\n/, ''),
  );
  writeFileSync(
    contract,
    readFileSync(contract, 'utf8').replace('mustBeGreaterThan: 1000', 'mustBeGreaterThan: 100'),
  );
  await project.git('commit', '-q', '-a', '-m', 'fewer rows');
  return project;
}

async function expectDone(project: QuickstartProject, commandLine: string): Promise<string> {
  const { code, stdout, stderr } = await project.modelyard(commandLine);
  expect(code, `modelyard ${commandLine}\n${stderr}${stdout}`).toBe(0);
  return stdout;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Half of the moments anywhere in the command, half just after it began to write. */
function moment(command: 'release' | 'deploy', writesTo: string): Moment {
  const anywhere = random() < 0.5;
  const group = random() < 0.5;
  return anywhere
    ? { since: 'start', afterMs: random() * wholeMs[command], group }
    : { since: writesTo, afterMs: random() * random() * 400, group };
}

/** Kills a command once, or again and again. */
async function killSome(
  project: QuickstartProject,
  command: 'release' | 'deploy',
  where: string,
): Promise<string[]> {
  const args = command === 'release' ? ['release'] : ['deploy', '--environment', 'staging'];
  const said: string[] = [];
  do {
    const when = moment(command, where);
    const ended = await runAndKill(bundle.main, { cwd: project.folder, args, moment: when });
    said.push(`${JSON.stringify(when)} ended with ${ended.signal ?? ended.code}`);
  } while (random() < 0.3);
  return said;
}

const folderOf = (project: QuickstartProject, ...parts: string[]) =>
  project.path('.git', 'modelyard', ...parts);
const entries = (folder: string) => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** What a release leaves, without what differs between two releases that nobody killed: the times in three of the assets. */
async function releaseState(project: QuickstartProject) {
  const assets = bytesBelow(folderOf(project, 'releases'));
  const timeless = Object.entries(assets).map(([name, digest]) =>
    /(release|evaluate)\.json$|SHA256SUMS$|MODEL_CARD\.md$/.test(name) ? [name] : [name, digest],
  );
  return {
    tags: await project.git('for-each-ref', '--format=%(refname) %(objecttype) %(*objectname)', 'refs/tags'),
    assets: timeless,
    verdict: JSON.parse(await expectDone(project, `verify ${TAG} --json`)).verdict,
    leftovers: [...entries(folderOf(project, 'drafts')), ...entries(folderOf(project, 'work'))],
    locks: Object.keys(bytesBelow(project.path('.git'))).filter((name) => name.endsWith('.lock')),
    workTree: await project.git('status', '--porcelain'),
  };
}

async function deployState(project: QuickstartProject) {
  const served = project.path('deployed', 'staging', 'visits');
  const history = JSON.parse(await expectDone(project, 'history --environment staging --json'));
  const { environments } = JSON.parse(await expectDone(project, 'status --json'));
  return {
    history: history.map(({ action, release, digest, live, smoke }: Record<string, string>) => [
      action,
      release,
      live === digest,
      smoke,
    ]),
    staging: { ...environments[0], since: null },
    model: sha256Of(join(served, 'current', 'visits.onnx')),
    files: bytesBelow(served),
    locks: Object.keys(bytesBelow(project.path('.git'))).filter((name) => name.endsWith('.lock')),
    workTree: await project.git('status', '--porcelain'),
  };
}

describe('kill -9, and the command once more', () => {
  it(
    'of a release ends in the release that nobody killed',
    async () => {
      const expected = await releaseState(released);
      expect(expected).toMatchObject({ verdict: 'pass', leftovers: [], locks: [], workTree: '' });
      for (let round = 0; round < ROUNDS; round++) {
        const project = copyProject(bundle, judged);
        const said = await killSome(project, 'release', folderOf(project, 'drafts'));
        await expectDone(project, 'release');
        expect(await releaseState(project), said.join('\n')).toEqual(expected);
        rmSync(project.folder, { recursive: true });
      }
    },
    TIMEOUT_MS,
  );

  it(
    'of a deployment ends in the one deployment',
    async () => {
      const whole = copyProject(bundle, released);
      await expectDone(whole, 'deploy --environment staging');
      const expected = await deployState(whole);
      expect(expected).toMatchObject({
        history: [['deploy', TAG, true, 'pass']],
        staging: { desired: TAG, agrees: true, underWay: null },
        locks: [],
        workTree: '',
      });
      for (let round = 0; round < ROUNDS; round++) {
        const project = copyProject(bundle, released);
        const said = await killSome(
          project,
          'deploy',
          project.path('.git', 'refs', 'heads', 'modelyard-log'),
        );
        await expectDone(project, 'deploy --environment staging');
        expect(await deployState(project), said.join('\n')).toEqual(expected);
        rmSync(project.folder, { recursive: true });
      }
    },
    TIMEOUT_MS,
  );
});
