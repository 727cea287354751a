import { type CsvForm, USUAL_CSV } from '../../domain/data-form.ts';
import { assertNames } from './assert-names.ts';
import { readCsvHeader } from './csv-header.ts';
import type { EngineSession } from './engine-session.ts';
import type { NamedFile } from './named-file.ts';
import type { OpenedFile } from './opened-file.ts';

/** Cells are text: what they are is found in all of them. */
export async function openCsv(
  session: EngineSession,
  { path, label }: NamedFile,
  csv: CsvForm | null,
): Promise<OpenedFile> {
  const form = csv ?? USUAL_CSV;
  const { delimiter, names, newLine } = await readCsvHeader(session, { path, label, form });
  assertNames(names, label);
  return {
    path,
    label,
    reading: { format: 'csv', delimiter, names, form, ...(newLine === undefined ? {} : { newLine }) },
    columns: names.map((name) => ({ name, physicalType: 'VARCHAR', isOpen: true })),
  };
}
