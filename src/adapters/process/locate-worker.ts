import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ModelyardError } from '../../errors.ts';

/** Where the bundle puts a worker: beside the code that asks, or one folder up when that became a chunk. */
export function locateWorker(name: string, from: string = import.meta.url): URL {
  const places = [new URL(`./${name}`, from), new URL(`../${name}`, from)];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new ModelyardError('internal', `${name} is neither beside ${fileURLToPath(from)} nor above it`, {
    hint: 'The installation is incomplete; build or install Modelyard again.',
  });
}
