import { originUrl } from '../adapters/git/repository.ts';
import { ModelyardError } from '../errors.ts';
import type { CommandLine } from './parse-command-line.ts';

export type ForgeKind = 'local' | 'github';

/**
 * Where releases and deployments are recorded: what `--forge` says, else GitHub inside GitHub Actions, else this clone.
 * Throws `usage` for commands that change the world where the repository belongs to GitHub and nothing was said.
 */
export async function chooseForge(line: CommandLine, repository: string): Promise<ForgeKind> {
  const asked = line.text('forge');
  if (asked === 'local' || asked === 'github') return asked;
  if (asked !== null) throw new ModelyardError('usage', `--forge ${asked}: expected local or github`);
  if (process.env.GITHUB_ACTIONS === 'true') return 'github';
  if (line.command.changesTheWorld !== true || !(await belongsToGithub(repository))) return 'local';
  throw new ModelyardError(
    'usage',
    `modelyard ${line.command.name} would write to this clone only, and this repository belongs to GitHub`,
    { hint: 'Say --forge github, or --forge local if that is what you want.' },
  );
}

async function belongsToGithub(repository: string): Promise<boolean> {
  const origin = await originUrl(repository);
  return origin !== null && /(^|@|\/\/)([^/@]*\.)?github\.com[/:]/i.test(origin);
}
