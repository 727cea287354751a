import { WHOLE_ROW } from '../../domain/data-checks/survey.ts';
import { counted } from '../../domain/report/counted.ts';
import { visible } from '../../domain/report/escape-markdown.ts';
import type { Comparison } from '../../records/comparison.ts';
import { type CheckResult, type DatasetResult, isTold } from '../../records/validate.ts';
import { signalText } from '../../stages/monitor/monitor-text.ts';
import type { Command } from '../command.ts';
import { forEachModel, verdictCode } from '../for-each-model.ts';
import { validateStep } from '../stage-steps.ts';

export const command: Command = (context) =>
  forEachModel(context, async (model) => {
    const record = await validateStep(context, context.stageContext(model));
    const text = [
      brokenChecks(record.datasets),
      alarms(record.comparisons ?? []),
      patchText(record.contractPatch ?? null),
    ].join('');
    return { json: record, text, exitCode: verdictCode(record.verdict) };
  });

/** Checks that do not pass, with their examples, one a line. */
function brokenChecks(datasets: readonly DatasetResult[]): string {
  const lines = datasets.flatMap(({ role, checks }) =>
    checks
      .filter((check) => check.verdict !== 'pass' && isTold(check))
      .map((check) => checkLine(role, check)),
  );
  return lines.map((line) => `${visible(line)}\n`).join('');
}

function checkLine(role: string, check: CheckResult): string {
  const examples = check.examples.map(({ row, value }) => {
    if (value === WHOLE_ROW && row !== null) return `row ${row}`;
    return `${row === null ? '' : `row ${row}: `}${JSON.stringify(value)}`;
  });
  const found = [
    check.failing === null ? null : counted(check.failing, 'row'),
    check.reason ?? null,
    ...examples,
  ];
  const told = found.filter((part) => part !== null).join('; ');
  return `${check.verdict.padEnd(5)} ${role}  ${check.id}  expected ${check.expected}; ${told}`;
}

/** What is not like the data that it is held against, one signal a line, and what could not be compared. */
function alarms(comparisons: readonly Comparison[]): string {
  const lines = comparisons.flatMap(({ kind, role, against, verdict, reason, signals }) => {
    const about = `${role} against ${against}`;
    if (verdict === 'error') return [`error ${about}  ${reason}`];
    // That nothing is released yet is not worth a line.
    if (verdict === 'insufficient')
      return kind === 'base' && reason !== undefined ? [] : [`insufficient ${about}  too few rows`];
    return signals
      .filter((signal) => signal.verdict === 'fail' || signal.verdict === 'warn')
      .map((signal) => `${signal.verdict.padEnd(5)} ${about}  ${signal.column}  ${signalText(signal)}`);
  });
  return lines.map((line) => `${visible(line)}\n`).join('');
}

/** Nobody is to paste it without a thought: its first lines say so. */
function patchText(lines: readonly string[] | null): string {
  return lines === null ? '' : `\n${lines.map((line) => `${visible(line)}\n`).join('')}`;
}
