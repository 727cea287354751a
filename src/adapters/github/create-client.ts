import { Octokit } from '@octokit/core';
import type { Endpoints, RequestParameters } from '@octokit/types';
import { chooseFetch, wholeAnswers } from '../http/choose-fetch.ts';
import type { Connection } from './connection.ts';
import type { Patience } from './patience.ts';
import { patientRequests } from './patient-requests.ts';

/** Endpoints that answer with an array, page by page. */
type ListRoute = {
  [R in keyof Endpoints]: Endpoints[R]['response']['data'] extends readonly unknown[] ? R : never;
}[keyof Endpoints];
type Item<R extends ListRoute> = Endpoints[R]['response']['data'][number];
type Parameters<R extends keyof Endpoints> = Omit<
  Endpoints[R]['parameters'],
  'owner' | 'repo' | 'page' | 'per_page'
>;

export interface GithubClient {
  readonly connection: Connection;
  readonly patience: Patience;
  /** One request to this repository; the answer's data. Throws `GithubError`. */
  ask<R extends keyof Endpoints>(
    route: R,
    parameters: Parameters<R> & RequestParameters,
  ): Promise<Endpoints[R]['response']['data']>;
  /** All pages of a list. */
  list<R extends ListRoute>(route: R, parameters: Parameters<R>): Promise<Item<R>[]>;
  /** For bytes and for addresses that GitHub gave: bodies are streams. */
  readonly raw: Octokit['request'];
}

export interface ClientOptions {
  readonly connection: Connection;
  readonly patience: Patience;
  readonly toolkit: string;
  /** Cancels requests in flight and those that wait to be sent again. */
  readonly signal: AbortSignal;
  /** Told when a rate limit makes us wait. */
  readonly note: (text: string) => void;
  /** For proxies. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const PAGE = 100;
const API_VERSION = '2022-11-28';

/** A client for one repository that waits for rate limits, repeats what may be repeated, and explains what fails. */
export async function createClient(options: ClientOptions): Promise<GithubClient> {
  const { connection, patience, toolkit, signal } = options;
  const fetch = await chooseFetch(options.environment);
  const octokit = new Octokit({
    auth: connection.token,
    baseUrl: connection.apiUrl,
    userAgent: `modelyard/${toolkit}`,
    request: { fetch: wholeAnswers(fetch), signal },
    log: SILENT,
  });
  octokit.hook.wrap('request', patientRequests(options));
  const repository = { owner: connection.owner, repo: connection.repo };
  const headers = { 'x-github-api-version': API_VERSION };

  const ask: GithubClient['ask'] = async (route, parameters) => {
    const given = { headers, ...repository, ...parameters } as RequestParameters;
    return (await octokit.request(route as string, given)).data;
  };

  const list: GithubClient['list'] = async (route, parameters) => {
    const items = [];
    for (let page = 1; ; page++) {
      const given = { headers, ...repository, ...parameters, per_page: PAGE, page } as RequestParameters;
      const { data, headers: answered } = await octokit.request(route as string, given);
      items.push(...data);
      if (!/<[^>]*>;\s*rel="next"/.test(String(answered.link ?? ''))) return items;
    }
  };

  const raw = octokit.request.defaults({ headers, ...repository, request: { fetch } });
  return { connection, patience, ask, list, raw: raw as Octokit['request'] };
}

const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
