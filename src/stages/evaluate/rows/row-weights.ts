import type { Column } from '../../../domain/table.ts';
import type { Texts } from '../../../domain/texts/texts.ts';
import { ModelyardError } from '../../../errors.ts';

const HINT = 'A weight is a finite number that is not below 0, and says how much its row counts.';

/** The weights of rows out of a column. Throws `input` for text, empty cells, what is no finite number, and all zeros. */
export function rowWeights(column: Column, ids: Texts | null): Float64Array {
  const { name, missing } = column;
  if (column.kind === 'text' || column.kind === 'boolean')
    throw refused(`column ${name} holds ${column.kind === 'text' ? 'text' : 'true and false'}`);
  const weights = new Float64Array(column.data.length);
  for (let row = 0; row < weights.length; row++) {
    const weight = Number(column.data[row]);
    const problem = problemOf(weight, missing[row] === 1);
    if (problem !== null) throw refused(`column ${name} ${problem} in ${rowName(row, ids)}`);
    weights[row] = weight;
  }
  if (weights.length > 0 && weights.every((weight) => weight === 0))
    throw refused(`column ${name} is 0 in every evaluation row`);
  return weights;
}

function problemOf(weight: number, isMissing: boolean): string | null {
  if (isMissing) return 'is empty';
  if (!Number.isFinite(weight)) return `is ${weight}`;
  return weight < 0 ? `is ${weight}, which is below 0,` : null;
}

function rowName(row: number, ids: Texts | null): string {
  return ids === null
    ? `row ${row + 1} of the evaluation data`
    : `the row with id ${JSON.stringify(ids.at(row))}`;
}

function refused(problem: string): ModelyardError {
  return new ModelyardError('input', `data.weight: ${problem}`, { hint: HINT });
}
