import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ModelyardError } from '../errors.ts';
import type { ReviewedCandidates } from '../ports/reviewed-candidates.ts';
import type { CommandContext } from './command-context.ts';
import type { CommandLine } from './parse-command-line.ts';

/** Archives that are named on the command line, as another CI system keeps them; else those of GitHub's runs. */
export async function reviewedCandidates(context: CommandContext): Promise<ReviewedCandidates> {
  const { line, services, project } = context;
  const client = line.list('archive').length > 0 ? null : await services.github(project.repository);
  if (client === null) return namedArchives(line);
  const { createGithubReviewed } = await import('../adapters/github/github-reviewed.ts');
  return createGithubReviewed(client, workflowOf(line, process.env));
}

/** The workflow whose runs judge pull requests: the one that is named, else the one that runs now. */
function workflowOf(line: CommandLine, environment: Readonly<Record<string, string | undefined>>): string {
  const named = line.text('workflow');
  if (named !== null) return named.includes('/') ? named : `.github/workflows/${named}`;
  const [, path] = /^[^/]+\/[^/]+\/(.+)@/.exec(environment.GITHUB_WORKFLOW_REF ?? '') ?? [];
  if (path !== undefined) return path;
  throw new ModelyardError('usage', 'accept does not know which workflow judges pull requests', {
    hint: 'Name its file with --workflow; inside GitHub Actions it is the one that runs.',
  });
}

async function namedArchives(line: CommandLine): Promise<ReviewedCandidates> {
  const named = line.list('archive').map((path) => resolve(path));
  for (const path of named) {
    if ((await stat(path).catch(() => null))?.isFile() !== true)
      throw new ModelyardError('input', `--archive ${path}: there is no such file`);
  }
  return {
    find: async () =>
      named.length === 0
        ? { kind: 'none', reason: 'no archive of a reviewed candidate was named' }
        : { kind: 'found', archives: named, pull: null, approvedBy: null },
    pullOf: async () => null,
    approvalOf: async () => ({
      kind: 'none',
      reason: 'only GitHub can say who approved a change, and it was not asked',
      pull: null,
    }),
  };
}
