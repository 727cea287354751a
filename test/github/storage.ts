import { createHash, createHmac } from 'node:crypto';
import type { World } from './world.ts';

const LIFETIME_SECONDS = 60;

/** Keeps bytes; answers their hex SHA-256. */
export function store(world: World, bytes: Buffer): string {
  const digest = createHash('sha256').update(bytes).digest('hex');
  world.bytes.set(digest, bytes);
  return digest;
}

/** Path of a download that needs no token and ends after a minute. */
export function signedPath(world: World, digest: string): string {
  const until = Math.floor(world.clock.now().getTime() / 1000) + LIFETIME_SECONDS;
  return `/${digest}?until=${until}&sig=${signature(digest, until)}`;
}

/** The bytes of a signed path, or the status of the refusal. */
export function openSigned(world: World, url: URL): Buffer | 403 | 404 {
  const digest = url.pathname.slice(1);
  const until = Number(url.searchParams.get('until'));
  const isLate = until * 1000 < world.clock.now().getTime();
  if (isLate || url.searchParams.get('sig') !== signature(digest, until)) return 403;
  return world.bytes.get(digest) ?? 404;
}

function signature(digest: string, until: number): string {
  return createHmac('sha256', 'storage').update(`${digest} ${until}`).digest('hex');
}
