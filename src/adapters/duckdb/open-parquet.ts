import { ModelyardError } from '../../errors.ts';
import { assertNames } from './assert-names.ts';
import { type DescribedColumn, describeFrom } from './describe-reading.ts';
import type { EngineSession } from './engine-session.ts';
import type { NamedFile } from './named-file.ts';
import type { FileColumn, OpenedFile } from './opened-file.ts';
import { readerSql } from './reader-sql.ts';
import { identifier, textLiteral } from './sql.ts';

interface SchemaElement {
  readonly name: string;
  readonly children: number;
  readonly logicalType: string;
  readonly precision: number;
}

/** The columns as the file's own schema names them: DuckDB would rename those that stand twice or have no name. */
export async function openParquet(session: EngineSession, { path, label }: NamedFile): Promise<OpenedFile> {
  const elements = await readSchema(session, path);
  const top = topLevel(elements);
  assertNames(
    top.map(({ name }) => name),
    label,
  );
  const wide = elements.find(({ precision }) => precision > WIDEST_DECIMAL);
  if (wide !== undefined)
    throw new ModelyardError(
      'input',
      `${label}: column ${wide.name} holds decimals of ${wide.precision} digits; more than ${WIDEST_DECIMAL} cannot be read exactly`,
      { hint: 'Write the column with fewer digits, as double, or as text.' },
    );
  const { reading, described } = await describeText(session, path, top);
  const columns = described.map(({ name, physicalType }, index): FileColumn => {
    const isVoid = top[index]?.logicalType.startsWith('NullType') === true;
    return { name, physicalType, isOpen: false, ...(isVoid ? { isVoid } : {}) };
  });
  return { path, label, reading, columns };
}

/**
 * Bytes that do not say what they are: Impala, Hive and older writers keep text so. Where all of them read as UTF-8 they are
 * text, otherwise bytes.
 */
async function describeText(session: EngineSession, path: string, top: readonly SchemaElement[]) {
  const bare = { format: 'parquet' } as const;
  const described = await describeFrom(session, readerSql([path], bare), [path]);
  const isBytes = ({ physicalType }: DescribedColumn, index: number) =>
    physicalType === 'BLOB' && top[index]?.logicalType === '';
  const bytes = described.filter(isBytes).map(({ name }) => identifier(name));
  if (bytes.length === 0) return { reading: bare, described };
  const noText = bytes.map((name) => `(${name} IS NOT NULL AND TRY(decode(${name})) IS NULL)`).join(' OR ');
  const found = await session.rows(
    `SELECT 1 AS found FROM ${readerSql([path], bare)} WHERE ${noText} LIMIT 1`,
    { files: [path], types: {} },
  );
  if (found.length > 0) return { reading: bare, described };
  const reading = { format: 'parquet', isText: true } as const;
  return { reading, described: await describeFrom(session, readerSql([path], reading), [path]) };
}

/** DuckDB takes wider ones for doubles and reads other numbers than the file holds. */
const WIDEST_DECIMAL = 38;

async function readSchema(session: EngineSession, path: string): Promise<readonly SchemaElement[]> {
  const rows = await session.rows(
    `SELECT name, num_children, logical_type, precision FROM parquet_schema(${textLiteral(path.replace(/[[\]*?]/g, (sign) => `[${sign}]`))})`,
    { files: [path], types: {} },
  );
  return rows.map((row) => ({
    name: String(row.name),
    children: Number(row.num_children ?? 0),
    logicalType: String(row.logical_type ?? ''),
    precision: Number(row.precision ?? 0),
  }));
}

/** The schema is a tree in depth-first order, its root first. */
function topLevel(elements: readonly SchemaElement[]): readonly SchemaElement[] {
  const top: SchemaElement[] = [];
  let open = 0;
  for (const element of elements.slice(1)) {
    if (open === 0) top.push(element);
    open += element.children - (open === 0 ? 0 : 1);
  }
  return top;
}
