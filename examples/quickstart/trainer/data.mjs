// Reads the CSV files of this example: no quoted cells, an empty cell is a missing value.
import { readFileSync } from 'node:fs';

/** Columns the model may see, in the order in which it sees them. Words are turned into numbers by a fixed list. */
export const FEATURES = [
  'site',
  'coinsurance',
  'age',
  'female',
  'child',
  'income',
  'education_years',
  'family_size',
  'chronic_disease_index',
  'physical_limitation',
  'general_health_index',
  'mental_health_index',
  'self_rated_health',
];
export const WORDS = { self_rated_health: ['poor', 'fair', 'good', 'excellent'] };
export const TARGET = 'visited';

/** {rows, columns: [Float64Array per feature, NaN where missing], labels: Uint8Array}. */
export function readTrainingData(path) {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const header = lines.shift().split(',');
  const position = Object.fromEntries(header.map((name, index) => [name, index]));
  for (const name of [...FEATURES, TARGET]) {
    if (position[name] === undefined) throw new Error(`${path}: there is no column ${name}`);
  }
  const columns = FEATURES.map(() => new Float64Array(lines.length));
  const labels = new Uint8Array(lines.length);
  lines.forEach((line, row) => {
    const cells = line.split(',');
    FEATURES.forEach((name, feature) => {
      columns[feature][row] = toNumber(name, cells[position[name]]);
    });
    labels[row] = cells[position[TARGET]] === 'yes' ? 1 : 0;
  });
  return { rows: lines.length, columns, labels };
}

function toNumber(name, cell) {
  if (cell === '') return Number.NaN;
  if (WORDS[name] !== undefined) return WORDS[name].indexOf(cell);
  return Number(cell);
}
