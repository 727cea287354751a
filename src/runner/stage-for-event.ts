import type { GithubEvent } from '../adapters/github/read-event.ts';
import { ModelyardError } from '../errors.ts';

/** What `action.yml` does, by the event. A push to the default branch accepts; everything that is not named judges the checkout. */
const COMMANDS: Readonly<Record<string, string>> = { schedule: 'monitor' };

/** Events whose workflow runs with the rights of the default branch on somebody else's commits. */
const REFUSED = new Set(['pull_request_target', 'workflow_run', 'issue_comment']);

/** The command that an event calls for. Throws `usage` for events that would hand the repository's rights to foreign code. */
export function stageForEvent(event: GithubEvent | null): string {
  if (event === null) return 'run';
  if (event.name === 'push' && event.ref === `refs/heads/${event.defaultBranch}`) return 'accept';
  if (!REFUSED.has(event.name)) return COMMANDS[event.name] ?? 'run';
  throw new ModelyardError(
    'usage',
    `on ${event.name} this action would run a stranger's code with your rights`,
    {
      hint: 'Use the event pull_request; forks are served by a second workflow that runs none of their code.',
    },
  );
}
