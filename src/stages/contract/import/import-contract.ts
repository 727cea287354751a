import { basename } from 'node:path';
import { parseYaml } from '../../../config/yaml-document.ts';
import { ModelyardError } from '../../../errors.ts';
import { type Imported, isMap, type Lose, type Raw } from './imported.ts';
import { importJsonSchema } from './json-schema.ts';
import { importTableSchema } from './table-schema.ts';
import { importTfdvSchema } from './tfdv-schema.ts';

export const IMPORT_KINDS = ['table-schema', 'json-schema', 'tfdv'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Makes a contract of another tool's schema; `kind` null: found by what stands in the file. Throws `input` where it is none. */
export function importContract(text: string, label: string, kind: ImportKind | null): Imported {
  const lost: string[] = [];
  const lose: Lose = (where, what) => {
    const told = where === '' ? what : `${where}: ${what}`;
    if (!lost.includes(told)) lost.push(told);
  };
  const name = nameOf(label);
  if (kind === 'tfdv' || (kind === null && isTextProto(label, text)))
    return { ...withColumns(importTfdvSchema(text, label, lose), label), lost };
  const schema = readMap(text, label);
  const found = kind ?? kindOf(schema, label);
  const imported =
    found === 'table-schema' ? importTableSchema(schema, name, lose) : importJsonSchema(schema, name, lose);
  return { ...withColumns(imported, label), lost };
}

function nameOf(label: string): string {
  const name = basename(label).replace(/(\.(table)?schema)?\.(json|ya?ml|pbtxt|textproto|txt)$/i, '');
  return name === '' ? 'data' : name;
}

function isTextProto(label: string, text: string): boolean {
  return (
    /\.(pbtxt|pbtext|textproto|prototxt|txtpb)$/i.test(label) ||
    /^\s*(#[^\n]*\s+)*(feature|string_domain|default_environment)\s*[:{]/.test(text)
  );
}

/** JSON is YAML, too. */
function readMap(text: string, label: string): Raw {
  const file = parseYaml(text);
  const [problem] = file.problems;
  if (problem !== undefined)
    throw new ModelyardError('input', `${label}:${problem.line}:${problem.column}  ${problem.message}`);
  if (isMap(file.value)) return file.value;
  throw new ModelyardError('input', `${label} holds no schema: expected an object`);
}

function kindOf(schema: Raw, label: string): ImportKind {
  if (Array.isArray(schema.fields) || Array.isArray(schema.resources)) return 'table-schema';
  const isJsonSchema = ['properties', '$schema', '$ref', 'items', '$defs', 'definitions', 'allOf'].some(
    (key) => key in schema,
  );
  if (isJsonSchema) return 'json-schema';
  throw new ModelyardError('input', `${label} is no Table Schema, no JSON Schema and no schema of TFDV`, {
    hint: `Say which with --from: ${IMPORT_KINDS.join(', ')}.`,
  });
}

function withColumns(imported: Omit<Imported, 'lost'>, label: string): Omit<Imported, 'lost'> {
  const [object] = imported.document.schema as readonly { readonly properties: readonly unknown[] }[];
  if ((object?.properties.length ?? 0) > 0) return imported;
  throw new ModelyardError('input', `${label} describes no column`);
}
