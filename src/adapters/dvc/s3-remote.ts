import { setTimeout as wait } from 'node:timers/promises';
import { ModelyardError, messageOf } from '../../errors.ts';
import { chooseFetch, type Fetch } from '../http/choose-fetch.ts';
import type { RemoteSettings } from './dvc-settings.ts';
import type { RemoteAccess } from './open-remote.ts';
import type { Remote } from './remote.ts';

interface Place {
  readonly bucket: string;
  /** Without slashes at its ends. */
  readonly prefix: string;
  /** null: Amazon's own. */
  readonly endpoint: string | null;
  readonly region: string;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** S3 and what speaks like it. Requests are signed (Signature Version 4) where credentials are given, and plain otherwise. */
export function openS3(settings: RemoteSettings, access: RemoteAccess): Remote {
  const place = placeOf(settings, access.environment);
  const credentials = credentialsOf(settings, access.environment);
  const label = settings.url ?? 's3';
  let region = place.region;
  const ask = async (key: string): Promise<Response> => {
    const url = objectUrl({ ...place, region }, key);
    const response = await send(url, { region, credentials, access, label });
    const own = response.headers.get('x-amz-bucket-region');
    if (![301, 307, 400].includes(response.status) || own === null || own === region) return response;
    // The bucket says itself where it is.
    await response.body?.cancel();
    region = own;
    return send(objectUrl({ ...place, region }, key), { region, credentials, access, label });
  };
  return {
    label,
    async open(key) {
      const response = await ask(key);
      if (response.status === 200 && response.body !== null)
        // No Node stream: one that breaks before anybody listens would end the process.
        return response.body as unknown as AsyncIterable<Uint8Array>;
      const code = /<Code>([^<]*)<\/Code>/.exec((await response.text()).slice(0, 10_000))?.[1] ?? '';
      if (response.status === 404 && code !== 'NoSuchBucket') return null;
      throw refusal({ status: response.status, code, label, hasCredentials: credentials !== null });
    },
  };
}

type Environment = RemoteAccess['environment'];

function placeOf(settings: RemoteSettings, environment: Environment): Place {
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(settings.url ?? '') ?? [];
  const endpoint =
    settings.endpointurl ?? environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL ?? '';
  const region = settings.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? 'us-east-1';
  if (bucket === '' || (endpoint !== '' && !/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/i.test(endpoint)))
    throw new ModelyardError('input', `the DVC remote ${settings.url} has an address that cannot be read`, {
      hint: 'Write url = s3://bucket/path and endpointurl = https://host.',
    });
  return {
    bucket,
    prefix: path.replace(/^\/+|\/+$/g, ''),
    endpoint: endpoint === '' ? null : endpoint.replace(/\/+$/, ''),
    region,
  };
}

/** Of the config where it has them (`config.local`), else of the environment; null: there are none. */
function credentialsOf(settings: RemoteSettings, environment: Environment): Credentials | null {
  const fromConfig = settings.access_key_id !== undefined && settings.secret_access_key !== undefined;
  const [accessKeyId, secretAccessKey, sessionToken] = fromConfig
    ? [settings.access_key_id, settings.secret_access_key, settings.session_token]
    : [environment.AWS_ACCESS_KEY_ID, environment.AWS_SECRET_ACCESS_KEY, environment.AWS_SESSION_TOKEN];
  if (!accessKeyId || !secretAccessKey || /^true$/i.test(settings.allow_anonymous_login ?? '')) return null;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

/** Buckets of a server of one's own, and names with dots, go into the path: no certificate would fit their host. */
function objectUrl({ bucket, prefix, endpoint, region }: Place, key: string): string {
  const path = [...(prefix === '' ? [] : prefix.split('/')), ...key.split('/')].map(encodeURIComponent);
  if (endpoint !== null) return [endpoint, encodeURIComponent(bucket), ...path].join('/');
  const host = `s3.${region}.amazonaws.com`;
  return bucket.includes('.')
    ? [`https://${host}`, encodeURIComponent(bucket), ...path].join('/')
    : [`https://${bucket}.${host}`, ...path].join('/');
}

interface Sending {
  readonly region: string;
  readonly credentials: Credentials | null;
  readonly access: RemoteAccess;
  readonly label: string;
}

const PAUSES_MS = [500, 2_000, 5_000];
const ANSWER_MS = 30_000;

/** One request, again where the store or the line is down for a moment. Redirections are not followed: they are not signed for. */
async function send(url: string, { region, credentials, access, label }: Sending): Promise<Response> {
  const fetch = await chooseFetch(access.environment);
  const pauses = access.pausesMs ?? PAUSES_MS;
  for (let attempt = 0; ; attempt += 1) {
    const pauseMs = pauses[attempt];
    try {
      const headers = credentials === null ? {} : await signed(url, region, credentials);
      const response = await answered(fetch, { url, headers, signal: access.signal });
      if ((response.status < 500 && response.status !== 429) || pauseMs === undefined) return response;
      await response.body?.cancel();
    } catch (cause) {
      assertGoesOn(access.signal);
      if (pauseMs === undefined)
        throw new ModelyardError('outside', `${label} does not answer: ${reasonOf(cause)}`, {
          cause,
          hint: 'Look whether the address is right and can be reached from here.',
        });
    }
    await wait(pauseMs ?? 0, undefined, { signal: access.signal }).catch(() => assertGoesOn(access.signal));
  }
}

/** An answer must begin in time; how long its bytes take is another matter. */
async function answered(
  fetch: Fetch,
  { url, headers, signal }: { url: string; headers: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`no answer within ${ANSWER_MS / 1000} s`)), ANSWER_MS);
  try {
    return await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.any([signal, late.signal]) });
  } finally {
    clearTimeout(timer);
  }
}

async function signed(
  url: string,
  region: string,
  credentials: Credentials,
): Promise<Record<string, string>> {
  const { AwsV4Signer } = await import('aws4fetch');
  const signer = new AwsV4Signer({ ...credentials, url, region, service: 's3' });
  const { headers } = await signer.sign();
  return Object.fromEntries(headers);
}

function assertGoesOn(signal: AbortSignal): void {
  if (signal.aborted) throw new ModelyardError('interrupted', 'interrupted while data were fetched');
}

/** fetch hides why in the cause. */
function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: unknown };
  return cause === undefined ? messageOf(error) : messageOf(cause);
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly label: string;
  readonly hasCredentials: boolean;
}

function refusal({ status, code, label, hasCredentials }: Refusal): ModelyardError {
  const what = `${label} answers ${status}${code === '' ? '' : ` (${code})`}`;
  if (status !== 401 && status !== 403)
    return new ModelyardError('outside', what, { hint: 'Look at the remote in .dvc/config.' });
  return new ModelyardError('outside', what, {
    hint: hasCredentials
      ? 'The credentials may not read it, or the object is not there and they may not list the bucket.'
      : 'No credentials were given: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  });
}
