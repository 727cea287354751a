import { type CsvForm, USUAL_CSV } from '../../../domain/data-form.ts';
import { ModelyardError } from '../../../errors.ts';
import { type BadPlace, findBadText } from './find-bad-text.ts';
import { delimiterOf, firstRecord } from './first-record.ts';

/** Says that a file is no text of its encoding, and where. */
export async function badTextError(
  { path, label, csv }: { readonly path: string; readonly label: string; readonly csv: CsvForm | null },
  encoding: string,
): Promise<ModelyardError> {
  const form = csv ?? USUAL_CSV;
  const place = await findBadText(path, { ...form, encoding }).catch(() => null);
  if (encoding === 'utf-8' && place?.head.split('\n')[0]?.includes('\0') === true) return nulError(label);
  const where = place === null ? '' : ` (${placeText(place, form)})`;
  const name = encoding === 'utf-8' ? 'UTF-8' : encoding;
  const hint =
    encoding === 'utf-8'
      ? 'Say what it is, for example csv: { encoding: windows-1252 }, or save it as UTF-8.'
      : 'Say another csv.encoding: this one has no such character.';
  return new ModelyardError('input', `${label} is not ${name} text${where}`, { hint });
}

function placeText({ line, record, cell, head }: BadPlace, { names, delimiter, quote }: CsvForm): string {
  const row = names === null ? record - 1 : record;
  if (row === 0) return `line ${line}, the header, column ${cell + 1}`;
  const header = head.replace(/^\ufeff/, '');
  const sign = delimiter ?? delimiterOf(header.split(/[\r\n]/)[0] ?? '');
  const name = (names ?? firstRecord(header, { delimiter: sign, quote }))?.[cell];
  return `line ${line}, row ${row}, column ${name === undefined ? cell + 1 : JSON.stringify(name)}`;
}

export function nulError(label: string): ModelyardError {
  return new ModelyardError('input', `${label} holds NUL bytes in its first line: it is no UTF-8 text`, {
    hint: 'If it is UTF-16 without a byte order mark, say csv: { encoding: utf-16le }.',
  });
}
