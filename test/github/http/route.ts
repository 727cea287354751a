import type { paths } from '@octokit/openapi-types';
import type { Ref } from '../git/bare-repository.ts';
import type { Site } from '../views/site.ts';
import type { Tables, Token, World } from '../world.ts';
import type { Need } from './permission.ts';

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';
type Operation<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? paths[P][M] : never;
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : null;
type RequestBody<O> = O extends { requestBody?: infer R } ? Json<NonNullable<R>> : null;
type Success = 200 | 201 | 202 | 204 | 302;
type Replies<O> = O extends { responses: infer R }
  ? {
      [S in keyof R & Success]: { readonly status: S; readonly body: Json<R[S]>; readonly headers?: Headers };
    }[keyof R & Success]
  : never;
/** Media types may ask for the bytes themselves. */
type Raw = { readonly status: 200; readonly body: Buffer; readonly headers?: Headers };
type Item<O> =
  Replies<O> extends infer R
    ? R extends { status: 200; body: (infer I)[] }
      ? I
      : R extends { status: 200; body: { total_count: number } & infer B }
        ? Extract<B[keyof B], readonly unknown[]>[number]
        : never
    : never;

export type Headers = Readonly<Record<string, string>>;

/** What a handler is given. */
export interface Call<Body = unknown> {
  readonly world: World;
  /** The state that this request sees: a stale read sees an older one. */
  readonly tables: Tables;
  refs(prefix: string): Promise<readonly Ref[]>;
  readonly token: Token;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly site: Site;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Headers;
  /** GraphQL refuses with 200: nothing has changed. */
  readonly isRefusal?: boolean;
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly need: Need;
  /** A list is paged by the server, and may be stale. */
  readonly list: { readonly wrap: string | null } | null;
  readonly handle: (call: Call<never>) => Promise<Reply> | Reply;
}

/** An operation of GitHub's description; its bodies are typed by it. */
export function route<P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  need: Need,
  handle: (
    call: Call<RequestBody<Operation<P, M>>>,
  ) => Promise<Replies<Operation<P, M>> | Raw> | Replies<Operation<P, M>> | Raw,
): Route {
  return { method: method.toUpperCase(), path, need, list: null, handle };
}

/** A list: the handler answers everything, the server cuts the page; `wrap` is the name beside `total_count`. */
export function listRoute<P extends keyof paths>(
  path: P,
  need: Need,
  handle: (
    call: Call,
  ) => Promise<readonly Item<Operation<P, 'get'>>[]> | readonly Item<Operation<P, 'get'>>[],
  wrap: string | null = null,
): Route {
  const reply = async (call: Call) => ({ status: 200, body: await handle(call) });
  return { method: 'GET', path, need, list: { wrap }, handle: reply };
}

/** Parameters that may contain slashes, when they end the path. */
const GREEDY = /\{(?:ref|path|basehead)\}$/;

export interface Matched {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The first route that fits, or null. */
export function matcher(routes: readonly Route[]): (method: string, path: string) => Matched | null {
  const compiled = routes.map((one) => ({ route: one, pattern: pattern(one.path) }));
  return (method, path) => {
    for (const { route: one, pattern: expression } of compiled) {
      const found = one.method === method ? expression.exec(path) : null;
      if (found !== null) return { route: one, params: decoded(found.groups ?? {}) };
    }
    return null;
  };
}

function pattern(path: string): RegExp {
  const source = path
    .replace(/[.]/g, '\\.')
    .replace(GREEDY, (name) => `(?<${name.slice(1, -1)}>.+)`)
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${source}$`);
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, plain(value)]));
}

/** A broken escape is a name that nothing has. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
