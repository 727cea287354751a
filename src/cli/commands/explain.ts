import { explainStage } from '../../stages/explain/explain.ts';
import type { Command } from '../command.ts';
import { forEachModel } from '../for-each-model.ts';

export const command: Command = (context) =>
  forEachModel(context, async (model) => {
    const gate = context.line.text('gate');
    const { explanation, text } = await explainStage(context.stageContext(model), { gate });
    return { json: explanation, text: text.endsWith('\n') ? text : `${text}\n`, exitCode: 0 };
  });
