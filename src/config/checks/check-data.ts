import { MODEL_NAME } from '../../domain/names.ts';
import { isSingle, writtenSets } from '../evaluation-sets.ts';
import { below, type Finding } from '../finding.ts';
import type { KeyPath } from '../problems.ts';
import type { WrittenModel } from '../schema/config.ts';
import { pathsIn, type WrittenCsv, type WrittenData } from '../schema/data-path.ts';

/** What the entries of datasets say that cannot be, or that has no meaning for their files. */
export function checkData({ data, monitor }: WrittenModel): Finding[] {
  const entries: readonly (readonly [KeyPath, WrittenData | undefined])[] = [
    [['data', 'train'], data.train],
    ...writtenSets(data.evaluation).map(
      ({ key, data: each }) => [['data', 'evaluation', ...key], each] as const,
    ),
    [['data', 'serving'], data.serving],
    [['data', 'tuning'], data.tuning],
    [['monitor', 'data'], monitor?.data],
  ];
  return [
    ...checkNames(data),
    ...entries.flatMap(([path, written]) =>
      written === undefined ? [] : checkEntry(written).map((finding) => below(path, finding)),
    ),
  ];
}

/** The names become parts of records, texts and variables. */
function checkNames({ evaluation }: WrittenModel['data']): Finding[] {
  if (isSingle(evaluation)) return [];
  const wrong = Object.keys(evaluation).filter((name) => !MODEL_NAME.test(name));
  return wrong.map((name) => ({
    path: ['data', 'evaluation', name],
    at: 'key',
    message: 'a dataset is named with a-z, 0-9, _ and -, starting with a letter or digit',
  }));
}

const CSV = /\.(csv|tsv|txt)(\.gz|\.zst)?$/i;
const DUCKDB = /\.(duckdb|ddb|db)$/i;

function checkEntry(written: WrittenData): Finding[] {
  if (typeof written === 'string' || Array.isArray(written)) return [];
  const { csv, table } = written as Exclude<WrittenData, string | string[]>;
  const plain = pathsIn(written).map(([, path]) => path.replace(/\.dvc$/, ''));
  const isAll = (form: RegExp) => plain.every((path) => form.test(path) || !/\.\w+$/.test(path));
  const findings: Finding[] = [];
  if (csv !== undefined) {
    if (!isAll(CSV)) findings.push({ path: ['csv'], message: 'has no meaning for files that are no CSV' });
    findings.push(...checkCsv(csv).map((finding) => below(['csv'], finding)));
  }
  if (table !== undefined && !isAll(DUCKDB))
    findings.push({ path: ['table'], message: 'has no meaning for files that are no DuckDB' });
  return findings;
}

function checkCsv({ delimiter, quote, decimal, thousands, names = [], comment }: WrittenCsv): Finding[] {
  const findings: Finding[] = [];
  const say = (key: string, message: string) => findings.push({ path: [key], message });
  if (thousands === decimal) say('thousands', `${thousands} is the decimal sign already`);
  if (thousands !== undefined && /[+-]/.test(thousands))
    say('thousands', `${thousands} is a sign of numbers`);
  if (quote !== '' && quote === delimiter) say('quote', `${quote} separates the cells already`);
  if (comment !== undefined && (comment === quote || comment === delimiter))
    say('comment', `${comment} has another meaning already`);
  const folded = names.map((name) => name.toLowerCase());
  const twice = folded.findIndex((name, index) => folded.indexOf(name) !== index);
  if (twice !== -1)
    findings.push({
      path: ['names', twice],
      message: `${names[twice]} stands twice (upper and lower case count as equal)`,
    });
  return findings;
}
