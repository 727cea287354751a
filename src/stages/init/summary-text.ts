import { shellWord } from '../../domain/init/shell-text.ts';
import { visible } from '../../domain/report/escape-markdown.ts';
import type { InitRecord } from '../../records/init.ts';

const WORDS: Readonly<Record<InitRecord['files'][number]['action'], readonly [done: string, would: string]>> =
  {
    written: ['written', 'would be written'],
    appended: ['lines added', 'lines would be added'],
    kept: ['kept', 'kept'],
    skipped: ['not written', 'not written'],
  };

/** What was written and why, and what to do next, for a terminal. */
export function summaryText(record: InitRecord): string {
  const { model, framework, lines, workflow, notes } = record;
  const library = framework === null ? '' : `, trained with ${framework}`;
  const sections = [
    [`model ${model}${library}`, ...files(record)],
    lines.length === 0
      ? []
      : ['modelyard.yml', ...columns(lines.map(({ key, value, because }) => [key, shown(value), because]))],
    workflow.length === 0 ? [] : ['workflow', ...workflow.map((each) => `  ${each}`)],
    notes.length === 0 ? [] : ['to know', ...notes.map((note) => `  - ${note}`)],
    next(record),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.map((line) => visible(line).trimEnd()).join('\n'))
    .join('\n\n')}\n`;
}

function files({ files: list, dryRun }: InitRecord): string[] {
  return columns(list.map(({ path, action, reason }) => [path, WORDS[action][dryRun ? 1 : 0], reason ?? '']));
}

const WIDEST = 40;

/** All columns but the last are as wide as their widest cell, up to a limit. */
function columns(rows: readonly (readonly [string, string, string])[]): string[] {
  const width = (at: 0 | 1) => Math.min(WIDEST, Math.max(...rows.map((row) => row[at].length)));
  const [first, second] = [width(0), width(1)];
  return rows.map(([a, b, c]) => `  ${a.padEnd(first)}  ${b.padEnd(second)}  ${c}`);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : plain(value);
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}

/** Maps and lists as YAML has them on one line. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (value === null || typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key}: ${plain(each)}`)
    .join(', ');
}

function next({ dryRun, files: list }: InitRecord): string[] {
  if (dryRun) return ['nothing was written (--dry-run)'];
  const added = list.filter(({ sha256 }) => sha256 !== null).map(({ path }) => path);
  const steps = ['modelyard run'];
  if (added.length > 0)
    steps.push(`git add ${added.map(shellWord).join(' ')} && git commit -m "judge models with Modelyard"`);
  return ['next', ...steps.map((step) => `  ${step}`)];
}
