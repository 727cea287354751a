import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { markdownTable } from 'markdown-table';
import { fileAt } from '../../adapters/git/base-files.ts';
import { repositoryTop, resolveCommit } from '../../adapters/git/repository.ts';
import type { Broken, ContractChange } from '../../domain/contract/diff/contract-change.ts';
import { type ContractDiff, diffContracts } from '../../domain/contract/diff/diff-contracts.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { ModelyardError } from '../../errors.ts';
import { parseContract } from '../../stages/contract/load-contract.ts';
import type { BareCommand, BareContext } from '../bare-context.ts';
import { deliverText } from './deliver-text.ts';
import { configuredPath, readText } from './given-contract.ts';

/** What a change of a contract breaks. The exit code is 1 where it breaks somebody. */
export const diffCommand: BareCommand = async (context) => {
  const [, first, second] = context.line.positionals;
  if (first === undefined)
    throw new ModelyardError('usage', 'modelyard contract diff needs what to compare with', {
      hint: 'A file, a git ref or <ref>:<path>; a second one, or the contract as it is now.',
    });
  const before = await contractAt(context, first);
  const after = await contractAt(context, second ?? null);
  const diff = diffContracts(
    parseContract(before.text, before.label),
    parseContract(after.text, after.label),
  );
  const json = { schema: 'modelyard/contract-diff/1', before: before.label, after: after.label, ...diff };
  const text = diffText(diff, { before: before.label, after: after.label });
  const delivered = await deliverText(context, { text, json });
  return { ...delivered, exitCode: diff.isBreaking ? 1 : 0 };
};

interface Labelled {
  readonly text: string;
  readonly label: string;
}

/** A file, `<ref>:<path>`, the contract of the model at a ref, or null: the contract of the model as it is now. */
async function contractAt(context: BareContext, asked: string | null): Promise<Labelled> {
  if (asked === null) {
    const path = await configuredPath(context);
    return { text: await readText(path), label: path.written };
  }
  const absolute = resolve(asked);
  if ((await stat(absolute).catch(() => null)) !== null)
    return { text: await readText({ written: asked, absolute }), label: asked };
  const [, ref = asked, file] = /^([^:]+):(.+)$/.exec(asked) ?? [];
  const top = await repositoryTop(process.cwd());
  const commit = await resolveCommit(top, ref);
  if (commit === null)
    throw new ModelyardError('input', `${asked} is no file, and ${ref} is no commit of this clone`, {
      hint: 'Fetch it, or name a file.',
    });
  const path = file ?? repositoryPath(top, (await configuredPath(context)).absolute);
  const text = await fileAt(top, commit, path);
  if (text === null) throw new ModelyardError('input', `${path} is not in ${ref}`);
  return { text, label: `${ref}:${path}` };
}

function repositoryPath(top: string, absolute: string): string {
  return relative(top, absolute).replaceAll(sep, '/');
}

const WHOM: Readonly<Record<Broken, string>> = { readers: 'readers', data: 'data' };

function diffText(
  { changes, isBreaking, suggests }: ContractDiff,
  { before, after }: Readonly<Record<'before' | 'after', string>>,
): string {
  const names = `${escapeMarkdown(before)} → ${escapeMarkdown(after)}`;
  if (changes.length === 0) return `**No change of what is checked**: ${names}\n`;
  const broken = changes.filter(({ breaks }) => breaks.length > 0).length;
  const head = isBreaking
    ? `**Breaking**: ${broken} of ${changes.length} changes, ${names}; a ${suggests} version`
    : `**Not breaking**: ${changes.length === 1 ? 'one change' : `${changes.length} changes`}, ${names}; a ${suggests} version`;
  const rows = changes.map(changeRow);
  const table = markdownTable([['', 'where', 'what', 'before', 'after', 'why'], ...rows], {
    alignDelimiters: false,
  });
  return `${head}\n\n${table}\n\nReaders rest on what the contract promises; data kept the contract as it was before.\n`;
}

const MOST_CHARACTERS = 80;

function changeRow({ where, what, before, after, breaks, because }: ContractChange): string[] {
  const cell = (text: string | null) => (text === null ? '–' : escapeMarkdown(text, MOST_CHARACTERS));
  const mark = breaks.length === 0 ? '' : `breaks ${breaks.map((each) => WHOM[each]).join(' and ')}`;
  return [mark, cell(where), cell(what), cell(before), cell(after), cell(because)];
}
