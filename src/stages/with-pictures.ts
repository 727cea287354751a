import { cellPicture } from '../domain/drift/cell-picture.ts';
import type { DriftSignal } from '../domain/drift/column-signals.ts';
import type { Profile } from '../domain/drift/profile.ts';
import type { Signal } from '../records/signal.ts';
import type { StageContext } from './context.ts';
import { showsValues } from './shows-values.ts';

/** Gives the first alarm of each column a picture of its cells. Categories are values of the data: their names go where values may be shown. */
export function withPictures(
  context: StageContext,
  signals: readonly DriftSignal[],
  [before, now]: readonly [Profile, Profile],
): Signal[] {
  const pictured = new Set<string>();
  const columnOf = ({ columns }: Profile, name: string) => columns.find(({ column }) => column === name);
  return signals.map((signal) => {
    if (signal.verdict !== 'fail' || signal.signal !== 'drift' || pictured.has(signal.column)) return signal;
    pictured.add(signal.column);
    const [reference, current] = [columnOf(before, signal.column), columnOf(now, signal.column)];
    const picture = reference === undefined || current === undefined ? null : cellPicture(reference, current);
    if (picture === null) return signal;
    return { ...signal, picture: showsValues(context) ? picture : { ...picture, labels: null } };
  });
}
