import { ModelyardError } from '../../errors.ts';
import { assertNames } from './assert-names.ts';
import { describeFrom } from './describe-reading.ts';
import type { EngineSession } from './engine-session.ts';
import type { NamedFile } from './named-file.ts';
import type { FileColumn, OpenedFile } from './opened-file.ts';
import { readerSql } from './reader-sql.ts';
import { textLiteral } from './sql.ts';

interface SchemaElement {
  readonly name: string;
  readonly children: number;
  readonly logicalType: string;
  readonly precision: number;
}

/** The columns as the file's own schema names them: DuckDB would rename those that stand twice or have no name. */
export async function openParquet(session: EngineSession, { path, label }: NamedFile): Promise<OpenedFile> {
  const reading = { format: 'parquet' } as const;
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
  const described = await describeFrom(session, readerSql([path], reading), [path]);
  const columns = described.map(({ name, physicalType }, index): FileColumn => {
    const isVoid = top[index]?.logicalType.startsWith('NullType') === true;
    return { name, physicalType, isOpen: false, ...(isVoid ? { isVoid } : {}) };
  });
  return { path, label, reading, columns };
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
