import { windowsOf } from '../../domain/stored-table.ts';
import type { PredictRequest } from '../../ports/model-runtime.ts';
import type { OutputPlan } from './choose-outputs.ts';
import type { Crew } from './crew.ts';
import { encodeCalls, fedColumns, type Portion, portionRows, portionsOf } from './encode-feeds.ts';
import type { FeedPlan } from './match-inputs.ts';
import type { OpenedModel, Requests } from './protocol.ts';
import { collectScores, fetchedNames, type ScoreCollector } from './score-collector.ts';
import type { Ask } from './worker-process.ts';

export interface Run {
  readonly crew: Crew;
  readonly request: PredictRequest;
  readonly feeds: FeedPlan;
  readonly opened: OpenedModel;
}

/** A worker more is worth its start for this many portions, some 16,000 rows. */
const PORTIONS_PER_WORKER = 16;
/** Every worker holds the model: together they hold at most this much. */
const MOST_MODEL_BYTES = 2 ** 30;

type Results = Requests['run']['response'];

interface Pending {
  readonly portion: Portion;
  readonly ask: Ask;
  readonly results: Promise<Results>;
}

/**
 * Scores all rows in portions, each by one worker, collected in their order: the number of workers changes the time and
 * nothing else. While they are at work the next portion is made ready.
 */
export async function runPortions(
  run: Run,
  plan: OutputPlan,
  areProbabilities: boolean,
): Promise<ScoreCollector> {
  const { request, feeds } = run;
  const { rows } = request.features;
  const size = portionRows(feeds.batchSize, request.batchRows);
  const collector = collectScores(plan, rows, areProbabilities);
  const free = [...(await openedWorkers(run, Math.ceil(rows / size)))];
  const pending: Pending[] = [];
  const fetch = fetchedNames(plan);
  const collect = ({ portion }: Pending, results: Results) => {
    const fed = feeds.batchSize ?? portion.rows;
    results.forEach((outputs, call) => {
      collector.add(outputs, fed, Math.min(fed, portion.rows - call * fed));
    });
    request.onProgress?.(portion.from + portion.rows);
  };
  try {
    for await (const { portion, calls } of encodedPortions(run, size)) {
      const oldest = free.length === 0 ? pending.shift() : undefined;
      const results = await oldest?.results;
      const ask = oldest?.ask ?? free.pop() ?? run.crew.first;
      pending.push({ portion, ask, results: answered(ask('run', { calls, fetch })) });
      if (oldest !== undefined && results !== undefined) collect(oldest, results);
    }
    for (const each of pending) collect(each, await each.results);
  } finally {
    // A worker answers one question at a time: nobody is asked again while an answer is under way.
    await Promise.allSettled(pending.map(({ results }) => results));
  }
  return collector;
}

/** Portions of so many rows, ready for a worker. */
async function* encodedPortions({ request, feeds }: Run, size: number) {
  for await (const { from, table } of windowsOf(request.features, fedColumns(feeds), size))
    for (const { from: within, rows } of portionsOf(table.rows, size))
      yield {
        portion: { from: from + within, rows },
        calls: encodeCalls(feeds, { table, rowAt: (index) => within + index, count: rows }),
      };
}

/** An answer that fails is told where it is collected, not as one that nobody waits for. */
function answered<T>(results: Promise<T>): Promise<T> {
  results.catch(() => undefined);
  return results;
}

/** The first worker has opened the model; the others do where they are worth it. */
async function openedWorkers(
  { crew, request, opened }: Run,
  portions: number,
): Promise<readonly [Ask, ...Ask[]]> {
  const byMemory = Math.floor(MOST_MODEL_BYTES / Math.max(1, opened.bytes));
  const wanted = Math.min(Math.floor(portions / PORTIONS_PER_WORKER), byMemory);
  const others = crew.others(Math.max(0, wanted - 1));
  const { path } = request.model;
  const opening = others.map((ask) => ask('open', { path }));
  await Promise.allSettled(opening);
  await Promise.all(opening);
  return [crew.first, ...others];
}
