import { pathsIn, type WrittenCsv, type WrittenData } from './data-path.ts';
import { below, type Finding } from './finding.ts';
import type { KeyPath } from './problems.ts';
import type { WrittenModel } from './schema.ts';

/** What the entries of datasets say that cannot be, or that has no meaning for their files. */
export function checkData({ data, monitor }: WrittenModel): Finding[] {
  const entries: readonly (readonly [KeyPath, WrittenData | undefined])[] = [
    [['data', 'train'], data.train],
    [['data', 'evaluation'], data.evaluation],
    [['data', 'serving'], data.serving],
    [['monitor', 'data'], monitor?.data],
  ];
  return entries.flatMap(([path, written]) =>
    written === undefined ? [] : checkEntry(written).map((finding) => below(path, finding)),
  );
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
