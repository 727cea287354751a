import { tagMessage } from '../../domain/lineage/tag-message.ts';
import { ModelyardError } from '../../errors.ts';
import type { Draft, ReleaseTag } from '../../ports/forge.ts';
import type { GithubClient } from './create-client.ts';
import { GithubError, hasStatus, orNull } from './github-error.ts';
import { forbiddenTag } from './tag-rules.ts';

export interface Tagger {
  readonly name: string;
  readonly email: string;
}

interface Claim {
  readonly draft: Draft;
  readonly logHead: string | null;
  readonly tagger: Tagger;
}

/**
 * Claims the tag of a release: the tag object first, which is the same however often it is made, then the ref, which can
 * be created once. A ref that is there already is ours when it names that object. null: somebody else has it.
 */
export async function claimTag(
  client: GithubClient,
  { draft, logHead, tagger }: Claim,
): Promise<ReleaseTag | null> {
  const { record, recordDigest } = draft;
  const { tag, model, version, candidate, previous } = record;
  const commit = record.commit ?? '';
  const message = tagMessage({ model, version, candidate, record: recordDigest, logHead, previous });
  const object = await client.ask('POST /repos/{owner}/{repo}/git/tags', {
    tag,
    message,
    object: commit,
    type: 'commit',
    tagger: { ...tagger, date: `${record.at.slice(0, 19)}Z` },
    request: { repeatable: true },
  });
  if (!(await createTagRef(client, tag, object.sha))) return null;
  const claimed = { withdrawn: false, published: false };
  return { tag, model, version, commit, candidate, record: recordDigest, logHead, ...claimed };
}

async function createTagRef(client: GithubClient, tag: string, sha: string): Promise<boolean> {
  for (const pauseMs of [0, ...client.patience.pausesMs]) {
    if (pauseMs > 0) await client.patience.sleep(pauseMs);
    try {
      await client.ask('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/tags/${tag}`, sha });
      return true;
    } catch (error) {
      if (!mayExist(error)) throw explainRefusal(error, tag);
      const there = await tagObject(client, tag);
      if (there !== null) return there === sha;
    }
  }
  throw new ModelyardError('outside', `GitHub does not say whether it created the tag ${tag}`, {
    hint: 'Run the command again: it finds out, and finishes what was begun.',
  });
}

/** The object that a tag names on GitHub now; null where there is no such tag. */
export async function tagObject(client: GithubClient, tag: string): Promise<string | null> {
  const found = await orNull(client.ask('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: `tags/${tag}` }));
  return found?.object.sha ?? null;
}

function mayExist(error: unknown): boolean {
  if (error instanceof GithubError && error.outcomeUnknown) return true;
  return hasStatus(error, 409, 422) && /already exists/i.test(error.detail);
}

function explainRefusal(error: unknown, tag: string): unknown {
  if (!hasStatus(error, 422) || !/rule violations|pre.?receive|GH013/i.test(error.detail)) return error;
  return forbiddenTag(tag, oneLine(error.detail), error);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
