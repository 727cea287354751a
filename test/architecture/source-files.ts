import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  /** As written: `../errors.ts`, `node:fs`, `zod`. */
  readonly specifier: string;
  /** Path below the project for relative imports; null for packages and builtins. */
  readonly path: string | null;
  /** Types are gone at run time. */
  readonly isType: boolean;
  /** `await import(…)`. */
  readonly isDynamic: boolean;
}

export interface SourceFile {
  /** POSIX path below the project: `src/domain/names.ts`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly isTest: boolean;
  readonly imports: readonly Import[];
}

export function sourceFiles(folder: string): SourceFile[] {
  const names = readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => sourceFile(join(PROJECT, folder, name)));
}

function sourceFile(absolute: string): SourceFile {
  const text = readFileSync(absolute, 'utf8');
  return {
    path: posix(relative(PROJECT, absolute)),
    text,
    lines: text.split('\n').length - 1,
    isTest: /\.test\.ts$/.test(absolute),
    imports: importsOf(text, absolute),
  };
}

const PATTERNS: readonly { readonly pattern: RegExp; readonly isDynamic: boolean }[] = [
  { pattern: /^\s*(?:import|export)\s+(type\s+)?[^'";]*?\bfrom\s+['"]([^'"]+)['"]/gm, isDynamic: false },
  { pattern: /^\s*import\s+()['"]([^'"]+)['"]/gm, isDynamic: false },
  { pattern: /\bimport\(\s*()['"]([^'"]+)['"]\s*\)/g, isDynamic: true },
  { pattern: /\brequire\(\s*()['"]([^'"]+)['"]\s*\)/g, isDynamic: true },
];

/** Imports of a module's text, in the order of the patterns. */
export function importsOf(text: string, absolute: string): Import[] {
  const code = withoutComments(text);
  return PATTERNS.flatMap(({ pattern, isDynamic }) =>
    [...code.matchAll(pattern)].map(([, type, specifier = '']) => ({
      specifier,
      path: specifier.startsWith('.')
        ? posix(relative(PROJECT, resolve(dirname(absolute), specifier)))
        : null,
      isType: type !== undefined && type !== '',
      isDynamic,
    })),
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
