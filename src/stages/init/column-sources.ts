import { nearest } from '../../config/nearest.ts';
import type { TargetSource } from '../../domain/init/choose-target.ts';
import { quoted } from '../../domain/init/column-facts.ts';
import type { Part } from '../../domain/init/found.ts';
import { ModelyardError } from '../../errors.ts';
import type { FoundData } from './find-data.ts';
import type { Inspection } from './inspect-data.ts';
import type { SourceFile } from './read-sources.ts';

/** What the meaning of columns is read from. */
export interface ColumnSources {
  readonly data: FoundData;
  /** null where the data are not here. */
  readonly inspection: Inspection | null;
  /** The training script first. */
  readonly sources: readonly SourceFile[];
  /** Columns that the parameters call the target. */
  readonly params: TargetSource | null;
  /** Primary key of the contract. */
  readonly keys: readonly string[];
}

export const NOTHING: Part = { lines: [], questions: [], notes: [] };

/** A column that somebody named. Throws `usage` where the data have none of the name. */
export function columnOf({ columns }: Inspection, option: string, name: string): string {
  if (columns.includes(name)) return name;
  const near = nearest(name, columns);
  throw new ModelyardError(
    'usage',
    `--${option} ${name}: there is no such column in both files${near === null ? '' : `; did you mean ${near}?`}`,
    { hint: `The columns are: ${quoted(columns, 50)}.` },
  );
}
