import { showExperiment } from '../../stages/experiments/show-experiment.ts';
import { showText } from '../../stages/experiments/show-text.ts';
import type { Command } from '../command.ts';
import { onlyModel } from '../command-context.ts';
import { tellSkipped } from './tell-skipped.ts';

export const showCommand: Command = async (context) => {
  const stage = context.stageContext(onlyModel(context));
  const forge = await context.services.forge(stage.project.repository);
  const [, named = ''] = context.line.positionals;
  const { experiment, skipped } = await showExperiment(stage, forge, named);
  tellSkipped(context, skipped);
  return { json: experiment, text: showText(experiment), exitCode: 0 };
};
