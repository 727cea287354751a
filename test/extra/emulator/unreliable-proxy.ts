import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a connection: broken before the request is passed on, after it was answered, in the middle of the answer, or not. */
export type Fate = 'before' | 'after' | 'half' | 'pass';

export interface UnreliableProxy {
  readonly url: string;
  /** Port of the server behind it. */
  target: number;
  /** Decides each request's fate. */
  fate: () => Fate;
  /** How many connections were broken. */
  readonly broken: number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * A proxy that breaks connections, in front of an emulator. The emulator keeps no bytes of release assets: these are
 * remembered here as they are uploaded, and answered where the platform would.
 */
export async function startUnreliableProxy(): Promise<UnreliableProxy> {
  const assets = new Map<string, Buffer>();
  const state = { target: 0, fate: (): Fate => 'pass', broken: 0 };
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const fate = state.fate();
    const body = await bodyOf(incoming);
    if (fate !== 'pass') state.broken += 1;
    if (fate === 'before') return void outgoing.destroy();
    const answered = withAssets(assets, {
      incoming,
      body,
      answer: await forward(state.target, incoming, body),
    });
    if (fate === 'after') return void outgoing.destroy();
    const { status, headers, body: bytes } = answered;
    outgoing.writeHead(status, { ...headers, 'content-length': bytes.length });
    if (fate === 'pass' || bytes.length < 2) return void outgoing.end(bytes);
    outgoing.write(bytes.subarray(0, bytes.length / 2), () => outgoing.destroy());
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return Object.assign(state, { url, close });
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function forward(port: number, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { 'transfer-encoding': _, connection: __, ...kept } = headers;
    const options = {
      port,
      host: '127.0.0.1',
      method,
      path: url,
      headers: { ...kept, 'content-length': body.length },
    };
    const sent = request(options, async (answered) => {
      const bytes = await bodyOf(answered);
      const plain = Object.entries(answered.headers).filter(
        ([name]) => !/^(transfer-encoding|connection|keep-alive|content-length)$/.test(name),
      );
      resolve({
        status: answered.statusCode ?? 500,
        headers: Object.fromEntries(plain.map(([name, value]) => [name, String(value)])),
        body: bytes,
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  readonly answer: Answer;
}

function withAssets(assets: Map<string, Buffer>, { incoming, body, answer }: Exchange): Answer {
  const path = (incoming.url ?? '').replace(/\?.*$/, '');
  if (incoming.method === 'POST' && /\/releases\/\d+\/assets$/.test(path) && answer.status === 201) {
    const { id } = JSON.parse(answer.body.toString()) as { readonly id: number };
    assets.set(path.replace(/releases\/\d+\/assets$/, `releases/assets/${id}`), body);
  }
  const isDownload = incoming.method === 'GET' && incoming.headers.accept === 'application/octet-stream';
  const bytes = isDownload ? assets.get(path) : undefined;
  if (bytes === undefined || answer.status !== 200) return answer;
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: bytes };
}
