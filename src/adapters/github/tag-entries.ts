import type { TagEntry } from '../../domain/lineage/release-tags.ts';
import { parseTag } from '../../domain/versions/version.ts';
import { readTagObjects, type TagObject } from '../git/tag-objects.ts';
import type { GithubClient } from './create-client.ts';

/** How many tag objects are asked for at the same time. */
const AT_ONCE = 6;

/**
 * The tags of the repository that speak of releases, as GitHub has them now. Which there are is never taken from the
 * clone; what a tag object says is, since its id is the hash of it. Only what the clone lacks costs a request each.
 */
export function createTagReader(client: GithubClient, repository: string): () => Promise<TagEntry[]> {
  const known = new Map<string, TagObject>();

  async function learn(objects: readonly string[]): Promise<void> {
    const unknown = objects.filter((object) => !known.has(object));
    for (const [object, tag] of await readTagObjects(repository, unknown)) known.set(object, tag);
    const missing = unknown.filter((object) => !known.has(object));
    const take = async () => {
      for (let object = missing.pop(); object !== undefined; object = missing.pop())
        known.set(object, await askTag(client, object));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, take));
  }

  return async () => {
    const listed = await client.list('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ref: 'tags' });
    const refs = listed.flatMap(({ ref, object }) => {
      const tag = /^refs\/tags\/(.+)$/.exec(ref)?.[1];
      return tag === undefined || parseTag(tag) === null ? [] : [{ tag, ...object }];
    });
    await learn(refs.filter(({ type }) => type === 'tag').map(({ sha }) => sha));
    return refs.map(({ tag, sha }) => {
      const object = known.get(sha);
      return object === undefined ? { tag, commit: sha, message: '', atSeconds: null } : { tag, ...object };
    });
  };
}

async function askTag(client: GithubClient, object: string): Promise<TagObject> {
  const {
    object: of,
    message,
    tagger,
  } = await client.ask('GET /repos/{owner}/{repo}/git/tags/{tag_sha}', {
    tag_sha: object,
  });
  const at = Date.parse(tagger.date);
  return { commit: of.sha, message, atSeconds: Number.isNaN(at) ? null : Math.floor(at / 1000) };
}
