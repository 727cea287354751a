import { createDuckdbEngine } from '../src/adapters/duckdb/duckdb-engine.ts';
import type { DriftSignal } from '../src/domain/drift/column-signals.ts';
import { compareProfiles } from '../src/domain/drift/compare-profiles.ts';
import { DRIFT_DEFAULTS } from '../src/domain/drift/drift-settings.ts';
import { openDataset } from '../src/stages/validate/check-dataset.ts';
import { profileDataset } from '../src/stages/validate/profile-dataset.ts';
import { stageContext } from '../test/fixtures/report/stage-context.ts';

export const ALPHA = DRIFT_DEFAULTS.alpha;

interface Asked {
  readonly folder: string;
  readonly groupBy: string | null;
  /** Columns of each data set, in the order of the file. */
  readonly columns: number;
}

/** The data sets of two files, which stand there side by side, profiled as `validate` profiles files, and each pair compared. */
export async function comparePairs({ folder, groupBy, columns }: Asked): Promise<DriftSignal[][]> {
  const { model } = stageContext(folder);
  const context = stageContext(folder, {
    model: { data: { ...model.data, targets: [], id: null, groupBy } },
  });
  const engine = createDuckdbEngine({ memoryLimitMb: 1024 });
  const open = (role: 'train' | 'evaluation') =>
    openDataset(context, engine, {
      role,
      paths: { patterns: [{ written: role, absolute: `${folder}/${role}.parquet` }] },
      contract: null,
    });
  try {
    const reference = await profileDataset(context, engine, {
      dataset: await open('train'),
      contract: null,
      reference: null,
    });
    const current = await profileDataset(context, engine, {
      dataset: await open('evaluation'),
      contract: null,
      reference,
    });
    const drawn = reference.columns.filter(({ column }) => column !== 'person');
    const sets = new Set(drawn.map(({ column }) => setOf(column, columns)));
    return [...sets].map((set) => {
      const [before, now] = [reference, current].map((profile) => ({
        ...profile,
        columns: profile.columns.filter(({ column }) => setOf(column, columns) === set),
      }));
      if (before === undefined || now === undefined) return [];
      return compareProfiles(before, now, { settings: DRIFT_DEFAULTS, optional: [] });
    });
  } finally {
    await engine.close();
  }
}

/** Which data set the column `c<place>` is of. */
function setOf(column: string, columns: number): number {
  return Math.floor(Number(column.slice(1)) / columns);
}
