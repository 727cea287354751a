import { toIso } from '../git/git-objects.ts';
import { store } from '../storage.ts';
import type { EnvironmentRow, JobRow, RulesetRow, RunRow, World } from '../world.ts';
import { type Files, zipFiles } from '../zip-files.ts';

export interface NewRun {
  readonly headSha: string;
  readonly headBranch?: string | null;
  readonly headRepo?: string;
  /** `.github/workflows/modelyard.yml` unless told. */
  readonly path?: string;
  readonly name?: string;
  readonly event?: string;
  readonly status?: RunRow['status'];
  readonly conclusion?: string | null;
  readonly attempt?: number;
  readonly actor?: string;
  /** Empty for a fork's run, as on GitHub, unless told. */
  readonly pulls?: readonly number[];
  readonly jobs?: readonly { readonly name: string; readonly conclusion?: JobRow['conclusion'] }[];
  readonly createdAt?: string;
}

/** Answers the run's id. */
export function seedRun(world: World, run: NewRun): number {
  const { tables, clock, owner, repo } = world;
  if (run.createdAt === undefined) clock.advance(1);
  const now = run.createdAt ?? clock.iso();
  const status = run.status ?? 'completed';
  const row: RunRow = {
    id: world.nextId(),
    name: run.name ?? 'modelyard',
    path: run.path ?? '.github/workflows/modelyard.yml',
    event: run.event ?? 'pull_request',
    headBranch: run.headBranch ?? null,
    headSha: run.headSha,
    headRepo: run.headRepo ?? `${owner}/${repo}`,
    status,
    conclusion: run.conclusion === undefined ? (status === 'completed' ? 'success' : null) : run.conclusion,
    attempt: run.attempt ?? 1,
    number: tables.runs.size + 1,
    actor: run.actor ?? owner,
    pulls: run.pulls ?? [],
    jobs: (run.jobs ?? []).map(({ name, conclusion = 'success' }) => ({
      id: world.nextId(),
      name,
      status: conclusion === null ? 'in_progress' : 'completed',
      conclusion,
    })),
    createdAt: now,
    updatedAt: now,
  };
  tables.runs.set(row.id, row);
  return row.id;
}

export interface NewArtifact {
  readonly runId: number;
  readonly name: string;
  readonly zip?: Buffer;
  readonly files?: Files;
  readonly createdAt?: string;
  /** 14 unless told; 0 has expired. */
  readonly days?: number;
}

/** Answers the artifact's id. Throws as the platform does when the run has one of that name. */
export function seedArtifact(world: World, artifact: NewArtifact): number {
  const { tables, clock } = world;
  const isTaken = [...tables.artifacts.values()].some(
    ({ run, name }) => run === artifact.runId && name === artifact.name,
  );
  if (isTaken)
    throw new Error('(409) Conflict: an artifact with this name already exists on the workflow run');
  if (artifact.createdAt === undefined) clock.advance(1);
  const zip = artifact.zip ?? zipFiles(artifact.files ?? {});
  const createdAt = artifact.createdAt ?? clock.iso();
  const expiresAt = toIso(new Date(Date.parse(createdAt) + (artifact.days ?? 14) * 86_400_000));
  const id = world.nextId();
  const row = { id, run: artifact.runId, name: artifact.name, digest: store(world, zip), size: zip.length };
  tables.artifacts.set(id, { ...row, createdAt, expiresAt });
  return id;
}

export type NewEnvironment = Partial<Omit<EnvironmentRow, 'id' | 'createdAt'>> & { readonly name: string };

export function seedEnvironment(world: World, environment: NewEnvironment): void {
  const old = world.tables.environments.get(environment.name);
  world.tables.environments.set(environment.name, {
    id: old?.id ?? world.nextId(),
    reviewers: [],
    preventSelfReview: false,
    waitMinutes: 0,
    branches: null,
    patterns: [],
    createdAt: old?.createdAt ?? world.clock.iso(),
    ...environment,
  });
}

export type NewRuleset = Partial<Omit<RulesetRow, 'id' | 'createdAt'>> & Pick<RulesetRow, 'rules'>;

/** Answers the ruleset's id; on all tags, active, without exceptions unless told. */
export function seedRuleset(world: World, ruleset: NewRuleset): number {
  const id = world.nextId();
  world.tables.rulesets.set(id, {
    id,
    name: `ruleset ${id}`,
    target: 'tag',
    enforcement: 'active',
    include: ['~ALL'],
    exclude: [],
    bypass: [],
    createdAt: world.clock.iso(),
    ...ruleset,
  });
  return id;
}
