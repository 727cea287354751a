import type { z } from 'zod';
import { cutMiddle } from '../domain/report/escape-markdown.ts';
import { knownKeys } from './known-keys.ts';
import { nearest } from './nearest.ts';
import { dotted, type KeyPath, type Problem } from './problems.ts';
import type { YamlFile } from './yaml-document.ts';

export type SchemaCheck<T> =
  | { readonly data: T; readonly problems: readonly []; readonly broken: readonly [] }
  | {
      readonly data: null;
      readonly problems: readonly Problem[];
      /** What the schema refused, for `salvage`. */
      readonly broken: readonly BrokenPlace[];
    };

export interface BrokenPlace {
  readonly path: KeyPath;
  /** The known key that an unknown one was probably meant to be. */
  readonly meant: string | null;
  readonly kind: 'unknown' | 'missing' | 'wrong';
}

/** Holds a parsed YAML file against a schema: all problems, each with its position, what was expected and what was found. */
export function checkSchema<T extends z.ZodType>(file: YamlFile, schema: T): SchemaCheck<z.output<T>> {
  const parsed = schema.safeParse(file.value, { error: plainWords });
  if (parsed.success) return { data: parsed.data, problems: [], broken: [] };
  const found = toldOnce(
    parsed.error.issues.flatMap((issue) => findingsOf({ schema, root: file.value }, issue, [])),
  );
  return {
    data: null,
    problems: found.map(({ path, kind, message }) => ({
      ...file.locate(path, kind === 'wrong' ? 'value' : 'key'),
      path: dotted(path),
      message,
    })),
    broken: found,
  };
}

interface Finding extends BrokenPlace {
  readonly message: string;
}

/** A misspelt key is not also a missing one. */
function toldOnce(findings: readonly Finding[]): Finding[] {
  const meant = new Set(
    findings.flatMap(({ path, meant }) => (meant === null ? [] : [dotted([...path.slice(0, -1), meant])])),
  );
  return findings.filter(({ kind, path }) => kind !== 'missing' || !meant.has(dotted(path)));
}

interface Whole {
  readonly schema: z.ZodType;
  readonly root: unknown;
}

const MOST_UNKNOWN_KEYS = 200;

function findingsOf(whole: Whole, issue: z.core.$ZodIssue, base: KeyPath): Finding[] {
  const path = [...base, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(whole.schema, path, whole.root);
    return issue.keys.slice(0, MOST_UNKNOWN_KEYS).map((key) => unknownKey([...path, key], known));
  }
  const value = valueAt(whole.root, path);
  if (issue.code === 'invalid_union') {
    const branch = branchFor(issue.errors, value);
    if (branch !== null) return branch.flatMap((inner) => findingsOf(whole, inner, path));
  }
  const isMissing = value === undefined;
  return [
    { path, kind: isMissing ? 'missing' : 'wrong', meant: null, message: sentence(issue, value, isMissing) },
  ];
}

function unknownKey(path: KeyPath, known: readonly string[]): Finding {
  const key = String(path.at(-1));
  const meant = nearest(key, known);
  const others = known.length > 0 ? `; known are ${known.join(', ')}` : '';
  const help = meant === null ? others : `; did you mean ${meant}?`;
  return { path, kind: 'unknown', meant, message: `unknown key${help}` };
}

/** Of a union's branches the one that takes a map or a list like this one: its problems lie further in. */
function branchFor(
  branches: readonly (readonly z.core.$ZodIssue[])[],
  value: unknown,
): readonly z.core.$ZodIssue[] | null {
  if (value === null || typeof value !== 'object') return null;
  return branches.find((issues) => issues.every((issue) => !isWrongKind(issue))) ?? null;
}

function isWrongKind(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_union');
}

function sentence(issue: z.core.$ZodIssue, value: unknown, isMissing: boolean): string {
  if (!issue.message.startsWith('expected')) return issue.message;
  if (isMissing) return `missing; ${issue.message}`;
  const words = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  const meant = typeof value === 'string' ? nearest(value, words) : null;
  const isSize = (issue.code === 'too_small' || issue.code === 'too_big') && Array.isArray(value);
  const found = isSize ? String(value.length) : briefly(value);
  return `${issue.message}, found ${found}${meant === null ? '' : `; did you mean ${meant}?`}`;
}

/** A value as a problem names it. */
export function briefly(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? JSON.stringify(cutMiddle(value, 60)) : String(value);
}

export function valueAt(root: unknown, path: KeyPath): unknown {
  let value = root;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return value;
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  tuple: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

type Raw = z.core.$ZodRawIssue;

/** What was expected, in words without zod's; used where the schema itself says nothing. */
const WORDS: { readonly [code: string]: (issue: Raw) => string } = {
  invalid_type: (issue) => `expected ${KINDS[String(issue.expected)] ?? String(issue.expected)}`,
  invalid_value: (issue) => `expected ${oneOf((issue.values as readonly unknown[]).map(String))}`,
  invalid_format: () => 'expected another form',
  invalid_union: () => 'expected something else',
  too_small: (issue) => sizeWords(issue, String(issue.minimum), ['at least', 'more than']),
  too_big: (issue) => sizeWords(issue, String(issue.maximum), ['at most', 'less than']),
};

function plainWords(issue: Raw): string {
  return WORDS[String(issue.code)]?.(issue) ?? `expected something else (${String(issue.code)})`;
}

function sizeWords(issue: Raw, limit: string, [closed, open]: readonly [string, string]): string {
  const unit =
    issue.origin === 'array'
      ? limit === '1'
        ? ' entry'
        : ' entries'
      : issue.origin === 'string'
        ? ' characters'
        : '';
  return `expected ${issue.inclusive === true ? closed : open} ${limit}${unit}`;
}

function oneOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
