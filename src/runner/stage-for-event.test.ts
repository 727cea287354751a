import { describe, expect, it } from 'vitest';
import type { GithubEvent } from '../adapters/github/read-event.ts';
import { stageForEvent } from './stage-for-event.ts';

const event = (name: string) => ({ name }) as GithubEvent;

describe('the stage that an event calls for', () => {
  it.each([
    ['pull_request', 'run'],
    ['merge_group', 'run'],
    ['push', 'run'],
    ['workflow_dispatch', 'run'],
    ['schedule', 'monitor'],
  ])('%s: %s', (name, expected) => {
    expect(stageForEvent(event(name))).toBe(expected);
  });

  it('a push to the default branch accepts what was reviewed', () => {
    const push = { name: 'push', ref: 'refs/heads/main', defaultBranch: 'main' } as GithubEvent;
    expect(stageForEvent(push)).toBe('accept');
    expect(stageForEvent({ ...push, ref: 'refs/heads/other' })).toBe('run');
  });

  it.each(['pull_request_target', 'workflow_run', 'issue_comment'])(
    'on %s a stranger’s code would run with the rights of the repository',
    (name) => {
      expect(() => stageForEvent(event(name))).toThrow('would run a stranger');
    },
  );
});
