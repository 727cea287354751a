import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { ModelyardError, messageOf } from '../../errors.ts';
import { hashFile } from '../files/hash-file.ts';
import type { ListedArtifact } from './check-runs.ts';
import type { GithubClient } from './create-client.ts';
import { extractOnlyFile } from './extract-zip.ts';

/** Records and one candidate; beyond that no release could hold it. */
const MOST_BYTES = 16 * 2 ** 30;

/**
 * Downloads an artifact and writes the one file that it holds to `target`. Throws `outside` when its zip is not the listed one,
 * `input` when zip or file have more bytes than allowed: before more than that is fetched or written.
 */
export async function downloadArtifact(
  client: GithubClient,
  artifact: ListedArtifact,
  { target, mostBytes = MOST_BYTES }: { readonly target: string; readonly mostBytes?: number },
): Promise<void> {
  const zip = `${target}.zip`;
  const mostZipped = mostBytes + ZIP_HEADERS;
  if (artifact.bytes > mostZipped) throw tooLarge(artifact, mostZipped);
  let problem = '';
  const done = await client.patience.until(async () => {
    try {
      await pipeline(
        await openArtifact(client, artifact.id),
        atMost(mostZipped, () => tooLarge(artifact, mostZipped)),
        createWriteStream(zip),
      );
      const { sha256 } = await hashFile(zip);
      if (artifact.digest === null || artifact.digest === `sha256:${sha256}`) return true;
      problem = `its bytes are sha256:${sha256}, GitHub lists ${artifact.digest}`;
    } catch (error) {
      if (error instanceof ModelyardError) throw error;
      problem = messageOf(error);
    }
    return null;
  });
  if (done === null)
    throw new ModelyardError('outside', `the artifact ${artifact.name} cannot be downloaded: ${problem}`, {
      hint: 'Run the job again.',
    });
  await extractOnlyFile(zip, target, mostBytes);
  await rm(zip);
}

/** A zip that compresses nothing is that much larger than what it holds. */
const ZIP_HEADERS = 2 ** 16;

function tooLarge({ name, bytes }: ListedArtifact, most: number): ModelyardError {
  return new ModelyardError('input', `the artifact ${name} has ${bytes} bytes or more; ${most} is the most`);
}

function atMost(most: number, error: () => ModelyardError) {
  return async function* (source: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > most) throw error();
      yield chunk;
    }
  };
}

/** GitHub answers with an address elsewhere; fetch does not carry the token there. */
async function openArtifact({ raw }: GithubClient, id: number): Promise<Readable> {
  const { data } = await raw('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
    artifact_id: id,
    archive_format: 'zip',
    request: { parseSuccessResponseBody: false },
  } as never);
  return Readable.fromWeb(data as unknown as ReadableStream);
}
