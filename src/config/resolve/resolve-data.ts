import {
  type CsvForm,
  type DataForm,
  type RowChoice,
  USUAL_CSV,
  USUAL_FORM,
} from '../../domain/data-form.ts';
import { isSingle, writtenSets } from '../evaluation-sets.ts';
import type { ConfigPath, DataConfig, DataPaths } from '../resolved.ts';
import { pathsIn, type WrittenCsv, type WrittenData, type WrittenEvaluation } from '../schema/data-path.ts';

type WrittenEntry = Exclude<WrittenData, string | string[]>;

/** A dataset's entry as the stages read it. */
export function dataPaths(written: WrittenData, path: (text: string) => ConfigPath): DataPaths {
  const patterns = pathsIn(written).map(([, text]) => path(text));
  const form = formOf(written);
  return form === null ? { patterns } : { patterns, form };
}

/** The first dataset, and where they have names all of them. */
export function resolveEvaluation(
  written: WrittenEvaluation,
  path: (text: string) => ConfigPath,
): Pick<DataConfig, 'evaluation' | 'evaluationSets'> {
  if (isSingle(written)) return { evaluation: dataPaths(written, path) };
  const sets = writtenSets(written).map(({ name, data }) => ({ name, paths: dataPaths(data, path) }));
  return { evaluation: sets[0]?.paths ?? { patterns: [] }, evaluationSets: sets };
}

function formOf(written: WrittenData): DataForm | null {
  if (typeof written === 'string' || Array.isArray(written)) return null;
  const { csv, table, partitions, missing_columns, rows } = written as WrittenEntry;
  return {
    ...USUAL_FORM,
    csv: csv === undefined ? null : csvForm(csv),
    table: table ?? null,
    partitions,
    missingColumns: missing_columns === 'allow' ? 'null' : 'error',
    ...(rows === undefined ? {} : { rows: rowChoices(rows) }),
  };
}

function rowChoices(rows: NonNullable<WrittenEntry['rows']>): RowChoice[] {
  return Object.entries(rows).map(([column, values]) => ({ column, values: [values].flat() }));
}

function csvForm(written: WrittenCsv): CsvForm {
  const { delimiter, quote, encoding, decimal, thousands, names, comment } = written;
  return {
    ...USUAL_CSV,
    delimiter: delimiter === 'tab' || delimiter === '\\t' ? '\t' : (delimiter ?? null),
    quote,
    escape: written.escape ?? quote,
    encoding: encoding ?? null,
    numbers: { decimal, thousands: thousands ?? null },
    nulls: [written.null].flat(),
    names: names ?? null,
    comment: comment ?? null,
  };
}
