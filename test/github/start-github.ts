import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startClock } from './clock.ts';
import { createFaults } from './faults.ts';
import { BareRepository } from './git/bare-repository.ts';
import type { Github, GithubOptions, NewToken } from './github.ts';
import { createDispatcher, type Engine } from './http/dispatcher.ts';
import { createKillSwitch } from './http/kill-switch.ts';
import { apiListener, listen, storageListener } from './http/listen.ts';
import { StaleReads } from './http/stale-reads.ts';
import { landQueue, queuePulls } from './merge-queue.ts';
import { landPull } from './pulls.ts';
import { seedArtifact, seedEnvironment, seedRuleset, seedRun } from './seed/seed-actions.ts';
import { seedCommit, seedFirstCommit } from './seed/seed-commits.ts';
import { retargetPull, seedComment, seedIssue, seedPull, seedReview } from './seed/seed-pulls.ts';
import { emptyTables, type Level, type Permissions, type User, type World } from './world.ts';

const BOT: User = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot', role: 'none' };

/** A GitHub with one repository, on this machine, until `close`. */
export async function startGithub(options: GithubOptions = {}): Promise<Github> {
  const folder = mkdtempSync(join(tmpdir(), 'github-'));
  const world = createWorld(join(folder, 'repository.git'), options);
  const files = options.files ?? { 'README.md': `# ${world.repo}\n` };
  if (options.isEmpty !== true) await seedFirstCommit(world, files);
  const engine: Engine = {
    world,
    faults: createFaults(),
    stale: new StaleReads(),
    kill: createKillSwitch(),
    requests: [],
    mutations: 0,
  };
  const storage = await listen(storageListener(() => world));
  let api = '';
  const server = await listen(
    apiListener(() => ({ api, storage: storage.origin }), createDispatcher(engine)),
  );
  api = server.origin;
  const close = async () => {
    world.git.close();
    await Promise.all([server.close(), storage.close()]);
    rmSync(folder, { recursive: true, force: true });
  };
  return joined(joined({ url: api, close, ...seeds(world) }, facts(engine)), controls(engine));
}

function createWorld(path: string, options: GithubOptions): World {
  const owner = options.owner ?? 'acme';
  const defaultBranch = options.defaultBranch ?? 'main';
  let id = 1000;
  const users: User[] = [BOT, { login: owner, id: 1, type: 'User', role: 'admin' }];
  return {
    owner,
    repo: options.repo ?? 'models',
    defaultBranch,
    isPrivate: options.isPrivate ?? true,
    git: BareRepository.create(path, defaultBranch),
    clock: startClock(options.startsAt),
    users: new Map(users.map((user) => [user.login, user])),
    tokens: new Map(),
    bytes: new Map(),
    rate: { limit: options.requestsPerHour ?? 1000, used: 0 },
    tables: emptyTables(),
    immutableReleases: false,
    nextId: () => {
      id += 1;
      return id;
    },
  };
}

function facts(engine: Engine) {
  const { world, faults, requests } = engine;
  return {
    gitUrl: world.git.path,
    owner: world.owner,
    repo: world.repo,
    git: world.git,
    clock: world.clock,
    tables: world.tables,
    faults,
    requests,
    get mutations() {
      return engine.mutations;
    },
  };
}

function seeds(
  world: World,
): Pick<
  Github,
  | 'token'
  | 'addUser'
  | 'commit'
  | 'openPull'
  | 'retarget'
  | 'mergePull'
  | 'queue'
  | 'landQueue'
  | 'review'
  | 'addIssue'
  | 'addComment'
  | 'addWorkflowRun'
  | 'addArtifact'
  | 'setEnvironment'
  | 'approve'
  | 'ruleset'
> {
  return {
    token: (wanted) => issueToken(world, wanted),
    addUser: (login, role = 'write') => {
      world.users.set(login, {
        login,
        id: world.nextId(),
        type: login.endsWith('[bot]') ? 'Bot' : 'User',
        role,
      });
    },
    commit: (commit) => seedCommit(world, commit),
    openPull: (pull) => seedPull(world, pull),
    retarget: (number, base) => retargetPull(world, number, base),
    mergePull: (number, method = 'merge', by = world.owner) => landPull(world, number, method, by),
    queue: (numbers, method = 'merge') => queuePulls(world, numbers, method),
    landQueue: (queue) => landQueue(world, queue),
    review: (number, review) => seedReview(world, number, review),
    addIssue: (issue) => seedIssue(world, issue),
    addComment: (number, comment) => seedComment(world, number, comment),
    addWorkflowRun: (run) => seedRun(world, run),
    addArtifact: (artifact) => seedArtifact(world, artifact),
    setEnvironment: (environment) => seedEnvironment(world, environment),
    approve: (run, environment, user, state = 'approved') => {
      world.tables.approvals.push({ run, environments: [environment], user, state, comment: '' });
    },
    ruleset: (ruleset) => seedRuleset(world, ruleset),
  };
}

function controls(engine: Engine) {
  const { world, stale, kill } = engine;
  return {
    get immutableReleases() {
      return world.immutableReleases;
    },
    set immutableReleases(on: boolean) {
      world.immutableReleases = on;
    },
    get staleReads() {
      return stale.reads;
    },
    set staleReads(reads: number) {
      stale.reads = reads;
    },
    killAfterMutation: (mutation: number, onKill = () => {}) => kill.arm(mutation, 'after', onKill),
    killBeforeMutation: (mutation: number, onKill = () => {}) => kill.arm(mutation, 'before', onKill),
    revive: () => kill.revive(),
  };
}

/** Both objects in one, getters and setters alive. */
function joined<A extends object, B extends object>(a: A, b: B): A & B {
  return Object.defineProperties(a, Object.getOwnPropertyDescriptors(b)) as A & B;
}

/** A fork's token may read what it was to write. */
function issueToken(
  world: World,
  { permissions = {}, login = BOT.login, fork = false }: NewToken = {},
): string {
  const value = `ghs_${String(world.tokens.size + 1).padStart(36, '0')}`;
  const level = (wanted: Level | 'none') => (fork && wanted === 'write' ? 'read' : wanted);
  const held: Permissions = Object.fromEntries(
    Object.entries(permissions).map(([name, wanted]) => [name, level(wanted)]),
  );
  world.tokens.set(value, { value, login, permissions: held });
  return value;
}
