import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { openSigned } from '../storage.ts';
import type { World } from '../world.ts';
import type { Addresses, Incoming, Outcome } from './dispatcher.ts';

export interface Listening {
  readonly origin: string;
  close(): Promise<void>;
}

export async function listen(handle: RequestListener): Promise<Listening> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => stop(server) };
}

/** The API: `/…` as on github.com, `/api/v3/…` and `/api/graphql` as on a GitHub Enterprise Server. */
export function apiListener(
  addresses: () => { readonly api: string; readonly storage: string },
  dispatch: (incoming: Incoming) => Promise<Outcome>,
): RequestListener {
  return (request, response) => {
    respond(request, response, { ...addresses(), dispatch }).catch(() => response.destroy());
  };
}

/** Signed downloads. A token that arrives here has left its origin: refused, as storage providers do. */
export function storageListener(world: () => World): RequestListener {
  return (request, response) => {
    const found = openSigned(world(), new URL(request.url ?? '/', 'http://storage'));
    if (request.headers.authorization !== undefined) response.writeHead(400).end('one authentication only');
    else if (Buffer.isBuffer(found)) {
      response
        .writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': found.length })
        .end(found);
    } else response.writeHead(found).end();
  };
}

interface Door {
  readonly api: string;
  readonly storage: string;
  readonly dispatch: (incoming: Incoming) => Promise<Outcome>;
}

async function respond(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', door.api);
  const { path, addresses } = locate(url, door);
  const outcome = await door.dispatch({
    method: request.method ?? 'GET',
    url,
    path,
    headers: request.headers,
    bytes: Buffer.concat(chunks),
    addresses,
  });
  if (outcome === null) request.socket.destroy();
  else send(response, outcome);
}

function locate(url: URL, { api, storage }: Door): { path: string; addresses: Addresses } {
  const isEnterprise = /^\/api(\/|$)/.test(url.pathname);
  const path = url.pathname.replace(/^\/api\/v3(?=\/)|^\/api(?=\/(?:graphql|uploads))/, '');
  const addresses = {
    api: isEnterprise ? `${api}/api/v3` : api,
    html: api,
    uploads: isEnterprise ? `${api}/api/uploads` : `${api}/uploads`,
    storage,
  };
  return { path, addresses };
}

function send(response: ServerResponse, { status, headers, body }: NonNullable<Outcome>): void {
  const isRaw = Buffer.isBuffer(body);
  const bytes = isRaw
    ? body
    : status === 204 || body === null
      ? Buffer.alloc(0)
      : Buffer.from(JSON.stringify(body));
  const type = isRaw ? 'application/vnd.github.raw+json; charset=utf-8' : 'application/json; charset=utf-8';
  const length = status === 204 ? {} : { 'content-type': type, 'content-length': String(bytes.length) };
  response.writeHead(status, { ...length, ...headers }).end(bytes);
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
