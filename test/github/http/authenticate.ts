import type { Token, World } from '../world.ts';
import { acceptedPermissions, isGranted, type Need, notAccessible } from './permission.ts';
import { emptyRepository, notFound, Refusal } from './refusal.ts';
import type { Route } from './route.ts';

const ANONYMOUS: Token = { value: '', login: '', permissions: {} };

/** 401 for a token that nobody issued. */
export function authenticate(world: World, header: string | undefined): Token {
  if (header === undefined) return ANONYMOUS;
  const value = /^(?:bearer|token)\s+(\S+)$/i.exec(header)?.[1] ?? basicPassword(header);
  const token = world.tokens.get(value);
  if (token === undefined) throw new Refusal(401, 'Bad credentials');
  return token;
}

/** What a private repository does not show is not there; what a token may not do is 403. */
export function authorize(world: World, token: Token, route: Route): void {
  const isRead = route.method === 'GET';
  if (isRead && (!world.isPrivate || route.need.length === 0) && !asksForAdmin(route.need)) return;
  if (token === ANONYMOUS && isRead) throw notFound();
  if (token === ANONYMOUS) throw new Refusal(401, 'Requires authentication');
  if (!isGranted(token.permissions, route.need)) throw notAccessible(route.need);
}

/** A repository without a branch takes no objects and no refs over HTTP. */
export function guardEmpty({ git }: World, route: Route): void {
  const writesGit = route.method === 'POST' && route.path.includes('/git/');
  if (writesGit && git.isEmpty()) throw emptyRepository();
}

/** Headers that every answer carries. */
export function standingHeaders(world: World, need: Need): Record<string, string> {
  const { limit, used } = world.rate;
  const now = world.clock.now();
  return {
    date: now.toUTCString(),
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': '2022-11-28',
    'x-github-request-id': '0000:0000:0000000:0000000:00000000',
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-used': String(Math.min(used, limit)),
    'x-ratelimit-remaining': String(Math.max(0, limit - used)),
    'x-ratelimit-reset': String(Math.floor(now.getTime() / 1000) + 3600),
    'x-ratelimit-resource': 'core',
    ...(need.length > 0 ? { 'x-accepted-github-permissions': acceptedPermissions(need) } : {}),
  };
}

/** One more request of the hour; 403 when there were too many. */
export function countRequest(world: World): void {
  world.rate.used += 1;
  if (world.rate.used > world.rate.limit) throw new Refusal(403, 'API rate limit exceeded for installation.');
}

function asksForAdmin(need: Need): boolean {
  return need.some((all) => 'administration' in all);
}

function basicPassword(header: string): string {
  const encoded = /^basic\s+(\S+)$/i.exec(header)?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString().split(':').slice(1).join(':');
}
