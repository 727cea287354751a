import { historyStage, historyText } from '../../stages/history/history.ts';
import type { Command } from '../command.ts';
import { onlyModel } from '../command-context.ts';
import { environmentOf } from '../deploy-ports.ts';

export const command: Command = async (context) => {
  const environment = environmentOf(context);
  const stage = context.stageContext(onlyModel(context));
  const { log } = await context.services.forge(stage.project.repository);
  const records = await historyStage(stage, log, { environment, at: context.line.text('at') });
  return { json: records, text: historyText(records, environment), exitCode: 0 };
};
