import { visible } from '../../domain/report/escape-markdown.ts';
import { type CheckResult, type DatasetResult, isTold } from '../../records/validate.ts';
import type { Command } from '../command.ts';
import { forEachModel, verdictCode } from '../for-each-model.ts';
import { validateStep } from '../stage-steps.ts';

export const command: Command = (context) =>
  forEachModel(context, async (model) => {
    const record = await validateStep(context, context.stageContext(model));
    return { json: record, text: brokenChecks(record.datasets), exitCode: verdictCode(record.verdict) };
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
  const examples = check.examples.map(
    ({ row, value }) => `${row === null ? '' : `row ${row}: `}${JSON.stringify(value)}`,
  );
  const found = [check.failing === null ? null : `${check.failing} rows`, check.reason ?? null, ...examples];
  const told = found.filter((part) => part !== null).join('; ');
  return `${check.verdict.padEnd(5)} ${role}  ${check.id}  expected ${check.expected}; ${told}`;
}
