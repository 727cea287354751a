import { parse } from 'yaml';
import {
  type Amendment,
  leftLines,
  PATCH_WARNING,
  type PatchedPart,
  type PatchLine,
  remarkText,
} from '../../domain/contract/amend/patch.ts';
import { flowYaml, shortColumn } from './short-writer.ts';

type Raw = Readonly<Record<string, unknown>>;

/** The same change for a contract in the short form: each line takes the place of the one of that name. */
export function shortPatchLines({ parts, left }: Amendment, document: unknown): string[] {
  const object = ((document as Raw).schema as readonly Raw[])[0] ?? {};
  const columns = parts.filter(({ column }) => column !== null).flatMap((part) => columnLines(part, object));
  // A key with remarks alone would say, pasted, that there are no columns.
  const isReal = columns.some((line) => !/^ *#/.test(line));
  return [
    ...PATCH_WARNING,
    ...(columns.length === 0 ? [] : [isReal ? 'columns:' : '# columns:', ...columns]),
    ...parts.filter(({ column }) => column === null).flatMap((part) => wholeLines(part, object)),
    ...leftLines(left),
  ];
}

function columnLines(
  part: PatchedPart,
  { properties = [] }: { readonly properties?: readonly Raw[] },
): string[] {
  const property = properties.find(({ name, physicalName }) => (physicalName ?? name) === part.column);
  const name = flowYaml(property?.name ?? part.column);
  const lines = [...part.keys, ...part.options, ...part.quality];
  if (property !== undefined && part.note !== null) return [`  # ${name}: ${remarkText(part.note)}`];
  const changed = property === undefined ? { ...merged(part.keys) } : applied(property, part);
  const isReal = property === undefined || lines.some(({ yaml }) => yaml !== null);
  const remarks = [part.note ?? '', ...lines.filter(({ yaml }) => yaml !== null).map(({ remark }) => remark)];
  const told = remarks.filter((remark) => remark !== '').join('; ');
  return [
    ...lines.filter(({ yaml }) => yaml === null).map(({ remark }) => `  # ${name}: ${remarkText(remark)}`),
    ...(isReal
      ? [`  ${name}: ${flowYaml(shortColumn(changed))}${told === '' ? '' : `  # ${remarkText(told)}`}`]
      : []),
  ];
}

/** The keys that lines of YAML say. */
function merged(lines: readonly PatchLine[]): Record<string, unknown> {
  return Object.assign({}, ...lines.map(({ yaml }) => (yaml === null ? {} : (parse(yaml) as Raw))));
}

/** An exclusive bound makes room for the plain one. */
const IN_PLACE_OF: Readonly<Record<string, string>> = {
  minimum: 'exclusiveMinimum',
  maximum: 'exclusiveMaximum',
};

function applied(property: Raw, { keys, options, quality }: PatchedPart): Raw {
  const news = merged(options);
  const replaced = Object.keys(news).map((key) => IN_PLACE_OF[key]);
  const old = Object.entries((property.logicalTypeOptions ?? {}) as Raw);
  const kept = Object.fromEntries(old.filter(([key]) => !replaced.includes(key)));
  return {
    ...property,
    ...merged(keys),
    logicalTypeOptions: { ...kept, ...news },
    quality: withRules((property.quality ?? []) as readonly Raw[], quality),
  };
}

/** Each new rule takes the place of the first of its metric that has none yet. */
function withRules(rules: readonly Raw[], lines: readonly PatchLine[]): Raw[] {
  const result = [...rules];
  const news = lines.flatMap(({ yaml }) => (yaml === null ? [] : [parse(yaml) as Raw]));
  for (const rule of news) {
    const place = result.findIndex((each) => each.metric === rule.metric && !news.includes(each));
    if (place === -1) result.push(rule);
    else result[place] = rule;
  }
  return result;
}

/** The number of rows is a range of its own; what else is asked of the whole are rules as the standard writes them. */
function wholeLines(
  { quality }: PatchedPart,
  { quality: rules = [] }: { readonly quality?: readonly Raw[] },
): string[] {
  const isRowCount = ({ yaml }: PatchLine) => yaml?.includes('metric: rowCount') === true;
  const [counts, others] = [quality.filter(isRowCount), quality.filter((line) => !isRowCount(line))];
  const remarks = counts.map(({ remark }) => remarkText(remark)).join('; ');
  return [
    ...(counts.length === 0 ? [] : [`rows: ${rowsText(rules, counts)}  # ${remarks}`]),
    ...(others.some(({ yaml }) => yaml !== null) ? ['quality:'] : []),
    ...others.map(({ yaml, remark }) =>
      yaml === null
        ? `  # ${remarkText(remark)}`
        : `  - ${yaml}  # in place of the one under unique or quality; ${remarkText(remark)}`,
    ),
  ];
}

function rowsText(rules: readonly Raw[], lines: readonly PatchLine[]): string {
  const counts = [
    ...rules.filter(({ metric }) => metric === 'rowCount'),
    ...lines.map(({ yaml }) => parse(yaml ?? '') as Raw),
  ];
  const last = (key: string) => counts.findLast((rule) => rule[key] !== undefined)?.[key];
  return `${String(last('mustBeGreaterOrEqualTo') ?? '')}..${String(last('mustBeLessOrEqualTo') ?? '')}`;
}
