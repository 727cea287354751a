import { describe, expect, it } from 'vitest';
import { parseRemote, readConnection } from './connection.ts';

const TOKEN = { GITHUB_TOKEN: 't' };

describe('where the repository is', () => {
  it.each([
    ['git@github.com:a/b.git', 'https://api.github.com'],
    ['https://user:pw@github.com/a/b', 'https://api.github.com'],
    ['ssh://git@ssh.github.com:443/a/b.git', 'https://api.github.com'],
    ['https://acme.ghe.com/a/b.git', 'https://api.acme.ghe.com'],
  ])('%s is on %s', (origin, apiUrl) => {
    expect(readConnection(TOKEN, origin)).toEqual({ apiUrl, owner: 'a', repo: 'b', token: 't' });
  });

  it('what the environment says comes first', () => {
    const environment = {
      GITHUB_REPOSITORY: 'x/y.z',
      GITHUB_API_URL: 'https://git.example.org/api/v3/',
      GH_TOKEN: ' u ',
    };
    const expected = { apiUrl: 'https://git.example.org/api/v3', owner: 'x', repo: 'y.z', token: 'u' };
    expect(readConnection(environment, 'git@github.com:a/b.git')).toEqual(expected);
    const server = { ...TOKEN, GITHUB_SERVER_URL: 'https://git.example.org' };
    expect(readConnection(server, 'git@git.example.org:a/b.git').apiUrl).toBe(
      'https://git.example.org/api/v3',
    );
  });

  it.each<[string, Record<string, string>, string | null, RegExp]>([
    ['no repository', TOKEN, null, /does not know the repository/],
    ['a remote that is a folder', TOKEN, '/srv/git/b.git', /does not know the repository/],
    ['a repository that is none', { ...TOKEN, GITHUB_REPOSITORY: '../x' }, null, /expected owner\/name/],
    [
      'a server that only the remote names',
      TOKEN,
      'git@evil.example.org:a/b.git',
      /is on evil\.example\.org/,
    ],
    ['no token', {}, 'git@github.com:a/b.git', /needs a token/],
    [
      'an address with a password',
      { ...TOKEN, GITHUB_API_URL: 'https://u:p@x.org' },
      'git@github.com:a/b',
      /is no URL/,
    ],
    [
      'an address that is none',
      { ...TOKEN, GITHUB_API_URL: 'api.github.com' },
      'git@github.com:a/b',
      /is no URL/,
    ],
  ])('%s is told', (_, environment, origin, message) => {
    expect(() => readConnection(environment, origin)).toThrow(message);
    expect(() => readConnection(environment, origin)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('a token with a line break is told, and not shown', () => {
    expect(() => readConnection({ GITHUB_TOKEN: 'abc\ndef' }, 'git@github.com:a/b')).toThrow(/^(?!.*abc)/);
  });

  it('other forms of remotes are none', () => {
    for (const url of ['', 'a/b', 'file:///a/b/c', '../a/b', 'C:\\a\\b']) expect(parseRemote(url)).toBeNull();
  });
});
