import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ColumnFacts } from '../../domain/init/column-facts.ts';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';
import type { FoundData } from './find-data.ts';

/** The columns of both datasets, looked at as they are needed. */
export interface Inspection {
  /** Names of the columns that stand in both, in the order of the training data. */
  readonly columns: readonly string[];
  readonly trainColumns: readonly string[];
  readonly evaluationColumns: readonly string[];
  typeOf(column: string): string;
  facts(column: string): Promise<ColumnFacts>;
  /** Only the beginning of the files was read. */
  readonly isSample: boolean;
  close(): Promise<void>;
}

/** Text beyond this is read in part: one look need not take minutes. */
const MOST_TEXT_BYTES = 256 * 1024 * 1024;
const SAMPLE_BYTES = 32 * 1024 * 1024;
const MOST_VALUES = 60;

/** Reads the headers of both datasets. Throws `input` for files that are no data. */
export async function inspectData(data: FoundData, engine: DataEngine): Promise<Inspection> {
  const folder = await mkdtemp(join(tmpdir(), 'modelyard-init-'));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const [train, evaluation] = [
      await readable(data.train.files, folder, 'train'),
      await readable(data.evaluation.files, folder, 'evaluation'),
    ];
    const described = [await engine.describe(train), await engine.describe(evaluation)] as const;
    const [trainColumns, evaluationColumns] = [described[0], described[1]].map((list) =>
      list.map(({ name }) => name),
    );
    const types = new Map(described[0].map(({ name, logicalType }) => [name, logicalType]));
    const typeOf = (column: string) => types.get(column) ?? 'string';
    return {
      columns: (trainColumns ?? []).filter((name) => evaluationColumns?.includes(name)),
      trainColumns: trainColumns ?? [],
      evaluationColumns: evaluationColumns ?? [],
      typeOf,
      facts: (column) => factsOf(engine, [train, evaluation], { name: column, logicalType: typeOf(column) }),
      isSample: [train, evaluation].some(({ files }) => files.some((file) => file.startsWith(folder))),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function factsOf(
  engine: DataEngine,
  [train, evaluation]: readonly [DataSource, DataSource],
  column: Pick<ColumnFacts, 'name' | 'logicalType'>,
): Promise<ColumnFacts> {
  const { values: shared } = await engine.countShared([evaluation, train], [column.name]);
  return {
    ...column,
    train: await engine.countValues(train, column.name, MOST_VALUES),
    evaluation: await engine.countValues(evaluation, column.name, MOST_VALUES),
    shared,
  };
}

/** The files themselves, or the first rows of huge text. */
async function readable(files: readonly string[], folder: string, role: string): Promise<DataSource> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const [first = ''] = files;
  if (total <= MOST_TEXT_BYTES || !/\.(csv|tsv|jsonl|ndjson)$/i.test(first)) return { files, types: {} };
  const sample = join(folder, `${role}-${basename(first)}`);
  await writeFile(sample, await firstLines(first));
  return { files: [sample], types: {} };
}

async function firstLines(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    return buffer.subarray(0, buffer.lastIndexOf(10, bytesRead - 1) + 1);
  } finally {
    await file.close();
  }
}
