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

  it.each(['pull_request_target', 'workflow_run', 'issue_comment'])(
    'on %s a stranger’s code would run with the rights of the repository',
    (name) => {
      expect(() => stageForEvent(event(name))).toThrow('would run a stranger');
    },
  );
});
