import { deployStage } from '../../stages/deploy/deploy.ts';
import type { Command } from '../command.ts';
import { onlyModel } from '../command-context.ts';
import { deployPorts, deployResult, environmentOf } from '../deploy-ports.ts';

export const command: Command = async (context) => {
  const environment = environmentOf(context);
  const stage = context.stageContext(onlyModel(context));
  const options = {
    environment,
    version: context.line.positionals[0] ?? null,
    released: context.line.text('released'),
    reason: context.line.text('reason'),
    dryRun: context.line.flag('dry-run'),
  };
  const result = await deployStage(stage, await deployPorts(context, stage), options);
  return deployResult(stage, result, environment);
};
