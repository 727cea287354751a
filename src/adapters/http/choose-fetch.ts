export type Fetch = typeof globalThis.fetch;

type Environment = Readonly<Record<string, string | undefined>>;

/** Node's fetch; behind a proxy (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in either case) undici's, which is loaded only then. */
export async function chooseFetch(environment: Environment): Promise<Fetch> {
  const proxy = (name: string) => environment[name.toLowerCase()] || environment[name];
  const [httpProxy, httpsProxy] = [proxy('HTTP_PROXY'), proxy('HTTPS_PROXY')];
  if (!httpProxy && !httpsProxy) return globalThis.fetch;
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({
    ...(httpProxy ? { httpProxy } : {}),
    ...(httpsProxy ? { httpsProxy } : {}),
    noProxy: proxy('NO_PROXY') ?? '',
  });
  const through = (url: string, init: object) => fetch(url, { ...init, dispatcher });
  return through as unknown as Fetch;
}

const NO_BODY: readonly number[] = [101, 103, 204, 205, 304];

const MOST_MS = 120_000;

/** A fetch whose answers are whole: a connection that breaks inside a body is an error, never half an answer. Two minutes at most. */
export function wholeAnswers(fetch: Fetch): Fetch {
  return async (url, init) => {
    const signals = [AbortSignal.timeout(MOST_MS), ...(init?.signal ? [init.signal] : [])];
    const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
    const { status, statusText, headers } = response;
    const bytes = await response.arrayBuffer();
    return new Response(NO_BODY.includes(status) ? null : bytes, { status, statusText, headers });
  };
}
