import { baselineName } from '../../domain/report/baseline-name.ts';
import { changedParams, changedParamText } from '../../domain/report/changed-params.ts';
import { codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import type { TrainRecord } from '../../records/train.ts';
import type { ReportedRelease } from './report-facts.ts';

interface ChangedFile {
  readonly path: string;
  readonly how: 'changed' | 'added' | 'removed';
}

/** Parameters and files that differ from the release's, as at most so many Markdown list items; null where the release's are not known. */
export function changesList(
  train: TrainRecord,
  release: ReportedRelease | null,
  most: number,
): string | null {
  if (release === null || (release.params === null && release.inputs === null)) return null;
  const params =
    release.params === null ? [] : changedParams(release.params, train.params).map(changedParamText);
  const files = changedFiles(train, release);
  const items = [
    ...params.map((text) => ({ text, how: '' })),
    ...(files ?? []).map(({ path, how }) => ({ text: path, how: ` ${how}` })),
  ];
  if (items.length === 0) return `Nothing differs from ${escapeMarkdown(baselineName(release.tag))}.`;
  const { shown, left } = shortList(items, most);
  return [
    ...shown.map(({ text, how }) => `- ${codeSpan(text)}${how}`),
    ...(left > 0 ? [`- and ${formatCount(left)} more`] : []),
  ].join('\n');
}

/** `rounds: 150 → 3` and which files, in one sentence for a report that fails; null where nothing is known. */
export function changesSentence(train: TrainRecord, release: ReportedRelease | null): string | null {
  if (release === null || release.params === null) return null;
  const params = changedParams(release.params, train.params);
  const files = changedFiles(train, release);
  const base = escapeMarkdown(baselineName(release.tag));
  const parts = [
    params.length === 0
      ? 'no parameter'
      : params
          .slice(0, 3)
          .map((change) => codeSpan(changedParamText(change)))
          .join(', '),
    params.length > 3 ? `${formatCount(params.length - 3)} more parameters` : null,
    filesText(files),
  ];
  return `Look here first, changed since ${base}: ${parts.filter((part) => part !== null).join('; ')}.`;
}

function filesText(files: readonly ChangedFile[] | null): string | null {
  if (files === null) return null;
  if (files.length === 0) return 'no training input';
  const named = files.slice(0, 3).map(({ path }) => codeSpan(path));
  const left = files.length - named.length;
  return `in the files ${named.join(', ')}${left > 0 ? ` and ${formatCount(left)} more` : ''}`;
}

function changedFiles(train: TrainRecord, { inputs }: ReportedRelease): ChangedFile[] | null {
  if (inputs === null) return null;
  const before = new Map(inputs.map(({ path, sha256 }) => [path, sha256]));
  const after = new Map(train.inputs.map(({ path, sha256 }) => [path, sha256]));
  const changed = [...after].flatMap(([path, sha256]): ChangedFile[] => {
    if (!before.has(path)) return [{ path, how: 'added' }];
    return before.get(path) === sha256 ? [] : [{ path, how: 'changed' }];
  });
  const removed = [...before.keys()].filter((path) => !after.has(path));
  return [...changed, ...removed.map((path) => ({ path, how: 'removed' as const }))];
}
