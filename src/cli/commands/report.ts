import { resolve } from 'node:path';
import { writeFileAtomic } from '../../adapters/files/write-atomic.ts';
import type { Command } from '../command.ts';
import { onlyModel } from '../command-context.ts';
import { forEachModel, verdictCode } from '../for-each-model.ts';
import { reportStep } from '../report-step.ts';
import { shownPath } from '../shown-path.ts';

export const command: Command = async (context) => {
  const output = context.line.text('output');
  if (output !== null) onlyModel(context);
  return forEachModel(context, async (model) => {
    const { markdown, record } = await reportStep(context, context.stageContext(model));
    if (output !== null) {
      await writeFileAtomic(resolve(output), markdown);
      context.reporter.note(`${record.headline} · ${shownPath(resolve(output))}`);
    }
    return {
      json: record,
      text: output === null ? `${markdown}\n` : '',
      exitCode: verdictCode(record.verdict),
    };
  });
};
