import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KINDS = ['OUTPUT', 'ENV', 'PATH', 'STEP_SUMMARY', 'STATE'] as const;

/** The files through which one step speaks to the runner. */
export interface RunnerFiles {
  readonly variables: Readonly<Record<string, string>>;
  read(kind: 'OUTPUT' | 'ENV'): Readonly<Record<string, string>>;
  text(kind: 'STEP_SUMMARY' | 'PATH'): string;
}

/** Fresh files for each step, as the platform has them. */
export function createRunnerFiles(folder: string): RunnerFiles {
  const own = join(folder, randomUUID());
  mkdirSync(own, { recursive: true });
  const path = (kind: string) => join(own, kind.toLowerCase());
  for (const kind of KINDS) writeFileSync(path(kind), '');
  return {
    variables: Object.fromEntries(KINDS.map((kind) => [`GITHUB_${kind}`, path(kind)])),
    read: (kind) => parseFileCommand(readFileSync(path(kind), 'utf8')),
    text: (kind) => (existsSync(path(kind)) ? readFileSync(path(kind), 'utf8') : ''),
  };
}

/** `name=value` and `name<<delimiter` with lines until the delimiter. Throws for anything else, as the runner fails the step. */
function parseFileCommand(text: string): Record<string, string> {
  const lines = text.split('\n');
  const values: Record<string, string> = {};
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const heredoc = /^([^=<]+)<<(.+)$/.exec(line);
    const plain = /^([^=]+)=(.*)$/.exec(line);
    if (heredoc !== null) {
      const [, name = '', delimiter = ''] = heredoc;
      const end = lines.indexOf(delimiter, index + 1);
      if (end === -1) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      values[name] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else if (plain !== null) values[plain[1] ?? ''] = plain[2] ?? '';
    else throw new Error(`Invalid format '${line}'`);
  }
  return values;
}
