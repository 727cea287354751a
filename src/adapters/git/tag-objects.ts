import { runGit } from './run-git.ts';

/** What an annotated tag's object says. */
export interface TagObject {
  readonly commit: string;
  readonly message: string;
  /** Seconds since 1970; null where it names no tagger. */
  readonly atSeconds: number | null;
}

/**
 * Tag objects that this clone has, by their id. An object is what its id says, wherever it is read; one that is not here
 * may still exist elsewhere.
 */
export async function readTagObjects(
  cwd: string,
  objects: readonly string[],
): Promise<Map<string, TagObject>> {
  const found = new Map<string, TagObject>();
  if (objects.length === 0) return found;
  const { stdout, code } = await runGit(cwd, ['cat-file', '--batch'], {
    input: `${objects.join('\n')}\n`,
    // A partial clone would ask its remote for each.
    env: { GIT_NO_LAZY_FETCH: '1' },
    okCodes: [1, 128],
  });
  if (code !== 0) return found;
  let offset = 0;
  while (offset < stdout.length) {
    const lineEnd = stdout.indexOf(10, offset);
    const [, object = '', type, size] =
      /^([0-9a-f]+) (\w+) (\d+)$/.exec(stdout.toString('utf8', offset, lineEnd)) ?? [];
    offset = lineEnd + 1;
    if (size === undefined) continue;
    if (type === 'tag')
      found.set(object, parseTagObject(stdout.toString('utf8', offset, offset + Number(size))));
    offset += Number(size) + 1;
  }
  return found;
}

function parseTagObject(text: string): TagObject {
  const headEnd = text.indexOf('\n\n');
  const head = headEnd === -1 ? text : text.slice(0, headEnd);
  const seconds = /^tagger .* (\d+) [+-]\d{4}$/m.exec(head)?.[1];
  return {
    commit: /^object ([0-9a-f]+)$/m.exec(head)?.[1] ?? '',
    message: headEnd === -1 ? '' : text.slice(headEnd + 2),
    atSeconds: seconds === undefined ? null : Number(seconds),
  };
}
