import { Document, isCollection } from 'yaml';
import type { Role } from '../../domain/contract/contract.ts';
import {
  type InferredColumn,
  inferColumns,
  isPlainList,
  nestedWords,
} from '../../domain/contract/infer-columns.ts';
import { namedFormat } from '../../domain/contract/named-formats.ts';
import type { ColumnOutline } from '../../domain/contract/outline.ts';
import { leastRows } from '../../domain/contract/roomy-range.ts';
import type { ValueShape } from '../../domain/contract/value-shape.ts';
import { counted } from '../../domain/report/counted.ts';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';

export interface InferRequest {
  readonly source: DataSource;
  /** What the contract is called. */
  readonly name: string;
  /** What the files are called, for people. */
  readonly from: string;
  readonly roles: ReadonlyMap<string, Role>;
  /** The other datasets that the contract will hold for; null: not known. */
  readonly others: readonly DataSource[] | null;
}

/** Most values of a closed list. */
const MOST_VALUES = 100;
const FORMATS = ['email', 'uuid', 'ipv4', 'uri'];

/** A first contract in the short form, with comments that say what was seen. All rows are read. */
export async function inferContract(engine: DataEngine, request: InferRequest): Promise<string> {
  const formats = FORMATS.flatMap((name) => {
    const pattern = namedFormat(name)?.pattern;
    return pattern == null ? [] : [{ name, pattern }];
  });
  const outlines = await engine.outline(request.source, { maxValues: MOST_VALUES, formats });
  const others = request.others === null ? null : await rowsOf(engine, request.others);
  return contractText(outlines, request, others);
}

async function rowsOf(engine: DataEngine, sources: readonly DataSource[]): Promise<number[]> {
  const plan = { rules: [], profile: [], maxCategories: 0, groupBy: null, maxExamples: 0 };
  const rows: number[] = [];
  for (const source of sources) rows.push((await engine.measure(source, plan)).rows);
  return rows;
}

const MOST_COMMENT = 120;

function contractText(
  outlines: readonly ColumnOutline[],
  { name, from, roles }: InferRequest,
  others: readonly number[] | null,
): string {
  const rows = outlines[0]?.rows ?? 0;
  const columns = inferColumns(outlines, { roles });
  const lines = columns.map(
    (column) => [`  ${scalar(column.name)}: ${columnText(column)}`, column.seen] as const,
  );
  const widest = Math.min(60, Math.max(...lines.map(([text]) => text.length)));
  const least = leastRows(rows, others);
  return [
    `# A first contract, written by modelyard contract infer from ${comment(from)}, ${counted(rows, 'row')}.`,
    '# What was seen is not yet what must be: read it, widen what was chance, narrow what was luck.',
    `contract: ${scalar(name)}`,
    'columns:',
    ...lines.map(([text, seen]) => `${text.padEnd(widest)}  # ${comment(seen)}`),
    ...(least > 0 ? [`rows: ${least}..  # ${[rows, ...(others ?? [])].join(' and ')} were seen`] : []),
    '',
  ].join('\n');
}

function columnText({ words, values, shape }: InferredColumn): string {
  const isNested = shape.kind === 'object' || (shape.kind === 'list' && !isPlainList(shape));
  if (isNested) return flow({ ...nestedMap(shape), ...(words.length === 0 ? {} : { is: words.join(' ') }) });
  if (values === null) return words.length === 0 ? '{}' : plainWords(words.join(' '));
  return words.length === 0 ? flow(values) : flow({ values, is: words.join(' ') });
}

/** What is inside, by types alone. */
function nestedMap(shape: ValueShape): Record<string, unknown> {
  if (shape.kind === 'list') return { items: nestedColumn(shape.items) };
  const fields = shape.kind === 'object' ? Object.entries(shape.fields) : [];
  return { fields: Object.fromEntries(fields.map(([name, inner]) => [name, nestedColumn(inner)])) };
}

function nestedColumn(shape: ValueShape): unknown {
  if (shape.kind === 'scalar' || isPlainList(shape)) return nestedWords(shape).join(' ');
  return shape.kind === 'open' ? 'object' : nestedMap(shape);
}

/** Words begin with a type or a format: most need no quotes. */
function plainWords(text: string): string {
  return /^[a-z][\w .<>=%[\]:+-]*$/.test(text) && !/: |:$/.test(text) ? text : flow(text);
}

/** A value on one line, as YAML of both versions reads it. */
function flow(value: unknown): string {
  const document = new Document([value], { version: '1.1', aliasDuplicateObjects: false });
  if (isCollection(document.contents)) document.contents.flow = true;
  const text = document.toString({ lineWidth: 0, directives: false, flowCollectionPadding: false });
  return text.trim().slice(1, -1).trim();
}

function scalar(text: string): string {
  return flow(text);
}

/** Text of data stays on its line and ends no comment. */
function comment(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  return plain.length > MOST_COMMENT ? `${plain.slice(0, MOST_COMMENT)}…` : plain;
}
