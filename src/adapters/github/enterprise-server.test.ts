import { describe, expect, it } from 'vitest';
import type { GithubClient } from './create-client.ts';
import { isEnterpriseApi, isEnterpriseServer } from './enterprise-server.ts';
import { createGithubReviewed } from './github-reviewed.ts';

describe('GitHub Enterprise Server', () => {
  it.each([
    ['https://github.com', false],
    ['https://acme.ghe.com', false],
    ['https://git.example.org', true],
    ['https://github.com.example.org', true],
    ['nonsense', true],
  ])('%s: %s', (url, expected) => {
    expect(isEnterpriseServer(url)).toBe(expected);
  });

  it.each([
    ['https://api.github.com', false],
    ['https://api.acme.ghe.com', false],
    ['https://git.example.org/api/v3', true],
  ])('by the API: %s: %s', (url, expected) => {
    expect(isEnterpriseApi(url)).toBe(expected);
  });

  it('has no reviewed candidates, and says what to do instead of asking for them', async () => {
    const client = { connection: { apiUrl: 'https://git.example.org/api/v3' } } as GithubClient;
    const reviewed = createGithubReviewed(client, '.github/workflows/modelyard.yml');
    const found = await reviewed.find({ model: 'visits', commit: 'a'.repeat(40), approval: 'merge' });
    expect(found).toMatchObject({ kind: 'none', reason: expect.stringContaining('from: retrain') });
  });
});
