import type { Level, Permissions } from '../world.ts';
import { Refusal } from './refusal.ts';

/** Alternatives, each a set of permissions that must all be there. */
export type Need = readonly Permissions[];

/** `issues=write; pull_requests=write`: what the header `x-accepted-github-permissions` says. */
export function acceptedPermissions(need: Need): string {
  return need
    .map((all) => Object.entries(all).map(([name, level]) => `${name.replaceAll('-', '_')}=${level}`))
    .map((all) => all.join(','))
    .join('; ');
}

export function isGranted(held: Permissions, need: Need): boolean {
  return (
    need.length === 0 ||
    need.some((all) => Object.entries(all).every(([name, level]) => has(held, name, level)))
  );
}

export function notAccessible(need: Need, status: 403 | 404 = 403): Refusal {
  const message = status === 403 ? 'Resource not accessible by integration' : 'Not Found';
  return new Refusal(status, message, {
    headers: { 'x-accepted-github-permissions': acceptedPermissions(need) },
  });
}

function has(held: Permissions, name: string, level: Level | 'none'): boolean {
  if (name === 'metadata' && level === 'read') return true;
  return held[name] === 'write' || held[name] === level;
}
