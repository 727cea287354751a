import type { components } from '@octokit/openapi-types';
import type { Tables, World } from '../world.ts';

export type Schemas = components['schemas'];

/** Where the answers' links point, and the state that they are made of. */
export interface Site {
  /** `http://127.0.0.1:1234` or `…/api/v3`. */
  readonly api: string;
  readonly html: string;
  readonly uploads: string;
  /** Signed downloads come from another origin, where a token must not arrive. */
  readonly storage: string;
  readonly world: World;
  readonly tables: Tables;
}

export function repoApi({ api, world }: Site): string {
  return `${api}/repos/${world.owner}/${world.repo}`;
}

export function repoHtml({ html, world }: Site): string {
  return `${html}/${world.owner}/${world.repo}`;
}

export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}

/** Each name with its link below `base`. */
export function links<Name extends string>(
  base: string,
  table: Readonly<Record<Name, string>>,
): Record<Name, string> {
  const entries = Object.entries<string>(table).map(([name, path]) => [name, `${base}${path}`]);
  return Object.fromEntries(entries) as Record<Name, string>;
}
