import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { error as errorAnnotation, setOutput, warning } from '@actions/core';
import { artifactsOf, type ListedArtifact } from '../adapters/github/check-runs.ts';
import { createCommentApi } from '../adapters/github/comment-api.ts';
import { connectGithub } from '../adapters/github/connect.ts';
import type { GithubClient } from '../adapters/github/create-client.ts';
import { downloadArtifact } from '../adapters/github/download-artifact.ts';
import { findForeignPull, type JudgingRun } from '../adapters/github/foreign-pull.ts';
import type { GithubEvent } from '../adapters/github/read-event.ts';
import { postComment } from '../adapters/github/sticky-comment.ts';
import { chooseReports, MOST_REPORTS } from '../domain/lineage/choose-reports.ts';
import { inertLine } from '../domain/report/escape-markdown.ts';
import { EXIT_CODE_BY_ERROR, ModelyardError, messageOf } from '../errors.ts';
import { type HandedRecords, MOST_ARCHIVE_BYTES, readHanded } from '../stages/report/handed-records.ts';
import { renderClaim } from '../stages/report/render-claim.ts';

export interface PostRequest {
  readonly event: GithubEvent | null;
  /** Login of the token's owner. */
  readonly author: string;
  readonly toolkit: string;
}

/** Pages of a hundred artifacts that are looked at: a stranger may leave thousands, and each request is one of the hour's. */
const MOST_PAGES = 3;

/**
 * Posts what a run with a read-only token says, as comments that say whose claim it is. Nothing of that run is executed, shown
 * as it is, or believed where the platform can be asked. What is refused is told and exits 2; the rest is posted all the same.
 */
export async function postReport({ event, author, toolkit }: PostRequest): Promise<number> {
  const [ended, of] = endedRun(event);
  const signal = new AbortController().signal;
  const options = { repository: process.cwd(), environment: process.env, toolkit, signal, note: tell };
  const client = await connectGithub(options);
  const found = await findForeignPull(client, ended);
  setOutput('pull-request', found.kind === 'found' ? String(found.pull) : '');
  if (found.kind === 'none') {
    tell(`nothing is posted for run ${ended}: ${found.reason}`);
    setOutput('outcome', 'none');
    return 0;
  }
  const post = { ...found, author, url: `${of.serverUrl}/${of.repository}/actions/runs/${ended}` };
  const { handed, problems } = await collect(client, found.run);
  const outcomes = new Set<string>();
  for (const each of handed.slice(0, MOST_REPORTS))
    outcomes.add(await attempt(each.model, problems, () => postOne(client, each, post)));
  if (handed.length > MOST_REPORTS)
    warning(`the run left reports of ${handed.length} models; the first ${MOST_REPORTS} are posted`);
  if (handed.length === 0 && problems.length === 0)
    tell(`nothing is posted for run ${ended}: it left no records; its log says why`);
  for (const problem of problems) errorAnnotation(problem, { title: 'A report is not posted' });
  setOutput('outcome', outcomeOf(outcomes, problems));
  return problems.length > 0 ? EXIT_CODE_BY_ERROR.input : 0;
}

/** The event tells which run has ended; everything else of it is asked for. */
function endedRun(event: GithubEvent | null): [number, GithubEvent] {
  if (event !== null && event.name === 'workflow_run' && event.endedRun !== null)
    return [event.endedRun, event];
  throw new ModelyardError(
    'usage',
    `post-report works on the event workflow_run, not on ${event?.name || 'none'}`,
    {
      hint: 'Copy examples/workflows/forks.yml; on pull_request the report comments itself.',
    },
  );
}

interface Collected {
  readonly handed: readonly HandedRecords[];
  /** What is refused, and why; inert text. */
  readonly problems: string[];
}

/** Of a model that stands in several archives the first is taken: its own artifact, by name, before the one of all models. */
async function collect(client: GithubClient, run: JudgingRun): Promise<Collected> {
  const artifacts = chooseReports(await artifactsOf(client, run.id, MOST_PAGES), run.attempt);
  const handed = new Map<string, HandedRecords>();
  const problems: string[] = [];
  for (const artifact of artifacts.slice(0, MOST_REPORTS))
    await attempt(artifact.name, problems, async () => {
      for (const each of await fetchHanded(client, artifact, run))
        if (!handed.has(each.model)) handed.set(each.model, each);
      return 'read';
    });
  return { handed: [...handed.values()], problems };
}

async function fetchHanded(
  client: GithubClient,
  artifact: ListedArtifact,
  run: JudgingRun,
): Promise<HandedRecords[]> {
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP ?? tmpdir(), 'modelyard-handed-'));
  try {
    const target = join(folder, 'records.tar');
    await downloadArtifact(client, artifact, { target, mostBytes: MOST_ARCHIVE_BYTES });
    return await readHanded(target, join(folder, 'records'), { head: run.head, run: String(run.id) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One hostile report must not keep the others from being posted; what fails outside of it ends the step. */
async function attempt(what: string, problems: string[], work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (cause) {
    if (isFromOutside(cause)) throw cause;
    problems.push(inertLine(`${what}: ${messageOf(cause)}`).slice(0, 2000));
    return 'refused';
  }
}

function isFromOutside(cause: unknown): boolean {
  if (cause instanceof ModelyardError) return cause.code !== 'input' && cause.code !== 'unreadable';
  return cause instanceof Error && 'syscall' in cause;
}

interface Posting {
  readonly run: JudgingRun;
  readonly pull: number;
  readonly author: string;
  readonly url: string;
}

async function postOne(
  client: GithubClient,
  handed: HandedRecords,
  { run, pull, author, url }: Posting,
): Promise<string> {
  const { markdown } = renderClaim(handed, { ...run, pull, runUrl: url });
  const stamp = { head: run.head, run: String(run.id), attempt: run.attempt };
  const comment = { pull, key: handed.model, author, body: markdown, stamp };
  const outcome = await postComment(createCommentApi(client), comment);
  tell(`${handed.model}: comment ${outcome} on #${pull}`);
  return outcome;
}

function outcomeOf(outcomes: ReadonlySet<string>, problems: readonly string[]): string {
  if (problems.length > 0) return 'refused';
  if (outcomes.size === 0) return 'none';
  return outcomes.has('superseded') ? 'superseded' : 'posted';
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
