// Makes the files of this example from the raw table: label, split by person, later years apart.
// The files are committed; run this again only when the split is to change.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

// Outcomes of the same year: using them to predict the label would be leakage.
const OUTCOMES = new Set(['mental_visits', 'outpatient_dollars', 'visits']);

const lines = readFileSync('data/rand-hie.csv', 'utf8').trimEnd().split('\n');
const header = lines.shift().split(',');
const kept = header.map((name, index) => ({ name, index })).filter(({ name }) => !OUTCOMES.has(name));
const position = (name) => header.indexOf(name);

const files = { 'data/train.csv': [], 'data/evaluation.csv': [], 'incoming/years-4-5.csv': [] };
for (const line of lines) {
  const cells = line.split(',');
  const person = cells[position('person')];
  const year = cells[position('year')];
  const visited = Number(cells[position('visits')]) > 0 ? 'yes' : 'no';
  const row = [`${person}-${year}`, ...kept.map(({ index }) => cells[index]), visited].join(',');
  if (Number(year) >= 4) files['incoming/years-4-5.csv'].push(row);
  else files[isHeldOut(person) ? 'data/evaluation.csv' : 'data/train.csv'].push(row);
}

/** A quarter of the persons, chosen by a hash so that the choice never depends on the order of rows. */
function isHeldOut(person) {
  return createHash('sha256').update(person).digest()[0] < 64;
}

mkdirSync('incoming', { recursive: true });
for (const [path, rows] of Object.entries(files)) {
  const columns = ['row_id', ...kept.map(({ name }) => name), 'visited'].join(',');
  writeFileSync(path, `${[columns, ...rows].join('\n')}\n`);
  console.log(`${path}: ${rows.length} rows`);
}
