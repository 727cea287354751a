import { visible } from '../../report/escape-markdown.ts';
import { yamlScalar } from './yaml-scalar.ts';

/** Changed keys of one property, or of the object itself. */
export interface PatchedPart {
  /** null: the object. */
  readonly column: string | null;
  /** What is to be said of the property as a whole. */
  readonly note: string | null;
  readonly keys: readonly PatchLine[];
  readonly options: readonly PatchLine[];
  readonly quality: readonly PatchLine[];
}

export interface PatchLine {
  /** YAML on one line; null: there is only the remark. */
  readonly yaml: string | null;
  readonly remark: string;
}

/** What of a contract has to change. */
export interface Amendment {
  /** Name of the object. */
  readonly object: string;
  readonly parts: readonly PatchedPart[];
  /** Checks that no wider value of a key helps. */
  readonly left: readonly string[];
}

/** What stands above every patch. */
export const PATCH_WARNING = [
  '# The smallest change under which these data would pass. It says what the data are, not what they may be:',
  '# whoever owns the data decides line by line, and a change of the contract is reviewed like code.',
];

/** A contract's changed lines, where they stand in it: `schema`, the object, its properties. */
export function patchLines({ object, parts, left }: Amendment): string[] {
  const properties = parts.filter(({ column }) => column !== null);
  const own = parts.filter(({ column }) => column === null);
  return [
    ...PATCH_WARNING,
    'schema:',
    `  - name: ${yamlScalar(object)}`,
    ...(properties.length === 0 ? [] : ['    properties:', ...properties.flatMap(propertyLines)]),
    ...own.flatMap((part) => bodyLines(part, '    ')),
    ...leftLines(left),
  ];
}

export function leftLines(left: readonly string[]): string[] {
  return left.map((id) => `# nothing to widen: ${remarkText(id)}`);
}

function propertyLines(part: PatchedPart): string[] {
  const note = part.note === null ? '' : `  # ${remarkText(part.note)}`;
  return [`      - name: ${yamlScalar(part.column ?? '')}${note}`, ...bodyLines(part, '        ')];
}

function bodyLines({ keys, options, quality }: PatchedPart, indent: string): string[] {
  return [
    ...keys.map((line) => `${indent}${lineText(line)}`),
    ...block('logicalTypeOptions', options, { indent, item: '' }),
    ...block('quality', quality, { indent, item: '- ' }),
  ];
}

/** A key whose lines are remarks alone is a remark itself: pasted, it would say that there is nothing. */
function block(
  key: string,
  lines: readonly PatchLine[],
  { indent, item }: { readonly indent: string; readonly item: string },
): string[] {
  if (lines.length === 0) return [];
  const isReal = lines.some(({ yaml }) => yaml !== null);
  const inner = lines.map((line) =>
    line.yaml === null ? `${indent}  ${lineText(line)}` : `${indent}  ${item}${lineText(line)}`,
  );
  return [`${indent}${isReal ? '' : '# '}${key}:`, ...inner];
}

function lineText({ yaml, remark }: PatchLine): string {
  if (yaml === null) return `# ${remarkText(remark)}`;
  return remark === '' ? yaml : `${yaml}  # ${remarkText(remark)}`;
}

/** One line in which nothing hides. */
export function remarkText(remark: string): string {
  return visible(remark);
}
