import { type CsvForm, type DataForm, USUAL_CSV, USUAL_FORM } from '../domain/data-form.ts';
import { pathsIn, type WrittenCsv, type WrittenData } from './data-path.ts';
import type { ConfigPath, DataPaths } from './resolved.ts';

/** A dataset's entry as the stages read it. */
export function dataPaths(written: WrittenData, path: (text: string) => ConfigPath): DataPaths {
  const patterns = pathsIn(written).map(([, text]) => path(text));
  const form = formOf(written);
  return form === null ? { patterns } : { patterns, form };
}

function formOf(written: WrittenData): DataForm | null {
  if (typeof written === 'string' || Array.isArray(written)) return null;
  const { csv, table, partitions, missing_columns } = written as Exclude<WrittenData, string | string[]>;
  return {
    ...USUAL_FORM,
    csv: csv === undefined ? null : csvForm(csv),
    table: table ?? null,
    partitions,
    missingColumns: missing_columns === 'allow' ? 'null' : 'error',
  };
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
