import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ModelyardError, messageOf } from '../../errors.ts';

/** A file or folder that a `.dvc` pointer stands for. */
export interface PointedOut {
  /** Where it belongs in the work tree, absolute. */
  readonly path: string;
  /** 32 hex digits; of a folder that of its list of files. */
  readonly md5: string;
  readonly isFolder: boolean;
  /** Bytes of a file; null where the pointer does not say. */
  readonly bytes: number | null;
  /** Written by DVC before 3: another place in the cache, and text is hashed with LF in the place of CR LF. */
  readonly isLegacy: boolean;
  /** Name of its remote; null: the default one. */
  readonly remote: string | null;
}

const MOST_BYTES = 1 << 20;

const out = z.object({
  path: z.string().min(1),
  md5: z.string().regex(/^[0-9a-f]{32}(\.dir)?$/),
  size: z.number().int().nonnegative().optional(),
  hash: z.string().optional(),
  remote: z.string().optional(),
});
const pointer = z.object({ outs: z.array(out).min(1), wdir: z.string().optional() });

/** Reads a pointer. Throws `input` for what is none, or is one of another kind, and `unreadable` where it cannot be read. */
export async function readPointer(path: string, label: string): Promise<readonly PointedOut[]> {
  const parsed = pointer.safeParse(await readYaml(path, label));
  if (!parsed.success)
    throw new ModelyardError('input', `${label} is not a .dvc pointer with the MD5 of its data`, {
      hint: 'Write it with dvc add; versions that a cloud keeps by itself are not built yet.',
    });
  const folder = join(dirname(path), parsed.data.wdir ?? '.');
  return parsed.data.outs.map(({ path: name, md5, size, hash, remote }) => {
    if (isAbsolute(name)) throw outside(label, name);
    return {
      path: join(folder, name),
      md5: md5.slice(0, 32),
      isFolder: md5.endsWith('.dir'),
      bytes: md5.endsWith('.dir') ? null : (size ?? null),
      isLegacy: hash !== 'md5',
      remote: remote ?? null,
    };
  });
}

/** Data of a pointer must lie in the repository that holds it. */
export function outside(label: string, path: string): ModelyardError {
  return new ModelyardError('input', `${label} stands for ${path}, which lies outside of its repository`, {
    hint: 'Keep the data below the folder that holds .dvc.',
  });
}

async function readYaml(path: string, label: string): Promise<unknown> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return null;
    return parse(await readFile(path, 'utf8'), { maxAliasCount: 10 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall === undefined) return null;
    throw new ModelyardError('unreadable', `cannot read ${label}: ${messageOf(cause)}`, { cause });
  }
}
