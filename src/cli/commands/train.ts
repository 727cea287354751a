import type { Command } from '../command.ts';
import { forEachModel, verdictCode } from '../for-each-model.ts';
import { trainStep } from '../stage-steps.ts';

export const command: Command = (context) =>
  forEachModel(context, async (model) => {
    const record = await trainStep(context, context.stageContext(model));
    return { json: record, text: '', exitCode: verdictCode(record.verdict) };
  });
