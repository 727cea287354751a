import type { User } from '../world.ts';
import { links, nodeId, type Schemas, type Site } from './site.ts';

/** A login that nobody added is a user without rights. */
export function userView(site: Site, login: string): Schemas['simple-user'] {
  const user = site.world.users.get(login) ?? strangers(login);
  const path = encodeURIComponent(login);
  return {
    login,
    id: user.id,
    node_id: nodeId('User', user.id),
    avatar_url: `${site.html}/avatars/${user.id}`,
    gravatar_id: '',
    url: `${site.api}/users/${path}`,
    html_url: `${site.html}/${path}`,
    ...links(`${site.api}/users/${path}`, {
      followers_url: '/followers',
      following_url: '/following{/other_user}',
      gists_url: '/gists{/gist_id}',
      starred_url: '/starred{/owner}{/repo}',
      subscriptions_url: '/subscriptions',
      organizations_url: '/orgs',
      repos_url: '/repos',
      events_url: '/events{/privacy}',
      received_events_url: '/received_events',
    }),
    type: user.type,
    site_admin: false,
  };
}

export function association(site: Site, login: string): Schemas['author-association'] {
  const role = site.world.users.get(login)?.role ?? 'none';
  if (login === site.world.owner) return 'OWNER';
  return role === 'none' || role === 'read' ? 'NONE' : 'COLLABORATOR';
}

function strangers(login: string): User {
  const id = [...login].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 7);
  return { login, id: 90_000_000 + id, type: login.endsWith('[bot]') ? 'Bot' : 'User', role: 'none' };
}
