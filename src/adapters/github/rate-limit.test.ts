import { expect, it } from 'vitest';
import { parseAccepted, permissionHint } from './permission-hint.ts';
import { rateLimitWaitMs } from './rate-limit.ts';

const DATE = 'Mon, 02 Mar 2026 09:00:00 GMT';
const RESET = String(Date.parse(DATE) / 1000 + 90);

it.each<[string, Parameters<typeof rateLimitWaitMs>[0], number | null]>([
  ['retry-after', { status: 403, headers: { 'retry-after': '7' }, message: '' }, 7000],
  ['retry-after of a 429', { status: 429, headers: { 'retry-after': '7' }, message: '' }, 7000],
  [
    'the reset, by the clock of the server',
    {
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET, date: DATE },
      message: '',
    },
    91_000,
  ],
  [
    'a secondary limit without a time',
    { status: 403, headers: {}, message: 'a secondary rate limit' },
    60_000,
  ],
  ['a 429 without a time', { status: 429, headers: {}, message: '' }, 60_000],
  ['a 403 that is no limit', { status: 403, headers: { 'x-ratelimit-remaining': '9' }, message: 'no' }, null],
  ['a 503 with retry-after', { status: 503, headers: { 'retry-after': '7' }, message: '' }, null],
])('%s', (_, answer, waitMs) => {
  expect(rateLimitWaitMs(answer)).toBe(waitMs);
});

it('permissions are read as GitHub writes them, and told as a workflow has them', () => {
  expect(parseAccepted('issues=write; pull_requests=write,contents=read')).toEqual([
    { issues: 'write' },
    { pull_requests: 'write', contents: 'read' },
  ]);
  expect(parseAccepted('')).toEqual([]);
  const hint = (header: string, path: string, status = 403) =>
    permissionHint({ 'x-accepted-github-permissions': header }, { status, path });
  expect(hint('pull_requests=write', '/repos/a/b/issues/1/comments')).toContain(
    'permissions:\n  pull-requests: write\n',
  );
  expect(hint('contents=write; contents=write,workflows=write', '/repos/a/b/git/refs', 404)).toContain(
    '.github/workflows',
  );
  expect(hint('contents=write', '/repos/a/b/git/refs')).not.toContain('.github/workflows');
  expect(permissionHint({ 'x-github-sso': 'required' }, { status: 403, path: '/x' })).toContain(
    'single sign-on',
  );
});
