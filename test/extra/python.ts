import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, type RunOptions, run } from '../protocol/bundle.ts';

const VARIABLE = 'MODELYARD_TEST_PYTHON';

/**
 * The interpreter that has the packages of requirements.txt. Throws without one: a suite that cannot run has failed.
 */
export function pythonPath(): string {
  const path = process.env[VARIABLE];
  if (path !== undefined && path !== '') return path;
  throw new Error(
    `${VARIABLE} is not set: it must name a Python 3.11 or newer in which test/extra/requirements.txt is installed. ` +
      'bash .ci/run makes one.',
  );
}

/** Puts a `python` that is the interpreter above, whatever its own name, into a folder: for PATH. */
export function addPython(folder: string): void {
  const quoted = `'${pythonPath().replaceAll("'", `'\\''`)}'`;
  writeFileSync(join(folder, 'python'), `#!/bin/sh\nexec ${quoted} "$@"\n`);
  chmodSync(join(folder, 'python'), 0o755);
}

/** Runs a Python script; throws with its stderr when it fails. */
export async function python(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const ended = await run(pythonPath(), args, options);
  if (ended.code !== 0)
    throw new Error(`python ${args.join(' ')} ended with ${ended.code}:\n${ended.stderr}`);
  return ended;
}
