import type { Endpoints } from '@octokit/types';
import picomatch from 'picomatch';
import { ModelyardError } from '../../errors.ts';
import type { GithubClient } from './create-client.ts';
import { GithubError } from './github-error.ts';

type Ruleset = Endpoints['GET /repos/{owner}/{repo}/rulesets/{ruleset_id}']['response']['data'];

/**
 * Looks before anything is made whether a ruleset keeps this token from creating the tag. Throws `refused` only where GitHub says so
 * itself: where it does not tell (no right to see rulesets, an older server) the creation of the tag decides, as it does anyhow.
 */
export async function assertTagMayBeCreated(client: GithubClient, tag: string): Promise<void> {
  const found = await forbidding(client, `refs/tags/${tag}`).catch((error: unknown) => {
    if (error instanceof GithubError) return null;
    throw error;
  });
  if (found !== null)
    throw forbiddenTag(tag, `the ruleset ${JSON.stringify(found.name)} restricts creations`);
}

/** `detail`: which rule, in one line. */
export function forbiddenTag(tag: string, detail: string, cause?: unknown): ModelyardError {
  return new ModelyardError('refused', `a ruleset of the repository forbids the tag ${tag}: ${detail}`, {
    hint: 'Let GitHub Actions, or the app whose token is used, bypass the tag ruleset (Settings → Rules → Rulesets), then release again.',
    ...(cause === undefined ? {} : { cause }),
  });
}

async function forbidding(client: GithubClient, ref: string): Promise<Ruleset | null> {
  const listed = await client.list('GET /repos/{owner}/{repo}/rulesets', { targets: 'tag' });
  for (const { id, enforcement } of listed) {
    if (enforcement !== 'active') continue;
    const ruleset = await client.ask('GET /repos/{owner}/{repo}/rulesets/{ruleset_id}', { ruleset_id: id });
    if (ruleset.current_user_can_bypass === 'never' && restrictsCreation(ruleset) && covers(ruleset, ref))
      return ruleset;
  }
  return null;
}

function restrictsCreation({ rules = [] }: Ruleset): boolean {
  return rules.some(({ type }) => type === 'creation');
}

function covers({ conditions }: Ruleset, ref: string): boolean {
  const names = conditions != null && 'ref_name' in conditions ? conditions.ref_name : undefined;
  const fits = (patterns: readonly string[] = []) =>
    patterns.some((pattern) => pattern === '~ALL' || picomatch(pattern, { dot: true })(ref));
  return fits(names?.include) && !fits(names?.exclude);
}
