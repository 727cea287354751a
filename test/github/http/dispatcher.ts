import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Fault, Faults } from '../faults.ts';
import { followBranches } from '../pulls.ts';
import { allRoutes } from '../routes/all-routes.ts';
import type { Site } from '../views/site.ts';
import type { Token, World } from '../world.ts';
import { authenticate, authorize, countRequest, guardEmpty, standingHeaders } from './authenticate.ts';
import type { Exchange } from './exchange.ts';
import type { KillSwitch } from './kill-switch.ts';
import { cutPage } from './page.ts';
import { notFound, Refusal } from './refusal.ts';
import { type Call, type Matched, matcher, type Reply } from './route.ts';
import type { StaleReads } from './stale-reads.ts';

/** Links of a request's answers, by the base that it came to. */
export type Addresses = Omit<Site, 'world' | 'tables'>;

export interface Incoming {
  readonly method: string;
  /** As the client wrote it; pages link to it. */
  readonly url: URL;
  /** Below the API's base. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly addresses: Addresses;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** `null`: the connection breaks. */
export type Outcome = Answer | null;

export interface Engine {
  readonly world: World;
  readonly faults: Faults;
  readonly stale: StaleReads;
  readonly kill: KillSwitch;
  readonly requests: Exchange[];
  mutations: number;
}

const find = matcher(allRoutes);

/** Requests are answered one after the other, each as a whole: what a test sees does not depend on timing. */
export function createDispatcher(engine: Engine): (incoming: Incoming) => Promise<Outcome> {
  let last: Promise<unknown> = Promise.resolve();
  return async (incoming) => {
    const request = {
      method: incoming.method,
      path: incoming.path + incoming.url.search,
      body: parsed(incoming),
    };
    const fault = engine.kill.isDead ? null : engine.faults.take(request);
    if (fault?.kind === 'latency') await (fault.until ?? setTimeout(fault.latencyMs ?? 50));
    const turn = last.then(() => answer(engine, incoming, fault));
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function answer(engine: Engine, incoming: Incoming, fault: Fault | null): Promise<Outcome> {
  const before = engine.mutations;
  const matched = find(incoming.method, incoming.path);
  const work: Work = { incoming, matched, token: null };
  const made = await attempt(engine, work, fault);
  const isDropped = fault?.kind === 'drop-after' || engine.kill.isDead;
  const outcome = isDropped ? null : made;
  engine.requests.push({
    method: incoming.method,
    path: incoming.path + incoming.url.search,
    operation: matched?.route.path ?? null,
    body: parsed(incoming),
    status: outcome?.status ?? null,
    response: outcome?.body ?? null,
    login: work.token?.login || null,
    applied: engine.mutations > before,
  });
  return outcome;
}

/** What the client would get if the connection held; the fault may stand in its way. */
async function attempt(engine: Engine, work: Work, fault: Fault | null): Promise<Outcome> {
  const { world, kill } = engine;
  if (kill.isDead || fault?.kind === 'drop-before') return null;
  let outcome: Answer;
  try {
    if (fault?.kind === 'status') throw injected(fault);
    work.token = authenticate(world, work.incoming.headers.authorization);
    outcome = finish(await perform(engine, { ...work, token: work.token }), work);
  } catch (error) {
    outcome = refusal(error);
  }
  if (fault?.kind === 'status-after' && outcome.status < 400) outcome = refusal(injected(fault));
  const standing = standingHeaders(world, work.matched?.route.need ?? []);
  return { ...outcome, headers: { ...standing, ...outcome.headers } };
}

interface Work {
  readonly incoming: Incoming;
  readonly matched: Matched | null;
  token: Token | null;
}

type Known = Work & { readonly token: Token };

async function perform(engine: Engine, { incoming, matched, token }: Known): Promise<Reply> {
  const { world, kill, stale } = engine;
  if (incoming.path !== '/rate_limit') countRequest(world);
  if (matched === null)
    throw new Refusal(501, `The double does not know ${incoming.method} ${incoming.path}`);
  const { route, params } = matched;
  const { owner = world.owner, repo = world.repo } = params;
  const asked = `${owner}/${repo}`.toLowerCase();
  if (asked !== `${world.owner}/${world.repo}`.toLowerCase()) throw notFound();
  authorize(world, token, route);
  guardEmpty(world, route);
  await followBranches(world);
  if (route.method === 'GET') return route.handle(callOf(engine, { incoming, matched, token }));
  if (kill.beforeMutation()) throw new Refusal(500, 'killed');
  const snapshot = await stale.remember(world);
  world.clock.advance(1);
  const reply = await route.handle(callOf(engine, { incoming, matched, token }));
  if (reply.isRefusal === true) return reply;
  engine.mutations += 1;
  stale.changed(snapshot);
  kill.afterMutation();
  return reply;
}

function callOf({ world, stale }: Engine, { incoming, matched, token }: Known): Call<never> {
  const old = matched?.route.list ? stale.take(incoming.path) : null;
  const tables = old?.tables ?? world.tables;
  return {
    world,
    tables,
    token,
    params: matched?.params ?? {},
    query: incoming.url.searchParams,
    body: parsed(incoming) as never,
    bytes: incoming.bytes,
    headers: incoming.headers as Record<string, string | undefined>,
    site: { ...incoming.addresses, world, tables },
    refs: async (prefix) =>
      (old?.refs ?? (await world.git.refs())).filter(({ ref }) => ref.startsWith(prefix)),
  };
}

function finish(reply: Reply, { incoming, matched }: Work): Answer {
  const headers = reply.headers ?? {};
  const list = matched?.route.list ?? null;
  if (list === null || !Array.isArray(reply.body)) return { status: reply.status, headers, body: reply.body };
  const { items, link } = cutPage(reply.body, incoming.url);
  const body = list.wrap === null ? items : { total_count: reply.body.length, [list.wrap]: items };
  return { status: reply.status, headers: link === null ? headers : { ...headers, link }, body };
}

function refusal(error: unknown): Answer {
  if (error instanceof Refusal) return { status: error.status, headers: error.headers, body: error.body };
  // A bug of the double is loud, and is no answer that GitHub gives.
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 599, headers: {}, body: { message: `The double failed: ${text}` } };
}

function injected({ status = 500, message = 'Injected fault', headers = {} }: Fault): Refusal {
  return new Refusal(status, message, { headers });
}

function parsed({ bytes, headers }: Incoming): unknown {
  const isJson = !/octet-stream|zip/.test(headers['content-type'] ?? '');
  if (bytes.length === 0 || !isJson) return null;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
