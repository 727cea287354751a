import { ModelyardError } from '../../errors.ts';
import type { GithubClient } from './create-client.ts';
import { GithubError, hasStatus, orNull } from './github-error.ts';

/** Id of the published release of a tag; null where there is none. GitHub shows no draft by its tag; other servers do. */
export async function publishedRelease(client: GithubClient, tag: string): Promise<number | null> {
  const found = await orNull(client.ask('GET /repos/{owner}/{repo}/releases/tags/{tag}', { tag }));
  return found === null || found.draft ? null : found.id;
}

/** Publishes a draft; answers the id of the release that the tag then has, whoever published it. */
export async function publishDraft(client: GithubClient, id: number, tag: string): Promise<number> {
  try {
    const { id: published } = await client.ask('PATCH /repos/{owner}/{repo}/releases/{release_id}', {
      release_id: id,
      // Without its tag_name GitHub gives a draft another one.
      tag_name: tag,
      draft: false,
      // A repository may hold several models and software of its own: none of them takes "latest" from the others.
      make_latest: 'false',
      request: { repeatable: true },
    });
    return published;
  } catch (error) {
    if (!(error instanceof GithubError)) throw error;
    const other = await publishedRelease(client, tag);
    if (other !== null) return other;
    throw explainRefusal(error, tag);
  }
}

function explainRefusal(error: GithubError, tag: string): ModelyardError {
  if (!hasStatus(error, 422) || !/immutable release/i.test(error.detail)) return error;
  return new ModelyardError(
    'refused',
    `${tag} was the tag of an immutable release that was deleted: GitHub never takes it again`,
    {
      cause: error,
      hint: `Withdraw it, git tag -a -m 'tag is burnt' '${tag}!' && git push origin '${tag}!', then release again: the next version is taken.`,
    },
  );
}
